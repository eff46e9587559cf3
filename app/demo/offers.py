"""Commercial offers by number, and the deals behind them, made together: a won deal has its accepted offer."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from app.demo.cast import cast_index
from app.demo.deals import (
    LAST_STAGE,
    OFFERED_STAGE,
    Course,
    a_buyer,
    cast_deals,
    deal,
    random_lines,
    written_lines,
    young_deals,
)
from app.demo.dice import dice
from app.demo.lists import rows, words
from app.demo.numbers import Slot, slots
from app.demo.outlines import Outlines
from app.demo.products import totals
from app.demo.records import DemoBuyer, DemoLine, DemoOffer, DemoOpportunity
from app.demo.world import World

_EVERY = 4  # one offer for so many contacts, while there are numbers
_OPEN_PLACES = (1, 2)  # counted back from the newest: random offers still on the table
_VALID_DAYS = (14, 14, 30)
_ANSWERS = ("accepted", "accepted", "accepted", "declined", "declined", "expired", "expired", "expired")


@dataclass(frozen=True, slots=True)
class Sales:
    """What was offered and what came of it; opportunities stand at their own indexes."""

    opportunities: tuple[DemoOpportunity, ...]
    offers: tuple[DemoOffer, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of an offer around its lines."""

    basis: str
    intro: str
    payment: str
    delivery: str
    warranty: str


@dataclass(frozen=True, slots=True)
class Fate:
    """When an offer was made, how long it stood and what became of it."""

    day: date
    valid_through: date
    status: str


def sales(world: World, outlines: Outlines) -> Sales:
    """Every deal, and every offer with the newest number first, versions of a number in their order."""
    deals = list(cast_deals(world))
    wanted = max(world.contacts - world.full_cast, 0) // _EVERY
    given: list[DemoOffer] = []
    written = _written_rows(world, deals)
    for slot in slots(world):
        if slot.back in written:
            given += [_written(world, slot, row, deals) for row in written[slot.back]]
        elif slot.back < wanted:
            given += _made(world, outlines, slot, deals)
    deals += young_deals(world, outlines, len(deals))
    return Sales(tuple(deals), tuple(given))


def _written_rows(world: World, deals: list[DemoOpportunity]) -> dict[int, list[tuple[str, ...]]]:
    people = cast_index(world.lang)
    keys = [row[0] for row in rows(world.lang, "cast/deals")][: len(deals)]
    found: dict[int, list[tuple[str, ...]]] = {}
    for row in rows(world.lang, "cast/offers"):
        if row[0] in keys and people[row[1]] < world.contacts:
            found.setdefault(int(row[2]), []).append(row)
    return found


def _written(world: World, slot: Slot, row: tuple[str, ...], deals: list[DemoOpportunity]) -> DemoOffer:
    key, who, _back, version, days, valid, status, language, basis, intro, payment, delivery, warranty = row
    deal_rows = rows(world.lang, "cast/deals")
    place = [each[0] for each in deal_rows].index(key)
    day = _within_year(world.workday(-int(days)), slot.day.year)
    lines = written_lines(world, deal_rows[place][9], day, discounted=status != "superseded")
    buyer = (cast_index(world.lang)[who], deals[place].company, place)
    valid_through = max(world.today + timedelta(days=int(valid)), day)
    terms = Terms(basis.replace("{day:-17}", world.shown(world.workday(-17))), intro, payment, delivery, warranty)
    return _offer(world, slot, int(version), buyer, lines, Fate(day, valid_through, status), terms, language)


