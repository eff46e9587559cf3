"""The day a few typed words name: «послезавтра», "next friday", «через 3 рабочих дня», «25 ноября», «конец месяца»."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.date_words import month_of, number_of, weekday_of
from models.rules.natural_words import Word, word_at

_PLAIN = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "tmrw": 1, "tmr": 1, "послезавтра": 2} | {
    "вчера": -1,
    "yesterday": -1,
}
PLAIN_DAYS = frozenset(_PLAIN)
_IN = frozenset({"через", "in", "+"})
_NEXT = re.compile(r"next|след|следующ(?:ий|ая|ее|ую|ей|ем|его|ему)")
_THIS = re.compile(r"this|coming|эт(?:от|а|о|у|ой|ом|ого|ому)|ближайш(?:ий|ая|ее|ую|ей|ем|его|ему)")
_END = re.compile(r"кон(?:ец|ца|це|цу)|end")
_DAYS = re.compile(r"д|дн|дн(?:я|ей)|день|d|days?")
_WEEKS = re.compile(r"нед|недел(?:я|ю|и|ь|е)|w|weeks?|wks?")
_MONTHS = re.compile(r"мес|месяц(?:а|ев|е)?|months?")
_YEARS = re.compile(r"год(?:а|у)?|лет|years?")
_WORKING = re.compile(r"рабоч(?:ий|их)|раб|working|business")
_WORKDAYS = re.compile(r"workdays?")
_HALF_YEAR = "полгода"
_ORDINAL = frozenset({"го", "числа", "st", "nd", "rd", "th"})
_NUMERIC = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})(?:[./]([0-9]{2,4}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_YEAR = re.compile(r"20[0-9]{2}")
_YEAR_WORDS = frozenset({"г", "год", "года"})
_SATURDAY = 5
_DAY_DIGITS = 2
_FARTHEST = 3660  # days; ten years ahead is no plan but a slip


class Day(NamedTuple):
    """A day, the place after its words, and whether only its weekday was named."""

    day: date
    after: int
    by_weekday: bool = False


def day_at(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    """The day named by the words from a place on, None where they name none."""
    word = word_at(words, at)
    if word in _PLAIN:
        return Day(today + timedelta(_PLAIN[word]), at + 1)
    if [word_at(words, at + n) for n in range(3)] == ["day", "after", "tomorrow"]:
        return Day(today + timedelta(2), at + 3)
    for reader in (_later, _next_or_this, _end_of, _weekday, _numeric, _worded):
        if found := reader(words, at, today):
            return found
    return None


def workdays_after(today: date, count: int) -> date:
    """The day `count` working days (Monday to Friday) from today; public holidays are the calendar's business."""
    day = today
    while count > 0:
        day += timedelta(1)
        count -= day.weekday() < _SATURDAY
    return day


