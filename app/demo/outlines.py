"""Outlines of companies: the few facts everyone who works there depends on, cheap enough to ask with every person."""

from dataclasses import dataclass
from functools import cache

from app.demo.cast import cast_company
from app.demo.dice import hashed
from app.demo.lists import rows, words
from app.demo.names import initials, name_of, slug
from app.demo.places import City, cities
from app.demo.population import Folk, cast_companies, folk_of, founder_of
from app.demo.records import DemoLanguage
from app.demo.world import World

_STEP = 7919  # a prime: walks through all made names without meeting one twice
_SOLE_EVERY, _SOLE_PLACE = 8, 5


@dataclass(frozen=True, slots=True)
class Outline:
    """What a person needs to know of the firm."""

    index: int
    bare: str  # without legal form; an entrepreneur's own name
    industry: int  # counted from 1
    city: City
    lang: DemoLanguage
    site: str
    folk: Folk | None  # None for the hand-written
    sole: bool  # an entrepreneur


class Outlines:
    """The outlines of one world's companies, remembered once made."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cast = cast_companies(world.lang)
        self._known: dict[int, Outline] = {}

    def of(self, index: int) -> Outline:
        """The outline of a company by its index."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._written(index) if index < self._cast else self._made(index)
        return known

    def _written(self, index: int) -> Outline:
        firm = cast_company(self._world.lang, index)
        lang = self._world.other if firm.key == "northstar" and self._world.lang == "ru" else self._world.lang
        bare = firm.name.removesuffix(f", {firm.form}")
        return Outline(index, bare, firm.industry, firm.city, lang, firm.site, None, firm.form == "ИП")

    def _made(self, index: int) -> Outline:
        world = self._world
        folk = folk_of(index - self._cast)
        lang = world.lang if folk.main else world.other
        choice = cities(lang)
        city = choice[int(hashed(world.seed, index) * len(choice))]
        if lang == "ru" and folk.ordinal % _SOLE_EVERY == _SOLE_PLACE:
            founder = Folk(main=folk.main, ordinal=founder_of(folk.ordinal))
            name = name_of(world.seed, world.lang, world.other, founder)
            bare = " ".join(filter(None, (name.last, name.first, name.middle)))
            return Outline(
                index, bare, 1 + index % 15, city, lang, f"{slug(initials(name))}-{index}.example", folk, sole=True
            )
        bare, industry, site = _made_name(lang, folk.ordinal)
        return Outline(index, bare, industry, city, lang, site, folk, sole=False)


def _made_name(lang: DemoLanguage, ordinal: int) -> tuple[str, int, str]:
    """The name, industry and site of a firm by its number; no name comes twice."""
    names = _bare_names(lang)
    again, place = ordinal // len(names), ordinal * _STEP % len(names)
    bare, industry = names[place]
    if not again:
        return bare, industry, f"{slug(bare)}.example"
    suffixes = words(lang, "firm_suffixes")
    suffix = suffixes[(again - 1) % len(suffixes)]
    more = "" if again <= len(suffixes) else f" {again // len(suffixes) + 1}"
    joint = "" if suffix.startswith("-") else " "
    return f"{bare}{joint}{suffix}{more}", industry, f"{slug(bare)}-{again}.example"


@cache
def _bare_names(lang: DemoLanguage) -> tuple[tuple[str, int], ...]:
    compound = [
        (f"{head}{tail}", int(industry))
        for head in words(lang, "firm_heads")
        for tail, industry in rows(lang, "firm_tails")
    ]
    ready = [(name, int(industry)) for name, industry in rows(lang, "firm_words")]
    plants = [
        (f"{feminine if kind.split()[0].endswith('ая') else masculine} {kind}", int(industry))
        for masculine, feminine in rows(lang, "firm_adjectives")
        for kind, industry in rows(lang, "firm_kinds")
    ]
    taken = {slug(row[2]) for row in rows(lang, "cast/companies")}
    return tuple(made for made in dict.fromkeys((*compound, *ready, *plants)) if slug(made[0]) not in taken)
