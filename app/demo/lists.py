"""The lists of words the generator draws from: small text files, one record a line, fields between bars."""

from functools import cache
from pathlib import Path
from typing import TypeVar

import resources

FOLDER = Path(resources.__file__).parent / "sample_data" / "demo"

Choice = TypeVar("Choice")


@cache
def rows(lang: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The records of a list, each with all its fields, for anyone who needs more than one of them."""
    text = (FOLDER / lang / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(part.strip() for part in line.split("|")) for line in lines)


@cache
def words(lang: str, name: str) -> tuple[str, ...]:
    """The first field of every record of a list."""
    return tuple(row[0] for row in rows(lang, name))


@cache
def pairs(lang: str, name: str) -> dict[str, str]:
    """A list of named values: settings, single words."""
    return {key: value for key, value, *_rest in rows(lang, name)}


def logo(lang: str) -> bytes:
    """The logo of the own firm, a PNG."""
    return (FOLDER / lang / "logo.png").read_bytes()


def weighted(choices: list[tuple[int, Choice]]) -> tuple[Choice, ...]:
    """Every choice as often as it weighs, so that one even draw picks by weight."""
    return tuple(choice for weight, choice in choices for _ in range(weight))