def _made(world: World, outlines: Outlines, slot: Slot, deals: list[DemoOpportunity]) -> list[DemoOffer]:
    chance = dice(world.seed, "offers", slot.back)
    buyer = a_buyer(world, outlines, chance)
    lines = random_lines(world, chance, slot.day)
    fate = _fate(world, slot, chance)
    index = len(deals)
    part = DemoBuyer(buyer.index, "decision_maker", int(chance.random() * 4) - 1)
    names = words(world.lang, "deal_names")
    course = _course(world, fate, chance)
    name = names[int(chance.random() * len(names))]
    deals.append(deal(world, index, name, buyer.company, (part,), lines, course))
    city = outlines.of(buyer.company).city.name if buyer.company is not None else ""
    terms = _terms(world, chance, city)
    who = (buyer.index, buyer.company, index)
    if chance.random() > 0.15:  # noqa: PLR2004 - most are right at the first attempt
        return [_offer(world, slot, 1, who, lines, fate, terms, world.lang)]
    first = tuple(replace(each, discount=Decimal(0), amount=each.price * each.quantity) for each in lines)
    earlier = replace(fate, day=_within_year(fate.day - timedelta(days=3), slot.day.year), status="superseded")
    return [
        _offer(world, slot, 1, who, first, earlier, terms, world.lang),
        _offer(world, slot, 2, who, lines, fate, terms, world.lang),
    ]


def _fate(world: World, slot: Slot, chance: Random) -> Fate:
    days = _VALID_DAYS[int(chance.random() * len(_VALID_DAYS))]
    answer = _ANSWERS[int(chance.random() * len(_ANSWERS))]
    valid = slot.day + timedelta(days=days)
    if slot.back in _OPEN_PLACES:
        return Fate(slot.day, max(valid, world.today + timedelta(days=3)), ("sent", "discussed")[slot.back % 2])
    return Fate(slot.day, valid, "declined" if answer == "expired" and valid >= world.today else answer)


def _course(world: World, fate: Fate, chance: Random) -> Course:
    """What became of the deal behind an offer of this fate."""
    opened = fate.day - timedelta(days=10 + int(chance.random() * 50))
    waited = timedelta(days=3 + int(chance.random() * 20))
    ended = max(fate.day, min(fate.day + waited, world.today - timedelta(days=1)))
    expected = fate.day + timedelta(days=30)
    match fate.status:
        case "accepted":
            return Course(LAST_STAGE, opened, ended, expected, "won", ended)
        case "declined":
            return Course(OFFERED_STAGE, opened, fate.day, expected, "lost", ended)
        case "expired":
            return Course(OFFERED_STAGE, opened, fate.day, expected, "lost", min(fate.valid_through, world.today))
        case _:
            return Course(OFFERED_STAGE, opened, fate.day, max(expected, world.today + waited))


def _terms(world: World, chance: Random, city: str) -> Terms:
    texts: dict[str, list[str]] = {}
    for what, text in rows(world.lang, "offer_texts"):
        texts.setdefault(what, []).append(text)
    basis, intro, payment, delivery, warranty = (
        texts[what][int(chance.random() * len(texts[what]))]
        for what in ("basis", "intro", "payment", "delivery", "warranty")
    )
    return Terms(basis, intro, payment, delivery.format(days=5 * (2 + int(chance.random() * 6)), city=city), warranty)


def _offer(
    world: World,
    slot: Slot,
    version: int,
    who: tuple[int, int | None, int],
    lines: tuple[DemoLine, ...],
    fate: Fate,
    terms: Terms,
    language: str,
) -> DemoOffer:
    subtotal, vat, total = totals(lines)
    return DemoOffer(
        number=slot.number,
        version=version,
        date=fate.day,
        valid_through=fate.valid_through,
        person=who[0],
        company=who[1],
        opportunity=who[2],
        status=fate.status,
        sent_at=None if fate.status == "draft" else world.at(fate.day, 16 * 60 + 5 + 7 * (slot.back % 9)),
        basis=terms.basis,
        intro=terms.intro,
        lines=lines,
        subtotal=subtotal,
        vat=vat,
        total=total,
        vat_mode=world.words["vat_mode"],
        vat_reason=world.words["vat_reason"],
        currency=world.words["currency"],
        language=language,
        payment=terms.payment,
        delivery=terms.delivery,
        warranty=terms.warranty,
    )


def _within_year(day: date, year: int) -> date:
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))
