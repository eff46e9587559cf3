"""The words of a typed moment, and the small words between them that mean nothing by themselves."""

import re
from typing import NamedTuple

_WORD = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"  # 2026-11-23
    r"|[0-9]{1,2}[./][0-9]{1,2}(?:[./](?:[0-9]{4}|[0-9]{2}))?(?![0-9])"  # 25.11, 25.11.26, 25/11/2026, 10.30
    r"|[0-9]{1,2}[:-][0-9]{2}(?![0-9])"  # 10:30, 10-30
    r"|[0-9]+|[^\W\d_]+|\+"
)

DUE_WORDS = frozenset(["до", "к", "ко", "by", "until", "till", "before", "due"])
TIME_WORDS = frozenset(["в", "во", "at", "к", "ко", "до", "by", "с"])
_FILLER_TEXT = "на on the of for не позднее позже no later than около about"
FILLERS = DUE_WORDS | TIME_WORDS | frozenset(_FILLER_TEXT.split())


class Word(NamedTuple):
    """A word in lower case, ё as е, and where it stands in the text."""

    text: str
    begin: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text; whatever stands between them is left out."""
    return tuple(Word(m[0].lower().replace("ё", "е"), m.start(), m.end()) for m in _WORD.finditer(text))


def word_at(words: tuple[Word, ...], at: int) -> str:
    """The word at a place, "" beyond the end."""
    return words[at].text if at < len(words) else ""
