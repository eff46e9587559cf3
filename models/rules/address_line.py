"""A postal address as one line: its parts in their order, and a typed line as parts again.

A typed line is divided only where the way back gives the very same line; otherwise all of it stands in the street, so
that what a person typed is what is shown.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

ORDER = ("postcode", "country", "region", "city", "street", "extended", "po_box")
_POSTCODE = re.compile(r"\d{5,6}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
_COUNTRY = re.compile(
    r"россия|рф|российская федерация|беларусь|казахстан|киргизия|кыргызстан|армения|узбекистан|russia|russian federation|"
    r"belarus|kazakhstan|germany|германия|china|китай|turkey|türkiye|турция|usa|united states|united kingdom",
    re.IGNORECASE,
)
_REGION = re.compile(
    r".+ (?:обл\.?|область|край|округ|ао|респ\.?|республика|oblast|krai|region)|(?:респ\.?|республика|republic of) .+",
    re.IGNORECASE,
)
_CITY = re.compile(r"(?:г\.? ?|город |пос\.? |пгт\.? |с\. |дер\. |д\. (?=\D))\D.*", re.IGNORECASE)
_EXTENDED = re.compile(
    r"(?:корп|корпус|стр|строение|лит|литера|подъезд|под|эт|этаж|оф|офис|кв|квартира|комн|комната|пом|помещение|каб|склад|"
    r"bldg|building|block|floor|fl|apt|apartment|office|room|suite|ste|unit)\b.*|.+\b(?:этаж|floor)",
    re.IGNORECASE,
)
_PO_BOX = re.compile(r"(?:а/я|абонентский ящик|p\.? ?o\.? box)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressParts:
    """The parts of an address, named as the noun names them."""

    postcode: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    street: str = ""
    extended: str = ""
    po_box: str = ""


def one_line(parts: AddressParts) -> str:
    """The address in one line."""
    return ", ".join(part for name in ORDER if (part := getattr(parts, name)))


def read_line(text: str, cities: Collection[str] = (), before: AddressParts | None = None) -> AddressParts:
    """The parts a typed line means; `cities` are those known by name, `before` is what the address was."""
    line = " ".join(text.split())
    pieces = [piece.strip() for piece in line.split(",")]
    known = {city.casefold() for city in cities} | ({before.city.casefold()} if before and before.city else set())
    found = _divided(pieces, known, {before.region.casefold()} if before and before.region else set())
    made = AddressParts(**found)
    return made if one_line(made) == line else AddressParts(street=line)


def _divided(pieces: list[str], cities: Collection[str], regions: Collection[str]) -> Mapping[str, str]:
    """Pieces from both ends as long as they say what they are; what is left in the middle is the street."""
    found: dict[str, str] = {}
    left = list(pieces)
    for name in ("postcode", "country", "region", "city"):
        if len(left) > 1 and _is(name, left[0], cities, regions):
            found[name] = left.pop(0)
    tail: list[str] = []
    if len(left) > 1 and _PO_BOX.fullmatch(left[-1]):
        found["po_box"] = left.pop()
    while len(left) > 1 and _EXTENDED.fullmatch(left[-1]):
        tail.insert(0, left.pop())
    found["extended"] = ", ".join(tail)
    if len(left) == 1 and _is("city", left[0], cities, regions) and "city" not in found and not tail:
        found["city"] = left.pop()
    found["street"] = ", ".join(left)
    return found


def _is(name: str, piece: str, cities: Collection[str], regions: Collection[str]) -> bool:
    if name == "city":
        return piece.casefold() in cities or bool(_CITY.fullmatch(piece))
    if name == "region" and piece.casefold() in regions:
        return True
    pattern = {"postcode": _POSTCODE, "country": _COUNTRY, "region": _REGION}[name]
    return bool(pattern.fullmatch(piece))
