"""Which wall times a rule names (RFC 5545, 3.3.10): period by period, straight to the window that is asked for.

dateutil's rrule walks from the start of a series, and through years that hold no occurrence it cannot be stopped; an agenda
of thousands of old series needs neither. The tests hold both to the same answers. As there, a start that does not fit its own
rule is not an occurrence, and a month without a 31st is passed over.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, product

from models.rules.recurrence_rule import Frequency, Rule, WeekdayNumber

END_OF_TIME = datetime(9000, 1, 1)  # noqa: DTZ001 - wall time; leaves room for the longest step of a rule
COUNTED_YEARS = 200  # how far a COUNT is followed through periods of uneven size


def wall_times(rule: Rule, start: datetime, lower: datetime, upper: datetime) -> Iterator[datetime]:
    """The wall times of a series from `lower` to `upper`, both included, in order; COUNT and UNTIL are the caller's."""
    plan = _plan(rule, start)
    lower, upper = max(lower, start), min(upper, END_OF_TIME)
    if upper < lower:
        return
    for days in _PERIODS[rule.frequency](plan, lower.date(), upper.date()):
        for wall in _timed(plan, days):
            if lower <= wall <= upper:
                yield wall


@lru_cache(maxsize=8192)
def last_counted(rule: Rule, start: datetime) -> datetime | None:
    """The wall time at which a rule with COUNT ends; None where it never happens at all."""
    assert rule.count is not None
    even = not rule.months and not rule.positions and not rule.month_days
    if even and (rule.frequency is Frequency.WEEKLY or (rule.frequency is Frequency.DAILY and not rule.weekdays)):
        return _last_of_even(_plan(rule, start), rule.count)
    horizon = start.replace(year=min(start.year + COUNTED_YEARS, END_OF_TIME.year), day=1)
    last = None
    for last in islice(wall_times(rule, start, start, horizon), rule.count):  # noqa: B007 - only the last one matters
        pass
    return last


@dataclass(frozen=True, slots=True)
class _Plan:
    """A rule's days and times with everything said that its start implies."""

    rule: Rule
    start: datetime
    times: tuple[time, ...]
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[WeekdayNumber, ...]
    plain: frozenset[int]  # weekdays meant each time they come


@lru_cache(maxsize=8192)
def _plan(rule: Rule, start: datetime) -> _Plan:
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if rule.week_numbers and not weekdays:
        weekdays = (WeekdayNumber(start.weekday()),)
    elif not rule.day_parts:
        if rule.frequency is Frequency.WEEKLY:
            weekdays = (WeekdayNumber(start.weekday()),)
        elif rule.frequency is not Frequency.DAILY:
            month_days = (start.day,)
        if rule.frequency is Frequency.YEARLY:
            months = months or (start.month,)
    clock = product(rule.hours or (start.hour,), rule.minutes or (start.minute,), rule.seconds or (start.second,))
    times = tuple(time(*one, start.microsecond) for one in clock)
    plain = frozenset(day.weekday for day in weekdays if not day.which)
    return _Plan(rule, start, times, months, month_days, weekdays, plain)


def _timed(plan: _Plan, days: list[date]) -> list[datetime]:
    walls = [datetime.combine(day, at) for day in days for at in plan.times]
    if not plan.rule.positions:
        return walls
    last = len(walls)
    picked = {at - 1 if at > 0 else last + at for at in plan.rule.positions}
    return [walls[at] for at in sorted(picked) if 0 <= at < last]


def _daily(plan: _Plan, lower: date, upper: date) -> Iterator[list[date]]:
    rule, anchor = plan.rule, plan.start.date()
    skipped = (lower - anchor).days // rule.interval
    step = timedelta(days=rule.interval)
    day = anchor + skipped * step
    while day <= upper:
        if _fits_daily(plan, day):
            yield [day]
        day += step


def _fits_daily(plan: _Plan, day: date) -> bool:
    if (plan.months and day.month not in plan.months) or (plan.plain and day.weekday() not in plan.plain):
        return False
    return not plan.month_days or _in_month(day, plan.month_days)


def _weekly(plan: _Plan, lower: date, upper: date) -> Iterator[list[date]]:
    rule = plan.rule
    offsets = sorted((weekday - rule.week_start) % 7 for weekday in plan.plain)
    anchor = _week_of(plan.start.date(), rule.week_start)
    step = timedelta(weeks=rule.interval)
    week = anchor + (_week_of(lower, rule.week_start) - anchor) // step * step
    while week <= upper:
        days = [week + timedelta(days=offset) for offset in offsets]
        yield [day for day in days if day.month in plan.months] if plan.months else days
        week += step


