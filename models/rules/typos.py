"""Small slips in a word: what it may have been, without a dictionary and cheap enough to ask the index."""

from collections.abc import Iterator
from itertools import chain

_SHORTEST = 4  # letters; in a shorter word every slip makes another word
_MOST = 40

_ALIKE = (
    *("ао", "оа", "еи", "ие", "ыи", "иы", "яе", "ея", "эе", "еэ", "йи", "ий"),
    *("тд", "дт", "пб", "бп", "сз", "зс", "кг", "гк", "вф", "фв", "шщ", "щш", "шж", "жш", "цс", "чщ"),
    *("ie", "ei", "yi", "iy", "ao", "oa", "sz", "zs", "ck", "kc", "vw", "wv", "ea", "ae"),
)
_SOUNDS_ALIKE: dict[str, str] = {}
for _pair in _ALIKE:
    _SOUNDS_ALIKE[_pair[0]] = _SOUNDS_ALIKE.get(_pair[0], "") + _pair[1]
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)}


def typo_variants(word: str, limit: int = _MOST) -> tuple[str, ...]:
    """Folded words that differ from this one by one likely slip, likeliest first; () for short words and numbers."""
    if len(word) < _SHORTEST or not word.isalpha():
        return ()
    slips = chain(_doubled(word), _swapped(word), _sounding(word), _extra(word), _soft(word), _beside(word))
    distinct = dict.fromkeys(slip for slip in slips if slip != word)
    return tuple(distinct)[:limit]


def _doubled(word: str) -> Iterator[str]:
    """Two letters where one is due, one where two are: Анна, Кирилл."""
    for at, letter in enumerate(word):
        if word[at - 1 : at] == letter:
            yield word[:at] + word[at + 1 :]
    for at, letter in enumerate(word):
        if letter in "нлсмтпкnlsmtpk" and letter not in (word[at - 1 : at], word[at + 1 : at + 2]):
            yield word[:at] + letter + word[at:]


def _swapped(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _sounding(word: str) -> Iterator[str]:
    return (word[:at] + other + word[at + 1 :] for at, c in enumerate(word) for other in _SOUNDS_ALIKE.get(c, ""))


def _extra(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _soft(word: str) -> Iterator[str]:
    """A soft sign that was not typed: Кузмин → Кузьмин."""
    return (word[:at] + "ь" + word[at:] for at in range(2, len(word)) if word[at - 1] in "лнртсзд")


def _beside(word: str) -> Iterator[str]:
    return (word[:at] + key + word[at + 1 :] for at, c in enumerate(word) for key in _NEIGHBOURS.get(c, ""))
