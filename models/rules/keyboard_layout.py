"""Text typed on the wrong keyboard layout: the same keys, read on the other one (bdfyjd → иванов)."""

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"

_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)


def russian_keys(text: str) -> str:
    """The text as it would read had the Russian layout been on (ЙЦУКЕН against QWERTY)."""
    return text.translate(_TO_RUSSIAN)


def latin_keys(text: str) -> str:
    """The text as it would read had the Latin layout been on."""
    return text.translate(_TO_LATIN)


def other_layout(text: str) -> str:
    """The same keys on the other layout, or "" where the text mixes both alphabets or has no letter of either."""
    russian = any("а" <= c <= "я" or c == "ё" for c in text.casefold())
    latin = any("a" <= c <= "z" for c in text.casefold())
    if russian == latin:
        return ""
    return latin_keys(text) if russian else russian_keys(text)
