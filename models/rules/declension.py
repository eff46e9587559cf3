"""Russian names in the case a letter needs: «Щукиной Анне Викторовне».

Names go through pytrovich, whose rule file is read at the first call. What cannot be declined with confidence – Latin
letters, initials, a name whose gender is not known – is returned as it stands.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from models.rules.person_gender import Gender, gender_of
from models.rules.person_names import PersonName, is_initial

if TYPE_CHECKING:
    from pytrovich.maker import PetrovichDeclinationMaker

Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]
_Part = Literal["first", "middle", "last"]

_RUSSIAN_WORD = re.compile(r"[А-Яа-яЁё]+(?:['’-][А-Яа-яЁё]+)*")


def declined(name: PersonName, case: Case, gender: Gender = "") -> PersonName:
    """The name in a case; `gender` wins over what the name shows. Unchanged where it is not sure."""
    known = gender or gender_of(name)
    if case == "nominative" or not known:
        return name
    return PersonName(
        name.prefix,
        _declined_part(name.first, "first", case, known),
        _declined_part(name.middle, "middle", case, known),
        _declined_part(name.last, "last", case, known),
        name.suffix,
    )


def _declined_part(text: str, part: _Part, case: Case, gender: Gender) -> str:
    return " ".join(_declined_word(word, part, case, gender) for word in text.split(" "))


def _declined_word(word: str, part: _Part, case: Case, gender: Gender) -> str:
    if not _RUSSIAN_WORD.fullmatch(word) or is_initial(word) or (word.islower() and part != "first"):
        return word  # Latin, an initial, «фон», «оглы»
    from pytrovich.enums import Case as Their  # noqa: PLC0415 - reads its rules; only letters need it
    from pytrovich.enums import Gender as TheirGender  # noqa: PLC0415 - likewise
    from pytrovich.enums import NamePart  # noqa: PLC0415 - likewise

    name_part, their_gender = NamePart[f"{part}name".upper()], TheirGender[gender.upper()]
    changed = str(_maker().make(name_part, their_gender, Their[case.upper()], word))
    return changed.upper() if word.isupper() and len(word) > 1 else changed


@cache
def _maker() -> "PetrovichDeclinationMaker":
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 - reads its rules; only letters need it

    return PetrovichDeclinationMaker()
