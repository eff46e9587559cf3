"""The arithmetic of an offer: every number a reader can add up by hand adds up.

In whole kopecks, with three promises. The printed line sums add to the subtotal; subtotal − discount + rounding is the net
sum (prices without VAT, VAT then added) or the total (VAT inside); the VAT of the lines adds to the VAT of its rate, and the
rates to the whole. Where rounding would break a promise the largest-remainder method moves a kopeck.

- Options and alternatives never count: each is totalled alone, untouched by the offer's own discount and rounding.
- An alternative stands for the nearest regular line above it in the same section; `difference` says what choosing it
  would change before the offer's own discount, None where no such line stands above.
- The offer's discount is spread over the lines in proportion to their sums, so that each VAT rate bears its part.
- A total rounded to whole units is spread likewise and VAT is found inside the rounded amounts; the difference is printed as
  `rounding`. A small total that would round to nothing is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from models.errors import UserError
from models.rules.apportion import half_up, largest_remainders, spread
from models.rules.money import EXACT, KOPECK, Money
from models.rules.offer_lines import (
    Discount,
    DiscountKind,
    Exact,
    LineInput,
    LineKind,
    OfferTerms,
    Rounding,
    discount_whole,
    exact,
)
from models.rules.vat import VatMode
from models.rules.word_forms import LIMIT
from resources.i18n import _

_PRODUCT = 10**8  # quantity × price, in parts of a kopeck
_PERCENT = 10**6  # a percentage with four decimals, in parts of the whole
_RATE = 10**4  # a VAT rate in basis points, in parts of the whole


def offer_totals(lines: Sequence[LineInput], terms: OfferTerms) -> "OfferTotals":
    """Everything an offer prints in numbers; a `UserError` names the field that makes no sense."""
    numbers = [exact(line, at) for at, line in enumerate(lines)]
    counted = [at for at, line in enumerate(lines) if line.kind is LineKind.REGULAR]
    full, discounts = _prices(lines, numbers, counted, terms.rounding)
    sums = [price - discount for price, discount in zip(full, discounts, strict=True)]
    subtotal = sum(sums[at] for at in counted)
    discount = _offer_discount(terms.discount, subtotal)
    shares = _placed(spread(discount, [sums[at] for at in counted]), counted, len(lines))
    bases = [amount - share for amount, share in zip(sums, shares, strict=True)]
    gross, vat = _taxed(bases, numbers, counted, terms)
    totals = _lines(lines, _Columns(full, discounts, sums, shares, vat, gross), terms)
    return _gathered(totals, [numbers[at] for at in counted], terms)


@dataclass(frozen=True, slots=True)
class LineTotals:
    """A line as printed. `sum` is price × quantity − its own discount; the rest follows the offer's discount too.

    `vat_percent` is None without VAT; net + vat = gross, and the gross of the regular lines adds to the offer's total.
    """

    kind: LineKind
    section: str
    price: Decimal
    list_sum: Decimal
    discount: Decimal
    sum: Decimal
    offer_discount: Decimal
    net: Decimal
    vat_percent: Decimal | None
    vat: Decimal
    gross: Decimal
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SectionTotals:
    """A section's regular lines; the sums of all sections add to the subtotal."""

    section: str
    list_sum: Decimal
    discount: Decimal
    sum: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class VatTotals:
    """One printed VAT line; `percent` is None for what goes without VAT."""

    percent: Decimal | None
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class OfferTotals:
    """All numbers of an offer, in its currency. `margin` is net − cost, None while a regular line has no cost."""

    currency: str
    vat_mode: VatMode
    lines: tuple[LineTotals, ...]
    sections: tuple[SectionTotals, ...]
    list_sum: Decimal
    line_discount: Decimal
    subtotal: Decimal
    discount: Decimal
    rounding: Decimal
    net: Decimal
    vat: Decimal
    vat_by_rate: tuple[VatTotals, ...]
    total: Decimal
    options: Decimal
    cost: Decimal | None
    margin: Decimal | None
    margin_percent: Decimal | None

    @property
    def total_money(self) -> Money:
        """The total with its currency, ready for words and payment."""
        return Money(self.total, self.currency)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The lines' numbers, column by column, in kopecks."""

    full: list[int]
    discounts: list[int]
    sums: list[int]
    shares: list[int]
    vat: list[int]
    gross: list[int]


