"""Russian job titles in the case a letter needs: «главному технологу», «начальнику отдела снабжения».

The adjectives in front and the noun they belong to change; what hangs on the noun stays («директору по продажам»).
A title whose endings are not plainly known is returned as it stands: a nominative reads better than a wrong case.
"""

import re
from typing import Literal

from models.rules.declension import Case

_CASES: tuple[Case, ...] = ("genitive", "dative", "accusative", "instrumental", "prepositional")
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_ACRONYM = 4  # capitals; a longer word in capitals is a shouted one

# (ending, letters taken off, endings of the five cases), tried in order. The accusative is that of a person.
_Endings = tuple[str, int, str]
_ADJECTIVES: tuple[_Endings, ...] = (
    (r"ый|[^гкхжчшщ]ой", 2, "ого ому ого ым ом"),
    (r"[гкх](?:ий|ой)", 2, "ого ому ого им ом"),
    (r"[жчшщн]ий", 2, "его ему его им ем"),
    (r"[жчшщ]ая", 2, "ей ей ую ей ей"),
    (r"[^жчшщ]ая", 2, "ой ой ую ой ой"),
)
_NOUNS: tuple[_Endings, ...] = (
    (r"продавец", 2, "ца цу ца цом це"),
    (r"владелец", 2, "ьца ьцу ьца ьцем ьце"),
    (r"(?:тель|арь)", 1, "я ю я ем е"),
    (r"[дзч]ей", 1, "я ю я ем е"),
    (r"врач|ткач", 0, "а у а ом е"),
    (r"[жчшщ]", 0, "а у а ем е"),
    (r"ца", 1, "ы е у ей е"),
    (r"[жчшщ]а", 1, "и е у ей е"),
    (r"[гкх]а", 1, "и е у ой е"),
    (r"[бвдзлмнпрстф]а", 1, "ы е у ой е"),
    (r"(?:(?<![оеё])к|[бвгдзлмнпрстфх])", 0, "а у а ом е"),
)
_INSTRUMENTAL = re.compile(r".*(?:[оеё][мй]|[ая]ми)|обязанности")  # «заведующая складом»: the adjective is the noun
_STANDS = re.compile(r".*(?:контент|тренд|бренд|проект|интернет|продукт|кадр|агент|клиент|департамент)")
_PERSON = re.compile(r".+(?:[ое]р|ёр|ист|тель|арь|ник|лог|ант|врач)")


def declined_title(title: str, case: Case) -> str:
    """The job title in a case, or as it stands where its endings are not plain."""
    if case == "nominative":
        return title
    words = title.split(" ")
    for at, word in enumerate(words):
        changed, kind = _declined(word, case)
        if not kind:
            return title
        words[at] = changed
        if kind == "noun" or (at + 1 < len(words) and _INSTRUMENTAL.fullmatch(words[at + 1].lower())):
            rest = words[at + 1 :]
            if rest[:1] == ["и"]:  # «директор и учредитель»
                rest = ["и", declined_title(" ".join(rest[1:]), case)]
            return " ".join((*words[: at + 1], *rest))
    return " ".join(words)


def _declined(word: str, case: Case) -> tuple[str, Literal["adjective", "noun", ""]]:
    if not _WORD.fullmatch(word) or (word.isupper() and len(word) <= _ACRONYM):
        return word, ""
    *fronts, last = word.split("-")
    for endings in _ADJECTIVES:
        if changed := _changed(last, endings, case):
            return "-".join((*fronts, changed)), "adjective"
    for endings in _NOUNS:
        if changed := _changed(last, endings, case):
            return "-".join((*(_front(front, case) for front in fronts), changed)), "noun"
    return word, ""


def _front(word: str, case: Case) -> str:
    """«инженер-технолог» changes in both halves, «арт-директор» in the second."""
    low = word.lower()
    if not _PERSON.fullmatch(low) or _STANDS.fullmatch(low):
        return word
    return _declined(word, case)[0]


def _changed(word: str, endings: _Endings, case: Case) -> str:
    ending, off, forms = endings
    if not re.fullmatch(rf".*(?:{ending})", word.lower()):
        return ""
    new = forms.split()[_CASES.index(case)]
    changed = word[: len(word) - off] + new
    return changed.upper() if word.isupper() else changed
