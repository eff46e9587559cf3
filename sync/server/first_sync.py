"""A first sync in parts: everybody's records cut once for all and built once, what only some see cut for each person.

A part holds what was not changed since its seq; what was comes as changes past it. So parts that were built once serve for
a day, unless a record in one of them was hidden from somebody since: then that part is built anew.
"""

import shutil
from dataclasses import astuple
from pathlib import Path
from uuid import uuid4

from sync.protocol.messages import Caller, Segment, Snapshot
from sync.protocol.problems import UnknownError
from sync.protocol.scopes import PUBLIC, visible_scopes
from sync.protocol.segments import MOST_ROWS, write_segment
from sync.server.storage import Bound, Reading, Storage

# People, and what lists and the index say of them, first: one can work while the rest is still coming. Parents before children.
FIRST_KINDS = (
    "app_user", "pick_list", "pick_item", "custom_field", "tag", "contact_group", "process", "stage", "seller",
    "company", "contact", "channel", "address", "contact_tag", "custom_value", "contact_status", "group_member",
    "company_status", "company_tag", "requisites", "bank_account", "relation", "product", "price_list", "price",
    "opportunity", "opportunity_contact", "opportunity_line", "stage_history", "offer", "offer_section", "offer_line",
    "activity", "activity_contact", "alarm", "note", "promise", "attachment", "conflict", "history", "history_contact",
)  # fmt: skip
_PUBLIC = (PUBLIC,)
_DAY = 24 * 3_600 * 1_000
_BEHIND = 20_000  # so many changes, or a tenth of the records, may have come since everybody's parts were cut
_SHARE = 10


class PartCache:
    """Built parts of everybody's records in a folder of this host; it may be emptied at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, shared: str, number: int) -> tuple[bytes, int] | None:
        """A part, and the head when it was built."""
        found = sorted((self._folder / shared).glob(f"{number}-*.gz"), key=_head)
        try:
            return (found[-1].read_bytes(), _head(found[-1])) if found else None
        except FileNotFoundError:  # somebody emptied it just now
            return None

    def keep(self, shared: str, number: int, head: int, content: bytes) -> None:
        """Keep a part; it is there whole or not at all."""
        folder = self._folder / shared
        folder.mkdir(parents=True, exist_ok=True)
        coming = folder / f"{uuid4().hex}.coming"
        coming.write_bytes(content)
        coming.replace(folder / f"{number}-{head}.gz")

    def forget(self, before_ms: int) -> None:
        """Drop what was begun before this moment."""
        for folder in self._folder.glob("*"):
            if folder.stat().st_mtime_ns // 1_000_000 < before_ms:
                shutil.rmtree(folder, ignore_errors=True)


def begin(storage: Storage, caller: Caller, now: int, cache: PartCache | None = None) -> Snapshot:
    """Cut what this person sees into parts and remember where they begin; each is read when it is asked for."""
    with storage.reading(caller.organisation) as reading:
        shared, as_of, public, fresh = _everybodys(reading, now)
        own = reading.bounds(visible_scopes(caller), MOST_ROWS, but_public=True)
    parts = [(*astuple(bound), shared, number) for number, bound in enumerate(public)]
    parts += [(*astuple(bound), "", 0) for bound in own]
    parts.sort(key=lambda part: (_place(part[0]), part[0], not part[4], part[1]))
    name = uuid4().hex
    with storage.writing(caller.organisation) as tx:
        if fresh:
            tx.add_snapshot(shared, "", as_of, now, [list(astuple(bound)) for bound in public])
        tx.add_snapshot(name, caller.user_id, as_of, now, [list(part) for part in parts])
    if cache is not None and fresh:
        cache.forget(now - 2 * _DAY)
    return Snapshot(name, as_of, tuple(Segment(n, part[0], part[3], 0, "") for n, part in enumerate(parts)))


def part(reading: Reading, caller: Caller, name: str, number: int, cache: PartCache | None = None) -> bytes:
    """One part of a first sync this person has begun."""
    found = reading.snapshot(name)
    if found is None or found[0] != caller.user_id or not 0 <= number < len(found[2]):
        raise UnknownError("There is no such part of a first sync.")
    _user, as_of, parts = found
    kind, first, end, rows, shared, place = parts[number]
    bound = Bound(kind, first, end, rows)
    if not shared:
        return write_segment(kind, reading.span(bound, visible_scopes(caller), as_of, but_public=True))
    kept = cache.find(shared, place) if cache is not None else None
    if kept is not None and not reading.left_public(bound, kept[1]):
        return kept[0]
    content = write_segment(kind, reading.span(bound, _PUBLIC, as_of))
    if cache is not None:
        cache.keep(shared, place, reading.organisation.head, content)
    return content


def _everybodys(reading: Reading, now: int) -> tuple[str, int, list[Bound], bool]:
    """The parts of everybody's records: those cut for somebody else today, if not too much has come since."""
    head = reading.organisation.head
    found = reading.newest_snapshot("")
    if found is not None and now - found[2] < _DAY:
        name, as_of, _at, parts = found
        if head - as_of <= max(_BEHIND, reading.count(_PUBLIC) // _SHARE):
            return name, as_of, [Bound(*each) for each in parts], False
    return uuid4().hex, head, reading.bounds(_PUBLIC, MOST_ROWS), True


def _head(path: Path) -> int:
    return int(path.stem.partition("-")[2])


def _place(kind: str) -> int:
    return FIRST_KINDS.index(kind) if kind in FIRST_KINDS else len(FIRST_KINDS)
