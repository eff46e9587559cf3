"""The door of the generator: a size, a seed and a day make a whole believable workspace."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from app.demo import firms, people, plans, products, seller, talks
from app.demo.deals import stages
from app.demo.lists import pairs
from app.demo.offers import Sales, sales
from app.demo.outlines import Outlines
from app.demo.records import (
    DemoActivity,
    DemoCompany,
    DemoLanguage,
    DemoOffer,
    DemoOpportunity,
    DemoOwner,
    DemoPerson,
    DemoProduct,
    DemoPromise,
    DemoSeller,
    DemoStage,
    DemoTalk,
)
from app.demo.world import World

_LOOKED_AT = time(14, 12)


def generate(
    contacts: int,
    history: int,
    seed: int,
    today: date,
    lang: DemoLanguage = "ru",
    *,
    now: time = _LOOKED_AT,
    zone: str = "",
) -> "DemoSet":
    """Make up a workspace that looks alive on `today`.

    `now` is the hour it will first be looked at, `zone` the salesperson's own; both by the salesperson's clock.
    The same arguments give the same records; person and company i are the same for any `contacts` and `history`.
    """
    if contacts < 0 or history < 0:
        message = "a number of contacts or talks below zero"
        raise ValueError(message)
    place = ZoneInfo(zone or pairs(lang, "seller")["me_zone"])
    return DemoSet(World(contacts, history, seed, today, lang, now, place))


class DemoSet:
    """One made-up workspace; every iterator starts anew and makes its records while it is read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._outlines = Outlines(world)

    def sizes(self) -> dict[str, int]:
        """How many there will be of what makes up most of it: companies, people, talks at most."""
        return {"company": self._world.companies, "contact": self._world.contacts, "history": self._world.history}

    def companies(self) -> Iterator[DemoCompany]:
        """Companies in the order of their indexes."""
        return firms.companies(self._world, self._outlines)

    def people(self) -> Iterator[DemoPerson]:
        """People in the order of their indexes, the hand-written first."""
        return people.people(self._world, self._outlines)

    def history(self) -> Iterator[DemoTalk]:
        """Talks, the newest first: as many as were asked for, but none without people."""
        return talks.talks(self._world)

    def activities(self) -> Iterator[DemoActivity]:
        """What is planned, overdue included."""
        return plans.activities(self._world)

    def promises(self) -> Iterator[DemoPromise]:
        """Promises of both sides."""
        return plans.promises(self._world)

    def stages(self) -> tuple[DemoStage, ...]:
        """The stages opportunities name by their index."""
        return stages(self._world)

    def opportunities(self) -> Iterator[DemoOpportunity]:
        """Deals, open and closed."""
        return iter(self._sales.opportunities)

    def products(self) -> Iterator[DemoProduct]:
        """The price list."""
        return iter(products.products(self._world))

    def offers(self) -> Iterator[DemoOffer]:
        """Offers, the newest number first; versions of one number in their order."""
        return iter(self._sales.offers)

    def seller(self) -> DemoSeller:
        """The salesperson's firm."""
        return seller.seller(self._world)

    def me(self) -> DemoOwner:
        """The salesperson."""
        return seller.owner(self._world)

    def at(self, day: date, hour: int) -> datetime:
        """An hour of a day by the salesperson's clock, as aware UTC."""
        return self._world.at(day, hour * 60)

    @cached_property
    def _sales(self) -> Sales:
        return sales(self._world, self._outlines)
