"""The currencies an offer may be written in: what a person picks from and how many digits each shows."""

from dataclasses import dataclass
from decimal import Decimal

from models.errors import UserError
from resources.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code; `name` is marked for translation, `digits` counts decimals on paper."""

    code: str
    name: str
    symbol: str
    digits: int

    @property
    def step(self) -> Decimal:
        """The smallest amount that can be printed: 0.01 where there are two digits."""
        return Decimal(1).scaleb(-self.digits)


CURRENCIES: dict[str, Currency] = {
    known.code: known
    for known in (
        Currency("RUB", N_("Russian rouble"), "₽", 2),
        Currency("USD", N_("US dollar"), "$", 2),
        Currency("EUR", N_("Euro"), "€", 2),
        Currency("CNY", N_("Chinese yuan"), "¥", 2),
        Currency("KZT", N_("Kazakh tenge"), "₸", 2),
        Currency("BYN", N_("Belarusian rouble"), "Br", 2),
    )
}


def currency_of(code: str) -> Currency:
    """The currency behind a code, or a sentence for the person who typed an unknown one."""
    known = CURRENCIES.get(code.strip().upper())
    if known is None:
        raise UserError(_("The currency “{code}” is not known.").format(code=code), field="currency")
    return known
