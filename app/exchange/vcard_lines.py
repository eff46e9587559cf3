"""From the bytes of one vCard to its properties: unfolding and transfer decoding.

Clean cards (the most) take a path of a few string operations a line; whatever does not fit it goes through the
tolerant one. Both give the same answer for a clean card.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.exchange.vcard_head import Head, read_head, split_head
from app.exchange.vcard_text import decode_base64, decode_bytes, decode_quoted, escaped

_TEXTS = frozenset(
    ["N", "FN", "ORG", "NOTE", "TITLE", "ROLE", "ADR", "LABEL", "NICKNAME", "CATEGORIES", "TEL", "EMAIL", "URL"]
)
_PROPERTY = re.compile(r"[A-Za-z][\w./-]*(?:;[^:]*)?:(?!//)", re.ASCII)
# Where a quoted-printable value seems to go on, only a line that is surely a property ends it.
_SURE = re.compile(
    r"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|N|FN|NICKNAME|TEL|EMAIL|ADR|LABEL|ORG|TITLE|ROLE|URL|NOTE|BDAY|PHOTO|UID|REV"
    r"|CATEGORIES|X-[A-Z-]+)[;:]"
)
_LINE_BREAK = re.compile(r"=0[AD]=$", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
CONTROL_BYTES = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r") + b"\x7f"
_BLANKS = " \t"


@dataclass(slots=True)
class Damage:
    """What had to be forgiven while the lines of a card were read."""

    broken_lines: bool = False
    control_characters: bool = False


@dataclass(slots=True)
class _Line:
    """A line being put together from the pieces it was broken into."""

    head: Head
    pieces: list[str]
    closed: bool = False

    @property
    def soft_broken(self) -> bool:
        return self.head.encoding == "qp" and not self.closed and self.pieces[-1].endswith("=")


def properties(body: bytes, damage: Damage) -> Iterable[tuple[Head, str]]:
    """Heads and escaped values of a card's lines, without its BEGIN and END. Never raises, whatever the bytes."""
    capitals = body.upper()
    if b"QUOTED-PRINTABLE" not in capitals and b"\nBEGIN:" not in capitals:
        clean = _clean(body)
        if clean is not None:
            return clean
    return _tolerant(body, damage)


def transfer_decoded(head: Head, value: str, *, bytes_only: bool) -> str:
    """The value of a line without its transfer encoding."""
    if head.encoding == "qp":
        return decode_quoted(value.encode("latin-1" if bytes_only else "utf-8"), head.charset)
    if head.encoding == "base64" and head.name in _TEXTS:
        return escaped(decode_bytes(decode_base64(value), head.charset))
    if bytes_only and not value.isascii():
        return decode_bytes(value.encode("latin-1"), head.charset)
    return value


def _clean(body: bytes) -> list[tuple[Head, str]] | None:
    try:
        text = _unfolded(body).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(body.translate(None, CONTROL_BYTES)) != len(body):
        return None
    found = []
    for line in text.split("\n"):
        head_text, colon, value = line.partition(":") if '"' not in line else split_head(line)
        head = read_head(head_text)
        if head is None or not colon or value.startswith("//"):  # "http://…" is a line of some text
            if line.strip(_BLANKS):
                return None
            continue
        found.append((head, value if not head.encoding else transfer_decoded(head, value, bytes_only=False)))
    return found


def _tolerant(body: bytes, damage: Damage) -> Iterator[tuple[Head, str]]:
    text, bytes_only = _as_text(body)
    if _CONTROL.search(text):
        damage.control_characters = True
        text = _CONTROL.sub("", text)
    for head, value in _logical_lines(text.split("\n"), damage, bytes_only=bytes_only):
        yield head, transfer_decoded(head, value, bytes_only=bytes_only)


def _unfolded(body: bytes) -> bytes:
    if b"\n " in body or b"\n\t" in body:
        return body.replace(b"\n ", b"").replace(b"\n\t", b"")
    return body


def _as_text(body: bytes) -> tuple[str, bool]:
    """The card as text; where it is no UTF-8, each byte as one character, to be decoded value by value."""
    for attempt in (body, _unfolded(body)):  # some programs fold in the middle of a letter
        try:
            return attempt.decode("utf-8"), False
        except UnicodeDecodeError:
            continue
    return body.decode("latin-1"), True


def _logical_lines(lines: Iterable[str], damage: Damage, *, bytes_only: bool) -> Iterator[tuple[Head, str]]:
    line: _Line | None = None
    nested: list[str] | None = None
    for raw in lines:
        if nested is not None:
            nested.append(raw)
            if raw.strip(_BLANKS).upper() == "END:VCARD":
                yield Head("AGENT", written="AGENT"), escaped("\n".join(nested))
                nested = line = None
        elif raw.strip(_BLANKS).upper() == "BEGIN:VCARD":  # the card of an agent inside this one (2.1)
            if line is not None and line.head.name != "AGENT":
                yield line.head, "".join(line.pieces)
            nested, line = [raw], None
        elif line is None or not _joined(line, raw, damage):
            if line is not None:
                yield line.head, "".join(line.pieces)
            line = _started(raw, bytes_only=bytes_only) if raw.strip(_BLANKS) else None
    if line is not None:
        yield line.head, "".join(line.pieces)
    elif nested:
        yield Head("AGENT", written="AGENT"), escaped("\n".join(nested))


def _joined(line: _Line, raw: str, damage: Damage) -> bool:
    """Put the next line of the file to this one where it belongs to it."""
    if not raw.strip(_BLANKS):
        line.closed = line.closed or not raw
        return True
    if raw[0] in _BLANKS and not line.soft_broken:
        line.pieces.append(raw[1:])
        return True
    if line.soft_broken and not (_SURE.match(raw) and not _LINE_BREAK.search(line.pieces[-1])):
        line.pieces[-1] = line.pieces[-1][:-1]
        line.pieces.append(raw)
        return True
    if _PROPERTY.match(raw):
        return False
    damage.broken_lines = True
    if line.head.encoding:
        line.pieces.append(raw)
    else:
        line.pieces.append("\\n" + raw)
    return True


def _started(raw: str, *, bytes_only: bool) -> _Line | None:
    head_text, colon, value = split_head(raw)
    if bytes_only and not head_text.isascii():
        head_text = decode_bytes(head_text.encode("latin-1"), "")
    head = read_head(head_text) if colon else None
    return _Line(head, [value]) if head else None
