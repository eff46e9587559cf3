"""Our own full export read again: cards one by one, other records by kind.

As we wrote it, it is read line by line and a damaged line costs itself alone; laid out by another program it is read
whole, and must be whole.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.exchange.card import Card, Refused
from app.exchange.encoding import guess_encoding
from app.exchange.json_card import card_from_json
from app.exchange.json_lines import Damaged, Lines, by_lines
from app.exchange.json_writer import FORMAT_VERSION
from models.errors import UserError
from resources.i18n import N_, _

_EXCERPT = 120
_WITH_ROWS = 2  # from this version on a person without a name is known by a row of its own
_CUT_OFF = N_("The file is damaged or cut off: it cannot be read from line {line} on.")


def read_json(content: bytes) -> Iterator[Card | Refused]:
    """Cards in their order; one that is damaged or not of its form is refused alone.

    Raises UserError at once where the document is no export of ours, or is newer than this version.
    """
    return (outcome for _done, outcome in read_json_measured(content))


def read_json_measured(content: bytes) -> Iterator[tuple[float, Card | Refused]]:
    """The same with the share of the cards read so far, from 0 to 1."""
    lines = by_lines(content)
    if lines is not None:
        _expect_version(lines.version)
        if lines.cut_at and not lines.contacts and not lines.records:
            raise UserError(_(_CUT_OFF).format(line=lines.cut_at))
        return _outcomes(lines.contacts, lines.cut_at, named=lines.version < _WITH_ROWS)
    document = _document(content)
    entries = document.get("contacts", [])
    if not isinstance(entries, list):
        raise UserError(_("This JSON file is not an export of Vizitka."))
    return _outcomes(entries, 0, named=document["vizitka"] < _WITH_ROWS)


class OtherRecords(Mapping[str, Sequence[Any]]):
    """What a full export holds beside its contacts, by kind, as plain values; what is no record is left out."""

    def __init__(self, kinds: Mapping[str, Sequence[Any]], lines: Lines | None = None) -> None:
        self._kinds, self._lines = kinds, lines

    def __getitem__(self, kind: str) -> Sequence[Any]:
        """The records of a kind."""
        return self._kinds[kind]

    def __iter__(self) -> Iterator[str]:
        """The kinds there are."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(self._kinds)

    def refused(self) -> list[Refused]:
        """What could not be read of the records gone through so far, and where the file breaks off."""
        lines = self._lines
        if lines is None:
            return []
        found = [_torn(one, lines.cut_at) for one in lines.headings]
        for entries in lines.records.values():
            found += [_torn(one, lines.cut_at) for one in entries.damaged.values()]
        if lines.cut_at and not lines.is_cut_in_contacts() and all(one.line != lines.cut_at for one in found):
            found.append(_torn(Damaged(lines.cut_at, ""), lines.cut_at))
        return sorted(found, key=lambda one: one.line)


def read_records(content: bytes) -> OtherRecords:
    """The other records of an export."""
    lines = by_lines(content)
    if lines is not None:
        return OtherRecords(lines.records, lines)
    records = _document(content).get("records", {})
    if not isinstance(records, dict):
        return OtherRecords({})
    return OtherRecords(
        {
            str(kind): [entry for entry in entries if isinstance(entry, dict)]
            for kind, entries in records.items()
            if isinstance(entries, list)
        }
    )


def _document(content: bytes) -> dict[str, Any]:
    try:
        document: Any = json.loads(content.decode(guess_encoding(content)))
    except json.JSONDecodeError as error:
        raise UserError(_(_CUT_OFF).format(line=error.lineno)) from error
    except (ValueError, RecursionError) as error:
        raise UserError(_("The file is damaged and cannot be read.")) from error
    version = document.get("vizitka") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(version, int) or isinstance(version, bool):
        raise UserError(_("This JSON file is not an export of Vizitka."))
    _expect_version(version)
    return document


def _expect_version(version: int) -> None:
    if version > FORMAT_VERSION:
        raise UserError(_("The file was exported by a newer version of the program. Update the program to read it."))


def _outcomes(entries: Sequence[Any], cut_at: int, *, named: bool) -> Iterator[tuple[float, Card | Refused]]:
    for place in range(len(entries)):
        yield (place + 1) / len(entries), _outcome(entries[place], place + 1, cut_at, named=named)


def _torn(line: Damaged, cut_at: int, record: int = 0) -> Refused:
    reason = _("The file is cut off here.") if line.line == cut_at else _("The line is damaged.")
    return Refused(record, line.line, reason, line.excerpt)


def _outcome(entry: Any, record: int, cut_at: int, *, named: bool) -> Card | Refused:
    if isinstance(entry, Damaged):
        return _torn(entry, cut_at, record)
    excerpt = json.dumps(entry, ensure_ascii=False)[:_EXCERPT]
    if not isinstance(entry, dict):
        return Refused(record, record, _("The record is not a contact."), excerpt)
    try:
        card = card_from_json(entry, record)
    except UserError as error:
        return Refused(record, record, str(error), excerpt)
    names = (card.full_name, card.first, card.middle, card.last, card.nickname, card.company)
    if named and not (any(names) or card.channels):
        return Refused(record, record, _("The record has no name, company, phone or e-mail."), excerpt)
    return card