def _prices(
    lines: Sequence[LineInput], numbers: Sequence[Exact], counted: Sequence[int], rounding: Rounding
) -> tuple[list[int], list[int]]:
    """Printed price × quantity and printed discount of every line."""
    products = [number.quantity * number.price for number in numbers]
    full = [half_up(product, _PRODUCT) for product in products]
    for at, line in enumerate(lines):
        if line.discount and line.discount.kind is DiscountKind.SUM and discount_whole(line.discount) > full[at]:
            raise UserError(_("The discount is more than the line itself."), field=f"lines.{at}.discount")
    discounts = [_line_discount(line.discount, price) for line, price in zip(lines, full, strict=True)]
    if rounding is Rounding.PER_LINE or not counted:
        return full, discounts
    exact_full = [products[at] for at in counted]
    exact_discounts = [_exact_discount(lines[at].discount, products[at]) for at in counted]
    together = largest_remainders(exact_full, _PRODUCT)
    less = largest_remainders(exact_discounts, _PRODUCT * _PERCENT, together)
    for at, price, discount in zip(counted, together, less, strict=True):
        full[at], discounts[at] = price, min(price, discount)
    return full, discounts


def _line_discount(discount: Discount | None, full: int) -> int:
    if discount is None:
        return 0
    if discount.kind is DiscountKind.SUM:
        return discount_whole(discount)
    return half_up(full * discount_whole(discount), _PERCENT)


def _exact_discount(discount: Discount | None, product: int) -> int:
    if discount is None:
        return 0
    if discount.kind is DiscountKind.SUM:
        return discount_whole(discount) * _PRODUCT * _PERCENT
    return product * discount_whole(discount)


def _offer_discount(discount: Discount | None, subtotal: int) -> int:
    if discount and discount.kind is DiscountKind.SUM and discount_whole(discount) > subtotal:
        raise UserError(_("The discount is more than the offer itself."), field="discount")
    return _line_discount(discount, subtotal)


def _taxed(
    bases: Sequence[int], numbers: Sequence[Exact], counted: Sequence[int], terms: OfferTerms
) -> tuple[list[int], list[int]]:
    """What each line comes to with VAT, and the VAT in it, after the total was rounded."""
    rates = [0 if terms.vat_mode is VatMode.NONE else number.vat for number in numbers]
    on_top = terms.vat_mode is VatMode.ON_TOP
    vat = _vat(bases, rates, counted, terms.rounding, inside=not on_top)
    gross = [base + tax for base, tax in zip(bases, vat, strict=True)] if on_top else list(bases)
    total = sum(gross[at] for at in counted)
    wanted = _rounded_total(total, int(terms.round_to * 100))
    if wanted == total:
        return gross, vat
    parts = spread(wanted, [gross[at] for at in counted])
    for at, part in zip(counted, parts, strict=True):
        gross[at] = part
    inside = _vat(gross, rates, counted, terms.rounding, inside=True)
    for at in counted:
        vat[at] = inside[at]
    return gross, vat


def _rounded_total(total: int, step: int) -> int:
    rounded = half_up(total, step) * step
    return rounded or total


def _vat(
    bases: Sequence[int], rates: Sequence[int], counted: Sequence[int], rounding: Rounding, *, inside: bool
) -> list[int]:
    """VAT of each line; with rounding on the total, the lines of one rate add to the rounded VAT of their sum."""
    vat = [half_up(base * rate, _RATE + inside * rate) for base, rate in zip(bases, rates, strict=True)]
    if rounding is Rounding.PER_LINE:
        return vat
    for rate in {rates[at] for at in counted} - {0}:
        own = [at for at in counted if rates[at] == rate]
        parts = largest_remainders([bases[at] * rate for at in own], _RATE + inside * rate)
        for at, part in zip(own, parts, strict=True):
            vat[at] = part
    return vat


