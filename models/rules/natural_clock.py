"""The time of day a few typed words name («в 9», "3pm», «7 вечера», «утром»), and a delay from now («через 2 часа»)."""

import re
from datetime import time, timedelta
from typing import NamedTuple

from models.rules.date_words import number_of
from models.rules.natural_words import Word, word_at

_CLOCK = re.compile(r"([0-9]{1,2})[:.-]([0-9]{2})")
_HOUR = re.compile(r"[0-9]{1,2}")
_PARTS_OF_DAY = {
    "утром": 9,
    "утра": 9,
    "morning": 9,
    "днем": 14,
    "afternoon": 14,
    "вечером": 18,
    "вечера": 18,
    "evening": 18,
} | {"полдень": 12, "полудня": 12, "noon": 12, "обед": 13, "обеда": 13, "обеду": 13, "lunch": 13}
# Which half of the day the word behind a number means.
_HALVES = dict.fromkeys(("am", "a", "утра", "ночи"), "am") | dict.fromkeys(("pm", "p", "дня", "вечера"), "pm")
_HOUR_WORDS = re.compile(r"ч|час(?:а|ов|у)?|h|hours?|hrs?|oclock")
_MINUTE_WORDS = re.compile(r"м|мин(?:ут(?:а|у|ы)?)?|m|min(?:ute)?s?")
_IN = frozenset({"через", "in", "+"})
_HALVES_OF_HOUR = {"полчаса": 30, "полтора": 90, "полторачаса": 90}
_NOON = 12
_MOST_HOURS, _MOST_MINUTES = 24 * 366, 60 * 24 * 366


class Clock(NamedTuple):
    """A time of day and the place after its words."""

    time: time
    after: int


class Delay(NamedTuple):
    """A span of time from now and the place after its words."""

    span: timedelta
    after: int


def clock_at(words: tuple[Word, ...], at: int, *, bare: bool) -> Clock | None:
    """The time named from a place on; with `bare`, a lone number is an hour («завтра 10», «в 9»)."""
    word = word_at(words, at)
    if match := _CLOCK.fullmatch(word):
        half = _HALVES.get(word_at(words, at + 1), "")
        return _clock(int(match[1]), int(match[2]), half, at + 1 + _half_words(words, at + 1))
    if word in {"in", "the", "с", "после", "after"}:
        return _part_of_day(words, at)
    if word in _PARTS_OF_DAY:
        return Clock(time(_PARTS_OF_DAY[word]), at + 1)
    if not _HOUR.fullmatch(word):
        return None
    return _hour(words, at, int(word), bare=bare)


def delay_at(words: tuple[Word, ...], at: int) -> Delay | None:
    """The hours and minutes after «через» or "in": «через полтора часа», "in 2 hours 30 minutes", "+15m"."""
    if word_at(words, at) not in _IN:
        return None
    at += 1
    half = "half" if word_at(words, at) == "half" else word_at(words, at)
    if half in _HALVES_OF_HOUR:
        after = at + 1 + bool(half == "полтора" and _HOUR_WORDS.fullmatch(word_at(words, at + 1)))
        return Delay(timedelta(minutes=_HALVES_OF_HOUR[half]), after)
    if half == "half":
        article = word_at(words, at + 1) in {"a", "an"}
        hour = _HOUR_WORDS.fullmatch(word_at(words, at + 1 + article))
        return Delay(timedelta(minutes=30), at + 2 + article) if hour else None
    return _hours_and_minutes(words, at)


def _hours_and_minutes(words: tuple[Word, ...], at: int) -> Delay | None:
    number, unit = _counted(words, at)
    if _MINUTE_WORDS.fullmatch(word_at(words, unit)) and number <= _MOST_MINUTES:
        return Delay(timedelta(minutes=number), unit + 1)
    if not _HOUR_WORDS.fullmatch(word_at(words, unit)) or number > _MOST_HOURS:
        return None
    at = unit + 1
    minutes = number_of(word_at(words, at))
    if minutes is not None and _MINUTE_WORDS.fullmatch(word_at(words, at + 1)) and minutes <= _MOST_MINUTES:
        return Delay(timedelta(hours=number, minutes=minutes), at + 2)
    return Delay(timedelta(hours=number), at)


def _counted(words: tuple[Word, ...], at: int) -> tuple[int, int]:
    """A number and the place of what it counts; one where none is said («через час»)."""
    number = number_of(word_at(words, at))
    if number is None:
        return 1, at
    return number, at + 1 + (word_at(words, at + 1) == "of")


def _part_of_day(words: tuple[Word, ...], at: int) -> Clock | None:
    """Words like «с утра», «после обеда», "in the morning"."""
    after_lunch = word_at(words, at) in {"после", "after"}
    while word_at(words, at) in {"in", "the", "с", "после", "after"}:
        at += 1
    hour = _PARTS_OF_DAY.get(word_at(words, at))
    if hour is None:
        return None
    return Clock(time(hour + after_lunch), at + 1)


def _hour(words: tuple[Word, ...], at: int, hour: int, *, bare: bool) -> Clock | None:
    behind = word_at(words, at + 1)
    if behind in _HALVES:
        return _clock(hour, 0, _HALVES[behind], at + 1 + _half_words(words, at + 1))
    if not _HOUR_WORDS.fullmatch(behind):
        return _clock(hour, 0, "", at + 1) if bare else None
    minutes = word_at(words, at + 2)
    if _HOUR.fullmatch(minutes) and _MINUTE_WORDS.fullmatch(word_at(words, at + 3)):
        return _clock(hour, int(minutes), "", at + 4)
    half = _HALVES.get(minutes, "")  # «в 9 часов утра»
    return _clock(hour, 0, half, at + 2 + (half != ""))


def _half_words(words: tuple[Word, ...], at: int) -> int:
    """How many words "pm" or "p.m." takes."""
    if word_at(words, at) in {"a", "p"}:
        return 1 + (word_at(words, at + 1) == "m")
    return int(word_at(words, at) in _HALVES)


def _clock(hour: int, minute: int, half: str, after: int) -> Clock | None:
    if half and not 1 <= hour <= _NOON:
        half = "" if hour > _NOON else "no such hour"
    if half == "pm" and hour < _NOON:
        hour += _NOON
    elif half == "am" and hour == _NOON:
        hour = 0
    try:
        return Clock(time(hour, minute), after) if half != "no such hour" else None
    except ValueError:
        return None
