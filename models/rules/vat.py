"""VAT: the rates as dated data and the two formulas, so that an offer is right on its own date.

Sources: product.md §3.6 (22 % from 2026-01-01, 20 % before); Tax Code of Russia, article 164: paragraph 3 as amended by
Federal law 303-ФЗ of 03.08.2018 (20 %) and 425-ФЗ of 28.11.2025 (22 %), paragraphs 1 and 2 (0 % and 10 %), paragraph 8
added by 176-ФЗ of 12.07.2024 (5 % and 7 % under the simplified tax system, from 2025-01-01).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from models.errors import UserError
from models.rules.money import EXACT, KOPECK, quantize
from resources.i18n import N_, _

_HUNDRED = Decimal(100)


class VatMode(StrEnum):
    """How an offer's prices stand to VAT: inside them, added to them, or no VAT at all."""

    INCLUDED = "included"
    ON_TOP = "on_top"
    NONE = "none"


class RateKind(StrEnum):
    """Which rule of the Tax Code a rate comes from."""

    GENERAL = "general"
    REDUCED = "reduced"
    ZERO = "zero"
    SIMPLIFIED = "simplified"


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A VAT rate and the days it is in force, both ends included; `until` is None while it lasts."""

    percent: Decimal
    kind: RateKind
    since: date
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the rate may be used on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


# The chapter of the Tax Code on VAT (21) has been in force since 2001.
RUSSIAN_RATES: tuple[DatedRate, ...] = (
    DatedRate(Decimal(22), RateKind.GENERAL, date(2026, 1, 1)),
    DatedRate(Decimal(20), RateKind.GENERAL, date(2019, 1, 1), date(2025, 12, 31)),
    DatedRate(Decimal(10), RateKind.REDUCED, date(2001, 1, 1)),
    DatedRate(Decimal(7), RateKind.SIMPLIFIED, date(2025, 1, 1)),
    DatedRate(Decimal(5), RateKind.SIMPLIFIED, date(2025, 1, 1)),
    DatedRate(Decimal(0), RateKind.ZERO, date(2001, 1, 1)),
)

# Reasons offered beside “without VAT”; a person may write another.
NO_VAT_REASONS: tuple[str, ...] = (
    N_("the simplified tax system is applied (chapter 26.2 of the Tax Code of Russia)"),
    N_("exempt from the duties of a VAT payer (article 145 of the Tax Code of Russia)"),
    N_("the operation is not taxed (article 149 of the Tax Code of Russia)"),
    N_("the patent tax system is applied (chapter 26.5 of the Tax Code of Russia)"),
    N_("the professional income tax is paid (Federal law 422-FZ)"),
)


@dataclass(frozen=True, slots=True)
class VatTerms:
    """What an offer says of VAT; `reason` is printed where there is none and is refused elsewhere."""

    mode: VatMode
    reason: str = ""

    def __post_init__(self) -> None:
        if self.reason and self.mode is not VatMode.NONE:
            raise UserError(_("A reason is given only for an offer without VAT."), field="vat_reason")


def rates_on(day: date, rates: tuple[DatedRate, ...] = RUSSIAN_RATES) -> tuple[DatedRate, ...]:
    """The rates a line may carry on that day, the highest first; “without VAT” always stands beside them."""
    return tuple(sorted((rate for rate in rates if rate.in_force(day)), key=lambda rate: -rate.percent))


def general_rate(day: date, rates: tuple[DatedRate, ...] = RUSSIAN_RATES) -> Decimal:
    """The rate a new line starts with on that day."""
    for rate in rates:
        if rate.kind is RateKind.GENERAL and rate.in_force(day):
            return rate.percent
    raise UserError(_("No general VAT rate is known for {day}.").format(day=day.isoformat()), field="vat")


def is_rate_on(percent: Decimal, day: date, rates: tuple[DatedRate, ...] = RUSSIAN_RATES) -> bool:
    """Whether a rate is in force that day: an offer copied into a new year asks before it is sent."""
    return any(rate.percent == percent for rate in rates_on(day, rates))


def vat_included(gross: Decimal, percent: Decimal, step: Decimal = KOPECK) -> Decimal:
    """The VAT inside an amount that already holds it: amount · rate / (100 + rate), rounded to `step`."""
    return quantize(exact_vat_included(gross, percent), step)


def vat_on_top(net: Decimal, percent: Decimal, step: Decimal = KOPECK) -> Decimal:
    """The VAT to add to an amount without it: amount · rate / 100, rounded to `step`."""
    return quantize(exact_vat_on_top(net, percent), step)


def exact_vat_included(gross: Decimal, percent: Decimal) -> Decimal:
    """The VAT inside an amount before any rounding."""
    with localcontext(EXACT):
        return gross * percent / (_HUNDRED + percent)


def exact_vat_on_top(net: Decimal, percent: Decimal) -> Decimal:
    """The VAT to add before any rounding."""
    with localcontext(EXACT):
        return net * percent / _HUNDRED
