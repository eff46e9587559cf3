"""Dates and moments as other programs write them."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_FULL = re.compile(r"(\d{4})([-./]?)(\d\d?)\2(\d\d?)(?:[T ].*)?")
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?")
_DAY_FIRST = re.compile(r"(\d\d?)\.(\d\d?)(?:\.(\d{4}|\d\d))?\.?(?: \d\d?:\d\d(?::\d\d)?)?(?: ?г\.?)?")
_SLASHED = re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4}|\d\d)(?: .*)?")
_LEAP = 2000
_OMITTED_YEARS = frozenset({0, 1604})  # 1604 is Apple's sign for "no year"


@lru_cache(16_384)  # the days of a year come again and again
def read_date(text: str, *, month_first: bool = True, omitted_year: str = "") -> str:
    """`YYYY-MM-DD` or `--MM-DD`, or nothing where the text is no such date.

    `month_first` decides 03/04/2001, which only the country of the program that wrote it explains.
    """
    text = text.strip()
    if found := _FULL.fullmatch(text):
        year, separator, month, day = found.groups()
        if separator or len(month + day) == 4:  # noqa: PLR2004 - 19851212: two digits each
            return _checked(0 if year == omitted_year else int(year), int(month), int(day))
    if found := _YEARLESS.fullmatch(text):
        return _checked(0, int(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(text):
        return _checked(_year(found[3] or "0"), int(found[2]), int(found[1]))
    if found := _SLASHED.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        month_leads = second > 12 or (month_first and first <= 12)  # noqa: PLR2004 - months in a year
        month_day = (first, second) if month_leads else (second, first)
        return _checked(_year(found[3]), *month_day)
    return ""


def date_of(year: str, month: str, day: str) -> str:
    """A date whose three parts stand apart; the year may be missing."""
    if not (month.strip().isdecimal() and day.strip().isdecimal()):
        return ""
    return _checked(_year(year.strip()) if year.strip().isdecimal() else 0, int(month), int(day))


def read_moment(text: str) -> datetime | None:
    """A moment in UTC; one without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:  # noqa: PLR2004 - a year in two digits
        return year + (1900 if year > 30 else 2000)  # noqa: PLR2004 - Outlook's own limit is 2029/1930
    return year


def _checked(year: int, month: int, day: int) -> str:
    try:
        found = date(_LEAP if year in _OMITTED_YEARS else year, month, day)
    except ValueError:
        return ""
    if year in _OMITTED_YEARS:
        return f"--{month:02d}-{day:02d}"
    return found.isoformat()
