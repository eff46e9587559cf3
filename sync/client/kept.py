"""Batches that were answered, kept until the server says that they are safe: one that is restored from a copy gets them again.

A batch is kept packed, behind a row of short sums of the ids in it: whether a record is in one is known without opening it.
"""

import json
import struct
from collections.abc import Collection, Iterable
from hashlib import sha256
from zlib import crc32

from models.store.transaction import Raw
from sync.client.cells import blob, whole
from sync.protocol.json_form import MOST_BYTES_OF_ONE_ROW, canonical
from sync.protocol.wire import packed, unpacked

_KEPT_MS = 30 * 24 * 3600 * 1000  # a server restored from an older copy than that is mended by comparison
_SUMMED = b"\x01"  # what is packed begins with another byte
_COUNT = struct.Struct("<I")


def made(body: bytes, ids: Iterable[bytes]) -> bytes:
    """A batch as it is kept."""
    sums = [crc32(each) for each in ids]
    return b"".join((_SUMMED, _COUNT.pack(len(sums)), struct.pack(f"<{len(sums)}I", *sums), packed(body)))


def numbers(raw: Raw) -> list[int]:
    """The numbers of the batches that are kept, oldest first."""
    found = raw.execute("SELECT number FROM sync_outbox WHERE answered ORDER BY number").fetchall()
    return [whole(number) for (number,) in found]


def body_of(raw: Raw, number: int) -> bytes:
    """One of them as it was sent."""
    return _body(_content(raw, number))


def keep(raw: Raw, number: int, content: bytes, last_seq: int) -> None:
    """Keep an answered batch until it is safe; the content is `made`."""
    raw.execute(
        "UPDATE sync_outbox SET answered = 1, last_seq = ?, body = ? WHERE number = ?", (last_seq, content, number)
    )


def let_go(raw: Raw, durable: int, now_ms: int) -> None:
    """Batches whose every row is safe with the server are needed no longer, nor are those of long ago."""
    raw.execute(
        "DELETE FROM sync_outbox WHERE answered AND (last_seq <= ? OR frozen_at < ?)", (durable, now_ms - _KEPT_MS)
    )


def forget(raw: Raw, ids: Collection[bytes]) -> None:
    """Say no more of records nobody here may see any longer; what is said of others is kept."""
    gone, sums = {each.hex() for each in ids}, {crc32(each) for each in ids}
    for number in numbers(raw):
        content = _content(raw, number)
        if _may_name(content, sums):
            _rewrite(raw, number, json.loads(_body(content))["ops"], gone)


def _rewrite(raw: Raw, number: int, ops: list[dict[str, object]], gone: Collection[str]) -> None:
    left = [op for op in ops if op["id"] not in gone]
    if not left:
        raw.execute("DELETE FROM sync_outbox WHERE number = ?", (number,))
    elif len(left) < len(ops):
        body = canonical({"ops": left})
        content = made(body, (bytes.fromhex(str(op["id"])) for op in left))
        raw.execute(
            "UPDATE sync_outbox SET body = ?, sha256 = ? WHERE number = ?", (content, sha256(body).digest(), number)
        )


def _content(raw: Raw, number: int) -> bytes:
    ((content,),) = raw.execute("SELECT body FROM sync_outbox WHERE number = ?", (number,)).fetchall()
    return blob(content)


def _begins(content: bytes) -> int:
    """Where the packed body begins; at once in a batch that was kept without sums."""
    if not content.startswith(_SUMMED):
        return 0
    (count,) = _COUNT.unpack_from(content, len(_SUMMED))
    return len(_SUMMED) + _COUNT.size + 4 * int(count)


def _body(content: bytes) -> bytes:
    return unpacked(content[_begins(content) :], MOST_BYTES_OF_ONE_ROW)


def _may_name(content: bytes, sums: Collection[int]) -> bool:
    """Whether one of these records may be in a batch; two records of one sum cost no more than a look."""
    end = _begins(content)
    if not end:
        return True
    return any(each in sums for (each,) in struct.iter_unpack("<I", content[len(_SUMMED) + _COUNT.size : end]))
