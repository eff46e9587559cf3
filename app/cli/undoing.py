"""What was changed, taking it back and doing it again: journal, undo, redo."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.desk import Desk
from app.cli.output import Answer, at, columns, cut
from app.cli.words import kind_word
from app.errors import NotFoundError
from app.formatting import number
from app.services import records
from models.fields import fields_of
from models.kinds import Kind, Ref
from models.nouns import TABLES
from resources.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from app.workspace import Workspace
    from models.store.journal import JournalEntry, Kept, Undone

_STATES = {"done": "", "undone": N_("undone"), "dropped": N_("undone")}
_KEPT = {
    "edited_later": N_("{record} was edited later and stays."),
    "needed_by_later": N_("{record} is needed by something later and stays."),
    "gone": N_("{record} is no longer here."),
    "taken": N_("{record} is here already."),
}
_KEPT_FIELDS = {
    "edited_later": N_("{record}: “{field}” was edited later and stays."),
    "gone": N_("{record}: what “{field}” named is no longer here."),
}
_ID_BYTES = 16


def journal(args: Namespace, desk: Desk) -> Answer:
    """The newest changes."""
    with desk.opened(args.workspace) as workspace:
        entries = workspace.journal(args.limit).result()
    value = [
        {
            "number": entry.number,
            "at": desk.local(entry.at).isoformat(),
            "name": entry.name,
            "subject": entry.subject,
            "state": entry.state,
            "source": entry.source,
            "rows": entry.rows,
        }
        for entry in entries
    ]
    rows = [
        (str(entry.number), at(entry.at, desk), _(_STATES[entry.state]) if _STATES[entry.state] else "", _named(entry))
        for entry in entries
    ]
    return Answer(value, columns(rows) or [_("Nothing was changed yet.")])


def undo(args: Namespace, desk: Desk) -> Answer:
    """Take a change back and say what stays and why."""
    with desk.opened(args.workspace) as workspace:
        undone = workspace.undo(args.entry).result()
        sentence = _("Taken back: {change}.") if undone.rows else _("Nothing of it could be taken back: {change}.")
        return _answer(workspace, undone, sentence)


def redo(args: Namespace, desk: Desk) -> Answer:
    """Do again what was undone last."""
    with desk.opened(args.workspace) as workspace:
        redone = workspace.redo().result()
        return _answer(workspace, redone, _("Done again: {change}."))


def _answer(workspace: "Workspace", undone: "Undone", sentence: str) -> Answer:
    value: dict[str, Any] = {
        "entry": undone.entry.number,
        "name": undone.entry.name,
        "rows": undone.rows,
        "kept": [
            {"kind": kept.table, "id": _id_text(kept), "field": kept.field, "reason": kept.reason}
            for kept in undone.kept
        ],
    }
    lines = [sentence.format(change=_named(undone.entry))]
    if undone.kept:
        left = len(undone.kept)
        text = ngettext("{count} thing stays as it is:", "{count} things stay as they are:", left)
        lines.append(text.format(count=number(left)))
    return Answer(value, [*lines, *cut(undone.kept, lambda kept: _sentence(workspace, kept))])


def _named(entry: "JournalEntry") -> str:
    return ", ".join(part for part in (_(entry.name), entry.subject) if part)


def _sentence(workspace: "Workspace", kept: "Kept") -> str:
    record = _record(workspace, kept)
    if not kept.field:
        return _(_KEPT[kept.reason]).format(record=record)
    labels = {name: field.label for name, field in fields_of(TABLES[kept.table])}
    field = _(labels.get(kept.field, kept.field))
    return _(_KEPT_FIELDS.get(kept.reason, _KEPT[kept.reason])).format(record=record, field=field)


def _record(workspace: "Workspace", kept: "Kept") -> str:
    word = kind_word(kept.table)
    if kept.record_id is None or len(kept.record_id) != _ID_BYTES or kept.table not in set(Kind):
        return word
    try:
        title = workspace.ask(records.record, Ref(Kind(kept.table), UUID(bytes=kept.record_id))).result().title
    except NotFoundError:
        return word
    return _("{kind} “{title}”").format(kind=word, title=title) if title else word


def _id_text(kept: "Kept") -> str | None:
    if kept.record_id is None:
        return None
    return str(UUID(bytes=kept.record_id)) if len(kept.record_id) == _ID_BYTES else kept.record_id.hex()
