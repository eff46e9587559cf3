"""A postal address as one line: its parts in their order, and a typed line as parts again.

At home and in the countries around, the largest comes first, as Russian Post writes it; an address abroad in Latin
letters begins with the street and ends with the country, as the Universal Postal Union advises (UPU S42).

A typed line is divided only where the way back gives the very same line; otherwise all of it stands in the street, so
that what a person typed is what is shown.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

ORDER = ("postcode", "country", "region", "city", "street", "extended", "po_box")
_ABROAD = r"\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d|\d{4} [A-Z]{2}"
_POSTCODE = re.compile(rf"\d{{6}}|{_ABROAD}")
_BEFORE = r"(?:(?P<region>[A-Za-z][A-Za-z .'-]*) )?"
_TAIL = re.compile(rf"{_BEFORE}(?P<postcode>{_ABROAD})")  # "IL 60601", "EH2 2ER"
_NAMED_TAIL = re.compile(  # with a country after it, whatever has figures: "1010", "110 15", "110001"
    rf"{_BEFORE}(?P<postcode>{_ABROAD}|(?=\S*\d)[A-Z\d-]{{2,8}}(?: (?=\S*\d)[A-Z\d-]{{2,6}})?)"
)
_STATE = re.compile(r"[A-Z]{2,3}")
_AROUND = (
    r"россия|рф|российская федерация|беларусь|казахстан|киргизия|кыргызстан|армения|узбекистан|russia|russian federation|"
    r"belarus|kazakhstan|kyrgyzstan|armenia|uzbekistan"
)
_AT_HOME = re.compile(_AROUND, re.IGNORECASE)
_COUNTRY = re.compile(
    rf"{_AROUND}|germany|германия|china|китай|turkey|türkiye|турция|usa|united states|united kingdom|uk|canada|ireland|"
    r"france|italy|spain|portugal|netherlands|belgium|switzerland|austria|poland|czechia|finland|sweden|norway|denmark|"
    r"serbia|india|japan|south korea|israel|united arab emirates|australia|new zealand|brazil|mexico|south africa",
    re.IGNORECASE,
)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
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
    if not _is_abroad(parts):
        return ", ".join(part for name in ORDER if (part := getattr(parts, name)))
    tail = " ".join(part for part in (parts.region, parts.postcode) if part)
    pieces = (parts.street, parts.extended, parts.po_box, parts.city, tail, parts.country)
    return ", ".join(piece for piece in pieces if piece)


def read_line(text: str, cities: Collection[str] = (), before: AddressParts | None = None) -> AddressParts:
    """The parts a typed line means; `cities` are those known by name, `before` is what the address was."""
    line = " ".join(text.split())
    pieces = [piece.strip() for piece in line.split(",")]
    known = {city.casefold() for city in cities} | ({before.city.casefold()} if before and before.city else set())
    abroad = _divided_abroad(pieces, before or AddressParts())
    if _is_abroad(abroad) and one_line(abroad) == line:
        return abroad
    made = AddressParts(**_divided(pieces, known, {before.region.casefold()} if before and before.region else set()))
    return made if one_line(made) == line else AddressParts(street=line)


def _is_abroad(parts: AddressParts) -> bool:
    """Whether an address is written the other way round: something in it says so, and nothing speaks against it."""
    if any(_CYRILLIC.search(getattr(parts, name)) for name in ORDER):
        return False
    if parts.country:
        return not _AT_HOME.fullmatch(parts.country)
    return bool(_TAIL.fullmatch(parts.postcode))


def _divided_abroad(pieces: list[str], before: AddressParts) -> AddressParts:
    """Pieces from the end: the country, region and postcode, the city; then as at home."""
    found: dict[str, str] = {}
    left = list(pieces)
    if len(left) > 1 and (_COUNTRY.fullmatch(left[-1]) or left[-1].casefold() == before.country.casefold()):
        found["country"] = left.pop()
    tail = (_NAMED_TAIL if found else _TAIL).fullmatch(left[-1]) if len(left) > 1 else None
    if tail is not None:
        found |= {name: value for name, value in tail.groupdict().items() if value}
        left.pop()
    elif found and len(left) > 1 and (_STATE.fullmatch(left[-1]) or left[-1].casefold() == before.region.casefold()):
        found["region"] = left.pop()
    if len(left) > 1 and found:
        found["city"] = left.pop()
    return AddressParts(**(found | _house(left)))


def _house(left: list[str]) -> dict[str, str]:
    """The street, what is within the house, and a box."""
    found: dict[str, str] = {}
    tail: list[str] = []
    if len(left) > 1 and _PO_BOX.fullmatch(left[-1]):
        found["po_box"] = left.pop()
    while len(left) > 1 and _EXTENDED.fullmatch(left[-1]):
        tail.insert(0, left.pop())
    return found | {"extended": ", ".join(tail), "street": ", ".join(left)}


def _divided(pieces: list[str], cities: Collection[str], regions: Collection[str]) -> Mapping[str, str]:
    """Pieces from both ends as long as they say what they are; what is left in the middle is the street."""
    found: dict[str, str] = {}
    left = list(pieces)
    for name in ("postcode", "country", "region", "city"):
        if len(left) > 1 and _is(name, left[0], cities, regions):
            found[name] = left.pop(0)
    house = _house(left)
    if "city" not in found and not house["extended"] and _is("city", house["street"], cities, regions):
        return found | house | {"city": house["street"], "street": ""}
    return found | house


def _is(name: str, piece: str, cities: Collection[str], regions: Collection[str]) -> bool:
    if name == "city":
        return piece.casefold() in cities or bool(_CITY.fullmatch(piece))
    if name == "region" and piece.casefold() in regions:
        return True
    pattern = {"postcode": _POSTCODE, "country": _COUNTRY, "region": _REGION}[name]
    return bool(pattern.fullmatch(piece))
