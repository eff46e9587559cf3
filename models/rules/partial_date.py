"""Dates whose year may be missing – birthdays and the like: read, written as text, and their next return.

Written `YYYY-MM-DD`, or `--MM-DD` without the year (ISO 8601:2000 and vCard, RFC 6350). Somebody born on 29 February is
greeted on the 28th in a common year: a reminder may come early, never late.
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from models.rules.date_words import month_of
from resources.i18n import _

_ISO = re.compile(r"(?:([0-9]{4})-?|--)([0-9]{2})-?([0-9]{2})(?:[t ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?\.?")
_DAY_WORD = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|-?го)?[\s.]+(?:of\s+)?([^\W\d_]+)\.?,?(?:\s+([0-9]{4}))?")
_WORD_DAY = re.compile(r"([^\W\d_]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?(?:,?\s+([0-9]{4}))?")
_YEAR_WORD = re.compile(r"\s*г(?:ода?|\.)?$")
_LEAP_YEAR = 2000
_MONTHS = 12
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of a month, with its year where it is known; always a day that exists."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}-{self.day:02}"


def parse_partial(text: str, today: date | None = None) -> PartialDate:
    """Read the usual forms: 12.12.1985, 12.12.85, 12 декабря, December 12, 1985-12-12, 19851212, --1212.

    A year of two digits is the latest one not after `today`. Raises UserError for anything else.
    """
    line = _YEAR_WORD.sub("", " ".join(text.casefold().split()))
    year, month, day = _read(line)
    if year and len(year) == len("85"):
        year = str(_century(int(year), (today or date.today()).year))  # noqa: DTZ011 - a year is enough
    try:
        known = int(year) if year and int(year) else None
        date(known or _LEAP_YEAR, month, day)
    except ValueError:
        raise UserError(_("“{text}” is no day of a calendar.").format(text=text.strip())) from None
    return PartialDate(month, day, known)


def is_partial(text: str) -> bool:
    """Whether a text is a date in the form it is stored in: `1985-12-12` or `--12-12`."""
    try:
        return str(parse_partial(text)) == text
    except UserError:
        return False


def next_anniversary(when: PartialDate, on: date) -> date:
    """The first return of the day on or after `on`; 29 February falls on the 28th in a common year."""
    this_year = _in_year(when, on.year)
    return this_year if this_year >= on else _in_year(when, on.year + 1)


def age(when: PartialDate, on: date) -> int | None:
    """Full years on a day, None where the year is not known or still ahead."""
    if when.year is None or when.year > on.year:
        return None
    years = on.year - when.year - (on < _in_year(when, on.year))
    return years if years >= 0 else None


def _read(line: str) -> tuple[str | None, int, int]:
    """Year as typed, month and day; month 0 where the text has no known form."""
    if match := _ISO.fullmatch(line):
        return match[1], int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(line):
        day, month = int(match[1]), int(match[3])
        if match[2] == "/" and month > _MONTHS:  # 12/31/1985 can only be the American order
            day, month = month, day
        return match[4], month, day
    if match := _DAY_WORD.fullmatch(line):
        return match[3], month_of(match[2]) or 0, int(match[1])
    if match := _WORD_DAY.fullmatch(line):
        return match[3], month_of(match[1]) or 0, int(match[2])
    return None, 0, 0


def _century(short: int, this_year: int) -> int:
    year = this_year - this_year % 100 + short
    return year if year <= this_year else year - 100


def _in_year(when: PartialDate, year: int) -> date:
    leap_day = (when.month, when.day) == (_FEBRUARY, _LEAP_DAY)
    return date(year, when.month, when.day - 1 if leap_day and not isleap(year) else when.day)
