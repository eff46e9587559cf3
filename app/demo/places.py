"""Cities with their zones, codes and streets, drawn by weight."""

from dataclasses import dataclass
from functools import cache
from random import Random

from app.demo.lists import rows, weighted, words
from app.demo.records import DemoAddress, DemoLanguage


@dataclass(frozen=True, slots=True)
class City:
    """A city as the generator needs it."""

    name: str
    region: str
    country: str
    code: str  # region of the tax office in Russia, "US" or "GB" abroad
    phone: str
    postcode: str
    zone: str


@cache
def cities(lang: DemoLanguage) -> tuple[City, ...]:
    """Every city as often as it weighs."""
    return weighted([(int(row[7]), City(*row[:7])) for row in rows(lang, "cities")])


@cache
def city_named(lang: DemoLanguage, name: str) -> City:
    """A city of either language by its name."""
    other: DemoLanguage = "en" if lang == "ru" else "ru"
    return next(city for city in (*cities(lang), *cities(other)) if city.name == name)


def address_in(city: City, lang: DemoLanguage, chance: Random, kind: str = "work") -> DemoAddress:
    """A made-up address in a city."""
    streets = words(lang, "streets")
    street = streets[int(chance.random() * len(streets))]
    number = int(chance.random() * 1200)
    house, flat = divmod(number, 9)
    if lang == "ru":
        shown = f"{street}, {house + 1}" + (f", оф. {100 + number}" if flat < 3 else "")  # noqa: PLR2004 - a third
        postcode = f"{city.postcode}{number % 1000:03d}"
    else:
        shown = f"{house + 1} {street}" + (f", Suite {100 + number}" if flat < 3 else "")  # noqa: PLR2004
        postcode = city.postcode
    return DemoAddress(kind, shown, city.name, city.region, postcode, city.country, primary=kind == "work")
