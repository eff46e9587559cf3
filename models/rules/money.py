"""Amounts of money: exact decimals with their currency attached, never a float and never two currencies mixed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Self

from models.errors import UserError
from models.rules.currencies import currency_of
from resources.i18n import _

KOPECK = Decimal("0.01")
# Wide enough for a quantity of six decimals times a price of four, times a rate, with nothing lost before rounding.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)

_GROUPED = re.compile(r"[+-]?(\d+|\d{1,3}( \d{3})+)([.,]\d+)?")
_ANY_SPACE = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


def quantize(amount: Decimal, step: Decimal = KOPECK) -> Decimal:
    """Round to a multiple of `step` (0.01, 1, 10, 100), halves away from zero, as Russian accounting does."""
    with localcontext(EXACT):
        if step <= 1:
            return amount.quantize(step)
        return (amount / step).quantize(Decimal(1)) * step


def parse_amount(text: str, *, field: str | None = None) -> Decimal:
    """Read an amount as people type it: «1 234,50», "1234.5"; anything else is a `UserError` beside `field`."""
    plain = _ANY_SPACE.sub(" ", text).strip()
    if not _GROUPED.fullmatch(plain):
        raise UserError(_("“{text}” is not an amount.").format(text=text.strip()), field=field)
    return Decimal(plain.replace(" ", "").replace(",", "."))


def sum_of(amounts: Iterable["Money"], currency: str) -> "Money":
    """Add amounts of one currency; an empty list is zero of that currency."""
    total = Money.zero(currency)
    for amount in amounts:
        total += amount
    return total


class CurrencyMixError(ValueError):
    """Two currencies met in one sum: our own mistake, never the person's."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency; adding or comparing with another currency raises `CurrencyMixError`."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money takes a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError("Money takes a finite amount")
        currency_of(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in the given currency."""
        return cls(Decimal(0), currency)

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """The amount kept as a whole number of kopecks or cents."""
        return cls(Decimal(minor).scaleb(-currency_of(currency).digits, EXACT), currency)

    def rounded(self, step: Decimal | None = None) -> Self:
        """The amount as printed: to the currency's own digits, or to a coarser `step`."""
        return type(self)(quantize(self.amount, step or currency_of(self.currency).step), self.currency)

    def minor(self) -> int:
        """The rounded amount as a whole number of kopecks or cents."""
        return int(self.rounded().amount.scaleb(currency_of(self.currency).digits, EXACT))

    def __add__(self, other: Self) -> Self:
        self._same_currency(other)
        return type(self)(EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: Self) -> Self:
        self._same_currency(other)
        return type(self)(EXACT.subtract(self.amount, other.amount), self.currency)

    def __neg__(self) -> Self:
        return type(self)(EXACT.minus(self.amount), self.currency)

    def __mul__(self, factor: Decimal | int) -> Self:
        if isinstance(factor, bool) or not isinstance(factor, Decimal | int):
            raise TypeError(f"Money is multiplied by a Decimal or an int, not {type(factor).__name__}")
        return type(self)(EXACT.multiply(self.amount, Decimal(factor)), self.currency)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Self) -> bool:
        self._same_currency(other)
        return self.amount < other.amount

    def __le__(self, other: Self) -> bool:
        self._same_currency(other)
        return self.amount <= other.amount

    def __gt__(self, other: Self) -> bool:
        return other < self

    def __ge__(self, other: Self) -> bool:
        return other <= self

    def _same_currency(self, other: Self) -> None:
        if self.currency != other.currency:
            raise CurrencyMixError(f"{self.currency} and {other.currency} in one sum")
