"""What a phone cell holds: one number, several, an extension, words – split without knowing any numbering plan.

«8 (383) 123-45-67 доб. 12, +7 913 … (Анна)» becomes parts whose `raw` texts together keep every word that was typed.
"""

import re
from dataclasses import dataclass

_SEPARATOR = re.compile(
    r"\s*(?:;(?!\s*(?:ext|phone-context|isub|postd)=)|[,\n\r|/]|\s(?:и|или|and|or)\s|(?<=[0-9)])\s+(?=\+\s*\(?[0-9]))\s*",
    re.IGNORECASE,
)
_LONE = re.compile(r" *(?:tel:)?(\+?)([0-9 \xa0()\-‐‑–—.]+)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\s*[0-9(][0-9\s()\-‐‑–—.]*[0-9]|[0-9]")
_RUSSIAN = re.compile(r"(?:\+?7|8)(?:[\s()\-‐‑–—.]*[0-9]){10}(?![0-9])")
_EXTENSION = re.compile(
    r"[\s,;(.]*(?:доб(?:ав(?:очный)?)?|внутр(?:енний)?|вн|ext(?:ension|n)?|#|(?<=[0-9\s)])[xх](?=[\s.]*[0-9]))"
    r"[\s.:=№#)]*([0-9]{1,8})",
    re.IGNORECASE,
)
_SIP = re.compile(r"sips?:[^\s,;]+", re.IGNORECASE)
_LANDLINE = re.compile(r"(?:\+?7|8)?([348][0-9]{2})[0-9]{7}")
_LOCAL = re.compile(r"[0-9]{7}")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_LONGEST = 15  # digits, ITU-T E.164
_EDGES = " ,;|/\t\r\n"
_ENDING = re.compile(r"([0-9]{1,4})\)?")  # a further extension, or the other ending of the number before
_FULL = 5  # digits from which a slash or an extension may follow


@dataclass(slots=True)
class Part:
    """One number of a cell: as typed, its digits (with + where typed, or a sip: address), its extension."""

    raw: str
    number: str
    extension: str = ""


def cell_parts(text: str) -> list[Part]:
    """The numbers of one cell in their order; a cell of words alone is one part without a number."""
    lone = _LONE.fullmatch(text)
    if lone:
        digits = only_digits(lone[2])
        if 0 < len(digits) <= _LONGEST:
            return [Part(text.strip(), lone[1] + digits)]
    return _several(text)


def only_digits(text: str) -> str:
    """The digits 0–9 of a text."""
    return _NOT_DIGITS.sub("", text)


def _several(text: str) -> list[Part]:
    parts: list[Part] = []
    words: int | None = None  # where the words begin that wait for their number
    done = 0  # up to where the text belongs to the parts found
    for begin, end, sign in _pieces(text):
        piece = text[begin:end]
        if parts and _continues(parts[-1], piece, sign):
            parts[-1].raw += text[done:end]
        elif found := _numbers(piece):
            found[0].raw = text[begin if words is None else words : begin] + found[0].raw
            found[0].number = _with_area_of(parts[-1].number if parts else "", found[0].number)
            parts += found
        else:
            words = begin if words is None else words
            continue
        words, done = None, end
    if words is not None and parts:
        parts[-1].raw += text[done:]
    elif words is not None:
        parts.append(Part(text, ""))
    for part in parts:
        part.raw = part.raw.strip(_EDGES)
    return parts


def _with_area_of(before: str, number: str) -> str:
    """«+7 383 222-33-44 / 222-33-45»: seven digits after a Russian landline are in the same town."""
    town = _LANDLINE.fullmatch(before)
    return f"+7{town[1]}{number}" if town and _LOCAL.fullmatch(number) else number


def _pieces(text: str) -> list[tuple[int, int, str]]:
    """Begin, end and the separator before it, of each piece that holds anything."""
    pieces, begin, sign = [], 0, ""
    for match in _SEPARATOR.finditer(text):
        if match.start() > begin:
            pieces.append((begin, match.start(), sign))
        begin, sign = match.end(), match[0].strip()
    if begin < len(text):
        pieces.append((begin, len(text), sign))
    return pieces


def _continues(part: Part, piece: str, sign: str) -> bool:
    """Whether the piece is an extension of the number before, or another ending of it («222-33-44/55»)."""
    if len(part.number) < _FULL:
        return False
    more = _EXTENSION.match(piece) or (_ENDING.fullmatch(piece) if part.extension and sign == "," else None)
    if more:
        part.extension = f"{part.extension}, {more[1]}" if part.extension else more[1]
        return True
    return sign == "/" and _ENDING.fullmatch(piece) is not None


def _numbers(piece: str) -> list[Part]:
    sip = _SIP.search(piece)
    if sip:
        return [Part(piece, sip[0].lower())]
    extension = _EXTENSION.search(piece)
    body = piece[: extension.start()] if extension else piece
    best = max(_NUMBER.findall(body), key=lambda found: len(only_digits(found)), default="")
    if not best:
        return [Part(piece, extension[1])] if extension else []
    if len(only_digits(best)) > _LONGEST:
        several = [match[0] for match in _RUSSIAN.finditer(body)]
        if only_digits("".join(several)) == only_digits(best) and not extension:
            return [Part(one, _signed(one)) for one in several]
    return [Part(piece, _signed(best), extension[1] if extension else "")]


def _signed(number: str) -> str:
    return ("+" if number.startswith("+") else "") + only_digits(number)
