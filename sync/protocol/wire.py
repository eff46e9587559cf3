"""Bytes between laptop and server: gzip that is the same every time, opened no further than allowed; the names on the wire.

A kind is the table's name and a field the column's: once published, a name is never renamed, retyped or used again.
`python -m sync.protocol.wire` writes what is new into `wire_names.txt`; nothing is ever taken out of that file.
"""

import gzip
import zlib
from functools import cache
from pathlib import Path

from sync.protocol.problems import MalformedError, TooLargeError

WIRE_NAMES = Path(__file__).with_name("wire_names.txt")
CREATED = "created_at"  # travels with a record's first push, an ordinary field
NOT_SENT = frozenset({"number_counter"})  # this laptop's own
_LEVEL = 4  # beyond it, twice the time buys a tenth of the bytes


def packed(body: bytes) -> bytes:
    """A body for the wire: gzip without a time in it."""
    return gzip.compress(body, _LEVEL, mtime=0)


def unpacked(content: bytes, most: int) -> bytes:
    """The body again. A small stream may promise a huge body: no more than `most` bytes are ever made of it."""
    opener = zlib.decompressobj(wbits=31)
    try:
        body = opener.decompress(content, most + 1)
    except zlib.error:
        raise MalformedError("The body is no gzip.") from None
    if len(body) > most:
        raise TooLargeError(f"The body has more than {most} bytes.")
    if not opener.eof or opener.unused_data:
        raise MalformedError("The body is not one whole gzip stream.")
    return body


@cache
def published() -> dict[str, frozenset[str]]:
    """Every name that was ever sent: kinds and their fields."""
    return _read(WIRE_NAMES.read_text(encoding="utf-8"))


def names_today() -> dict[str, frozenset[str]]:
    """The names this version sends, from the nouns themselves."""
    from models.nouns import TABLES  # noqa: PLC0415 - the server does without the nouns
    from models.store.sync_marks import SYNCED  # noqa: PLC0415 - likewise

    return {
        kind: frozenset(fields) | ({CREATED} & set(TABLES[kind].columns.keys()))
        for kind, fields in SYNCED.items()
        if kind not in NOT_SENT
    }


def grown(text: str) -> str:
    """The registry with what is new today; what stands there stays."""
    names = _read(text)
    for kind, fields in names_today().items():
        names[kind] = names.get(kind, frozenset()) | fields
    return "".join(f"{kind}: {' '.join(sorted(names[kind]))}\n" for kind in sorted(names))


def _read(text: str) -> dict[str, frozenset[str]]:
    lines = (line.partition(":") for line in text.splitlines() if line.strip())
    return {kind: frozenset(fields.split()) for kind, _colon, fields in lines}


if __name__ == "__main__":
    before = WIRE_NAMES.read_text(encoding="utf-8") if WIRE_NAMES.exists() else ""
    WIRE_NAMES.write_text(grown(before), encoding="utf-8", newline="\n")
