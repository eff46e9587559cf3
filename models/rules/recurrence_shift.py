"""A repetition moved as a whole: from “every Monday at 10:00” to “every Tuesday at 11:30”.

A rule that names days by several of its parts at once cannot be moved to other days without guessing; it is refused, and
one occurrence can still be moved.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta

from models.rules.recurrence_rule import Frequency, Rule, WeekdayNumber, refused
from resources.i18n import _

_WEEK = 7


def shifted(rule: Rule, old: datetime, new: datetime) -> Rule:
    """The rule of a series whose occurrence at wall time `old` is at `new` from now on.

    Raises:
        UserError: its days cannot be moved as a whole.
    """
    days = (new.date() - old.date()).days
    moved = replace(rule, until=_until(rule, new - old, days))
    if new.time() != old.time() and (rule.hours or rule.minutes or rule.seconds):
        raise _cannot()
    if not days:
        return moved
    if rule.week_numbers or rule.year_days or rule.positions or (rule.weekdays and rule.month_days):
        raise _cannot()
    return replace(
        moved,
        weekdays=_weekdays(rule, days, new.date()),
        month_days=_month_days(rule, new.date()),
        months=_months(rule, old, new),
    )


def _until(rule: Rule, delta: timedelta, days: int) -> datetime | date | None:
    if isinstance(rule.until, datetime):
        return rule.until + delta
    return rule.until + timedelta(days=days) if rule.until else None


def _weekdays(rule: Rule, days: int, new: date) -> tuple[WeekdayNumber, ...]:
    if not rule.weekdays or (not any(day.which for day in rule.weekdays) and not days % _WEEK):
        return rule.weekdays
    if not any(day.which for day in rule.weekdays) and rule.frequency is Frequency.WEEKLY:
        return tuple(sorted((WeekdayNumber((day.weekday + days) % _WEEK) for day in rule.weekdays), key=_order))
    if len(rule.weekdays) > 1 or (rule.frequency is Frequency.YEARLY and not rule.months) or not rule.weekdays[0].which:
        raise _cannot()
    if rule.weekdays[0].which < 0:
        left = (monthrange(new.year, new.month)[1] - new.day) // _WEEK
        return (WeekdayNumber(new.weekday(), -1 - left),)
    return (WeekdayNumber(new.weekday(), (new.day - 1) // _WEEK + 1),)


def _month_days(rule: Rule, new: date) -> tuple[int, ...]:
    if not rule.month_days:
        return ()
    if len(rule.month_days) > 1:
        raise _cannot()
    if rule.month_days[0] < 0:
        return (new.day - monthrange(new.year, new.month)[1] - 1,)
    return (new.day,)


def _months(rule: Rule, old: datetime, new: datetime) -> tuple[int, ...]:
    if not rule.months or old.month == new.month:
        return rule.months
    if len(rule.months) > 1:
        raise _cannot()
    return (new.month,)


def _order(day: WeekdayNumber) -> int:
    return day.weekday


def _cannot() -> Exception:
    return refused(_("This series cannot be moved to other days as a whole. Move one of its times, or plan it anew."))
