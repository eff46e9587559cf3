"""A recurrence rule (RFC 5545, 3.3.10) as a value: read from text, checked, written back.

What repeats more often than daily is refused: no call or meeting does. Combinations the RFC forbids are refused too, and so
is a date that never comes (30 February), because a series without an occurrence would look like a lost reminder.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from models.errors import UserError
from resources.i18n import _

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Frequency(StrEnum):
    """The period a rule counts in."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class WeekdayNumber:
    """A weekday (0 is Monday), alone or counted in the month or year: 2 the second, -1 the last, 0 each of them."""

    weekday: int
    which: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule. `until` is a naive wall time or an aware UTC moment and is included, as is a whole last day."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | date | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    week_numbers: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[WeekdayNumber, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_combination(self)
        if self.months and self.month_days and not _some_date(self):
            raise refused(_("This date never comes."))

    @property
    def day_parts(self) -> bool:
        """Whether the rule itself says which days; if not, the start does."""
        return bool(self.week_numbers or self.year_days or self.month_days or self.weekdays)


@lru_cache(maxsize=4096)
def parse_rule(text: str) -> Rule:
    """Read `FREQ=WEEKLY;BYDAY=MO,WE`, with or without `RRULE:`; a `UserError` beside `recurrence` says what is wrong."""
    fields: dict[str, Any] = {}
    for pair in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, separator, value = pair.partition("=")
        field, read = _PARTS.get(name.strip(), ("", _integer))
        if not separator or not field or field in fields:
            raise refused(_("The repetition rule has a part that is not understood: {part}").format(part=pair))
        try:
            fields[field] = read(value.strip())
        except (ValueError, KeyError):
            raise refused(
                _("The repetition rule has a part that is not understood: {part}").format(part=pair)
            ) from None
    if "frequency" not in fields:
        raise refused(_("The repetition rule does not say how often."))
    return Rule(**fields)


def format_rule(rule: Rule) -> str:
    """The rule as RFC 5545 text, in one fixed order, parts at their default left out."""
    parts = [f"FREQ={rule.frequency}"]
    for name, (field, _read) in _PARTS.items():
        value = getattr(rule, field)
        if field in {"frequency", "week_start"} or not value or (field == "interval" and value == 1):
            continue
        parts.append(f"{name}={_written(value)}")
    if rule.week_start:
        parts.append(f"WKST={WEEKDAYS[rule.week_start]}")
    return ";".join(parts)


def refused(sentence: str) -> UserError:
    """A rule that cannot be, said beside the place where repetition is chosen."""
    return UserError(sentence, field="recurrence")


def _check_numbers(rule: Rule) -> None:
    if not 1 <= rule.interval <= 999:  # noqa: PLR2004 - three digits are what the form has room for
        raise refused(_("The step of a repetition is between 1 and 999."))
    if rule.count is not None and rule.count < 1:
        raise refused(_("A repetition happens at least once."))
    fit = (
        _within(rule.months, 1, 12)
        and _within(rule.hours, 0, 23)
        and _within(rule.minutes, 0, 59)
        and _within(rule.seconds, 0, 59)
        and _within([abs(day) for day in rule.month_days], 1, 31)
        and _within([abs(day) for day in rule.year_days], 1, 366)
        and _within([abs(week) for week in rule.week_numbers], 1, 53)
        and _within([abs(position) for position in rule.positions], 1, 366)
        and _within([abs(day.which) for day in rule.weekdays], 0, 53)
        and _within([rule.week_start, *(day.weekday for day in rule.weekdays)], 0, 6)
    )
    if not fit:
        raise refused(_("The repetition rule holds a number that is out of range."))


def _check_combination(rule: Rule) -> None:
    """What RFC 5545, 3.3.10 forbids."""
    daily_or_weekly = rule.frequency in {Frequency.DAILY, Frequency.WEEKLY}
    counted = any(day.which for day in rule.weekdays)
    wrong = (
        (rule.count is not None and rule.until is not None)
        or (counted and (daily_or_weekly or bool(rule.week_numbers)))
        or (bool(rule.week_numbers or rule.year_days) and rule.frequency is not Frequency.YEARLY)
        or (bool(rule.month_days) and rule.frequency is Frequency.WEEKLY)
        or (bool(rule.positions) and not (rule.day_parts or rule.months or rule.hours or rule.minutes or rule.seconds))
    )
    if wrong:
        raise refused(_("The parts of the repetition rule contradict each other."))


def _some_date(rule: Rule) -> bool:
    return any(abs(day) <= MONTH_LENGTHS[month - 1] for month in rule.months for day in rule.month_days)


def _within(numbers: "tuple[int, ...] | list[int]", low: int, high: int) -> bool:
    return all(low <= number <= high for number in numbers)


def _integer(value: str) -> int:
    return int(value)


def _integers(value: str) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in value.split(",")}))


def _frequency(value: str) -> Frequency:
    if value in {"HOURLY", "MINUTELY", "SECONDLY"}:
        raise refused(_("A repetition is daily, weekly, monthly or yearly."))
    return Frequency(value)


def _weekday(value: str) -> int:
    return WEEKDAYS.index(value)


def _weekdays(value: str) -> tuple[WeekdayNumber, ...]:
    read = {WeekdayNumber(WEEKDAYS.index(one[-2:]), int(one[:-2] or 0)) for one in value.split(",")}
    return tuple(sorted(read, key=lambda day: (day.which, day.weekday)))


def _until(value: str) -> datetime | date:
    if "T" not in value:
        return datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 - a bare date has no zone
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall time, on purpose


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_written, value))
    if isinstance(value, WeekdayNumber):
        return f"{value.which or ''}{WEEKDAYS[value.weekday]}"
    if isinstance(value, datetime):
        return value.strftime("%Y%m%dT%H%M%S") if value.tzinfo is None else f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return value.strftime("%Y%m%d") if isinstance(value, date) else str(value)


_PARTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("frequency", _frequency),
    "INTERVAL": ("interval", _integer),
    "COUNT": ("count", _integer),
    "UNTIL": ("until", _until),
    "WKST": ("week_start", _weekday),
    "BYMONTH": ("months", _integers),
    "BYWEEKNO": ("week_numbers", _integers),
    "BYYEARDAY": ("year_days", _integers),
    "BYMONTHDAY": ("month_days", _integers),
    "BYDAY": ("weekdays", _weekdays),
    "BYHOUR": ("hours", _integers),
    "BYMINUTE": ("minutes", _integers),
    "BYSECOND": ("seconds", _integers),
    "BYSETPOS": ("positions", _integers),
}
