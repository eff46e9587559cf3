"""Promises noted in passing: `!пришлю прайс завтра` is mine, `?обещал ответ до пт` is theirs.

A promise begins with its mark at the start of a line or after a space and a letter or digit right behind it; it ends with
the line, with the sentence, or where the next promise begins. The due date is taken out of the text where it stands
at either end of it, so that a list shows «пришлю прайс» beside the day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from models.rules.natural_time import Found, find_due

_MARK = re.compile(r"(?:(?<=\s)|^)([!?])(?=\w)", re.MULTILINE)
_STOP = re.compile(r"\n|(\w*)[.!?;…]+(?=\s+[A-ZА-ЯЁ]|\s*$)")
_ABBREVIATIONS = frozenset(["г", "ул", "пр", "им", "тел", "стр", "рис", "гр", "mr", "mrs", "ms", "dr", "st", "no"])
_EDGES = " \t\r,;.:–—-"


@dataclass(frozen=True, slots=True)
class NotedPromise:
    """A promise as noted: whose, what, by when; `begin` and `end` are its place in the note, mark included."""

    mine: bool
    text: str
    due: date | None
    at: time | None
    begin: int
    end: int


def promises_in(note: str, now: datetime) -> tuple[NotedPromise, ...]:
    """The promises of a note in their order; `now` is when it was written, in the writer's own time."""
    marks = list(_MARK.finditer(note))
    ends = [*(mark.start() for mark in marks[1:]), len(note)]
    return tuple(_promise(note, mark, end, now) for mark, end in zip(marks, ends, strict=False))


def _promise(note: str, mark: re.Match[str], limit: int, now: datetime) -> NotedPromise:
    said = _sentence(note[mark.end() : limit]).rstrip()
    due = find_due(said, now)
    return NotedPromise(
        mine=mark[1] == "!",
        text=_without(said, due),
        due=due.moment.day if due else None,
        at=due.moment.time if due else None,
        begin=mark.start(),
        end=mark.end() + len(said),
    )


def _sentence(text: str) -> str:
    """The text up to the end of its line or sentence; «г. Иванову» and «А. В. Щукиной» end nothing."""
    for stop in _STOP.finditer(text):
        word = stop[1] or ""
        if not (word.isalpha() and len(word) == 1) and word.lower() not in _ABBREVIATIONS:
            return text[: stop.start() + len(word)]
    return text


def _without(said: str, due: Found | None) -> str:
    """The promise without its due date; in the middle of a sentence the date stays, for the sentence needs it."""
    whole = said.strip(_EDGES)
    if due is None:
        return whole
    before, after = said[: due.begin].strip(_EDGES + "("), said[due.end :].strip(_EDGES + ")")
    return whole if before and after else before or after or whole
