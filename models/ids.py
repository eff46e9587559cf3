"""Identities: UUIDv7, made on the laptop, the same on every device (RFC 9562, section 5.7)."""

import os
import struct
import threading
import time
from uuid import UUID, SafeUUID, uuid5

_SEEDS = UUID("6d3f1f0a-51c5-5c0e-9a52-9f6f4b1f7c11")  # the namespace of the usual first records
_COUNTER_END = 0xFFF  # 12 bits
_lock = threading.Lock()
_last = [0, 0]  # milliseconds, counter: ids of one process sort in the order they were made
_drawn: list[int] = []  # chance in store: asking the system for each id takes longer than all the rest of it
_DRAW = 512  # numbers drawn at a time
_fill = object.__setattr__  # an identity lets nobody change it, and has to be filled once
_SAFETY = SafeUUID.unknown  # asking the enumeration for it takes longer than the rest


def new_id() -> UUID:
    """A new identity; ids made later sort later, also within one millisecond (12 bits of counter first)."""
    return UUID(bytes=new_id_bytes())


def new_id_bytes() -> bytes:
    """The 16 bytes of a new identity, for bulk loads."""
    return new_ids_bytes(1)[0]


def new_ids_bytes(count: int) -> list[bytes]:
    """So many of them, in order."""
    made = []
    with _lock:
        now = time.time_ns() // 1_000_000
        for _one in range(count):
            if now > _last[0]:
                _last[0], _last[1] = now, _chance() & 0x3FF
            else:
                _last[1] += 1
                if _last[1] > _COUNTER_END:
                    _last[0], _last[1] = _last[0] + 1, 0
            millis, counter = _last
            random = _chance() & 0x3FFF_FFFF_FFFF_FFFF
            made.append(((millis << 80) | (0x7 << 76) | (counter << 64) | (0x2 << 62) | random).to_bytes(16))
    return made


def id_of(kept: bytes) -> UUID:
    """The identity that 16 bytes of the file are, for pages of long lists: a third of what `UUID(bytes=…)` takes."""
    made = UUID.__new__(UUID)
    _fill(made, "int", int.from_bytes(kept))
    _fill(made, "is_safe", _SAFETY)
    return made


def joined_id(parent: UUID, child: UUID) -> bytes:
    """The key of a link row: parent and child, 32 bytes, so that two laptops adding one tag make one row."""
    return parent.bytes + child.bytes


def seed_id(name: str) -> UUID:
    """The identity of a usual first record: the same in every workspace, so that those of two laptops are one record."""
    return uuid5(_SEEDS, name)


def keyed_id(name: str) -> UUID:
    """The identity of what is told apart by a key: made on two laptops, it is one record. No seed: a person made it."""
    value = bytearray(seed_id(name).bytes)
    value[6] = 0x80 | value[6] & 0xF  # version 8: ids of somebody's own making
    return UUID(bytes=bytes(value))


def is_seed(record_id: bytes) -> bool:
    """Whether a record is one of those: their ids are made of names (version 5), all others of the time."""
    return len(record_id) == 16 and record_id[6] >> 4 == 5  # noqa: PLR2004 - bytes of an id, version of it


def _chance() -> int:
    """64 random bits; under the lock."""
    if not _drawn:
        _drawn.extend(struct.unpack(f">{_DRAW}Q", os.urandom(8 * _DRAW)))
    return _drawn.pop()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drawn.clear)  # two processes must not draw the same
