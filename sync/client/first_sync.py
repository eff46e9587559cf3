"""The first sync of a large base: parts that are fetched and loaded one by one, past the recorder.

People come first. They are listed as soon as they are there and found soon after, and one works with them while the rest
streams in, its words with it; what lists say of touches and plans follows in the end. Interrupted, it goes on with the next part.
"""

import contextlib
import hashlib
from collections.abc import Callable
from functools import partial

from models.store.transaction import Raw
from sync.client import inbox, listing, loading, state
from sync.client.door import Door
from sync.protocol.hub import Hub
from sync.protocol.json_form import read_snapshot, write
from sync.protocol.messages import Segment, Snapshot
from sync.protocol.problems import MalformedError, TooLargeError, UnknownError, UnreachableError
from sync.protocol.segments import Columns, read_columns

_ATTEMPTS = 3
# What lists of people and firms are made of, and what that cannot stand without.
_LISTED = frozenset(
    {
        "app_user", "pick_list", "pick_item", "custom_field", "tag", "contact_group", "process", "stage", "seller",
        "company", "contact", "channel",
    }
)  # fmt: skip
_FIRST = _LISTED | {"address", "contact_tag", "custom_value"}  # and their words; the rest streams in after


def run(door: Door, hub: Hub, told: Callable[[int, int], None]) -> int:
    """Load every part that is not in yet. Returns how many rows came.

    Raises:
        UnreachableError: the server has let go of what was begun; the next round begins anew.
    """
    snapshot, done, usable = _begun(door) or _begin(door, hub)
    rows, total, listed = 0, sum(part.rows for part in snapshot.segments), usable
    for number, part in enumerate(snapshot.segments[done:], start=done + 1):
        if not listed and part.kind not in _LISTED:
            _list(door)
            listed = True
        if not usable and part.kind not in _FIRST:
            _make_usable(door, snapshot, number - 1)
            usable = True
        try:
            columns = _part(hub, snapshot.id, part)
        except UnknownError:
            _give_up(door, snapshot, number - 1)
            raise UnreachableError("The snapshot is no longer there.") from None
        door.fill(partial(_load, part=columns, number=number, indexed=usable))
        rows += part.rows
        told(rows, total)
    if not usable:
        _make_usable(door, snapshot, len(snapshot.segments))
    _finish(door)
    door.fill(partial(_end, as_of=snapshot.as_of))
    door.tell()
    return rows


def _list(door: Door) -> None:
    """People are there."""
    listing.list_people(door)
    door.tell()


def _make_usable(door: Door, snapshot: Snapshot, done: int) -> None:
    """From here on people are found as well, and words of what comes are written as it comes."""
    listing.find_people(door)
    door.tell()
    listing.make_others(door, {part.kind for part in snapshot.segments[:done]})
    door.fill(lambda raw: state.put(raw, listed=1))


def _finish(door: Door) -> None:
    listing.list_people(door)
    listing.tidy(door)


def _give_up(door: Door, snapshot: Snapshot, done: int) -> None:
    """What came by now stays, and is found and listed."""
    listing.list_people(door)
    listing.find_people(door)
    listing.make_others(door, {part.kind for part in snapshot.segments[:done]})
    door.fill(lambda raw: state.forget(raw, state.SNAPSHOT, state.SEGMENT, state.LISTED))
    door.tell()


def _begun(door: Door) -> tuple[Snapshot, int, bool] | None:
    """The first sync that was interrupted, how many of its parts are in, and whether people can be worked with."""
    known = door.ask(state.everything)
    if state.SNAPSHOT not in known:
        return None
    return read_snapshot(known[state.SNAPSHOT].encode()), int(known.get(state.SEGMENT, "0")), state.LISTED in known


def _begin(door: Door, hub: Hub) -> tuple[Snapshot, int, bool]:
    snapshot = hub.snapshot()

    def note(raw: Raw) -> None:
        inbox.forget(raw)
        state.forget(raw, state.LISTED)
        state.put(raw, snapshot=write(snapshot).decode(), segment=0)

    door.fill(note)
    return snapshot, 0, False


def _part(hub: Hub, snapshot: str, part: Segment) -> Columns:
    """The rows of a part; one that arrived damaged is fetched again."""
    for _attempt in range(_ATTEMPTS):
        content = hub.segment(snapshot, part.number)
        if part.sha256 and hashlib.sha256(content).hexdigest() != part.sha256:
            continue
        with contextlib.suppress(MalformedError, TooLargeError):
            return read_columns(content)
    raise UnreachableError("A part of the first sync arrives damaged.")


def _load(raw: Raw, part: Columns, number: int, *, indexed: bool) -> None:
    loading.load(raw, part, indexed=indexed)
    state.put(raw, segment=number)


def _end(raw: Raw, as_of: int) -> None:
    state.forget(raw, state.SNAPSHOT, state.SEGMENT, state.LISTED)
    state.move_cursor(raw, as_of)
