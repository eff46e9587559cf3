"""What a new version of an offer changes against the one before, in words a person can check in a minute."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.formatting import long_date, money, percent, quantity
from app.records.conditions import LABELS, read_conditions
from models.rules.offer_totals import OfferTotals
from models.rules.search_text import search_text
from models.rules.vat import VatMode
from resources.i18n import N_, _

_VAT_MODES = {
    VatMode.INCLUDED: N_("VAT included"),
    VatMode.ON_TOP: N_("VAT on top"),
    VatMode.NONE: N_("Without VAT"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One version: its row, its lines in the order of printing, its numbers."""

    offer: Any
    lines: Sequence[Any]
    totals: OfferTotals


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: added, removed or changed; what, and how it read before and after."""

    kind: str
    what: str
    before: str
    after: str


def differences(before: Compared, after: Compared) -> tuple[Difference, ...]:
    """Every difference: lines first, in their order, then the terms, the total last."""
    found = [*_lines(before, after), *_terms(before, after)]
    return tuple(found)


def _lines(before: Compared, after: Compared) -> Iterator[Difference]:
    known: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for line in before.lines:
        known[_key(line)].append(line)
    currency = after.offer.currency
    for line in after.lines:
        twins = known[_key(line)]
        if not twins:
            yield Difference("added", line.name, "", _said(line, currency))
            continue
        former = twins.pop(0)
        texts = _said(former, before.offer.currency), _said(line, currency)
        if texts[0] != texts[1]:
            yield Difference("changed", line.name, *texts)
    for left in known.values():
        for line in left:
            yield Difference("removed", line.name, _said(line, before.offer.currency), "")


def _key(line: Any) -> tuple[str, str]:
    """A line is the same while it is the same product or bears the same name, in the same role."""
    return (str(line.product_id) if line.product_id else search_text(line.name) or line.name), line.role


def _said(line: Any, currency: str) -> str:
    """A line in one go: «2 компл. × 11 850,00 ₽ − 5 %», its VAT where that is its own."""
    text = f"{quantity(line.quantity or 0, line.unit)} × {money(line.price or 0, currency, _places(line.price))}"
    if line.discount_percent:
        text += f" − {percent(line.discount_percent)}"
    elif line.discount_sum:
        text += f" − {money(line.discount_sum, currency)}"
    rate = _("without VAT") if line.vat_rate is None else _("VAT {rate}").format(rate=percent(line.vat_rate))
    return f"{text}, {rate}"


def _places(price: Decimal | None) -> int:
    exponent = (price or Decimal(0)).normalize().as_tuple().exponent
    return min(max(-exponent, 2), 4) if isinstance(exponent, int) else 2


def _terms(before: Compared, after: Compared) -> Iterator[Difference]:
    old, new = before.offer, after.offer
    pairs = [
        (_("Valid through"), _day(old.valid_through), _day(new.valid_through)),
        (_("VAT"), _mode(old.vat_mode), _mode(new.vat_mode)),
        (_("Discount"), _discount(old), _discount(new)),
        *_conditions(old.conditions, new.conditions),
        (_("Total"), money(before.totals.total, old.currency), money(after.totals.total, new.currency)),
    ]
    for what, was, now in pairs:
        if was != now:
            kind = "changed" if was and now else "added" if now else "removed"
            yield Difference(kind, what, was, now)


def _conditions(before: object, after: object) -> Iterator[tuple[str, str, str]]:
    was, now = dict(read_conditions(before)), dict(read_conditions(after))
    for key in dict.fromkeys((*was, *now)):
        yield (_(LABELS[key]) if key in LABELS else key), was.get(key, ""), now.get(key, "")


def _day(day: Any) -> str:
    return long_date(day) if day else ""


def _mode(mode: str) -> str:
    return _(_VAT_MODES[VatMode(mode)]) if mode else ""


def _discount(offer: Any) -> str:
    if offer.discount_percent:
        return percent(offer.discount_percent)
    return money(offer.discount_sum, offer.currency) if offer.discount_sum else ""
