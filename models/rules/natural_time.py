"""Dates and times as people type them, Russian and English: «завтра 10:30», "fri 3pm", «через 2 часа», «25.11 в 9».

Everything is relative to a given now. Rules worth knowing:

* a weekday is the next such day; today's own name means today while the named time (or, for a due date, the day) is
  still ahead, else a week from now; "next friday" is Friday of the next week (weeks begin on Monday);
* a day without a year is the next such day, today included;
* a time alone is today while it is ahead, else tomorrow;
* an ISO time with an offset is told in the time zone of `now`.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from models.errors import UserError
from models.rules.natural_clock import clock_at, delay_at
from models.rules.natural_day import PLAIN_DAYS, Day, day_at
from models.rules.natural_words import DUE_WORDS, FILLERS, TIME_WORDS, Word, word_at, words_of
from resources.i18n import _

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:?[0-9]{2}.*")
_TIME_WITH_POINT = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_MOST_WORDS = 40


class Moment(NamedTuple):
    """A day and, where it was said, a time of that day."""

    day: date
    time: time | None


class Found(NamedTuple):
    """A moment said inside a longer text, and the part of the text that says it."""

    moment: Moment
    begin: int
    end: int


def parse_when(text: str, now: datetime) -> Moment:
    """The moment a text names, relative to `now`. Raises UserError with a sentence where it names none."""
    iso = _iso(text.strip(), now)
    if iso:
        return iso
    words = words_of(text)
    found = _read(words, 0, now, due=False) if len(words) <= _MOST_WORDS else None
    if found is None or found[1] < len(words):
        raise UserError(
            _("“{text}” is no time I understand. Try “tomorrow 10:30”, “fri 3pm” or “25.11 at 9”.").format(
                text=" ".join(text.split())
            ),
            field="when",
        )
    return found[0]


def find_due(text: str, now: datetime) -> Found | None:
    """The last day a sentence names as a due date («обещал ответ до пт»), None where it names none.

    A day counts where it is led in («до пт», "by Friday"), or stands at either end, or is as plain as «завтра».
    """
    words = words_of(text)
    last: Found | None = None
    at = 0
    while at < len(words):
        found = _read(words, at, now, due=True)
        if found is None or not _says_due(words, at, found[1]):
            at += 1
            continue
        last = Found(found[0], words[at].begin, words[found[1] - 1].end)
        at = found[1]
    return last


def _iso(text: str, now: datetime) -> Moment | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo:
        moment = moment.astimezone(now.tzinfo)
    return Moment(moment.date(), moment.time())


def _says_due(words: tuple[Word, ...], begin: int, end: int) -> bool:
    first = words[begin].text
    led_in = first in FILLERS and first not in {"the", "of"}
    return led_in or begin == 0 or end == len(words) or first in PLAIN_DAYS


def _read(words: tuple[Word, ...], at: int, now: datetime, *, due: bool) -> tuple[Moment, int] | None:
    """A moment read from a place on and the place after it; a due date needs a day, else a delay or a time will do."""
    delay = delay_at(words, _past_fillers(words, at))
    if delay:
        then = now + delay.span
        return Moment(then.date(), then.time().replace(second=0, microsecond=0)), delay.after
    day: Day | None = None
    clock: time | None = None
    end = at
    while True:
        start = _past_fillers(words, end)
        led_in = words[start - 1].text if start > end else ""
        if found := _day(words, start, now.date(), led_in, day):
            day, end = found, found.after
            continue
        # A number after «до» is an hour only once the day is known: «до 5» alone is anything.
        bare = day is not None or led_in in TIME_WORDS - DUE_WORDS
        read = clock_at(words, start, bare=bare) if clock is None else None
        if read is None:
            break
        clock, end = read.time, read.after
    if day is None and (due or clock is None):
        return None
    return Moment(_settled(day, clock, now, due=due), clock), end


def _day(words: tuple[Word, ...], at: int, today: date, led_in: str, known: Day | None) -> Day | None:
    """A day, or a second naming of a known one («вторник, 24 ноября»); «в 10.30» is a time."""
    if led_in in {"в", "at"} and _TIME_WITH_POINT.fullmatch(word_at(words, at)):
        return None
    found = day_at(words, at, today)
    if found is None or known is None:
        return found
    if not known.by_weekday and not found.by_weekday:
        return None
    weekday, exact = (found, known) if found.by_weekday else (known, found)
    return Day(exact.day, found.after) if weekday.day.weekday() == exact.day.weekday() else None


def _settled(day: Day | None, clock: time | None, now: datetime, *, due: bool) -> date:
    ahead = clock is not None and clock > now.time()
    if day is None:
        return now.date() if ahead else now.date() + timedelta(1)
    if day.by_weekday and day.day == now.date() and not ahead and not (due and clock is None):
        return day.day + timedelta(7)
    return day.day


def _past_fillers(words: tuple[Word, ...], at: int) -> int:
    while word_at(words, at) in FILLERS:
        at += 1
    return at
