"""The short way through a file of ordinary cards: UTF-8, each from its own BEGIN:VCARD to its own END:VCARD.

Nearly every file is one. The whole of it is looked over at once, so that little is left to be asked of each line. What
is found is exactly what the long way finds; a card that is odd in itself, or a file that is, takes that way.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass

from app.exchange.vcard_draft import Draft
from app.exchange.vcard_head import LONGEST_CACHED, read_head, split_head
from app.exchange.vcard_lines import CONTROL_BYTES
from app.exchange.vcard_records import Piece
from app.exchange.vcard_short import Take, taking

_BEGIN, _END = "BEGIN:VCARD", "\nEND:VCARD\n"
_GROUPED = re.compile(rb"^[\w-]+\.(?:BEGIN|END)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_MOST_HEADS = 5_000
_BLANKS = " \t"


@dataclass(frozen=True, slots=True)
class PlainCard:
    """The text between BEGIN and END of one card, the line it begins on, the share of the file behind it."""

    body: str
    line: int
    share: float

    def piece(self) -> Piece:
        """The same for the long way."""
        return Piece("VCARD", self.line, 0, f"{self.body}\n".encode())


class PlainFile:
    """A file all of whose cards have plain beginnings and ends."""

    def __init__(self, chunks: list[str], *, doubtful: bool) -> None:
        self._chunks = chunks
        self._doubtful = doubtful  # somewhere in it stands what only the long way reads
        self._takes: dict[str, Take] = {}  # by what stands before the colon

    def __iter__(self) -> Iterator[PlainCard]:
        line, total = 1, len(self._chunks)
        for number, chunk in enumerate(self._chunks, start=1):
            begin = chunk.find(_BEGIN)
            yield PlainCard(chunk[begin + len(_BEGIN) :], line + chunk.count("\n", 0, begin), number / total)
            line += chunk.count("\n") + 2

    def draft(self, card: PlainCard) -> Draft | None:
        """What a card says; None where it has to take the long way."""
        body = card.body
        if self._doubtful and _is_doubtful(raw := body.encode(), raw.upper()):
            return None
        if "\n " in body or "\n\t" in body:
            body = body.replace("\n ", "").replace("\n\t", "")
        quoted = '"' in body
        draft, takes = Draft(), self._takes
        for line in body.split("\n"):
            head_text, colon, value = split_head(line) if quoted and '"' in line else line.partition(":")
            take = takes.get(head_text) or self._taking(head_text)
            if take is None or not colon or value[:2] == "//":  # "http://…" is a line of some text
                if line.strip(_BLANKS):
                    return None
                continue
            take(draft, value)
        return draft

    def _taking(self, head_text: str) -> Take | None:
        head = read_head(head_text)
        if head is None:
            return None
        take = taking(head)
        if len(self._takes) < _MOST_HEADS and len(head_text) <= LONGEST_CACHED:
            self._takes[head_text] = take
        return take


def plain_file(content: bytes) -> PlainFile | None:
    """Prepared content as a plain file; None where it is not one."""
    content = content.removeprefix(BOM_UTF8)
    capitals = content.upper()
    # Every line that might begin or end anything is one that plainly begins or ends a card.
    first = content.startswith(b"BEGIN:VCARD\n")
    count = content.count(b"\nBEGIN:VCARD\n") + first
    if not count or capitals.count(b"\nBEGIN") + first != count or capitals.count(b"\nEND") != count:
        return None
    if (b".BEGIN" in capitals or b".END" in capitals) and _GROUPED.search(content):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    chunks = text.split(_END) if text.endswith("\n") else (text + "\n").split(_END)
    if chunks.pop().strip("\n") or len(chunks) != count or not all(map(_begins_plainly, chunks)):
        return None
    return PlainFile(chunks, doubtful=_is_doubtful(content, capitals))


def _begins_plainly(chunk: str) -> bool:
    return chunk.startswith(_BEGIN + "\n") or chunk.lstrip("\n").startswith(_BEGIN + "\n")


def _is_doubtful(content: bytes, capitals: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in capitals or len(content.translate(None, CONTROL_BYTES)) != len(content)
