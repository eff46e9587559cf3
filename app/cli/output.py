"""What a sub-command answers: short aligned lines for people, JSON with lasting English keys for programs."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from app.cli.desk import Desk
from app.formatting import clock, number, relative_day
from resources.i18n import _, ngettext

T = TypeVar("T")

SHORT = 8  # the hexadecimal digits of an id that are shown; four are enough to name a record
MOST_LINES = 20  # of a list nobody asked for: the rest is counted


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a sub-command: as plain values, as lines, and what is wrong where something is."""

    value: object
    lines: Sequence[str] = ()
    problem: str = ""


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer; nothing else ever goes to stdout."""
    if as_json:
        print(json.dumps(answer.value, ensure_ascii=False, indent=1))
    else:
        for line in answer.lines:
            print(line)
    sys.stdout.flush()


def plain(value: Any, desk: Desk) -> Any:
    """A value for JSON: ids and decimals as text, moments in ISO 8601 with the offset of the person's zone."""
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value, desk)
    if isinstance(value, Mapping):
        return {str(key): plain(part, desk) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part, desk) for part in value]
    return value


def spoken(value: Any, desk: Desk) -> str:
    """A value as a person reads it, in one line."""
    if isinstance(value, datetime):
        return at(value, desk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal | int):
        return number(value)
    if isinstance(value, Mapping):
        value = [f"{key}: {spoken(part, desk)}" for key, part in value.items()]
    if isinstance(value, list | tuple):
        return ", ".join(spoken(part, desk) for part in value)
    return one_line(str(value))


def at(moment: datetime, desk: Desk) -> str:
    """A moment on the person's own clock: «завтра, 10:30», "12 Nov, 10:30 am"."""
    local = desk.local(moment)
    return f"{relative_day(local.date(), desk.now.date())}, {clock(local.timetz())}"


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows of cells as lines with their cells below each other; empty columns take no room."""
    table = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip() for row in table
    ]


def short_id(record_id: UUID) -> str:
    """The end of an id, enough to name the record by."""
    return record_id.hex[-SHORT:]


def cut(things: Sequence[T], line: Callable[[T], str]) -> list[str]:
    """A line for each of the first things of a long list, and how many more there are."""
    lines = [line(thing) for thing in things[:MOST_LINES]]
    left = len(things) - MOST_LINES
    if left > 0:
        lines.append(ngettext("… and {count} more", "… and {count} more", left).format(count=number(left)))
    return lines


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.splitlines()).strip()


_WRITTEN: tuple[tuple[type[Any], Callable[[Any, Desk], str]], ...] = (
    (datetime, lambda value, desk: desk.local(value).isoformat()),
    (date, lambda value, _desk: value.isoformat()),
    (UUID, lambda value, _desk: str(value)),
    (Decimal, lambda value, _desk: f"{value:f}"),
    (bytes, lambda value, _desk: value.hex()),
)
