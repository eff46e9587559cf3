"""Looking things up: find, show."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.desk import Desk
from app.cli.field_words import FieldWords
from app.cli.naming import record_named
from app.cli.output import Answer, columns, plain, short_id, spoken
from app.cli.words import kind_word
from app.services import contact_cards, records, search
from app.views.contacts import ContactId
from models.kinds import Kind, Ref
from resources.i18n import _

if TYPE_CHECKING:
    from app.workspace import Workspace

_OWN = frozenset({"id", "rid", "created_at", "edited_at", "owner_id", "access", "position", "normal", "shown"})
_UNTOLD = frozenset({"photo_hash", "foreign_uid", "foreign_properties", "important_dates", "access"})
_EMPTY: tuple[object, ...] = ("", None, 0, False, [], ())


def find(args: Namespace, desk: Desk) -> Answer:
    """What a text finds, grouped by kind."""
    text = " ".join(args.text)
    with desk.opened(args.workspace) as workspace:
        hits = workspace.ask(search.find, text, args.limit).result()
    value = [{"kind": hit.kind, "id": str(hit.id), "title": hit.title, "subtitle": hit.subtitle} for hit in hits]
    rows = [(kind_word(hit.kind), short_id(hit.id), hit.title, hit.subtitle) for hit in hits]
    return Answer(value, columns(rows) or [_("Nothing is found.")])


def show_record(args: Namespace, desk: Desk) -> Answer:
    """All fields of a record and its parts; the empty ones are left out for people."""
    with desk.opened(args.workspace) as workspace:
        ref = record_named(workspace, args.record)
        view = workspace.ask(records.record, ref).result()
        fields = [
            *view.fields,
            *_sets(workspace, ref, removed=any(name == "removed_at" for name, *_rest in view.fields)),
        ]
        lines = _lines(view, fields, FieldWords(workspace), desk)
    value = {
        "kind": view.kind,
        "id": str(view.id),
        "title": view.title,
        "parts": {part: [plain(row, desk) for row in rows] for part, rows in view.parts},
        "fields": {name: plain(content, desk) for name, _label, content in fields},
    }
    return Answer(value, [*lines, str(view.id)])


def _lines(
    view: records.RecordView, fields: Sequence[tuple[str, str, Any]], words: FieldWords, desk: Desk
) -> list[str]:
    """A record for people: its title, its fields in words, its parts."""
    noun = records.NOUN_OF[Kind(view.kind)].__tablename__
    told = [(name, label, content) for name, label, content in fields if not _is_left_out(name, content)]
    lines = [f"{kind_word(view.kind)}: {view.title}"]
    lines += columns((label, spoken(words.said(noun, name, content), desk)) for name, label, content in told)
    for part, rows in view.parts:
        said = [{name: words.said(part, name, content) for name, content in row.items()} for row in rows]
        lines += columns((kind_word(part), _row(row, desk)) for row in said)
    return lines


def _is_left_out(name: str, content: object) -> bool:
    return content in _EMPTY or name in _UNTOLD or isinstance(content, UUID)


def _sets(workspace: "Workspace", ref: Ref, *, removed: bool) -> list[tuple[str, str, Any]]:
    """The statuses and tags of a contact, which `edit` takes as fields."""
    if ref.kind is not Kind.CONTACT or removed:
        return []
    card = workspace.ask(contact_cards.contact_card, ContactId(ref.id)).result()
    return [
        ("status", _("Status"), [status.key for status in card.statuses]),
        ("tags", _("Tags"), list(card.tags)),
    ]


def _row(row: Mapping[str, Any], desk: Desk) -> str:
    """A part in one line: a phone as it is read, any other part by what it says."""
    if "shown" in row:
        return " ".join(str(part) for part in (row["shown"], row.get("label")) if part)
    told = (value for name, value in row.items() if name not in _OWN and not _is_left_out(name, value))
    return ", ".join(spoken(value, desk) for value in told)
