"""The paper's faces as reportlab fonts, and the promise that every character handed over has a glyph in one of them.

PT Sans comes first; what it lacks (₸, ✓, →, Vietnamese …) is taken from Inter. What neither has is replaced: unusual
spaces by a plain or a non-breaking one, marks and emoji by nothing, a letter by its plain relative where Unicode names
one, and a run of anything else (CJK, Arabic …) by a single question mark, so that no black box is ever printed.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources.fonts import PaperStyle, paper_font, screen_font

FontKey = Literal["regular", "bold", "italic"]

_NAMES: dict[FontKey, str] = {"regular": "OfferRegular", "bold": "OfferBold", "italic": "OfferItalic"}
_STYLES: dict[FontKey, PaperStyle] = {"regular": "regular", "bold": "bold", "italic": "italic"}
_USUAL = re.compile(r"[ -~А-яЁё№«»—–…₽€·×°\u00a0]*")
_UNBREAKABLE = "\u202f\u2007\u2009\u200a\u2060"
_GONE = ("Mn", "Me", "Cf", "Cs", "Co", "Cn", "So", "Sk")
_UNKNOWN = "?"


class Widths(dict[str, float]):
    """Advance widths of one face in thousandths of its size, by character; borrowed ones are learned when asked for."""

    def __init__(self, font: FontKey) -> None:
        super().__init__({chr(code): float(width) for code, width in _char_widths(paper_face(font)).items()})
        self.borrowed: set[str] = set()
        self._spare = font

    def __missing__(self, char: str) -> float:
        width = float(_char_widths(spare_face(self._spare)).get(ord(char), 500))
        self[char] = width
        self.borrowed.add(char)
        return width


def font_name(font: FontKey) -> str:
    """The name reportlab knows a face by; registered when first asked for."""
    return str(paper_face(font).fontName)


def spare_name(font: FontKey) -> str:
    """The name of the face that lends its glyphs to `font`."""
    return str(spare_face(font).fontName)


@cache
def widths(font: FontKey) -> Widths:
    """The advance widths of a face, kept for the life of the program."""
    return Widths(font)


def printable(text: str) -> str:
    """The same text in characters that can be printed, on one line, without doubled spaces."""
    if not _USUAL.fullmatch(text):
        text = "".join(_printable_char(char) for char in unicodedata.normalize("NFC", text))
        text = re.sub(r"(?:\ufffd ?)+", _question, text)
    return re.sub(r" {2,}", " ", text).strip(" ")


@cache
def paper_face(font: FontKey) -> TTFont:
    """A style of the paper's face, read from its file once."""
    face = TTFont(_NAMES[font], str(paper_font(_STYLES[font])))
    pdfmetrics.registerFont(face)
    return face


@cache
def spare_face(font: FontKey) -> TTFont:
    """The face for what the paper's own lacks, read only when such a character turns up."""
    bold = font == "bold"
    face = TTFont("SpareBold" if bold else "SpareRegular", str(screen_font("bold" if bold else "regular")))
    pdfmetrics.registerFont(face)
    return face


@cache
def _printable_char(char: str) -> str:
    if char in _UNBREAKABLE:
        return "" if char == "\u2060" else "\u00a0"
    category = unicodedata.category(char)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return char if char == "\u00a0" else " "
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if _has_glyph(char):
        return char
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) != "Mn")
    if plain != char and all(_has_glyph(part) and part >= " " for part in plain):
        return plain
    return "" if category in _GONE else "\ufffd"


def _question(match: re.Match[str]) -> str:
    return _UNKNOWN + (" " if match[0].endswith(" ") else "")


def _has_glyph(char: str) -> bool:
    code = ord(char)
    if char == "\ufffd":
        return False
    return code in _char_widths(paper_face("regular")) or code in _char_widths(spare_face("regular"))


def _char_widths(face: TTFont) -> dict[int, float]:
    known: dict[int, float] = face.face.charWidths
    return known
