"""What the grammars of both languages share: genders, forms of a noun after a number, thousands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Gender = Literal["m", "f", "n"]

LIMIT = 10**15  # the largest number said in words


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: after one, after two (Russian only differs), after many, and its gender."""

    one: str
    few: str
    many: str
    gender: Gender = "m"


def thousands(number: int) -> Iterator[tuple[int, int]]:
    """Split into groups of three digits, the highest first: (power of a thousand, group), empty groups left out."""
    power = 0
    groups: list[tuple[int, int]] = []
    while number:
        number, group = divmod(number, 1000)
        if group:
            groups.append((power, group))
        power += 1
    return reversed(groups)
