"""Shadow text for the search index: the same words, however a person wrote them.

The index and the query pass through the same function, so what is dropped here is dropped on both sides.
Decisions:

* case, diacritics and ё fold away (é → e, ё → е, ї → і), but й stays: и and й are two letters to a Russian;
* an apostrophe inside a word vanishes (О'Нил = О’Нил = ОНил); `search_query` glues a typed "о нил" together;
* № and every other sign are spaces, so "КП-2026-118" is three words;
* legal forms («ООО», "Ltd" …) are dropped unless nothing else is left.

The result is idempotent: `search_text(search_text(x)) == search_text(x)`.
"""

import re
import unicodedata

from models.rules.phone_cell import cell_parts, only_digits

_EASY = re.compile(r"[\x00-&(-_a-\x7f\xa0«»·а-я–—“”„…№]*")  # ASCII without ' and `, lower Russian, common signs
_EASY_WORDS = re.compile(r"[0-9a-zа-я]+")
_EASY_APOSTROPHE = re.compile(r"(?<=[0-9a-zа-я])['’](?=[0-9a-zа-я])")
_INNER_APOSTROPHE = re.compile(r"(?<=[^ '])'(?=[^ '])")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʹ`´′＇"), "'")
_BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ð": "d", "æ": "ae", "œ": "oe"})
_STRIPPED_MARKS = ((0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))

_NATIONAL = 10  # digits of a Russian number without its country code

_FORMS_TEXT = """
ооо оао зао пао нао ао ип нко ано гуп муп фгуп фкп тоо одо чп чуп кфх тсж снт фгбу фгау гбу мбу мку гбуз ltd limited
llc llp plc inc incorporated corp corporation co gmbh mbh ag kg srl sarl bv nv oy oyj pte pty
"""
_FORMS = frozenset(_FORMS_TEXT.split())
_LONG_FORMS = re.compile(
    r"(?<![^ ])(?:"
    r"общество с (?:ограниченной|дополнительной) ответственностью"
    r"|(?:(?:непубличное|публичное|открытое|закрытое) )?акционерное общество"
    r"|индивидуальный предприниматель"
    r"|автономная некоммерческая организация"
    r"|некоммерческая организация"
    r"|(?:федеральное )?(?:государственное|муниципальное) унитарное предприятие"
    r"|товарищество с ограниченной ответственностью"
    r"|limited liability company"
    r")(?![^ ])"
)
_LONG_FORM_ENDS = frozenset(
    ["ответственностью", "акционерное", "предприниматель", "некоммерческая", "унитарное", "liability"]
)
_SIGNS_OF_FORMS = _FORMS | _LONG_FORM_ENDS


def search_text(*parts: str) -> str:
    """Words to index or to look for, folded and without legal forms, one space apart."""
    words = folded_words(" ".join(parts))
    if not _SIGNS_OF_FORMS.isdisjoint(words):
        words = _without_forms(words)
    return " ".join(words)


def digits(text: str) -> str:
    """The digits of a phone cell for the index of digits: 8 913 …, +7 913 … and 913 … alike, extensions apart."""
    words: list[str] = []
    for part in cell_parts(text):
        words += (_with_country(part.number), *map(only_digits, part.extension.split(",")))
    return " ".join(filter(None, words))


def folded_words(text: str) -> list[str]:
    """The words of a text with case, diacritics, ё, apostrophes and signs folded away; legal forms stay."""
    lowered = text.casefold()
    if "ё" in lowered:
        lowered = lowered.replace("ё", "е")
    if _EASY.fullmatch(lowered):
        return _EASY_WORDS.findall(lowered)
    if "'" in lowered or "’" in lowered:
        joined = _EASY_APOSTROPHE.sub("", lowered).replace("'", " ").replace("’", " ")
        if _EASY.fullmatch(joined):
            return _EASY_WORDS.findall(joined)
    return _fold_any(text)


def folded(text: str) -> str:
    """The folded words as one string: a key to compare or to sort by."""
    return " ".join(folded_words(text))


def without_marks(text: str) -> str:
    """Latin and other letters without their diacritics, case kept: "Müller" → "Muller", й and ё stay."""
    if text.isascii():
        return text
    plain = (c if c in "йЙёЁ" else _strip(unicodedata.normalize("NFD", c)) for c in unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", "".join(plain))


class _Fold(dict[int, str]):
    """What each character becomes; filled as characters are met, so it never outgrows Unicode."""

    def __missing__(self, code: int) -> str:
        self[code] = result = _fold_one(chr(code))
        return result


_FOLD = _Fold()


def _with_country(number: str) -> str:
    """Digits with the country code: Russian habits (8 …, ten digits, 8 10 …) and 00 read as +."""
    if number.startswith(("+", "sip")):
        return only_digits(number.partition("@")[0])
    if len(number) == len("8") + _NATIONAL and number[0] == "8":
        return "7" + number[1:]
    if len(number) == _NATIONAL and number[0] in "3489":
        return "7" + number
    for prefix in ("810", "00"):
        if number.startswith(prefix) and len(number) > len(prefix) + 7:
            return number.removeprefix(prefix)
    return number


def _fold_any(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES).replace("№", " "))
    text = text.translate(_FOLD)
    if "'" in text:
        text = _INNER_APOSTROPHE.sub("", text).replace("'", " ")
    return unicodedata.normalize("NFC", text).split()


def _fold_one(char: str) -> str:
    """One character folded: "" where it vanishes inside a word, " " where it parts words, ' for apostrophes."""
    folds, before = char, ""
    while folds != before:
        before = folds
        folds = "".join(
            c if c == "й" else _strip(unicodedata.normalize("NFKD", c)) for c in folds.casefold().translate(_BARRED)
        )
    return unicodedata.normalize("NFC", "".join(map(_role, folds)))


def _role(char: str) -> str:
    if ord(char) in _APOSTROPHES:
        return "'"
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] in "LNM":
        return char
    return "" if category == "Cf" else " "


def _strip(text: str) -> str:
    return "".join(c for c in text if not any(low <= ord(c) <= high for low, high in _STRIPPED_MARKS))


def _without_forms(words: list[str]) -> list[str]:
    left = [word for word in words if word not in _FORMS]
    while not _LONG_FORM_ENDS.isdisjoint(left):
        shorter = _LONG_FORMS.sub("", " ".join(left)).split()
        if shorter == left:
            break
        left = shorter
    return left or words
