"""Whether a name is a man's or a woman's: by отчество, else by a known first name, else by a plain surname ending."""

import re
from typing import Literal

from models.rules import given_names
from models.rules.person_names import PersonName
from models.rules.search_text import folded

Gender = Literal["", "male", "female"]

_MALE_PREFIXES = frozenset(["mr", "sir", "lord", "herr", "г-н", "господин"])
_FEMALE_PREFIXES = frozenset(["mrs", "ms", "miss", "lady", "madam", "frau", "mme", "mlle", "г-жа", "госпожа"])
_MALE_MIDDLE = re.compile(r".+(?:вич|ич|ыч|[ -](?:оглы|оглу|улы|уулу|ұлы)|vich|ich|[ -](?:ogly|oglu|uly))")
_FEMALE_MIDDLE = re.compile(r".+(?:вна|чна|[ -](?:кызы|гызы|қызы)|vna|chna|[ -](?:kyzy|qizi|gizi))")
_MALE_LAST = re.compile(r".+(?:[ое]в|[сц]кий|[сц]кой)")
_FEMALE_LAST = re.compile(r".+(?:[ое]ва|[сц]кая)")


def gender_of(name: PersonName) -> Gender:
    """The gender the name shows, "" when its parts are silent or contradict each other."""
    prefix = name.prefix.lower().replace(".", "")
    if prefix in _MALE_PREFIXES or prefix in _FEMALE_PREFIXES:
        return "male" if prefix in _MALE_PREFIXES else "female"
    middle = name.middle.lower()
    if _MALE_MIDDLE.fullmatch(middle) or _FEMALE_MIDDLE.fullmatch(middle):
        return "male" if _MALE_MIDDLE.fullmatch(middle) else "female"
    by_first, by_last = _by_first(name.first), _by_last(name.last)
    if by_first and by_last and by_first != by_last:
        return ""
    return by_first or by_last


def _by_first(first: str) -> Gender:
    words = folded(first).split(" ", 1)
    if {first.lower(), words[0]} & given_names.MALE:
        return "male"
    return "female" if {first.lower(), words[0]} & given_names.FEMALE else ""


def _by_last(last: str) -> Gender:
    low = folded(last)
    if _MALE_LAST.fullmatch(low):
        return "male"
    return "female" if _FEMALE_LAST.fullmatch(low) else ""
