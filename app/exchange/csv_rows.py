"""One row of a table as a card, by a mapping of its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange.card import Card, CardChannel, CardDate
from app.exchange.csv_found import Found
from app.exchange.csv_heads import SILENT, normalised_head
from app.exchange.csv_mapping import IGNORE, KEEP, SCALARS, is_own_export
from app.exchange.csv_slots import KINDS, SEVERAL, take_slots
from app.exchange.csv_words import primary_and_type, without_guard
from resources.i18n import _

_EMAILS = re.compile(r"\s*:::\s*|[\s;,]+")
_JOINED = frozenset({"note", "categories"})
_WIDER = frozenset(
    {"uid", "is_company", "photo", "revised", "other", "fields", "birthday.year", "birthday.month", "birthday.day"}
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is read: where it stands, and what its target means."""

    place: int
    title: str
    target: str
    sort: str
    rest: str
    silent: tuple[str, ...]


class RowReader:
    """Turns rows into cards; made once for a table."""

    def __init__(self, columns: Sequence[str], mapping: Sequence[str], *, month_first: bool) -> None:
        self._width = len(columns)
        self._own = is_own_export(columns)
        self._month_first = month_first
        self._columns = [
            _Column(place, _title(columns, place), target, *_parted(target), _silent(columns, place))
            for place, target in enumerate(mapping)
            if target != IGNORE
        ]
        self._typed = {target.partition(".")[0] for target in mapping if target.endswith(".type")}

    def card(self, row: Sequence[str], record: int, line: int) -> Card | None:
        """The card of one row, or nothing where no name, company, phone or e-mail stands in it."""
        found = Found(self._own, self._month_first)
        width = len(row)
        for column in self._columns:
            if column.place < width and row[column.place]:
                cell = without_guard(row[column.place], own=self._own)
                if cell and (not column.silent or cell.lower() not in column.silent):
                    _take(found, column, cell)
        if width != self._width:
            self._tell_width(found, row)
        if found.slots:
            take_slots(found, self._typed)
        return found.card(record, line)

    def _tell_width(self, found: Found, row: Sequence[str]) -> None:
        if len(row) < self._width:
            found.warnings.append(_("The row is shorter than the others."))
            return
        over = [(place, cell.strip()) for place, cell in enumerate(row) if place >= self._width and cell.strip()]
        if over:
            found.warnings.append(_("The row is longer than the others; what was over was kept."))
        for place, cell in over:
            found.keep(_title((), place), cell)


def _title(columns: Sequence[str], place: int) -> str:
    title = columns[place].strip("\ufeff \t\n") if place < len(columns) else ""
    return title or _("Column {number}").format(number=place + 1)


def _silent(columns: Sequence[str], place: int) -> tuple[str, ...]:
    return SILENT.get(normalised_head(columns[place]), ()) if place < len(columns) else ()


def _take(found: Found, column: _Column, cell: str) -> None:
    sort, rest = column.sort, column.rest
    if sort == "scalar":
        _take_scalar(found, column, cell)
    elif sort == "channel":
        _take_channel(found, column, cell)
    elif sort == "slot":
        base, _hash, slot = column.target.partition(".")[0].partition("#")
        _put(found.slots.setdefault((base, slot), {}), rest, cell)
    elif sort == "address":
        place_name, _dot, part = rest.partition(".")
        parts = found.slots.setdefault(("address", f"={place_name}"), {"type": place_name})
        _put(parts, part or "formatted", cell)
    elif sort == "date":
        date = found.date(column.title, cell)
        if date:
            found.dates.append(CardDate(date, _("Anniversary") if rest == "anniversary" else rest))
    elif sort == "extra":
        found.extra.append((rest, cell))
    else:
        found.keep(column.title, cell)


def _take_scalar(found: Found, column: _Column, cell: str) -> None:
    target = column.target
    if target not in found.scalars:
        found.scalars[target] = cell
    elif target in _JOINED:
        found.scalars[target] += f"\n{cell}"
    elif found.scalars[target] != cell:
        found.keep(column.title, cell)


def _parted(target: str) -> tuple[str, str]:
    """What sort of target it is, and the rest of its name."""
    if target in SCALARS or target in _WIDER:
        return "scalar", ""
    kind, _dot, rest = target.partition(".")
    if "#" in kind:
        return "slot", rest
    if kind in KINDS:
        return "channel", rest
    if kind in {"address", "date"}:
        return kind, rest
    if target.startswith("extra:"):
        return "extra", target[len("extra:") :]
    return KEEP, ""


def _put(parts: dict[str, str], part: str, cell: str) -> None:
    parts[part] = f"{parts[part]}, {cell}" if part in parts else cell


def _take_channel(found: Found, column: _Column, cell: str) -> None:
    kind = column.target.partition(".")[0]
    name, _colon, label = column.rest.partition(":")
    if kind == "messenger":
        found.channels.append(CardChannel("messenger", cell, service=name))
        return
    values = [cell]
    if kind == "phone" and (":::" in cell or "\n" in cell):
        values = SEVERAL.split(cell)
    elif kind == "email" and cell.count("@") > 1:
        parts = [part for part in _EMAILS.split(cell) if part]
        values = parts if all("@" in part for part in parts) else values
    _primary, channel_type, _label = primary_and_type(name)
    found.channels += [CardChannel(KINDS[kind], value, channel_type, label) for value in values if value]
