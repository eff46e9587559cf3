"""vCard 2.1, 3.0 and 4.0 of any origin, card by card: one bad card never costs the file."""

from collections.abc import Iterator
from dataclasses import replace

from app.exchange.card import Card, Refused
from app.exchange.vcard_draft import Draft
from app.exchange.vcard_groups import Groups, find_groups, group_name, members
from app.exchange.vcard_lines import Damage, properties
from app.exchange.vcard_plain import PlainCard, plain_file
from app.exchange.vcard_properties import apply_property
from app.exchange.vcard_reach import settle_printed_addresses
from app.exchange.vcard_records import Piece, pieces, prepared
from app.exchange.vcard_text import decode_bytes
from resources.i18n import _, ngettext

_EXCERPT = 120


def read_vcards(content: bytes) -> Iterator[Card | Refused]:
    """Cards and refused records in the order of the file, made one at a time. Never raises, whatever the bytes.

    Phones are left as they were typed, a lone FN stays in `full_name`; a group card is refused with a reason that
    says what became of it: its name is a category of every member in the same file.
    """
    for _done, outcome in read_vcards_measured(content):
        yield outcome


def read_vcards_measured(content: bytes) -> Iterator[tuple[float, Card | Refused]]:
    """The same with the share of the file read so far, from 0 to 1."""
    text = prepared(content)
    groups = find_groups(text)
    plain = plain_file(text)
    if plain is not None:
        for record, one in enumerate(plain, start=1):
            draft = plain.draft(one)
            if draft is None:
                yield one.share, _outcome(one.piece(), record, groups)
            else:
                yield one.share, _settled(draft, one, record, groups)
        return
    length = len(text) or 1
    for record, piece in enumerate(pieces(text), start=1):
        yield piece.end / length, _outcome(piece, record, groups)


def _outcome(piece: Piece, record: int, groups: Groups | None) -> Card | Refused:
    if piece.kind != "VCARD":
        return Refused(record, piece.line, _reason_for_foreign(piece.kind), _excerpt(piece.body))
    draft, damage = Draft(), Damage()
    for head, value in properties(piece.body, damage):
        apply_property(draft, head, value)
    if not piece.closed or damage.broken_lines or damage.control_characters:
        _tell_damage(draft, damage, closed=piece.closed)
    return _settled(draft, piece, record, groups)


def _settled(draft: Draft, piece: Piece | PlainCard, record: int, groups: Groups | None) -> Card | Refused:
    """The card whose lines are read, or why it is none."""
    if draft.printed_addresses:
        settle_printed_addresses(draft)
    if draft.kind == "group":
        return Refused(record, piece.line, _reason_for_group(draft, groups), _excerpt(piece.body))
    if not draft.identifies:
        return Refused(record, piece.line, _("The card has no name, company, phone or e-mail."), _excerpt(piece.body))
    card = draft.card(record, piece.line)
    more = groups.of(card.uid) if groups is not None and card.uid else ()
    if more:
        return replace(card, categories=tuple(dict.fromkeys((*card.categories, *more))))
    return card


def _tell_damage(draft: Draft, damage: Damage, *, closed: bool) -> None:
    if not closed:
        draft.warn(_("The card has no end: the file may have been cut off here."))
    if damage.broken_lines:
        draft.warn(_("Some lines of the card were broken off and were joined again."))
    if damage.control_characters:
        draft.warn(_("Unreadable characters were left out."))


def _reason_for_foreign(kind: str) -> str:
    if kind == "VCALENDAR" or kind in {"VEVENT", "VTODO", "VJOURNAL", "VALARM", "VTIMEZONE"}:
        return _("This is a calendar entry, not a contact.")
    if kind:
        return _("This is a record of the kind {kind}, not a contact.").format(kind=kind)
    return _("This text stands outside any card.")


def _reason_for_group(draft: Draft, groups: Groups | None) -> str:
    name = group_name(draft)
    if not name:
        return _("This is a group without a name.")
    found = [member for member in members(draft) if groups is not None and member in groups.present]
    if not found:
        return _("This is the group “{name}”, and none of its members is in this file.").format(name=name)
    return ngettext(
        "This is the group “{name}”: its {count} member here got it as a category.",
        "This is the group “{name}”: its {count} members here got it as a category.",
        len(found),
    ).format(name=name, count=len(found))


def _excerpt(body: bytes | str) -> str:
    if isinstance(body, str):
        body = body.encode()
    lines = (line.strip() for line in body[:2000].split(b"\n"))
    shown = b" | ".join(line for line in lines if line and not line.upper().startswith(b"VERSION:"))
    text = decode_bytes(shown[: _EXCERPT * 2], "")
    return "".join(letter if letter.isprintable() else "·" for letter in text)[:_EXCERPT]
