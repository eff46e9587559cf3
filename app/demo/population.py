"""Who lives where: which indexes are the cast, which belong to the other language, who works for whom.

All of it is arithmetic on the index alone, never on how many people are asked for: person 500 of a thousand is
person 500 of a hundred thousand. Three of twenty random people speak the other language; every company is founded
by one person and joined by later ones.
"""

from dataclasses import dataclass

from app.demo.lists import rows

_BLOCK = 20
_OTHER = (4, 11, 17)
_MAIN = tuple(place for place in range(_BLOCK) if place not in _OTHER)
_COMPANIES_PER_100 = 38
_JOIN_SKEW = 1.15  # above 1: older firms grow larger


@dataclass(frozen=True, slots=True)
class Folk:
    """A random person's or company's place: in the language of the workspace or the other, and its number there."""

    main: bool
    ordinal: int


def cast_people(lang: str) -> int:
    """How many hand-written people come first."""
    return len(rows(lang, "cast/people"))


def cast_companies(lang: str) -> int:
    """How many hand-written companies come first."""
    return len(rows(lang, "cast/companies"))


def folk_of(number: int) -> Folk:
    """The place of a random person or company, counted from the first random one."""
    block, place = divmod(number, _BLOCK)
    if place in _OTHER:
        return Folk(main=False, ordinal=block * len(_OTHER) + _OTHER.index(place))
    return Folk(main=True, ordinal=block * len(_MAIN) + _MAIN.index(place))


def is_main(number: int) -> bool:
    """Whether a random person or company speaks the language of the workspace."""
    return number % _BLOCK not in _OTHER


def number_of(folk: Folk) -> int:
    """The inverse of `folk_of`."""
    places = _MAIN if folk.main else _OTHER
    block, place = divmod(folk.ordinal, len(places))
    return block * _BLOCK + places[place]


def founded_by(person: int) -> int | None:
    """The company (ordinal in its folk) that this person (ordinal in the folk) brought in, if any."""
    mine = person * _COMPANIES_PER_100 // 100
    if person and mine == (person - 1) * _COMPANIES_PER_100 // 100:
        return None
    return mine


def founder_of(company: int) -> int:
    """The person (ordinal in the folk) who brought the company in."""
    return -(-company * 100 // _COMPANIES_PER_100)


def joined_by(person: int, chance: float) -> int:
    """An earlier company for a person who founded none."""
    known = person * _COMPANIES_PER_100 // 100 + 1
    return int(known * chance**_JOIN_SKEW)


def companies_for(people: int) -> int:
    """How many random companies that many random people need."""
    if people <= 0:
        return 0
    blocks, rest = divmod(people, _BLOCK)
    counts = (blocks * len(_MAIN) + sum(p < rest for p in _MAIN), blocks * len(_OTHER) + sum(p < rest for p in _OTHER))
    last = [
        number_of(Folk(main=main, ordinal=(count - 1) * _COMPANIES_PER_100 // 100))
        for main, count in zip((True, False), counts, strict=True)
        if count
    ]
    return max(last) + 1
