"""Numbers of offers and bills: a pattern of the seller's own, without holes or doubles, also between laptops.

A pattern is plain text with places: {n} the counter, once and always; {n:04} the same padded with zeros; {year}, {yy},
{month}; {seller} the seller's short code. The counter runs per seller, anew each year where the pattern names the year,
else for ever, since the same text would come twice.

No holes: the smallest free counter is given. Free is what no living draft holds and no paper that left the house ever
held; the caller counts both as taken. Between laptops every device draws from ranges reserved for it alone, so doubles are
impossible and holes last only until the device that owns them fills them.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.errors import UserError
from resources.i18n import _

DEFAULT_PATTERN = "КП-{year}-{n}"
RANGE_SIZE = 50
PATTERN_LIMIT = 60
WIDTH_LIMIT = 9

_PLACE = re.compile(r"\{([^{}]*)\}")
_COUNTER = re.compile(r"n(?::0([1-9]))?")
_KNOWN = ("year", "yy", "month", "seller")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A checked pattern: literal texts and places by turns, the zero-padded width of the counter."""

    text: str
    literals: tuple[str, ...]
    places: tuple[str, ...]
    width: int

    @property
    def yearly(self) -> bool:
        """Whether the counter starts anew each year."""
        return "year" in self.places or "yy" in self.places


@dataclass(frozen=True, slots=True)
class NumberScope:
    """Where one counter runs: a seller, and a year where the pattern names it."""

    seller: str
    year: int | None


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Counters reserved for one device, both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"no range of counters: {self.first}–{self.last}")

    def __contains__(self, counter: int) -> bool:
        return self.first <= counter <= self.last

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number just given: the counter to keep and the text to print."""

    counter: int
    text: str


@lru_cache(maxsize=256)
def parse_pattern(text: str) -> Pattern:
    """Check a pattern as typed; a `UserError` beside `pattern` says what is wrong with it."""
    if not text.strip() or len(text) > PATTERN_LIMIT or not text.isprintable():
        raise _refused(_("A number pattern is one line of up to {limit} characters.").format(limit=PATTERN_LIMIT))
    pieces = _PLACE.split(text)
    literals, found = tuple(pieces[::2]), pieces[1::2]
    if any("{" in literal or "}" in literal for literal in literals):
        raise _refused(_("A brace in the number pattern has no partner."))
    counters = [match for match in map(_COUNTER.fullmatch, found) if match]
    if len(counters) != 1:
        sentence = _("A number pattern holds the counter exactly once: {plain} or {padded}.")
        raise _refused(sentence.format(plain="{n}", padded="{n:04}"))
    places = tuple("n" if _COUNTER.fullmatch(name) else name for name in found)
    for name in places:
        if name != "n" and name not in _KNOWN:
            raise _refused(_("The number pattern does not know “{name}”.").format(name="{" + name + "}"))
    if "month" in places and "year" not in places and "yy" not in places:
        raise _refused(_("A number pattern with the month needs the year too."))
    return Pattern(text, literals, places, int(counters[0].group(1) or 0))


def format_number(pattern: str, counter: int, day: date, seller: str = "") -> str:
    """The number as printed."""
    parsed = parse_pattern(pattern)
    if "seller" in parsed.places and not seller.strip():
        raise UserError(_("The number pattern names the seller, who has no short code yet."), field="seller")
    values = {
        "n": str(counter).zfill(parsed.width),
        "year": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "month": f"{day.month:02}",
        "seller": seller.strip(),
    }
    said = [parsed.literals[0]]
    for place, literal in zip(parsed.places, parsed.literals[1:], strict=True):
        said += (values[place], literal)
    return "".join(said)


def read_counter(pattern: str, number: str, day: date, seller: str = "") -> int | None:
    """The counter inside a printed number of that day's year; None where the number follows another pattern or year."""
    parsed = parse_pattern(pattern)
    expected = {
        "n": r"(?P<n>[0-9]+)",
        "year": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "month": "[0-9]{2}",
        "seller": re.escape(seller.strip()),
    }
    said = re.escape(parsed.literals[0])
    for place, literal in zip(parsed.places, parsed.literals[1:], strict=True):
        said += expected[place] + re.escape(literal)
    match = re.fullmatch(said, number.strip())
    counter = int(match["n"]) if match else 0
    return counter or None


def scope_of(pattern: str, day: date, seller: str) -> NumberScope:
    """Which counter a paper of that day and seller draws from."""
    return NumberScope(seller, day.year if parse_pattern(pattern).yearly else None)


def next_number(
    pattern: str, taken: Collection[int], day: date, *, seller: str = "", ranges: Sequence[NumberRange] | None = None
) -> GivenNumber:
    """Give the next number of a scope: `taken` are the scope's counters in use; `ranges` is None while nobody else counts."""
    counter = next_counter(taken, ranges)
    return GivenNumber(counter, format_number(pattern, counter, day, seller))


def next_counter(taken: Collection[int], ranges: Sequence[NumberRange] | None = None) -> int:
    """The smallest free counter, inside this device's ranges where there are any."""
    used = taken if isinstance(taken, set | frozenset) else frozenset(taken)
    if ranges is None:
        # A gap lies at most one past as many counters as are used.
        return next(counter for counter in range(1, len(used) + 2) if counter not in used)
    for own in sorted(ranges, key=lambda one: one.first):
        for counter in range(own.first, own.last + 1):
            if counter not in used:
                return counter
    raise UserError(_("The numbers reserved for this computer are used up. Connect to the office to get more."))


def numbers_left(taken: Iterable[int], ranges: Iterable[NumberRange]) -> int:
    """How many counters the device still has: sync asks for more before they run out."""
    used = set(taken)
    return sum(1 for own in ranges for counter in range(own.first, own.last + 1) if counter not in used)


def reserve_range(reserved: Iterable[NumberRange], taken: Iterable[int], size: int = RANGE_SIZE) -> NumberRange:
    """The next range to hand to a device: after every counter reserved or taken so far."""
    if size < 1:
        raise ValueError("a range holds at least one counter")
    last = max((*(one.last for one in reserved), *taken), default=0)
    return NumberRange(last + 1, last + size)


def _refused(sentence: str) -> UserError:
    return UserError(sentence, field="pattern")
