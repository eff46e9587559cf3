"""Identities: UUIDv7, made on the laptop, the same on every device (RFC 9562, section 5.7)."""

import os
import threading
import time
from uuid import UUID

_COUNTER_END = 0xFFF  # 12 bits
_lock = threading.Lock()
_last = [0, 0]  # milliseconds, counter: ids of one process sort in the order they were made


def new_id() -> UUID:
    """A new identity; ids made later sort later, also within one millisecond (12 bits of counter first)."""
    return UUID(bytes=new_id_bytes())


def new_id_bytes() -> bytes:
    """The 16 bytes of a new identity, for bulk loads."""
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last[0]:
            _last[0], _last[1] = now, int.from_bytes(os.urandom(2)) & 0x3FF
        else:
            _last[1] += 1
            if _last[1] > _COUNTER_END:
                _last[0], _last[1] = _last[0] + 1, 0
        millis, counter = _last
    random = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    value = (millis << 80) | (0x7 << 76) | (counter << 64) | (0x2 << 62) | random
    return value.to_bytes(16)


def joined_id(parent: UUID, child: UUID) -> bytes:
    """The key of a link row: parent and child, 32 bytes, so that two laptops adding one tag make one row."""
    return parent.bytes + child.bytes
