"""What a reader may remember: things worked out of one state of the file, forgotten as soon as anything was written."""

from collections.abc import Hashable
from typing import Any
from weakref import WeakKeyDictionary

import apsw

Memory = dict[Hashable, Any]

_memories: WeakKeyDictionary[apsw.Connection, tuple[int, Memory]] = WeakKeyDictionary()


def may_remember(reader: apsw.Connection) -> None:
    """Give a connection a memory. It must never write: of its own changes the file's version does not tell it."""
    _memories[reader] = (0, {})


def memory(connection: apsw.Connection) -> Memory:
    """The memory of a reader for the state it sees now: empty at first, and again after any commit of the writer.

    The writer, which asks in the midst of its changes, remembers nothing. Threads: a reader serves one question at a
    time, so its memory does.
    """
    known = _memories.get(connection)
    if known is None:
        return {}
    # Inside a transaction this number tells of the snapshot, not of what was committed since it was begun.
    version = connection.execute("PRAGMA data_version").get
    if known[0] != version:
        known = _memories[connection] = (version, {})
    return known[1]
