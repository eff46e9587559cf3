"""What an offer's arithmetic is given: its lines, discounts and terms, refused at the door where they make no sense."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NoReturn

from models.errors import UserError
from models.rules.currencies import currency_of
from models.rules.money import EXACT, KOPECK
from models.rules.vat import VatMode
from resources.i18n import _

QUANTITY_DECIMALS = 6
PRICE_DECIMALS = 4
PERCENT_DECIMALS = 4
RATE_DECIMALS = 2
SUM_DECIMALS = 2
QUANTITY_LIMIT = Decimal(10) ** 9
PRICE_LIMIT = Decimal(10) ** 13

_HUNDRED = Decimal(100)


class LineKind(StrEnum):
    """Whether a line counts in the total: options and alternatives are listed apart."""

    REGULAR = "regular"
    OPTION = "option"
    ALTERNATIVE = "alternative"


class Rounding(StrEnum):
    """Where kopecks are rounded: each line for itself, or the offer's sums once, the lines adapting to them."""

    PER_LINE = "per_line"
    ON_TOTAL = "on_total"


class DiscountKind(StrEnum):
    """A part of the sum, or so much money."""

    PERCENT = "percent"
    SUM = "sum"


ROUND_TO: tuple[Decimal, ...] = (KOPECK, Decimal(1), Decimal(10), Decimal(100))


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount of a line or of the whole offer, never negative and never more than everything."""

    kind: DiscountKind
    value: Decimal

    def __post_init__(self) -> None:
        if not self.value.is_finite() or self.value < 0:
            raise UserError(_("A discount cannot be negative."), field="discount")
        if self.kind is DiscountKind.PERCENT and self.value > _HUNDRED:
            raise UserError(_("A discount cannot be more than 100 %."), field="discount")
        discount_whole(self)


@dataclass(frozen=True, slots=True)
class LineInput:
    """An offer line as typed: `vat` in percent, None for a line without VAT; `cost` is what one unit costs us.

    `section` is the key or title of the section it stands in, "" outside of any.
    """

    quantity: Decimal
    price: Decimal
    discount: Discount | None = None
    vat: Decimal | None = None
    section: str = ""
    kind: LineKind = LineKind.REGULAR
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What holds for the whole offer; `round_to` (0.01, 1, 10, 100) rounds the total once more."""

    currency: str = "RUB"
    vat_mode: VatMode = VatMode.INCLUDED
    rounding: Rounding = Rounding.PER_LINE
    discount: Discount | None = None
    round_to: Decimal = field(default=KOPECK)

    def __post_init__(self) -> None:
        currency_of(self.currency)
        if self.round_to not in ROUND_TO:
            raise UserError(_("A total is rounded to 0.01, 1, 10 or 100."), field="round_to")


@dataclass(frozen=True, slots=True)
class Exact:
    """A line in whole numbers: quantity in millionths, price and cost in hundredths of a kopeck, VAT in basis points."""

    quantity: int
    price: int
    vat: int
    cost: int | None


def exact(line: LineInput, at: int) -> Exact:
    """The line in whole numbers, or a sentence naming its field as `lines.<index>.<field>`."""
    quantity = _whole(line.quantity, QUANTITY_DECIMALS, QUANTITY_LIMIT)
    price = _whole(line.price, PRICE_DECIMALS, PRICE_LIMIT)
    vat = 0 if line.vat is None else _whole(line.vat, RATE_DECIMALS, _HUNDRED)
    cost = None if line.cost is None else _whole(line.cost, PRICE_DECIMALS, PRICE_LIMIT)
    if quantity is None or price is None or vat is None or (cost is None and line.cost is not None):
        _refuse(line, at)
    return Exact(quantity, price, vat, cost)


def discount_whole(discount: Discount) -> int:
    """A discount in whole numbers: kopecks, or millionths of the sum."""
    decimals = PERCENT_DECIMALS if discount.kind is DiscountKind.PERCENT else SUM_DECIMALS
    whole = _whole(discount.value, decimals, PRICE_LIMIT)
    if whole is None:
        raise UserError(_why_not(discount.value, decimals, PRICE_LIMIT), field="discount")
    return whole


@lru_cache(maxsize=8192)  # an editor asks again for all lines at each keystroke, and one of them has changed
def _whole(value: Decimal, decimals: int, limit: Decimal) -> int | None:
    """The value times ten to the power of `decimals`; None where it is refused, for nothing is cut off."""
    if not value.is_finite() or not 0 <= value < limit:
        return None
    whole = int(value.scaleb(decimals, EXACT))
    return whole if EXACT.scaleb(Decimal(whole), -decimals) == value else None


def _refuse(line: LineInput, at: int) -> NoReturn:
    """Say what is wrong with the first field that is."""
    for name, value, decimals, limit in (
        ("quantity", line.quantity, QUANTITY_DECIMALS, QUANTITY_LIMIT),
        ("price", line.price, PRICE_DECIMALS, PRICE_LIMIT),
        ("vat", line.vat, RATE_DECIMALS, _HUNDRED),
        ("cost", line.cost, PRICE_DECIMALS, PRICE_LIMIT),
    ):
        if value is not None and _whole(value, decimals, limit) is None:
            raise UserError(_why_not(value, decimals, limit), field=f"lines.{at}.{name}")
    raise AssertionError("a refused line has a refused field")


def _why_not(value: Decimal, decimals: int, limit: Decimal) -> str:
    if not value.is_finite() or value < 0:
        return _("A number here cannot be negative.")
    if value >= limit:
        return _("This number is too large.")
    return _("At most {decimals} digits may follow the decimal point here.").format(decimals=decimals)
