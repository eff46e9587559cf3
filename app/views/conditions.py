"""Conditions a list is narrowed by, the chips above it, and what one may choose on them: light to import."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Op = Literal[
    "is", "is_not", "contains", "empty", "filled", "at_least", "at_most", "before", "after", "older_than", "within"
]
Value = str | int | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. Several values of "is" mean any of them; "older_than" and "within" count days back from now."""

    field: str
    op: Op = "is"
    value: Value = None


@dataclass(frozen=True, slots=True)
class ConditionField:
    """What a condition may be about: its name, its label, the ways to compare, and whether values can be chosen."""

    name: str
    label: str
    ops: tuple[Op, ...]
    choices: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose: what a condition holds, the word shown, and how many contacts have it."""

    value: str
    label: str
    count: int