def _later(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    if word_at(words, at) not in _IN:
        return None
    if word_at(words, at + 1) == _HALF_YEAR:
        return Day(_months_after(today, 6), at + 2)
    at += word_at(words, at + 2) == "couple"  # "in a couple of days"
    count = number_of(word_at(words, at + 1))
    unit = at + 1 if count is None else at + 2
    unit += word_at(words, unit) == "of"
    number = 1 if count is None else count
    if _WORKDAYS.fullmatch(word_at(words, unit)) and number <= _FARTHEST:
        return Day(workdays_after(today, number), unit + 1)
    if _WORKING.fullmatch(word_at(words, unit)) and _DAYS.fullmatch(word_at(words, unit + 1)) and number <= _FARTHEST:
        return Day(workdays_after(today, number), unit + 2)
    day = _shifted(today, number, word_at(words, unit))
    return Day(day, unit + 1) if day else None


def _shifted(today: date, number: int, unit: str) -> date | None:
    if _DAYS.fullmatch(unit) and number <= _FARTHEST:
        return today + timedelta(number)
    if _WEEKS.fullmatch(unit) and number * 7 <= _FARTHEST:
        return today + timedelta(7 * number)
    if _MONTHS.fullmatch(unit) and number * 30 <= _FARTHEST:
        return _months_after(today, number)
    if _YEARS.fullmatch(unit) and number * 365 <= _FARTHEST:
        return _months_after(today, 12 * number)
    return None


def _next_or_this(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    later = _NEXT.fullmatch(word_at(words, at)) is not None
    if not later and not _THIS.fullmatch(word_at(words, at)):
        return None
    named = word_at(words, at + 1)
    weekday = weekday_of(named)
    monday = today - timedelta(today.weekday())
    if weekday is not None and later:
        return Day(monday + timedelta(7 + weekday), at + 2)
    if weekday is not None:
        return _weekday(words, at + 1, today)
    if later and _WEEKS.fullmatch(named):
        return Day(monday + timedelta(7), at + 2)
    if later and _MONTHS.fullmatch(named):
        return Day(_months_after(today.replace(day=1), 1), at + 2)
    return None


def _end_of(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    """Friday, the last of the month, 31 December; on a weekend the week that ends is the coming one."""
    if not _END.fullmatch(word_at(words, at)):
        return None
    at += 1
    while word_at(words, at) in {"of", "the"} or _THIS.fullmatch(word_at(words, at)):
        at += 1
    named = word_at(words, at)
    if _WEEKS.fullmatch(named):
        return Day(today + timedelta((4 - today.weekday()) % 7), at + 1)
    if _MONTHS.fullmatch(named):
        return Day(today.replace(day=monthrange(today.year, today.month)[1]), at + 1)
    return Day(date(today.year, 12, 31), at + 1) if _YEARS.fullmatch(named) else None


def _weekday(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    weekday = weekday_of(word_at(words, at))
    if weekday is None:
        return None
    ahead = (weekday - today.weekday()) % 7
    return Day(today + timedelta(ahead), at + 1, by_weekday=True)


def _numeric(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    if iso := _ISO.fullmatch(word_at(words, at)):
        return _exact(at + 1, int(iso[1]), int(iso[2]), int(iso[3]))
    match = _NUMERIC.fullmatch(word_at(words, at))
    if not match:
        return None
    day, month = int(match[1]), int(match[2])
    if match[3]:
        year = int(match[3])
        return _exact(at + 1, year if year > 99 else 2000 + year, month, day)  # noqa: PLR2004 - two digits
    return _coming(at + 1, month, day, today)


def _worded(words: tuple[Word, ...], at: int, today: date) -> Day | None:
    """«25 ноября 2026 г.», "25th of November", "Nov 25", «25-го»."""
    first = word_at(words, at)
    if month := month_of(first):
        if not _is_day(word_at(words, at + 1)):
            return None
        after = at + 2 + (word_at(words, at + 2) in _ORDINAL)
        return _in_year(words, after, month, int(word_at(words, at + 1)), today)
    if not _is_day(first):
        return None
    ordinal = word_at(words, at + 1) in _ORDINAL
    after = at + 1 + ordinal
    after += word_at(words, after) == "of"
    if month := month_of(word_at(words, after)):
        return _in_year(words, after + 1, month, int(first), today)
    return _day_of_month(at + 2, int(first), today) if ordinal else None


def _in_year(words: tuple[Word, ...], after: int, month: int, day: int, today: date) -> Day | None:
    year = word_at(words, after)
    if not _YEAR.fullmatch(year):
        return _coming(after, month, day, today)
    return _exact(after + 1 + (word_at(words, after + 1) in _YEAR_WORDS), int(year), month, day)


def _day_of_month(after: int, day: int, today: date) -> Day | None:
    """The next such day of a month, skipping months that have none."""
    first = today.replace(day=1)
    for months in range(13):
        start = _months_after(first, months)
        if 1 <= day <= monthrange(start.year, start.month)[1] and start.replace(day=day) >= today:
            return Day(start.replace(day=day), after)
    return None


def _coming(after: int, month: int, day: int, today: date) -> Day | None:
    """The next such day, today included; 29 February waits for its leap year."""
    for year in range(today.year, today.year + 9):
        found = _exact(after, year, month, day)
        if found and found.day >= today:
            return found
    return None


def _exact(after: int, year: int, month: int, day: int) -> Day | None:
    try:
        return Day(date(year, month, day), after)
    except ValueError:
        return None


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_day(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= _DAY_DIGITS