def _placed(parts: Sequence[int], places: Sequence[int], length: int) -> list[int]:
    placed = [0] * length
    for at, part in zip(places, parts, strict=True):
        placed[at] = part
    return placed


def _lines(lines: Sequence[LineInput], columns: _Columns, terms: OfferTerms) -> tuple[LineTotals, ...]:
    totals: list[LineTotals] = []
    above: dict[str, int] = {}
    for at, line in enumerate(lines):
        gross, vat = columns.gross[at], columns.vat[at]
        difference = None
        if line.kind is LineKind.REGULAR:
            above[line.section] = columns.sums[at]
        elif line.kind is LineKind.ALTERNATIVE and line.section in above:
            difference = _amount(columns.sums[at] - above[line.section])
        totals.append(
            LineTotals(
                line.kind,
                line.section,
                line.price,
                _amount(columns.full[at]),
                _amount(columns.discounts[at]),
                _amount(columns.sums[at]),
                _amount(columns.shares[at]),
                _amount(gross - vat),
                None if terms.vat_mode is VatMode.NONE else line.vat,
                _amount(vat),
                _amount(gross),
                difference,
            )
        )
    return tuple(totals)


def _gathered(lines: tuple[LineTotals, ...], numbers: Sequence[Exact], terms: OfferTerms) -> OfferTotals:
    regular = [line for line in lines if line.kind is LineKind.REGULAR]
    subtotal, discount = _total(regular, "sum"), _total(regular, "offer_discount")
    net, vat, total = _total(regular, "net"), _total(regular, "vat"), _total(regular, "gross")
    if total >= LIMIT:
        raise UserError(_("The total is too large."), field="lines")
    priced = net if terms.vat_mode is VatMode.ON_TOP else total
    cost = _cost(numbers)
    return OfferTotals(
        currency=terms.currency,
        vat_mode=terms.vat_mode,
        lines=lines,
        sections=_sections(lines),
        list_sum=_total(regular, "list_sum"),
        line_discount=_total(regular, "discount"),
        subtotal=subtotal,
        discount=discount,
        rounding=priced - (subtotal - discount),
        net=net,
        vat=vat,
        vat_by_rate=_by_rate(regular),
        total=total,
        options=_total([line for line in lines if line.kind is LineKind.OPTION], "gross"),
        cost=cost,
        margin=None if cost is None else net - cost,
        margin_percent=_margin_percent(net, cost),
    )


def _sections(lines: Sequence[LineTotals]) -> tuple[SectionTotals, ...]:
    own: dict[str, list[LineTotals]] = {}
    for line in lines:
        group = own.setdefault(line.section, [])
        if line.kind is LineKind.REGULAR:
            group.append(line)
    fields = ("list_sum", "discount", "sum", "vat", "gross")
    return tuple(SectionTotals(name, *(_total(group, field) for field in fields)) for name, group in own.items())


def _by_rate(regular: Sequence[LineTotals]) -> tuple[VatTotals, ...]:
    own: dict[Decimal | None, list[LineTotals]] = {}
    for line in regular:
        own.setdefault(line.vat_percent, []).append(line)
    rates = sorted(own, key=lambda percent: Decimal(-1) if percent is None else percent, reverse=True)
    return tuple(VatTotals(rate, *(_total(own[rate], field) for field in ("net", "vat", "gross"))) for rate in rates)


def _cost(numbers: Sequence[Exact]) -> Decimal | None:
    total = 0
    for number in numbers:
        if number.cost is None:
            return None
        total += half_up(number.quantity * number.cost, _PRODUCT)
    return _amount(total) if numbers else None


def _margin_percent(net: Decimal, cost: Decimal | None) -> Decimal | None:
    if cost is None or not net:
        return None
    return EXACT.divide((net - cost) * 100, net).quantize(Decimal("0.1"), context=EXACT)


def _total(lines: Sequence[LineTotals], field: str) -> Decimal:
    return sum(map(attrgetter(field), lines), Decimal("0.00"))


def _amount(kopecks: int) -> Decimal:
    return Decimal(kopecks) * KOPECK  # exact: fewer digits than any context rounds to
