"""Numbers of an offer as people and spreadsheets write them: «1 234,50 ₽», "1,234.50", «5 %», «без НДС».

A lone comma or point before exactly three digits is read by the habit of the language: "1,234" is a thousand in English
and one and a bit in Russian. Nothing is guessed beyond that: what cannot be read is refused.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from models.errors import UserError
from models.rules.offer_lines import Discount, DiscountKind
from resources.i18n import Language, _

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
_MONEY_WORDS = re.compile(r"(?:₽|руб(?:лей|ля|ль|\.)?|р\.|rub|rur|usd|eur|cny|kzt|byn|\$|€|¥|₸|br)\.?", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+")
_WHOLE_AND_PART = re.compile(r"([0-9 ]*)([.,]?)([0-9]*)")
_NOTHING = frozenset({"", "-", "–", "—", "−"})
_NO_VAT = frozenset(
    [
        "без ндс",
        "ндс не облагается",
        "не облагается",
        "нет",
        "no vat",
        "without vat",
        "vat exempt",
        "exempt",
        "none",
        "no",
        "n/a",
    ]
)
_GROUP = 3


@dataclass(frozen=True, slots=True)
class TypedRate:
    """A VAT rate as typed: `percent` None is "without VAT" where `said`, else the usual rate."""

    percent: Decimal | None
    said: bool


def read_number(text: str, lang: Language) -> Decimal:
    """A number with its thousands apart or not, a currency before or after it or none.

    Raises:
        UserError: it is no number.
    """
    plain = _SPACES.sub(" ", _MONEY_WORDS.sub(" ", text)).strip()
    negative = plain[:1] in {"-", "−"}
    figures = _point(plain[1:].lstrip() if negative or plain[:1] == "+" else plain, lang)
    match = _WHOLE_AND_PART.fullmatch(figures)
    whole, _mark, part = match.groups() if match else ("", "", "")
    whole = whole.strip()
    if not match or (whole and not _GROUPED.fullmatch(whole)) or not (whole or part):
        raise UserError(_("“{text}” is not a number.").format(text=text.strip()))
    value = Decimal(f"{whole.replace(' ', '') or '0'}.{part or '0'}") if part else Decimal(whole.replace(" ", ""))
    return -value if negative else value


def read_discount(text: str, lang: Language, *, percent: bool = False) -> Discount | None:
    """A discount: a part where a per cent sign stands (or is meant by the column), else a sum; a minus changes nothing.

    Raises:
        UserError: it is no number, or more than everything.
    """
    plain = text.strip()
    if plain in _NOTHING:
        return None
    part = percent or "%" in plain
    value = abs(read_number(plain.replace("%", " "), lang))
    return Discount(DiscountKind.PERCENT if part else DiscountKind.SUM, value) if value else None


def read_rate(text: str, lang: Language) -> TypedRate:
    """A VAT rate: «22», «22 %», «НДС 22%», 0.22 as a spreadsheet keeps it, or «без НДС»; empty is the usual one.

    Raises:
        UserError: it is no rate.
    """
    plain = " ".join(text.casefold().replace("\u00a0", " ").split())
    if not plain:
        return TypedRate(None, said=False)
    if plain in _NO_VAT or plain in _NOTHING:
        return TypedRate(None, said=True)
    figures = re.sub(r"^(?:ндс|vat)\s*|%", " ", plain)
    value = read_number(figures, lang)
    if "%" not in plain and 0 < value < 1:
        value = (value * 100).normalize()
    if not 0 <= value < 100:  # noqa: PLR2004 - per cent
        raise UserError(_("“{text}” is not a VAT rate.").format(text=text.strip()), field="vat_rate")
    return TypedRate(value, said=True)


def _point(figures: str, lang: Language) -> str:
    """The figures with spaces between thousands and at most one mark, the decimal one."""
    commas, points = figures.count(","), figures.count(".")
    if commas and points:
        groups, decimal = (",", ".") if figures.rfind(".") > figures.rfind(",") else (".", ",")
        return figures if figures.count(decimal) > 1 else figures.replace(groups, " ")
    mark = "," if commas else "."
    if commas + points > 1:
        return figures.replace(mark, " ")
    whole, _mark, part = figures.partition(mark)
    thousands = commas and lang == "en" and len(part) == _GROUP and 0 < len(whole) <= _GROUP and whole != "0"
    return figures.replace(",", " ") if thousands else figures
