"""The first sync of a large base: parts that are fetched and loaded one by one, past the recorder; index and lists follow.

People come first: one can work with them while the history still streams in. Interrupted, it goes on with the next part.
"""

import contextlib
import hashlib
from collections.abc import Callable
from functools import partial

from models.store.transaction import Raw
from sync.client import inbox, loading, state
from sync.client.door import Door
from sync.protocol.hub import Hub
from sync.protocol.json_form import read_snapshot, write
from sync.protocol.messages import Segment, Snapshot
from sync.protocol.problems import MalformedError, TooLargeError, UnknownError, UnreachableError
from sync.protocol.segments import Columns, read_columns

_ATTEMPTS = 3
_STREAMING = frozenset({"history", "history_contact"})  # what one can begin to work without


def run(door: Door, hub: Hub, told: Callable[[int, int], None]) -> int:
    """Load every part that is not in yet. Returns how many rows came.

    Raises:
        UnreachableError: the server has let go of what was begun; the next round begins anew.
    """
    snapshot, done = _begun(door) or _begin(door, hub)
    rows, usable = 0, done > 0
    total = sum(part.rows for part in snapshot.segments)
    for number, part in enumerate(snapshot.segments[done:], start=done + 1):
        if part.kind in _STREAMING and not usable:
            door.rebuild()
            usable = True
        door.fill(partial(_load, part=_part(door, hub, snapshot.id, part), number=number))
        rows += part.rows
        told(rows, total)
    door.rebuild()
    door.fill(lambda raw: _end(raw, snapshot.as_of))
    return rows


def _begun(door: Door) -> tuple[Snapshot, int] | None:
    """The first sync that was interrupted, and how many of its parts are in."""
    known = door.ask(state.everything)
    if state.SNAPSHOT not in known:
        return None
    return read_snapshot(known[state.SNAPSHOT].encode()), int(known.get(state.SEGMENT, "0"))


def _begin(door: Door, hub: Hub) -> tuple[Snapshot, int]:
    snapshot = hub.snapshot()

    def note(raw: Raw) -> None:
        inbox.forget(raw)
        state.put(raw, snapshot=write(snapshot).decode(), segment=0)

    door.fill(note)
    return snapshot, 0


def _part(door: Door, hub: Hub, snapshot: str, part: Segment) -> Columns:
    """The rows of a part; one that arrived damaged is fetched again."""
    for _attempt in range(_ATTEMPTS):
        try:
            content = hub.segment(snapshot, part.number)
        except UnknownError:
            door.fill(lambda raw: state.forget(raw, state.SNAPSHOT, state.SEGMENT))
            raise UnreachableError("The snapshot is no longer there.") from None
        if part.sha256 and hashlib.sha256(content).hexdigest() != part.sha256:
            continue
        with contextlib.suppress(MalformedError, TooLargeError):
            return read_columns(content)
    raise UnreachableError("A part of the first sync arrives damaged.")


def _load(raw: Raw, part: Columns, number: int) -> None:
    loading.load(raw, part)
    state.put(raw, segment=number)


def _end(raw: Raw, as_of: int) -> None:
    state.forget(raw, state.SNAPSHOT, state.SEGMENT)
    state.move_cursor(raw, as_of)
