"""Deals: the hand-written ones, those behind random offers, and young ones without an offer yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.demo.cast import cast_company_index, cast_index
from app.demo.dice import dice
from app.demo.lists import rows, words
from app.demo.outlines import Outlines
from app.demo.people import person
from app.demo.population import is_main
from app.demo.products import line, product_index, products, totals, vat_rate
from app.demo.records import DemoBuyer, DemoLine, DemoOpportunity, DemoPerson, DemoStage
from app.demo.world import World

LAST_STAGE, OFFERED_STAGE = 5, 3
_YOUNG = 21  # open deals without an offer
_YOUNG_EVERY = 25  # … at most one for so many contacts
_ROLES = ("decision_maker", "decision_maker", "economic_buyer", "influencer", "user")


@dataclass(frozen=True, slots=True)
class Course:
    """How a deal went: the stage it reached, when it began, entered that stage and ended."""

    stage: int
    opened: date
    entered: date
    estimated: date
    status: str = "open"  # open | won | lost
    closed: date | None = None


def stages(world: World) -> tuple[DemoStage, ...]:
    """The firm's way of selling, by what the client does."""
    return tuple(DemoStage(name, did, int(percent)) for name, did, percent in rows(world.lang, "stages"))


def cast_deals(world: World) -> Iterator[DemoOpportunity]:
    """The hand-written deals; their indexes come first."""
    people, firms = cast_index(world.lang), cast_company_index(world.lang)
    for index, row in enumerate(rows(world.lang, "cast/deals")):
        _key, name, company, who, stage, in_stage, age, status, close, sold = row
        buyers = tuple(_buyer(people, text) for text in who.split(","))
        if any(buyer.person >= world.contacts for buyer in buyers):
            return
        entered = world.today - timedelta(days=int(in_stage))
        course = Course(int(stage), world.workday(-int(age)), entered, world.workday(int(close)), status)
        lines = written_lines(world, sold, world.today)
        yield deal(world, index, name, firms[company], buyers, lines, course)


def young_deals(world: World, outlines: Outlines, first: int) -> Iterator[DemoOpportunity]:
    """Open deals nobody has got an offer for yet; a few of them lie still for weeks."""
    chance = dice(world.seed, "deals")
    names = words(world.lang, "deal_names")
    for place in range(min(_YOUNG, max(world.contacts - world.full_cast, 0) // _YOUNG_EVERY)):
        buyer = a_buyer(world, outlines, chance)
        in_stage = 1 + int(35 * chance.random() ** 2)
        entered = world.today - timedelta(days=in_stage)
        stage = int(chance.random() * OFFERED_STAGE)
        opened = entered - timedelta(days=stage * (3 + int(chance.random() * 12)))
        course = Course(stage, opened, entered, world.workday(20 + int(chance.random() * 90)))
        name = names[int(chance.random() * len(names))]
        parts = (DemoBuyer(buyer.index, _ROLES[place % len(_ROLES)], int(chance.random() * 4) - 1),)
        lines = random_lines(world, chance, world.today)
        yield deal(world, first + place, name, buyer.company, parts, lines, course)


def deal(
    world: World,
    index: int,
    name: str,
    company: int | None,
    buyers: tuple[DemoBuyer, ...],
    lines: tuple[DemoLine, ...],
    course: Course,
) -> DemoOpportunity:
    """A deal as a record; the days of the stages lie evenly between its beginning and the last one."""
    lost, won = course.status == "lost", course.status == "won"
    reasons, rivals = words(world.lang, "loss_reasons"), words(world.lang, "competitors")
    sources = words(world.lang, "sources")
    last = course.closed or world.today
    return DemoOpportunity(
        index=index,
        name=name,
        company=company,
        buyers=buyers,
        stage=course.stage,
        probability=100 if won else 0 if lost else stages(world)[course.stage].probability,
        days_in_stage=(last - course.entered).days,
        stage_dates=_stage_dates(course),
        opened=course.opened,
        estimated_close=course.estimated,
        closed=course.closed,
        status=course.status,
        close_reason=reasons[index % len(reasons)] if lost else "",
        competitor=rivals[index % len(rivals)] if index % 3 == 0 else "",
        source=sources[index % len(sources)],
        lines=lines,
        amount=totals(lines)[2],
        currency=world.words["currency"],
    )


def a_buyer(world: World, outlines: Outlines, chance: Random) -> DemoPerson:
    """A random person of some company who speaks the language of the workspace."""
    while True:
        number = int(chance.random() * (world.contacts - world.full_cast))
        if is_main(number):
            found = person(world, outlines, world.full_cast + number)
            if found.company is not None and found.double_of is None:
                return found


def random_lines(world: World, chance: Random, day: date) -> tuple[DemoLine, ...]:
    """One machine or some small things, often with a service."""
    known = [product for product in products(world) if not product.archived]
    machines = [product for product in known if product.lead_days >= 7 and product.kind == "one_off"]  # noqa: PLR2004 - days
    small = [product for product in known if product not in machines]
    rate = vat_rate(world, day)
    chosen = [machines[int(chance.random() ** 1.3 * len(machines))]] if chance.random() < 0.6 else []  # noqa: PLR2004
    chosen += chance.sample(small, 1 + int(chance.random() * 4))
    return tuple(
        line(product, _quantity(product.minimum_order, chance), (0, 0, 0, 3, 5)[int(chance.random() * 5)], rate)
        for product in chosen
    )


def written_lines(world: World, text: str, day: date, *, discounted: bool = True) -> tuple[DemoLine, ...]:
    """Lines written as "ТЦ-400×1-5,ПН-3×1-0": code, quantity, discount."""
    known, catalogue, rate = product_index(world.lang), products(world), vat_rate(world, day)
    lines = []
    for part in text.split(","):
        code, rest = part.split("×")
        quantity, discount = rest.split("-")
        lines.append(line(catalogue[known[code]], int(quantity), int(discount) if discounted else 0, rate))
    return tuple(lines)


def _quantity(minimum: int, chance: Random) -> int:
    return minimum * (1 + int(3 * chance.random() ** 2))


def _buyer(people: dict[str, int], text: str) -> DemoBuyer:
    who, role, attitude = text.split(" ")
    return DemoBuyer(people[who], role, int(attitude))


def _stage_dates(course: Course) -> tuple[date, ...]:
    if not course.stage:
        return (course.entered,)
    step = (course.entered - course.opened) / course.stage
    return (*(course.opened + step * place for place in range(course.stage)), course.entered)
