"""What happened: hand-written talks of the cast and random ones of everybody else, newest first.

Random talks fall on working days and hours of the salesperson, the denser the nearer today. A few people have
hundreds, a quarter of all have none, nobody is talked to before being written down, and people of the other
language, who sleep during the salesperson's day, are written to and not called. Rows come in the order of time by construction: nothing is sorted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from random import Random

from app.demo.cast import cast_index
from app.demo.dice import dice, hashed
from app.demo.lists import rows, weighted
from app.demo.population import is_main
from app.demo.records import DemoLanguage, DemoTalk
from app.demo.world import VETERANS, World

_DENSITY = 1.35  # above 1: recent days are fuller
_ROWS_A_DAY = 14  # of one busy salesperson; a larger base holds what a whole firm said
_FEWEST_DAYS, _MOST_DAYS = 60, 1950
_TRIES = 4
_VIP_SHARE, _IDLE_SHARE = 0.15, 0.25
_FAILED = frozenset(("not_reached", "left_message", "busy", "wrong_number", "not_held", "not_done"))
_MINUTES = (*range(9 * 60, 13 * 60), *range(14 * 60, 18 * 60))  # one has lunch


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with places to fill, each from its own list."""

    text: str
    slots: tuple[tuple[str, ...], ...]

    def said(self, chance: Random) -> str:
        """The text with every place filled."""
        if not self.slots:
            return self.text
        draw = chance.random
        return self.text.format(*[words[int(draw() * len(words))] for words in self.slots])


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of talk with what may be noted of it."""

    kind: str
    result: str
    done: bool
    shortest: int
    spread: int
    regarding: str
    details: tuple[Phrase, ...]


def talks(world: World) -> Iterator[DemoTalk]:
    """The asked number of talks, newest first."""
    written = [talk for talk in cast_talks(world) if talk.person < world.contacts]
    made = _made(world, max(world.history - len(written), 0)) if world.contacts > world.full_cast else iter(())
    return islice(_merged(iter(written), made), world.history)


def cast_talks(world: World) -> list[DemoTalk]:
    """The hand-written talks, newest first."""
    index = cast_index(world.lang)
    told = [
        DemoTalk(
            person=index[person],
            kind=kind,
            result=result,
            done=result not in _FAILED,
            start=world.moment(world.workday(-int(days)), when),
            minutes=int(minutes or 0),
            regarding=regarding,
            details=details,
        )
        for person, days, when, kind, result, minutes, regarding, details in rows(world.lang, "cast/talks")
    ]
    return sorted(told, key=_start, reverse=True)


def phrase(lang: DemoLanguage, text: str) -> Phrase:
    """A text with {slots} made ready for quick filling."""
    lists = _slots(lang)
    names = [part.split("}")[0] for part in text.split("{")[1:]]
    bare = text
    for name in names:
        bare = bare.replace(f"{{{name}}}", "{}", 1)
    return Phrase(bare, tuple(lists[name] for name in names))


def _start(talk: DemoTalk) -> datetime:
    return talk.start


def _merged(written: Iterator[DemoTalk], made: Iterator[DemoTalk]) -> Iterator[DemoTalk]:
    following = next(written, None)
    for talk in made:
        while following is not None and following.start >= talk.start:
            yield following
            following = next(written, None)
        yield talk
    if following is not None:
        yield following
        yield from written


def _made(world: World, count: int) -> Iterator[DemoTalk]:
    chance = dice(world.seed, "talks")
    draw = chance.random
    days = max(min(count // _ROWS_A_DAY, _MOST_DAYS), _FEWEST_DAYS)
    starts = [(world.at(day, 0), (world.today - day).days) for day in islice(world.working_days_back(), days)]
    offsets = [timedelta(minutes=minute) for minute in reversed(_MINUTES)]
    topics, letters = _topics(world.lang), _topics(world.lang, "email", "letter", "note", "todo")
    whom = _Whom(world, chance)
    for row in range(count):
        place = days * ((row + draw()) / count) ** _DENSITY
        day = int(place)
        midnight, ago = starts[day]
        person = whom.spoken_to(ago)
        known = topics if is_main(person - world.full_cast) else letters
        topic = known[int(draw() * len(known))]
        notes = topic.details
        yield DemoTalk(
            person,
            topic.kind,
            topic.result,
            topic.done,
            midnight + offsets[int((place - day) * len(offsets))],
            topic.shortest + int(draw() * topic.spread),
            topic.regarding,
            notes[int(draw() * len(notes))].said(chance),
        )


class _Whom:
    """Chooses whom a talk was with: known long enough by then, never one of the cast."""

    def __init__(self, world: World, chance: Random) -> None:
        self._draw = chance.random
        self._first = world.full_cast
        self._count = world.contacts - world.full_cast
        self._vips = min(max(8, self._count // 500), VETERANS, self._count)
        self._apart = max(min(VETERANS, self._count) // self._vips, 1)
        # 0 days known: idle, never chosen
        self._known = [
            0 if hashed(world.seed ^ 0x1D1E, index) < _IDLE_SHARE else world.days_known(index)
            for index in range(self._first, world.contacts)
        ]

    def spoken_to(self, days_ago: int) -> int:
        """Someone written down before that day."""
        draw, known, count = self._draw, self._known, self._count
        if draw() > _VIP_SHARE:
            for _ in range(_TRIES):
                place = int(count * draw() ** 1.2)
                if known[place] > days_ago:
                    return self._first + place
        return self._first + self._apart * int(self._vips * draw())


@cache
def _topics(lang: DemoLanguage, *kinds: str) -> tuple[Topic, ...]:
    """Every topic as often as it weighs; of some kinds only where they are named."""
    return weighted([(int(row[0]), _topic(lang, row)) for row in rows(lang, "topics") if not kinds or row[1] in kinds])


def _topic(lang: DemoLanguage, row: tuple[str, ...]) -> Topic:
    _weight, kind, result, shortest, longest, regarding, details = row
    least = int(shortest or 0)
    return Topic(
        kind=kind,
        result=result,
        done=result not in _FAILED,
        shortest=least,
        spread=int(longest) - least + 1,
        regarding=regarding,
        details=tuple(phrase(lang, text.strip()) for text in details.split("//")),
    )


@cache
def _slots(lang: DemoLanguage) -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = {}
    for slot, value in rows(lang, "slots"):
        lists.setdefault(slot, []).append(value)
    return {slot: tuple(values) for slot, values in lists.items()}
