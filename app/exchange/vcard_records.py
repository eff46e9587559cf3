"""Where the cards of a vCard file begin and end, whatever stands between, before and after them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.exchange.encoding import guess_encoding

_BEGIN = re.compile(rb"^(?:\xef\xbb\xbf)?(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*([\w-]+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(rb"^(?:[\w-]+\.)?END[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_AGENT = re.compile(rb"(?:^|\n)(?:[\w-]+\.)?AGENT[^\n:]*:[ \t]*\n$", re.IGNORECASE)
_STRAY = re.compile(rb"^(?:[\w-]+\.)?[A-Z][A-Z0-9-]*(?:;[^\n:]*)?:", re.MULTILINE)
_CLOSING = b"\nEND:VCARD\n"
_WIDE = ("utf-16", "utf-32")
_TAIL = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """One card, one foreign component (`kind` names it) or properties outside any (`kind` is empty)."""

    kind: str
    line: int
    end: int  # offset in the prepared content
    body: bytes
    closed: bool = True


def prepared(content: bytes) -> bytes:
    """The file in UTF-8 or a one-byte encoding, its lines ended by LF alone."""
    encoding = guess_encoding(content[:4000])
    if encoding.startswith(_WIDE):
        content = content.decode(encoding, errors="replace").encode("utf-8")
    if b"\r" in content:
        content = content.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content


def pieces(content: bytes) -> Iterator[Piece]:
    """The pieces of prepared content, one at a time."""
    line, counted = 1, 0
    for start, body_start, end, kind, nested in _spans(content):
        line += content.count(b"\n", counted, start)
        counted = start
        if not kind:
            yield from _stray(content, start, end, line)
        elif kind != "VCARD":
            yield Piece(kind, line, end, content[body_start:end])
        else:
            body_end, closed_at = _end_of_card(content, body_start, end, nested)
            yield Piece(kind, line, closed_at, content[body_start:body_end], closed=body_end != end)
            if content[closed_at:end].strip():
                after = line + content.count(b"\n", start, closed_at)
                yield from _stray(content, closed_at, end, after)


def _spans(content: bytes) -> Iterator[tuple[int, int, int, str, int]]:
    """Start, start of the body, end, kind, and the number of agents' cards inside."""
    start = body_start = nested = 0
    kind = ""
    foreign_end = 0
    for found in _BEGIN.finditer(content):
        next_kind = found[1].decode("ascii", "replace").upper()
        if next_kind == "VCARD":
            tail = content[max(body_start, found.start() - _TAIL) : found.start()]
            if kind == "VCARD" and _AGENT.search(tail):
                nested += 1
                continue
        elif kind and kind != "VCARD" and found.start() < foreign_end:
            continue
        if found.start() > start:
            yield start, body_start, found.start(), kind, nested
        start, body_start, kind, nested = found.start(), found.end(), next_kind, 0
        if kind != "VCARD":
            closing = content.find(b"END:" + found[1], body_start)
            foreign_end = len(content) if closing < 0 else closing
    if start < len(content):
        yield start, body_start, len(content), kind, nested


def _end_of_card(content: bytes, start: int, end: int, nested: int) -> tuple[int, int]:
    """Where the body ends and where the card with its END line does."""
    usual = end - len(_CLOSING) + 1
    if not nested and content.endswith(_CLOSING, start, end) and content.find(_CLOSING, start, usual) < 0:
        return usual, end
    closing = None
    for count, found in enumerate(_END.finditer(content, start, end)):
        closing = found
        if count == nested:
            break
    else:
        closing = None
    return (closing.start(), closing.end()) if closing else (end, end)


def _stray(content: bytes, start: int, end: int, line: int) -> Iterator[Piece]:
    found = _STRAY.search(content, start, end)
    if found:
        yield Piece("", line + content.count(b"\n", start, found.start()), end, content[found.start() : end])
