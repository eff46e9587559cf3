"""Numbers and days of past offers: no holes, growing with time, about ten a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.demo.world import World

_A_YEAR, _BY_DAY = 121, 324  # so many offers by that day of the year
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """A number an offer was given on a day; `back` counts from the newest."""

    back: int
    number: str
    day: date


def slots(world: World) -> Iterator[Slot]:
    """All offers of this year and the last, the newest first; days never run against numbers."""
    year, number = world.today.year, max(_issued(world.today.timetuple().tm_yday), 1)
    latest, back = world.today, 0
    while year >= world.today.year - 1:
        day = min(_weekday(date(year, 1, 1) + timedelta(days=_day_of(number) - 1)), latest)
        latest = max(day, date(year, 1, 1))
        yield Slot(back, world.words["offer_number"].format(year=year, n=number), latest)
        back += 1
        number -= 1
        if not number:
            year, latest = year - 1, date(year - 1, 12, 31)
            number = _issued((latest - date(year, 1, 1)).days + 1)


def _issued(day_of_year: int) -> int:
    return day_of_year * _A_YEAR // _BY_DAY


def _day_of(number: int) -> int:
    return -(-number * _BY_DAY // _A_YEAR)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))
