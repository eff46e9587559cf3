"""Working days: weekends, public holidays and moved days off, and counting along them.

Russian holidays: Labour Code, article 112. A weekend that falls on a holiday moves to the next working day after it, save
the two of the New Year holidays, which the Government moves by a yearly decree, as it may move others:
1314 of 10.08.2023 (for 2024), 1335 of 04.10.2024 (for 2025), 1466 of 24.09.2025 (for 2026). Later decrees are data to add.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from resources.i18n import N_

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday that comes on the same date each year; `name` is marked for translation."""

    month: int
    day: int
    name: str
    since: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """A day off moved by decree or by hand: `source` gives it away, `target` becomes one."""

    source: date
    target: date


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Who works when. `workdays` and, above them, `days_off` are the person's own and beat everything else."""

    holidays: tuple[Holiday, ...] = ()
    moves: tuple[Move, ...] = ()
    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    carries: bool = False  # a weekend on a holiday moves on by itself, as article 112 has it


_NEW_YEAR = N_("New Year holidays")
RUSSIAN_HOLIDAYS: tuple[Holiday, ...] = (
    *(Holiday(1, day, _NEW_YEAR) for day in (1, 2, 3, 4, 5, 6)),
    Holiday(1, 7, N_("Orthodox Christmas")),
    Holiday(1, 8, _NEW_YEAR),
    Holiday(2, 23, N_("Defender of the Fatherland Day")),
    Holiday(3, 8, N_("International Women's Day")),
    Holiday(5, 1, N_("Spring and Labour Day")),
    Holiday(5, 9, N_("Victory Day")),
    Holiday(6, 12, N_("Russia Day")),
    Holiday(11, 4, N_("Unity Day"), since=2005),
)
RUSSIAN_MOVES: tuple[Move, ...] = (
    Move(date(2024, 1, 6), date(2024, 5, 10)),
    Move(date(2024, 1, 7), date(2024, 12, 31)),
    Move(date(2024, 4, 27), date(2024, 4, 29)),
    Move(date(2024, 11, 2), date(2024, 4, 30)),
    Move(date(2024, 12, 28), date(2024, 12, 30)),
    Move(date(2025, 1, 4), date(2025, 5, 2)),
    Move(date(2025, 1, 5), date(2025, 12, 31)),
    Move(date(2025, 2, 23), date(2025, 5, 8)),
    Move(date(2025, 3, 8), date(2025, 6, 13)),
    Move(date(2025, 11, 1), date(2025, 11, 3)),
    Move(date(2026, 1, 3), date(2026, 1, 9)),
    Move(date(2026, 1, 4), date(2026, 12, 31)),
)


def russian_calendar(
    more_moves: Iterable[Move] = (), days_off: Iterable[date] = (), workdays: Iterable[date] = ()
) -> WorkCalendar:
    """The shipped calendar with what the person added: later decrees, own days off, own working days."""
    moves = (*RUSSIAN_MOVES, *more_moves)
    return WorkCalendar(RUSSIAN_HOLIDAYS, moves, frozenset(days_off), frozenset(workdays), carries=True)


def is_working(day: date, calendar: WorkCalendar) -> bool:
    """Whether people are at work on that day."""
    if day in calendar.days_off:
        return False
    return day in calendar.workdays or _is_working_by_law(day, calendar)


def holiday_name(day: date, calendar: WorkCalendar) -> str:
    """The name of the public holiday on that day, to be translated; "" on any other day, moved days off too."""
    holiday = _holiday(day, calendar)
    return holiday.name if holiday else ""


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1, calendar)


def working_day_from(day: date, calendar: WorkCalendar) -> date:
    """The day itself where people work on it, else the next working day."""
    return add_working_days(day, 0, calendar)


def add_working_days(day: date, count: int, calendar: WorkCalendar) -> date:
    """The n-th working day after a day, which itself does not count; before it where n is negative.

    Zero is the day itself or, on a day off, the next working day. A calendar without a working day in a year gives up
    with `ValueError`.
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left, idle = abs(count), 0
    if not left and is_working(day, calendar):
        return day
    left = left or 1
    while left:
        day += step
        idle += 1
        if is_working(day, calendar):
            left, idle = left - 1, 0
        if idle > 366:  # noqa: PLR2004 - a leap year
            raise ValueError("a calendar without working days")
    return day


def working_days_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """How many working days lie between two days, both included; none where the last is earlier."""
    days = (last - first).days + 1
    return sum(is_working(first + offset * ONE_DAY, calendar) for offset in range(days))


def _is_working_by_law(day: date, calendar: WorkCalendar) -> bool:
    given, taken = _moved(calendar)
    if day in taken or _holiday(day, calendar):
        return False
    if day.weekday() in calendar.weekend:
        return day in given
    return day not in _carried(calendar, day.year)


def _holiday(day: date, calendar: WorkCalendar) -> Holiday | None:
    holiday = _by_date(calendar.holidays).get((day.month, day.day))
    return holiday if holiday and day.year >= holiday.since else None


@lru_cache(maxsize=16)
def _by_date(holidays: tuple[Holiday, ...]) -> dict[tuple[int, int], Holiday]:
    return {(holiday.month, holiday.day): holiday for holiday in holidays}


@lru_cache(maxsize=16)
def _moved(calendar: WorkCalendar) -> tuple[frozenset[date], frozenset[date]]:
    """Days off given away and taken."""
    return frozenset(move.source for move in calendar.moves), frozenset(move.target for move in calendar.moves)


@lru_cache(maxsize=64)
def _carried(calendar: WorkCalendar, year: int) -> frozenset[date]:
    """Working days of a year that take over a weekend lost on a holiday."""
    carried: set[date] = set()
    if not calendar.carries:
        return frozenset()
    given, taken = _moved(calendar)
    lost = (date(year, 2, 1) + offset * ONE_DAY for offset in range(334))  # January is the Government's to move
    for day in lost:
        if day.weekday() not in calendar.weekend or day in given or not _holiday(day, calendar):
            continue
        free = day + ONE_DAY
        while free in taken or free in carried or free.weekday() in calendar.weekend or _holiday(free, calendar):
            free += ONE_DAY
        carried.add(free)
    return frozenset(carried)
