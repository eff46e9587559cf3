"""Words of the calendar in Russian and English, as people type them: months, weekdays, small numbers."""

import re
from collections.abc import Iterable

_MONTH_STEMS = (
    ("янв", "январ(?:ь|я|е|ю)", "jan", "january"),
    ("фев", "февр", "феврал(?:ь|я|е|ю)", "feb", "february"),
    ("мар", "марта?", "марте", "mar", "march"),
    ("апр", "апрел(?:ь|я|е|ю)", "apr", "april"),
    ("ма[йяею]", "may"),
    ("июн(?:ь|я|е|ю)?", "jun", "june"),
    ("июл(?:ь|я|е|ю)?", "jul", "july"),
    ("авг", "август(?:а|е|у)?", "aug", "august"),
    ("сен", "сент", "сентябр(?:ь|я|е|ю)", "sep", "sept", "september"),
    ("окт", "октябр(?:ь|я|е|ю)", "oct", "october"),
    ("ноя", "нояб", "ноябр(?:ь|я|е|ю)", "nov", "november"),
    ("дек", "декабр(?:ь|я|е|ю)", "dec", "december"),
)
_WEEKDAY_STEMS = (
    ("пн", "пон", "понедельник(?:а|у|е)?", "mon", "monday"),
    ("вт", "вторник(?:а|у|е)?", "tue", "tues", "tuesday"),
    ("ср", "сред(?:а|ы|е|у)", "wed", "wednesday"),
    ("чт", "чет", "четверг(?:а|у|е)?", "thu", "thur", "thurs", "thursday"),
    ("пт", "пятниц(?:а|ы|е|у)", "fri", "friday"),
    ("сб", "суб", "суббот(?:а|ы|е|у)", "sat", "saturday"),
    ("вс", "вск", "воскресень(?:е|я|ю)", "sun", "sunday"),
)
_NUMBERS = (
    {"один": 1, "одну": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "пару": 2, "три": 3, "трех": 3, "четыре": 4}
    | {"пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "пятнадцать": 15, "двадцать": 20}
    | {"a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
    | {"eight": 8, "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "тридцать": 30}
)
_MOST_DIGITS = 4


def _pattern(group: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{stem})" for stem in group))


_MONTHS = tuple(_pattern(stems) for stems in _MONTH_STEMS)
_WEEKDAYS = tuple(_pattern(stems) for stems in _WEEKDAY_STEMS)


def month_of(word: str) -> int | None:
    """1–12 for a month's name or short form in any case of either language; the word is lower-case."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.fullmatch(word)), None)


def weekday_of(word: str) -> int | None:
    """0 for Monday … 6 for Sunday; the word is lower-case."""
    return next((number for number, day in enumerate(_WEEKDAYS) if day.fullmatch(word)), None)


def number_of(word: str) -> int | None:
    """A small whole number in digits or words; the word is lower-case with ё as е."""
    if word.isascii() and word.isdecimal():
        return int(word) if len(word) <= _MOST_DIGITS else None
    return _NUMBERS.get(word)
