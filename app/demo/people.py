"""Random people: who they are, where they work, what they like; the same for any number asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.demo.cast import cast_person
from app.demo.dice import dice
from app.demo.doubles import double_of, respelled
from app.demo.lists import Choice, rows, weighted, words
from app.demo.names import name_of, namesake_of
from app.demo.outlines import Outline, Outlines
from app.demo.places import cities
from app.demo.population import Folk, cast_companies, folk_of, founded_by, joined_by, number_of
from app.demo.reach import Draw, addresses_of, channels_of
from app.demo.records import DemoDate, DemoLanguage, DemoPerson
from app.demo.world import World

_STATUSES = weighted(
    [(28, "customer"), (26, "prospect"), (4, "hot_lead"), (9, "warm_lead"), (18, "cold_lead"), (4, "partner"),
     (5, "supplier"), (1, "competitor"), (3, "personal")]
)  # fmt: skip
_NEW = ("hesitating", "prospect")
_LADDER = {
    "customer": ("first_buyer", "repeat_buyer", "client", "client", "supporter", "advocate"),
    "partner": ("partner",),
    "personal": ("",),
    "competitor": ("",),
    "supplier": ("",),
}
_RHYTHMS = (7, 14, 21, 30, 30, 30, 45, 60, 60, 90, 90, 180)
_PREFIXES: dict[str, tuple[str, ...]] = {"male": ("Dr.", "Prof.", "Mr."), "female": ("Dr.", "Prof.", "Ms.")}
_SUFFIXES = ("Jr.", "PhD", "II", "III")
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Job:
    """A job title with what comes with it."""

    male: str
    female: str
    department: str
    status: str


def people(world: World, outlines: Outlines) -> Iterator[DemoPerson]:
    """Everyone, in the order of the index: the cast first."""
    return (person(world, outlines, index) for index in range(world.contacts))


def person(world: World, outlines: Outlines, index: int) -> DemoPerson:
    """One person by the index."""
    if index < world.full_cast:
        return cast_person(world, index)
    number = index - world.full_cast
    original = double_of(number)
    if original is None:
        return _plain(world, outlines, number)
    return respelled(_plain(world, outlines, original), index, world)


def company_of(world: World, outlines: Outlines, folk: Folk, chance: float) -> Outline | None:
    """Where a random person works: the firm the person brought into the base, an earlier one, or nowhere."""
    ordinal = founded_by(folk.ordinal)
    if ordinal is None:
        if chance < 0.12:  # noqa: PLR2004 - private people
            return None
        ordinal = joined_by(folk.ordinal, (chance - 0.12) / 0.88)
        outline = outlines.of(number_of(Folk(main=folk.main, ordinal=ordinal)) + cast_companies(world.lang))
        if not outline.sole:
            return outline
        ordinal -= 1  # an entrepreneur works alone: next door, then
    return outlines.of(number_of(Folk(main=folk.main, ordinal=ordinal)) + cast_companies(world.lang))


def _plain(world: World, outlines: Outlines, number: int) -> DemoPerson:
    index = number + world.full_cast
    folk = folk_of(number)
    lang: DemoLanguage = world.lang if folk.main else world.other
    name = name_of(world.seed, world.lang, world.other, folk)
    chance = dice(world.seed, "person", index)
    draw = chance.random
    firm = company_of(world, outlines, folk, draw())
    job = _job(lang, firm, draw())
    status = _one(_STATUSES, draw()) if firm else "personal"
    city = firm.city if firm and draw() < 0.93 else _one(cities(lang), draw())  # noqa: PLR2004 - some live elsewhere
    namesake = namesake_of(number)
    titled = lang == "en" and draw() < 0.03  # noqa: PLR2004 - titles are rare
    return DemoPerson(
        index=index,
        prefix=_one(_PREFIXES[name.gender], draw()) if titled else "",
        first=name.first,
        middle=name.middle,
        last=name.last,
        suffix=_one(_SUFFIXES, draw()) if titled and name.gender == "male" else "",
        gender=name.gender,
        company=firm.index if firm else None,
        job_title=(job.female if name.gender == "female" else job.male) if firm else "",
        department=job.department if firm else "",
        statuses=(status, job.status) if firm and job.status else (status,),
        tags=_tags(words(world.lang, "tags"), draw),
        channels=channels_of(number, folk, name, firm, city, draw),
        addresses=addresses_of(city, lang, chance),
        birthday=_birthday(world.today.year, draw) if draw() < 0.6 else "",  # noqa: PLR2004
        dates=_dates(world, draw()),
        source=_one(words(world.lang, "sources"), draw()),
        referred_by=int(draw() * index) if draw() < 0.06 else None,  # noqa: PLR2004
        interest=_one(words(world.lang, "interests"), draw()) if firm and draw() < 0.6 else "",  # noqa: PLR2004
        keep_in_touch_days=_one(_RHYTHMS, draw()) if draw() < 0.2 else None,  # noqa: PLR2004
        time_zone=city.zone,
        language=lang,
        about=_one(words(world.lang, "about"), draw()) if draw() < 0.3 else "",  # noqa: PLR2004
        favourite=draw() < 0.02,  # noqa: PLR2004
        do_not_call=draw() < 0.01,  # noqa: PLR2004
        do_not_mail=draw() < 0.02,  # noqa: PLR2004
        relationship_stage=_one(_LADDER.get(status, _NEW), draw()),
        satisfaction=_mark(draw()),
        trust=_mark(draw()),
        involvement=_mark(draw()),
        created=world.created(index),
        namesake_of=None if namesake is None or double_of(namesake) else namesake + world.full_cast,
    )


def _job(lang: DemoLanguage, firm: Outline | None, chance: float) -> Job:
    if firm is not None and firm.sole:
        return Job("индивидуальный предприниматель", "индивидуальный предприниматель", "", "decision_maker")
    return _one(_jobs(lang), chance)


@cache
def _jobs(lang: DemoLanguage) -> tuple[Job, ...]:
    return weighted(
        [
            (int(weight), Job(male, female or male, department, status))
            for male, female, department, status, weight in rows(lang, "job_titles")
        ]
    )


def _tags(known: tuple[str, ...], draw: Draw) -> tuple[str, ...]:
    chance = draw()
    if chance < 0.65:  # noqa: PLR2004
        return ()
    first = int(draw() * len(known))
    if chance < 0.88:  # noqa: PLR2004
        return (known[first],)
    return (known[first], known[(first + 3) % len(known)])


def _birthday(this_year: int, draw: Draw) -> str:
    year = this_year - 22 - int(draw() * 45)
    month = int(draw() * 12)
    if draw() < 0.01:  # noqa: PLR2004 - more often than in life, to be met in a small demo
        return f"{year - year % 4}-02-29" if (year - year % 4) % 100 else "--02-29"
    day = 1 + int(draw() * _MONTH_DAYS[month])
    known = draw() < 0.85  # noqa: PLR2004
    return f"{year}-{month + 1:02d}-{day:02d}" if known else f"--{month + 1:02d}-{day:02d}"


def _dates(world: World, chance: float) -> tuple[DemoDate, ...]:
    if chance > 0.03:  # noqa: PLR2004
        return ()
    day = int(chance * 100_000)
    date = f"--{1 + day % 12:02d}-{1 + day % 28:02d}"
    return (DemoDate(date, world.words["wedding" if day % 2 else "firm_day"]),)


def _mark(chance: float) -> int | None:
    return 1 + int(chance * 20) if chance < 0.25 else None  # noqa: PLR2004


def _one(choices: tuple[Choice, ...], chance: float) -> Choice:
    return choices[int(chance * len(choices))]
