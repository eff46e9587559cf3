"""Files by the hash of their content: sent before the record that names them, fetched when somebody wants to see them.

Both ways go in chunks and go on where they stopped.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial

from models.store.transaction import Raw
from sync.client.door import Door
from sync.protocol.hub import Hub
from sync.protocol.problems import UnknownError

CHUNK = 256 * 1024


def send(door: Door, hub: Hub, files: Iterable[str]) -> int:
    """Send the files the server has not; one that is not on this laptop is somebody else's to send. Returns how many went."""
    sent = 0
    for sha256 in files:
        if door.ask(partial(_is_sent, sha256=sha256)):
            continue
        content = door.file(sha256)
        if content is None:
            continue
        _send(hub, sha256, content)
        door.fill(partial(_note_sent, sha256=sha256))
        sent += 1
    return sent


def fetch(
    door: Door, hub: Hub, sha256: str, size: int | None = None, told: Callable[[int, int], None] | None = None
) -> bytes | None:
    """The content of a file a record here names; None where the server has none, or another content.

    `told` hears of each part before it is kept, and may stop the fetching by raising.
    """
    found = door.file(sha256)
    if found is not None:
        return found
    if size is None:
        size = hub.blob_size(sha256)
    if size < 0:
        return None
    while (done := door.part_size(sha256)) < size:
        chunk = _part(hub, sha256, done, min(CHUNK, size - done))
        if not chunk:
            return None
        if told is not None:
            told(done + len(chunk), size)
        door.add_part(sha256, done, chunk)
    content = door.take_part(sha256)
    if hashlib.sha256(content).hexdigest() != sha256:
        return None
    door.keep_file(content)
    return content


def _part(hub: Hub, sha256: str, offset: int, length: int) -> bytes:
    """A chunk; empty where there is no such file, or none this person may have."""
    try:
        return hub.get_blob(sha256, offset, length)
    except UnknownError:
        return b""


def _send(hub: Hub, sha256: str, content: bytes) -> None:
    done = max(hub.blob_size(sha256), 0)
    while done < len(content) or not content:
        done = hub.put_blob(sha256, done, len(content), content[done : done + CHUNK])
        if not content:
            return


def _is_sent(raw: Raw, sha256: str) -> bool:
    return raw.execute("SELECT 1 FROM sync_blob WHERE sha256 = ?", (sha256,)).fetchone() is not None


def _note_sent(raw: Raw, sha256: str) -> None:
    raw.execute("INSERT INTO sync_blob(sha256, sent) VALUES(?, 1) ON CONFLICT DO NOTHING", (sha256,))
