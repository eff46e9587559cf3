"""What is planned and promised: the hand-written days around today, then calls spread over the coming half-year."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from app.demo.cast import cast_index
from app.demo.dice import dice
from app.demo.lists import rows, weighted
from app.demo.population import is_main
from app.demo.records import DemoActivity, DemoPromise
from app.demo.world import World

_LATER_EVERY = 50  # one later activity for so many contacts
_PROMISES_EVERY, _MOST_PROMISES = 60, 60
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FRIDAY = 4


def activities(world: World) -> Iterator[DemoActivity]:
    """Everything planned: overdue, today, the coming weeks, the half-year."""
    chance = dice(world.seed, "plans")
    index = cast_index(world.lang)
    for row in rows(world.lang, "cast/plans"):
        who = row[0]
        person = _anyone(world, chance) if who == "any" else index.get(who)
        if person is None or person < world.contacts:
            yield _written(world, row, person)
    if world.contacts > world.full_cast:
        yield from _later(world, chance)


def promises(world: World) -> Iterator[DemoPromise]:
    """Promises of both sides: those of the cast, then others around today, some kept."""
    index = cast_index(world.lang)
    for who, whose, text, due in rows(world.lang, "cast/promises"):
        day = _friday(world.today) if due == "fri" else world.today + timedelta(days=int(due))
        made = world.workday(-9)
        if index[who] < world.contacts:
            yield DemoPromise(index[who], whose == "mine", text, made, day, kept=False)
    chance = dice(world.seed, "promises")
    texts = rows(world.lang, "promise_texts")
    others = world.contacts - world.full_cast
    for _ in range(min(max(others, 0) // _PROMISES_EVERY, _MOST_PROMISES)):
        whose, text = texts[int(chance.random() * len(texts))]
        person = world.full_cast + int(chance.random() * others)
        due_in = int(chance.random() * 40) - 20
        made = world.workday(min(due_in, 0) - 1 - int(chance.random() * 12))
        kept = due_in < 0 and chance.random() < 0.9  # noqa: PLR2004 - most old ones were kept
        yield DemoPromise(person, whose == "mine", text, made, world.workday(due_in), kept)


def _written(world: World, row: tuple[str, ...], person: int | None) -> DemoActivity:
    _who, days, when, kind, minutes, priority, alarms, rrule, regarding, details, place = row
    day = _first_day(world.workday(int(days)), rrule)
    timeless = when == "-"
    return DemoActivity(
        person=person,
        kind=kind,
        regarding=regarding,
        details=details,
        start=None if timeless else world.moment(day, when),
        timeless=timeless,
        due=day if timeless else None,
        minutes=int(minutes),
        priority=int(priority),
        place=place,
        alarms=tuple(int(alarm) for alarm in alarms.split(",") if alarm),
        rrule=rrule,
        time_zone=world.zone.key,
        private=kind == "personal",
    )


def _later(world: World, chance: Random) -> Iterator[DemoActivity]:
    topics = weighted([(int(row[0]), row[1:]) for row in rows(world.lang, "plan_topics")])
    for _ in range((world.contacts - world.full_cast) // _LATER_EVERY):
        kind, minutes, priority, regarding, notes = topics[int(chance.random() * len(topics))]
        details = notes.split("//")
        day = world.workday(3 + int(180 * chance.random() ** 1.6))
        timeless = kind == "todo" and chance.random() < 0.6  # noqa: PLR2004 - most to-dos have a day, not an hour
        start: datetime | None = None if timeless else world.at(day, 9 * 60 + 15 * int(chance.random() * 34))
        yield DemoActivity(
            person=_anyone(world, chance),
            kind=kind,
            regarding=regarding,
            details=details[int(chance.random() * len(details))].strip(),
            start=start,
            timeless=timeless,
            due=day if timeless else None,
            minutes=int(minutes),
            priority=int(priority),
            place="",
            alarms=() if timeless else (10,) if kind == "call" else (60,),
            rrule=_rhythm(chance.random()) if kind == "call" else "",
            time_zone=world.zone.key,
            private=False,
        )


def _rhythm(chance: float) -> str:
    if chance < 0.9:  # noqa: PLR2004 - one call of ten comes again and again
        return ""
    return "FREQ=MONTHLY" if chance < 0.95 else "FREQ=MONTHLY;INTERVAL=3"  # noqa: PLR2004


def _anyone(world: World, chance: Random) -> int | None:
    """A random person one can call in one's own working hours."""
    others = world.contacts - world.full_cast
    if others <= 0:
        return None
    number = int(chance.random() * others)
    return world.full_cast + (number if is_main(number) else max(number - 1, 0))


def _first_day(day: date, rrule: str) -> date:
    """The first day at or after the given one that the repetition itself names."""
    parts = dict(part.split("=") for part in rrule.split(";") if part)
    if "BYDAY" in parts:
        wanted = {_WEEKDAYS.index(name) for name in parts["BYDAY"].split(",")}
        while day.weekday() not in wanted:
            day += timedelta(days=1)
    if parts.get("BYMONTHDAY") == "-1":
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        day = following - timedelta(days=1)
    return day


def _friday(today: date) -> date:
    return today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
