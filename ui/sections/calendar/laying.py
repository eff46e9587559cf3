"""Where things stand on a grid of days and hours: a piece for each day they touch, side by side where they overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.views.calendar import CalendarItem

DAY = 24 * 60  # minutes
SNAP = 15
SHORTEST = 24  # minutes: what is shorter is drawn this tall, to be read and pressed
Key = tuple[object, datetime | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of an item on one day: from minute to minute, in one of some lanes."""

    item: CalendarItem
    column: int
    top: int
    bottom: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """Something without an hour, over the days it lasts, on one of the lines of the strip."""

    item: CalendarItem
    column: int
    span: int
    row: int

    def covers(self, column: int) -> bool:
        """Whether it lasts on a day."""
        return self.column <= column < self.column + self.span


def day_length(item: CalendarItem) -> int:
    """How many days something without an hour lasts."""
    return max((item.duration - 1) // DAY + 1, 1)


def lay_days(items: Sequence[CalendarItem], first: date, days: int) -> tuple[Bar, ...]:
    """Bars on as few lines as they need: the longer ones of a day stand above."""
    stretches: list[tuple[int, int, CalendarItem]] = []
    for item in items:
        begin = (item.begins.date() - first).days
        end = (max(item.begins, item.ends - timedelta(microseconds=1)).date() - first).days
        if end >= 0 and begin < days:
            stretches.append((max(begin, 0), min(end, days - 1), item))
    stretches.sort(key=lambda one: (one[0], one[0] - one[1], one[2].priority, str(one[2].id)))
    lines: list[int] = []  # the last day taken on each
    made: list[Bar] = []
    for begin, end, item in stretches:
        row = next((at for at, taken in enumerate(lines) if taken < begin), len(lines))
        lines[row : row + 1] = [end]
        made.append(Bar(item, begin, end - begin + 1, row))
    return tuple(made)


def key_of(item: CalendarItem) -> Key:
    """What an item is known by while the calendar is shown anew: one time of a series has its own."""
    return item.id, item.occurrence


def snapped(minutes: float) -> int:
    """The nearest quarter of an hour of a day."""
    return min(max(round(minutes / SNAP) * SNAP, 0), DAY)


def lay_out(items: Sequence[CalendarItem], first: date, days: int) -> tuple[Placed, ...]:
    """The pieces of timed items on so many days."""
    made: list[Placed] = []
    pieces = [piece for item in items for piece in _pieces(item, first, days)]
    for column in range(days):
        own = sorted(
            (one for one in pieces if one.column == column), key=lambda one: (one.top, -one.bottom, str(one.item.id))
        )
        made += _side_by_side(own)
    return tuple(made)


def _pieces(item: CalendarItem, first: date, days: int) -> Iterator[Placed]:
    for column in range((item.begins.date() - first).days, (item.ends.date() - first).days + 1):
        midnight = datetime.combine(first + timedelta(days=column), time())
        top = max(_minutes(item.begins - midnight), 0)
        end = min(_minutes(item.ends - midnight), DAY)
        over = end <= 0 and item.begins < midnight
        if 0 <= column < days and not over:
            bottom = min(max(end, top + SHORTEST), DAY)
            yield Placed(item, column, min(top, DAY - SHORTEST), bottom)


def _side_by_side(pieces: Sequence[Placed]) -> Iterator[Placed]:
    """Pieces that touch one another, directly or through others, share the width of the day."""
    cluster: list[Placed] = []
    ends: list[int] = []  # of each lane
    for piece in pieces:
        if cluster and piece.top >= max(ends):
            yield from (replace(one, lanes=len(ends)) for one in cluster)
            cluster, ends = [], []
        lane = next((place for place, end in enumerate(ends) if end <= piece.top), len(ends))
        ends[lane : lane + 1] = [piece.bottom]
        cluster.append(replace(piece, lane=lane))
    yield from (replace(one, lanes=len(ends)) for one in cluster)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