def _monthly(plan: _Plan, lower: date, upper: date) -> Iterator[list[date]]:
    rule = plan.rule
    anchor, low, high = (12 * day.year + day.month - 1 for day in (plan.start, lower, upper))
    for index in range(anchor + (low - anchor) // rule.interval * rule.interval, high + 1, rule.interval):
        year, month = index // 12, index % 12 + 1
        if not plan.months or month in plan.months:
            yield _days_of_month(plan, year, month)


def _yearly(plan: _Plan, lower: date, upper: date) -> Iterator[list[date]]:
    rule, anchor = plan.rule, plan.start.year
    first = anchor + (lower.year - anchor) // rule.interval * rule.interval
    for year in range(first, upper.year + 1, rule.interval):
        if plan.months or plan.month_days:
            months = plan.months or range(1, 13)
            days = [day for month in months for day in _days_of_month(plan, year, month)]
        else:
            days = _days_of_year(plan, year)
        if rule.year_days:
            days = [day for day in days if _in_year(day, rule.year_days)]
        if rule.week_numbers:
            days = [day for day in days if _in_weeks(day, rule.week_numbers, rule.week_start)]
        yield days


def _days_of_month(plan: _Plan, year: int, month: int) -> list[date]:
    """The days of a month that the rule's days of month and weekdays allow."""
    rule = plan.rule
    first, length = date(year, month, 1), monthrange(year, month)[1]
    numbers: Collection[int] = range(1, length + 1)
    if plan.month_days:
        numbers = sorted({day if day > 0 else length + 1 + day for day in plan.month_days} & set(numbers))
    if not plan.weekdays:
        return [first.replace(day=number) for number in numbers]
    if rule.frequency is Frequency.YEARLY and not plan.months:
        days = {day.day for day in _days_of_year(plan, year) if day.month == month}
    else:
        days = _weekday_numbers(plan, first.weekday(), length)
    return [first.replace(day=number) for number in numbers if number in days]


def _days_of_year(plan: _Plan, year: int) -> list[date]:
    """The days of a year that the rule's weekdays allow, counted over the whole year."""
    before, length = date(year, 1, 1).toordinal() - 1, date(year, 12, 31).timetuple().tm_yday
    if not plan.weekdays:
        return [date.fromordinal(before + number) for number in range(1, length + 1)]
    numbers = _weekday_numbers(plan, date(year, 1, 1).weekday(), length)
    return [date.fromordinal(before + number) for number in sorted(numbers)]


def _weekday_numbers(plan: _Plan, first: int, length: int) -> set[int]:
    """The numbers of the rule's weekdays in a stretch of days that begins on weekday `first`."""
    numbers: set[int] = set()
    for day in plan.weekdays:
        own = range(1 + (day.weekday - first) % 7, length + 1, 7)
        if not day.which:
            numbers.update(own)
        elif abs(day.which) <= len(own):
            numbers.add(own[day.which - 1 if day.which > 0 else day.which])
    return numbers


def _in_month(day: date, numbers: tuple[int, ...]) -> bool:
    return day.day in numbers or day.day - monthrange(day.year, day.month)[1] - 1 in numbers


def _in_year(day: date, numbers: tuple[int, ...]) -> bool:
    number, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
    return number in numbers or number - length - 1 in numbers


def _in_weeks(day: date, numbers: tuple[int, ...], week_start: int) -> bool:
    """Weeks belong to the year that holds their fourth day (ISO 8601); 28 December is always in the last one."""
    middle = _week_of(day, week_start) + timedelta(days=3)
    last = _week_of(date(middle.year, 12, 28), week_start) + timedelta(days=3)
    number, weeks = ((one.timetuple().tm_yday - 1) // 7 + 1 for one in (middle, last))
    return number in numbers or number - weeks - 1 in numbers


def _week_of(day: date, week_start: int) -> date:
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def _last_of_even(plan: _Plan, count: int) -> datetime:
    """The last of `count` where every period holds as many occurrences as the next."""
    rule, start = plan.rule, plan.start
    day = start.date()
    days = [day]
    if rule.frequency is Frequency.WEEKLY:
        week = _week_of(day, rule.week_start)
        days = sorted(week + timedelta(days=(weekday - rule.week_start) % 7) for weekday in plan.plain)
    walls = [datetime.combine(one, at) for one in days for at in plan.times]
    early = sum(1 for wall in walls if wall < start)
    periods, place = divmod(early + count - 1, len(walls))
    length = rule.interval * (7 if rule.frequency is Frequency.WEEKLY else 1)
    if periods * length >= (END_OF_TIME - walls[place]).days:
        return END_OF_TIME
    return walls[place] + timedelta(days=periods * length)


_PERIODS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}
