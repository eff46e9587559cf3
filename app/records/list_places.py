"""Rows of a long list by their place: a page of it costs the same wherever it lies.

SQLite finds the n-th row of an index by stepping over those before it (some 10 ns each). So every page read leaves a
mark, its first row and its place; the next one is stepped to from the nearest mark, or from the nearer end of the list.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from app.command import Asking
from models.store.snapshots import memory

_MOST_MARKS = 2_000  # of one order; a page is then some fifty rows from one in a list of 100,000


@dataclass(frozen=True, slots=True)
class ListOrder:
    """An order of a list that an index keeps ready: its table, and the columns from the first to the row number.

    `ascending` and `descending` are it and its mirror image as ORDER BY says them. Marks need columns that rise and hold
    no NULL, so that one row can be compared with another.
    """

    table: str
    columns: tuple[str, ...]
    ascending: str
    descending: str
    marks: bool = True


@dataclass(slots=True)
class _Marks:
    """Places of an order that were met, in order, and the numbers of the rows that stand there."""

    places: list[int] = field(default_factory=list)
    rids: list[int] = field(default_factory=list)

    def put(self, place: int, rid: int) -> None:
        at = bisect_left(self.places, place)
        if len(self.places) < _MOST_MARKS and (at == len(self.places) or self.places[at] != place):
            self.places.insert(at, place)
            self.rids.insert(at, rid)


def rows_at(
    asking: Asking, order: ListOrder, offset: int, limit: int, total: int, *, backwards: bool = False
) -> list[int]:
    """The row numbers from a place on, up to `limit` of them; `total` is the length of the list.

    `backwards` begins at the end of the order.
    """
    count = min(limit, total - offset)
    if count <= 0:
        return []
    first = total - offset - count if backwards else offset
    walk = _walked if order.marks else _from_an_end
    rids = walk(asking, order, first, count, total)
    return rids[::-1] if backwards else rids


def _walked(asking: Asking, order: ListOrder, offset: int, count: int, total: int) -> list[int]:
    marks: _Marks = memory(asking.raw).setdefault(("places", order), _Marks())
    at = bisect_left(marks.places, offset)
    after = marks.places[at] - offset if at < len(marks.places) else total
    before = offset - marks.places[at - 1] if at else total
    if min(before, after) >= min(offset, total - offset - count):
        found = _from_an_end(asking, order, offset, count, total)
    elif after == 0 or before < after:
        mark = at if after == 0 else at - 1
        found = _stepped(asking, order, ">=", order.ascending, marks.rids[mark], offset - marks.places[mark], count)
    else:
        # Backwards from the mark behind: what is sought ends `after - count` rows before it.
        found = _before(asking, order, marks.rids[at], after, count)
    if found:
        marks.put(offset, found[0])
    return found


def _before(asking: Asking, order: ListOrder, mark: int, distance: int, count: int) -> list[int]:
    """Rows that begin `distance` rows before a mark."""
    if distance >= count:
        return _stepped(asking, order, "<", order.descending, mark, distance - count, count)[::-1]
    first = _stepped(asking, order, "<", order.descending, mark, 0, distance)[::-1]
    return [*first, *_stepped(asking, order, ">=", order.ascending, mark, 0, count - distance)]


def _from_an_end(asking: Asking, order: ListOrder, offset: int, count: int, total: int) -> list[int]:
    if offset <= total - offset - count:
        return _rows(asking, order, "", order.ascending, (count, offset))
    return _rows(asking, order, "", order.descending, (count, total - offset - count))[::-1]


def _stepped(
    asking: Asking, order: ListOrder, side: str, direction: str, mark: int, steps: int, count: int
) -> list[int]:
    columns = ", ".join(order.columns)
    where = f"WHERE ({columns}) {side} (SELECT {columns} FROM {order.table} WHERE {order.columns[-1]} = ?)"  # noqa: S608 - constants
    return _rows(asking, order, where, direction, (mark, count, steps))


def _rows(asking: Asking, order: ListOrder, where: str, direction: str, values: tuple[int, ...]) -> list[int]:
    # The words of an order are constants of the program.
    statement = f"SELECT {order.columns[-1]} FROM {order.table} {where} ORDER BY {direction} LIMIT ? OFFSET ?"  # noqa: S608
    return [row[0] for row in asking.raw.execute(statement, values)]
