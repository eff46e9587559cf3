"""What sync.md promises (section 5), each as a function over a history that has come to rest."""

from dataclasses import dataclass
from typing import Protocol

from tests.helpers.office import Laptop
from tests.helpers.sync_content import Pending, content_of, differences, the_queues_of

REMOVABLE = ("contact", "company", "note", "channel")


@dataclass
class Write:
    """One value somebody typed: where, instead of what, and whether it may be lost with a restored laptop."""

    laptop: int
    place: tuple[str, str, str]
    value: str
    before: str
    excused: bool = False


@dataclass
class Removal:
    """Somebody removed a record with these values before his eyes."""

    record: tuple[str, str]
    seen: frozenset[str]


class History(Protocol):
    """What happened: who typed and removed what, and how it ended."""

    seed: int
    odd: bool
    laptops: list[Laptop]
    writes: list[Write]
    removals: list[Removal]
    mended: int


class BrokenPromiseError(AssertionError):
    """A promise was broken; the seed says in which history."""


def every_device_ends_with_the_same_data(history: History) -> None:
    """I1, byte for byte, and the comparison of counts found nothing to mend on the way."""
    first = content_of(history.laptops[0])
    for laptop in history.laptops[1:]:
        other = content_of(laptop)
        if other != first:
            raise BrokenPromiseError(f"seed {history.seed}: I1 {differences(first, other)}")
    if history.mended and not history.odd:
        raise BrokenPromiseError(f"seed {history.seed}: I1 the comparison had to mend {history.mended} rows")


def the_queue_drains(history: History) -> None:
    """I7."""
    for laptop in history.laptops:
        if left := the_queues_of(laptop):
            raise BrokenPromiseError(f"seed {history.seed}: I7 {left}")


def no_write_is_lost(history: History) -> None:
    """I2: every value typed is current, put aside for review, or replaced by a value that is itself kept."""
    current = content_of(history.laptops[0])
    lost = {row[0].strip('"') for row in history.laptops[0].rows("SELECT lost_value FROM conflict")}
    for laptop in history.laptops:
        lost |= {row[0].strip('"') for row in laptop.rows("SELECT value FROM sync_rejected")}
    after: dict[tuple[tuple[str, str, str], str], list[Write]] = {}
    for write in history.writes:
        after.setdefault((write.place, write.before), []).append(write)

    def kept(write: Write) -> bool:
        table, record_id, name = write.place
        if current.get((table, record_id), {}).get(name) == write.value or write.value in lost:
            return True
        return any(kept(later) for later in after.get((write.place, write.value), ()))

    for write in history.writes:
        if not write.excused and not kept(write):
            raise BrokenPromiseError(f"seed {history.seed}: I2 lost {write}")


def a_sequel_never_loses_to_what_it_had_seen(history: History) -> None:
    """I3, for any clock; and nobody is asked about a value whose author had seen the other one (strict histories)."""
    by_value = {write.value: write for write in history.writes}
    for kept, lost in _edits(history):
        loser, winner = by_value.get(lost), by_value.get(kept)
        if loser is not None and not loser.excused and loser.before == kept and not history.odd:
            raise BrokenPromiseError(f"seed {history.seed}: I3 {lost} had seen {kept} and lost")
        seen = winner
        while seen is not None and not history.odd:
            if seen.before == lost:
                raise BrokenPromiseError(f"seed {history.seed}: I3 asked about {lost}, which {kept} had seen")
            seen = by_value.get(seen.before)


def no_edit_is_buried_by_a_removal(history: History) -> None:
    """I4: what lies in the bin was before the eyes of somebody who put it there."""
    for (table, record_id), cells in content_of(history.laptops[0]).items():
        if table not in REMOVABLE or cells["removed_at"] is None:
            continue
        seen = [removal.seen for removal in history.removals if removal.record == (table, record_id)]
        for write in history.writes:
            if write.excused or write.place[:2] != (table, record_id) or cells[write.place[2]] != write.value:
                continue
            if not any(write.value in each for each in seen):
                raise BrokenPromiseError(f"seed {history.seed}: I4 {write} was buried")


def fields_are_independent(history: History) -> None:
    """I6: two values compete only for one field of one record."""
    places = {write.value: write.place for write in history.writes}
    for kept, lost in _edits(history):
        if kept in places and lost in places and places[kept] != places[lost]:
            raise BrokenPromiseError(f"seed {history.seed}: I6 {kept} against {lost}")


def pending_work_is_never_overwritten(history: History, before: Pending, after: Pending, typed: int) -> None:
    """I8: a cell that waits still says what it said, or what was typed since."""
    fresh = {write.value for write in history.writes[typed:]}
    for key, (_gen, value) in before.items():
        if key in after and after[key][1] != value and after[key][1] not in fresh:
            raise BrokenPromiseError(f"seed {history.seed}: I8 {key}: {value} became {after[key][1]}")


def index_and_lists_follow(history: History) -> None:
    """What is derived is what a rebuild makes."""
    for laptop in history.laptops:
        problems = laptop.workspace.check().result().problems
        if problems:
            raise BrokenPromiseError(f"seed {history.seed}: {problems}")


def _edits(history: History) -> list[tuple[str, str]]:
    rows = history.laptops[0].rows("SELECT kept_value, lost_value FROM conflict WHERE what = 'edit'")
    return [(kept.strip('"'), lost.strip('"')) for kept, lost in rows]


PROMISES = (
    the_queue_drains,
    every_device_ends_with_the_same_data,
    no_write_is_lost,
    a_sequel_never_loses_to_what_it_had_seen,
    no_edit_is_buried_by_a_removal,
    fields_are_independent,
    index_and_lists_follow,
)
