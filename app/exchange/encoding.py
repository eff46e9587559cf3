"""Finding out in which encoding a foreign file was written, Cyrillic ones above all.

Own vote over Cyrillic letter frequencies first: short texts in KOI8-R are taken for Thai by general detectors,
which therefore only break ties here.
"""

import codecs
import re
from collections import Counter

CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac-cyrillic")
WESTERN = "cp1252"

_SAMPLE = 60_000
_CLOSE = 0.06  # two candidates whose marks per letter differ by less are a tie
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Russian letters from the most to the least frequent (National Corpus of the Russian Language).
_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_MARKS = {letter: 1.0 - rank / len(_LETTERS) for rank, letter in enumerate(_LETTERS)}
_NEUTRAL = frozenset("«»—–№…“”„’ \u00a0•·°©®™")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LATIN_RUN = re.compile(rb"[A-Za-z][\x80-\xff]+|[\x80-\xff]+[A-Za-z]")
_CASE_BREAK = re.compile("[а-яё][А-ЯЁ]")


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a whole file and the encoding it was found to be in; never raises."""
    encoding = guess_encoding(content)
    return content.decode(encoding, errors="replace"), encoding


def guess_encoding(content: bytes) -> str:
    """The likeliest encoding by byte order mark, UTF-8 validity, zero bytes, then the letter vote."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding
    wide = _wide(content[:400])
    if wide:
        return wide
    if is_utf8(content):
        return "utf-8"
    return guess_single_byte(content)


def guess_single_byte(content: bytes) -> str:
    """The likeliest one-byte encoding of bytes that are not UTF-8."""
    sample = b" ".join(_HIGH_RUN.findall(content[: _SAMPLE * 8]))[:_SAMPLE]
    if not sample:
        return WESTERN
    runs = sample.count(b" ") + 1
    touching = len(_LATIN_RUN.findall(content[: _SAMPLE * 8]))
    if touching * 2 > runs and len(sample) < runs * 4:
        return WESTERN
    ranked = sorted(((_mark(sample, encoding), encoding) for encoding in CYRILLIC), reverse=True)
    (best, first), (next_best, second) = ranked[0], ranked[1]
    if best <= 0:
        return WESTERN
    if best - next_best < _CLOSE:
        return _tie_break(content, first, second)
    return first


def is_utf8(content: bytes) -> bool:
    """Whether every byte fits UTF-8; a character cut off at the very end is forgiven."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start > 0 and not content[: error.start].isascii()
    return True


def known_encoding(name: str) -> str:
    """The name Python knows an encoding by, or nothing where it is unknown or no text encoding."""
    try:
        found = codecs.lookup(name.strip().strip('"'))
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def _wide(head: bytes) -> str:
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:  # noqa: PLR2004 - two letters say nothing
        return ""
    if _narrow_share(odd) > _narrow_share(even) and _narrow_share(odd) > 0.9 and 0 in odd:  # noqa: PLR2004 - nearly all
        return "utf-16-le"
    if _narrow_share(even) > 0.9 and 0 in even:  # noqa: PLR2004 - likewise
        return "utf-16-be"
    return ""


def _narrow_share(halves: bytes) -> float:
    return (halves.count(0) + halves.count(4)) / len(halves)


def _mark(sample: bytes, encoding: str) -> float:
    total = 0.0
    for byte, count in Counter(sample).items():
        if byte == 0x20:  # noqa: PLR2004 - the space put between runs
            continue
        letter = bytes((byte,)).decode(encoding, errors="replace")
        small = letter.lower()
        if small in _MARKS:
            total += count * (_MARKS[small] if letter == small else _MARKS[small] * 0.85)
        elif letter not in _NEUTRAL:
            total -= count
    breaks = len(_CASE_BREAK.findall(sample.decode(encoding, errors="replace")))
    return (total - breaks) / len(sample)


def _tie_break(content: bytes, first: str, second: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, seldom needed

    isolated = [name.replace("-", "_") for name in (first, second)]
    best = from_bytes(content[:_SAMPLE], cp_isolation=isolated, preemptive_behaviour=False).best()
    return second if best is not None and best.encoding == isolated[1] else first
