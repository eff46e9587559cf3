"""Reading JSON from the other side: every type and size is checked, and a refusal names the place.

Keys nobody here knows are left alone: a newer version may say more.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sync.protocol.json_text import loads
from sync.protocol.problems import MalformedError

LARGEST = 2**63 - 1
MOST_TEXT = 4 * 1024 * 1024  # one value: a long note, the properties of another program
ID = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{64})")
_ID_LENGTHS = {32, 64}
_HEX = re.compile(r"[0-9a-f]*")
_UNSOUND = re.compile("[\x00\ud800-\udfff]")
LONGEST_NAME = 63  # what is longer is not even looked at, nor remembered
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
VALUE = "a text, a whole number, true, false or null"  # what a field may say


def parsed(body: bytes) -> Any:
    """The JSON of a body."""
    try:
        return loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise MalformedError(f"The body is no JSON: {type(problem).__name__}.") from None


def object_of(body: bytes) -> "Part":
    """The one object a body consists of."""
    return Part.of(parsed(body), "body")


class Part(NamedTuple):
    """An object within a message, and where it stands."""

    content: Mapping[str, Any]
    above: str
    number: int | None = None

    @classmethod
    def of(cls, value: object, place: str, number: int | None = None) -> "Part":
        """An object, or a refusal."""
        if not isinstance(value, dict):
            raise MalformedError(f"{cls({}, place, number).place}: an object was expected.")
        return cls(value, place, number)

    @property
    def place(self) -> str:
        """Where it stands, for a sentence; hardly ever asked for."""
        return self.above if self.number is None else f"{self.above}[{self.number}]"

    def text(self, key: str, most: int = 200, default: str | None = None) -> str:
        """A text of at most so many characters."""
        value = self.content.get(key, default)
        if not isinstance(value, str) or len(value) > most or not sound(value):
            raise self.refused(key, f"a text of at most {most} characters")
        return value

    def whole(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number of at most 63 bits."""
        value = self.content.get(key, default)
        if not is_whole(value, least):
            raise self.refused(key, f"a whole number from {least}")
        assert isinstance(value, int)
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where nothing is said."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.refused(key, "true or false")
        return value

    def identity(self, key: str) -> str:
        """The id of a record or of a member of a set."""
        value = self.content.get(key)
        if not is_identity(value):
            raise self.refused(key, "an id")
        assert isinstance(value, str)
        return value

    def name(self, key: str) -> str:
        """The name of a kind."""
        value = self.content.get(key)
        if not isinstance(value, str) or len(value) > LONGEST_NAME or not _is_name(value):
            raise self.refused(key, "a name")
        return value

    def array(self, key: str, most: int) -> list[Any]:
        """A list of at most so many; empty where nothing is said."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or len(value) > most:
            raise self.refused(key, f"a list of at most {most}")
        return value

    def parts(self, key: str, most: int) -> Iterator["Part"]:
        """A list of objects."""
        above = f"{self.place}.{key}"
        for number, value in enumerate(self.array(key, most)):
            yield Part.of(value, above, number)

    def named(self, key: str, most: int) -> dict[str, Any]:
        """What an object says of each field, the names checked; empty where nothing is said."""
        value = self.content.get(key, {})
        if not isinstance(value, dict) or len(value) > most:
            raise self.refused(key, f"an object of at most {most} names")
        if value and (max(map(len, value)) > LONGEST_NAME or not _are_names(tuple(value))):
            raise self.refused(key, "names of fields")
        return value

    def refused(self, key: str, expected: str) -> MalformedError:
        """The refusal of what stands under a key; never with the content itself."""
        return MalformedError(f"{self.place}.{key}: {expected} was expected.")


def is_value(value: object) -> bool:
    """Whether a field may say this. Fractions are none: decimals travel as scaled integers."""
    kind = type(value)
    if kind is str:
        return len(value) <= MOST_TEXT  # type: ignore[arg-type]
    return value is None or kind is bool or (kind is int and -LARGEST - 1 <= value <= LARGEST)  # type: ignore[operator]


def are_values(values: list[Any]) -> bool:
    """The same of a whole column at once."""
    said = [value for value in values if value is not None]
    kinds = set(map(type, said))
    if kinds == {str}:
        return bool(max(map(len, said)) <= MOST_TEXT)
    if kinds == {int}:
        return bool(min(said) >= -LARGEST - 1 and max(said) <= LARGEST)
    return all(map(is_value, said))


def is_whole(value: object, least: int = 0) -> bool:
    """Whether it is a whole number the other side can keep."""
    return type(value) is int and least <= value <= LARGEST


def is_identity(value: object) -> bool:
    """Whether it is an id: 16 or 32 bytes in lower-case hex."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def are_identities(values: list[Any]) -> bool:
    """The same of a whole column at once."""
    if not (set(map(type, values)) <= {str} and set(map(len, values)) <= _ID_LENGTHS):
        return False
    return _HEX.fullmatch("".join(values)) is not None


def sound(text: str) -> bool:
    """Whether every store can keep the text: no zero character, no half of a character."""
    return _UNSOUND.search(text) is None


@lru_cache(500)
def _are_names(texts: tuple[str, ...]) -> bool:
    """Records of a kind mostly say the same fields: each such row of names is looked at once."""
    return all(map(_is_name, texts))


@lru_cache(2_000)
def _is_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None
