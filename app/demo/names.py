"""Names of random people in both languages, with the oddities every real base has."""

from dataclasses import dataclass
from functools import cache
from random import Random

from app.demo.dice import dice
from app.demo.lists import rows
from app.demo.population import Folk, number_of
from app.demo.records import DemoLanguage, Gender

LONG_EVERY = 397  # every so many people carry a name of sixty letters and more
NAMESAKE_EVERY = 61  # … the full name of an earlier person
NAMESAKE_BACK = 40  # two whole blocks of the population: a namesake speaks the same language
_LATIN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхъыьэ", "abvgdeeziyklmnoprstufh_y_e", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
    | dict(zip("áéíóúñüøłëèâ", "aeiounuoleea", strict=True))
)


@dataclass(frozen=True, slots=True)
class Name:
    """A full name in its parts."""

    first: str
    middle: str
    last: str
    gender: Gender


def latin(text: str) -> str:
    """A Russian word in Latin letters, as one types it in a hurry."""
    return text.lower().translate(_LATIN).capitalize()


def slug(text: str) -> str:
    """Latin letters and digits of a word, for addresses on the net."""
    return "".join(filter(_fits, text.lower().translate(_LATIN)))


@cache
def slug_of_word(text: str) -> str:
    """The same, remembered: for words that come again and again."""
    return slug(text)


def initials(name: Name) -> str:
    """The short form of a full name: «Ковалёв Д. С.»."""
    parts = " ".join(f"{part[0]}." for part in (name.first, name.middle) if part)
    return f"{name.last} {parts}".strip()


def namesake_of(number: int) -> int | None:
    """The earlier random person whose full name this one happens to bear."""
    if number % NAMESAKE_EVERY == NAMESAKE_EVERY - 1:
        return number - NAMESAKE_BACK
    return None


def name_of(seed: int, lang: DemoLanguage, other: DemoLanguage, folk: Folk) -> Name:
    """The name of a random person by its place; the same whoever asks."""
    number = number_of(folk)
    earlier = namesake_of(number)
    number = number if earlier is None else earlier
    spoken = lang if folk.main else other
    chance = dice(seed, "name", number)
    return _long_name(spoken, chance) if number % LONG_EVERY == LONG_EVERY - 1 else _plain_name(spoken, chance)


def _plain_name(lang: DemoLanguage, chance: Random) -> Name:
    draw = chance.random
    female = draw() < 0.42  # noqa: PLR2004 - the share of women among buyers of machines, a guess
    firsts = _firsts(lang, "female" if female else "male")
    lasts = _lasts(lang, female=female)
    odd = draw()
    first = firsts[int(draw() * len(firsts))]
    last = lasts[int(draw() * len(lasts))]
    if odd < 0.012:  # noqa: PLR2004 - shares of oddities are chosen here and nowhere else
        pool = _lasts(lang, female=female, name="last_names_odd")
        last = pool[int(odd / 0.012 * len(pool))]
    elif odd < 0.03:  # noqa: PLR2004
        last = f"{last}-{lasts[int(draw() * len(lasts))]}"
    middle = _middle(lang, draw(), draw(), female=female)
    return Name(first, middle, last, "female" if female else "male")


def _middle(lang: DemoLanguage, has: float, which: float, *, female: bool) -> str:
    if has >= (0.86 if lang == "ru" else 0.15):
        return ""
    middles = _lasts(lang, female=female, name="patronymics")
    return middles[int(which * len(middles))]


def _long_name(lang: DemoLanguage, chance: Random) -> Name:
    female = chance.random() < 0.5  # noqa: PLR2004 - even
    firsts = _firsts(lang, "female" if female else "male")
    lasts = _lasts(lang, female=female, name="last_names_long")
    middles = _lasts(lang, female=female, name="patronymics")
    longest = sorted(firsts, key=len)[-8:]
    first = longest[int(chance.random() * len(longest))]
    middle = sorted(middles, key=len)[-1 - int(chance.random() * 4)]
    last = lasts[int(chance.random() * len(lasts))]
    while len(last) + len(first) + len(middle) + 2 < 60:  # noqa: PLR2004 - the length screens are checked at
        last = f"{last}-{_lasts(lang, female=female)[int(chance.random() * 50)]}"
    return Name(first, middle, last, "female" if female else "male")


def _firsts(lang: DemoLanguage, gender: str) -> tuple[str, ...]:
    return _column(lang, f"first_names_{gender}", 0)


def _lasts(lang: DemoLanguage, *, female: bool, name: str = "last_names") -> tuple[str, ...]:
    return _column(lang, name, int(female))


@cache
def _column(lang: str, name: str, column: int) -> tuple[str, ...]:
    return tuple(row[column] for row in rows(lang, name))


def _fits(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
