"""Where lines and sections go when they are dragged: what is taken along, between which rows they may be left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from ui.sections.offers.lines_model import Heading, Line
from ui.sections.offers.moving import Move

Rows = Sequence[Line | Heading]


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What is under the pointer: some lines in their order, or a section with all of its."""

    lines: tuple[Line, ...]
    heading: Heading | None = None

    def rows(self, rows: Rows) -> list[int]:
        """Where it stands."""
        if self.heading is not None:
            key = str(self.heading.id)
            return [at for at, row in enumerate(rows) if row is self.heading or getattr(row, "section_key", "") == key]
        return [at for at, row in enumerate(rows) if any(row is line for line in self.lines)]


def taken(rows: Rows, row: int, chosen: Collection[int]) -> Taken | None:
    """What is taken hold of in a row: the marked lines where it is one of them; alternatives go with their line."""
    entry = rows[row] if 0 <= row < len(rows) else None
    if isinstance(entry, Heading):
        return Taken((), entry)
    if entry is None or entry.id is None:
        return None
    wanted = [rows[at] for at in sorted(chosen)] if row in chosen else [entry]
    lines = [one for one in wanted if isinstance(one, Line) and one.id is not None]
    for at, one in enumerate(rows):
        following = at > 0 and any(rows[at - 1] is line for line in lines)
        fresh = isinstance(one, Line) and not any(one is line for line in lines)
        if following and fresh and isinstance(one, Line) and one.role == "alternative":
            lines.append(one)
    order = {id(one): at for at, one in enumerate(rows)}
    return Taken(tuple(sorted(lines, key=lambda one: order[id(one)])))


def gaps(rows: Rows, held: Taken) -> list[int]:
    """Before which rows it may be left; the place after the last one is among them."""
    end = len(rows)
    while end and isinstance(rows[end - 1], Line) and rows[end - 1].id is None:
        end -= 1
    if held.heading is not None:
        return [*(at for at in range(end) if isinstance(rows[at], Heading)), end]
    if all(line.role == "alternative" for line in held.lines):
        return list(range(end + 1))
    return [at for at in range(end + 1) if at == end or not _belongs_above(rows[at])]


def left_at(rows: Rows, held: Taken, gap: int) -> Move | None:
    """What leaving some lines there means; None where nothing would change."""
    own = set(held.rows(rows))
    above = next((rows[at] for at in range(gap - 1, -1, -1) if at not in own), None)
    below = next((rows[at] for at in range(gap, len(rows)) if at not in own), None)
    title, key = _section_of(above)
    places = [row for row in rows if row.id is not None]
    kept = [row for row in places if not any(row is line for line in held.lines)]
    at = kept.index(above) + 1 if above is not None else 0
    same_order = [*kept[:at], *held.lines, *kept[at:]] == places
    if same_order and all(line.section_key == key for line in held.lines):
        return None
    if isinstance(below, Line) and below.id is not None and below.section_key == key:
        return Move(below.id, None)
    return Move(None, title)


def section_left_at(rows: Rows, heading: Heading, gap: int) -> tuple[bool, UUID | None]:
    """Whether a section would go elsewhere, and before which one: None is the end."""
    order = [row for row in rows if isinstance(row, Heading)]
    below = next((row for row in rows[gap:] if isinstance(row, Heading)), None)
    if below is heading:
        return False, None
    now = order.index(heading)
    after = order[now + 1] if now + 1 < len(order) else None
    return below is not after, below.id if below is not None else None


def section_moved(rows: Rows, heading: Heading, by: int) -> tuple[bool, UUID | None]:
    """The same by one step up or down."""
    order = [row for row in rows if isinstance(row, Heading)]
    target = order.index(heading) + by
    if not 0 <= target < len(order):
        return False, None
    if by < 0:
        return True, order[target].id
    return True, order[target + 1].id if target + 1 < len(order) else None


def _belongs_above(row: Line | Heading) -> bool:
    return isinstance(row, Line) and row.role == "alternative"


def _section_of(row: Line | Heading | None) -> tuple[str, str]:
    if isinstance(row, Heading):
        return row.title, str(row.id)
    return (row.section, row.section_key) if row is not None else ("", "")
