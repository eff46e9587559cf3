"""What one transaction has read and will have changed: records by id, numbers in order, and what follows from a change.

The digest, the departures, the edges between records and the files they name are derived here and nowhere else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sync.protocol.digests import added, bucket_of, row_hash, taken
from sync.protocol.merge import Entity
from sync.protocol.scopes import PUBLIC, WITHDRAWN
from sync.server.entity_rows import files_of
from sync.server.storage import Answered, Departed, LoggedChange, Writes, Writing


class Work:
    """The records of one writing transaction."""

    def __init__(self, tx: Writing, now: int) -> None:
        self.tx, self.now = tx, now
        self.head = tx.organisation.head
        self._records: dict[str, Entity] = {}
        self._stored: dict[str, Entity] = {}  # as the database has them
        self._asked: set[str] = set()
        self._absent: set[str] = set()  # looked for and not there
        self._changed: dict[str, None] = {}
        self._log: list[LoggedChange] = []
        self._forgotten: list[str] = []
        self._digest: dict[tuple[str, int], tuple[int, int]] = {}

    @property
    def records(self) -> Mapping[str, Entity]:
        """Every record read so far, as it stands now."""
        return self._records

    def next(self) -> int:
        """The next place in the order."""
        self.head += 1
        return self.head

    def load(self, ids: Iterable[str]) -> None:
        """Read records that were not read yet, and the parents that bound what may be seen of them."""
        missing = set(ids) - self._asked
        while missing:
            found = self.tx.entities(missing)
            self._asked |= missing
            self._absent |= missing - found.keys()
            self._records.update(found)
            self._stored.update(found)
            missing = {parent for entity in found.values() for parent in entity.parents} - self._asked

    def living(self, kind: str) -> list[Entity]:
        """Every record of a kind that is not in the bin, as the database has it."""
        ids = self.tx.living(kind)
        self.load(ids)
        return [self._records[each] for each in ids]

    def get(self, record_id: str) -> Entity | None:
        """A record that was read, or made here."""
        return self._records.get(record_id)

    def put(self, entity: Entity) -> None:
        """A record stands like this now."""
        self._asked.add(entity.id)
        self._records[entity.id] = entity
        self._changed[entity.id] = None
        if entity.erased:
            self._forgotten.append(entity.id)

    def log(self, change: LoggedChange) -> None:
        """A line of the audit."""
        self._log.append(change)

    def note(self, entity: Entity, action: str, fields: Mapping[str, Sequence[Any]] | None = None) -> None:
        """A line of the audit about what the server did itself."""
        self._log.append(LoggedChange(entity.seq, entity.id, entity.kind, action, "", "", 0, self.now, fields))

    def flush(self) -> None:
        """Write what has changed since the last time; the database works on it meanwhile."""
        if self._changed or self._log:
            self.tx.write(self._gathered())

    def finish(self, answered: Answered | None = None) -> None:
        """Write the rest, the head, and what was answered to a batch."""
        writes = self._gathered()
        writes.answered, writes.digest = answered, self._digest
        if self.head != self.tx.organisation.head:
            writes.head = self.head
        self.tx.write(writes)

    def _gathered(self) -> Writes:
        writes = Writes(changes=self._log, forgotten=self._forgotten)
        for record_id in self._changed:
            now, before = self._records[record_id], self._stored.get(record_id)
            (writes.born if record_id in self._absent else writes.entities).append(now)
            self._derive(writes, before, now)
        self._absent -= self._changed.keys()
        self._stored.update((record_id, self._records[record_id]) for record_id in self._changed)
        self._changed, self._log, self._forgotten = {}, [], []
        return writes

    def _derive(self, writes: Writes, before: Entity | None, now: Entity) -> None:
        record_id, bucket = bytes.fromhex(now.id), bucket_of(now.id)
        if before is not None:
            self._count(before, record_id, bucket, -1)
            if now.scope not in {PUBLIC, before.scope} and before.scope != WITHDRAWN:
                writes.departures.append(Departed(now.id, now.kind, before.scope, now.seq))
        self._count(now, record_id, bucket, 1)
        _edges(writes.parents, now.id, before.parents if before else (), now.parents)
        _edges(writes.files, now.id, files_of(before.fields) if before else (), files_of(now.fields))

    def _count(self, entity: Entity, record_id: bytes, bucket: int, sign: int) -> None:
        if entity.scope == WITHDRAWN:
            return
        key = (entity.scope, bucket)
        count, total = self._digest.get(key, (0, 0))
        one = row_hash(record_id, entity.seq)
        self._digest[key] = (count + sign, added(total, one) if sign > 0 else taken(total, one))


def _edges(
    kept: dict[str, tuple[frozenset[str], frozenset[str]]],
    record_id: str,
    before: Collection[str],
    now: Collection[str],
) -> None:
    if before == now or not (before or now):
        return
    old, new = frozenset(before), frozenset(now)
    if old != new:
        kept[record_id] = (new - old, old - new)
