"""Where a line goes when it is moved by one: within its section, then over into the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ui.sections.offers.lines_model import Heading, Line


@dataclass(frozen=True, slots=True)
class Move:
    """In front of which line, or at the end of which section."""

    before: UUID | None
    section: str | None


def moved(rows: Sequence[Line | Heading], line: Line, by: int) -> Move | None:
    """One step up or down; None where there is nowhere to go."""
    places = [row for row in rows if isinstance(row, Heading) or row.id is not None]
    at = next((place for place, row in enumerate(places) if row is line), -1)
    if at < 0:
        return None
    return _up(places, at) if by < 0 else _down(places, at, line)


def _up(places: Sequence[Line | Heading], at: int) -> Move | None:
    above = places[at - 1] if at else None
    if above is None:
        return None
    if isinstance(above, Line):
        return Move(above.id, None)
    last = places[at - 2] if at > 1 else None
    return Move(None, last.section if isinstance(last, Line) else "")


def _down(places: Sequence[Line | Heading], at: int, line: Line) -> Move | None:
    if at + 1 >= len(places):
        return None
    below = places[at + 1]
    after = places[at + 2] if at + 2 < len(places) else None
    if isinstance(below, Heading):
        return Move(after.id, None) if isinstance(after, Line) else Move(None, below.title)
    if isinstance(after, Line):
        return Move(after.id, None) if after.section_key == line.section_key else Move(None, line.section)
    return Move(None, line.section)
