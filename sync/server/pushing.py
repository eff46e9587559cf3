"""A batch is merged once, in one transaction, however often it is sent."""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from sync.protocol.json_form import outcome_json, read_batch, read_outcome
from sync.protocol.json_reading import Part
from sync.protocol.merge import SET_ID_DIGITS, Clash, Entity, Merged, merge, row_of, scope_of
from sync.protocol.messages import Batch, Caller, Op, Outcome, PushReply, Row
from sync.protocol.problems import ClonedError, MalformedError, NotSignedInError, RevokedError
from sync.protocol.replies import stands_as_sent, taken_whole
from sync.protocol.scopes import PUBLIC, strictest, visible_scopes
from sync.server.closure import carry_down
from sync.server.conflicts import put_aside
from sync.server.doubles import MERGED_INTO, make_one
from sync.server.entity_rows import files_of, naming_files
from sync.server.names import keep_names_apart
from sync.server.storage import Answered, LoggedChange, PushedBatch, Storage, Writing
from sync.server.work import Work

_AT_ONCE = 170  # ops: the database writes those while the next are merged


def push(storage: Storage, caller: Caller, number: int, body: bytes, now: int) -> PushReply:
    """Merge a frozen batch, or answer again what was answered."""
    if number < 1:
        raise MalformedError("Batches are numbered from 1.")
    sha256 = hashlib.sha256(body).digest()
    batch = read_batch(body)
    with storage.writing(caller.organisation) as tx:
        device = tx.device(caller.device)
        if device is None or device.user_id != caller.user_id:
            raise NotSignedInError("This device is unknown.")
        if device.revoked:
            raise RevokedError("This device was shut out.")
        known = tx.batch(caller.device, number)
        if known is None:
            return _merged(Work(tx, now), caller, number, sha256, batch)
        if known.sha256 != sha256:
            raise ClonedError(f"Batch {number} was another one.")
        return _answered(tx, caller, known, batch)


def _answered(tx: Writing, caller: Caller, known: PushedBatch, batch: Batch) -> PushReply:
    """Outcomes as they were recorded, all its records as they stand now."""
    outcomes = tuple(read_outcome(Part.of(each, "outcome")) for each in known.outcomes)
    ids = [op.id for op in batch.ops]
    return PushReply(known.first, known.last, outcomes, _rows(ids, tx.entities(ids).get, caller))


def _merged(work: Work, caller: Caller, number: int, sha256: bytes, batch: Batch) -> PushReply:
    work.load(each for op in batch.ops for each in (op.id, *op.parents))
    first, told = work.head + 1, _Told(caller)
    clashes: list[tuple[Entity, Clash]] = []
    rescoped: dict[str, None] = {}
    for place, op in enumerate(batch.ops):
        if place % _AT_ONCE == 0:
            work.flush()
        before = work.get(op.id)
        allowed, refused = _without_foreign_files(work, _following(work, op), caller)
        merged = _merge_one(work, allowed, caller, number)
        told.note(before, op, merged, work.head, refused, as_sent=allowed is op)
        if merged.entity is not None:
            clashes += [(merged.entity, clash) for clash in merged.clashes]
            if merged.entity.scope != (before.scope if before else PUBLIC):
                rescoped[op.id] = None
    last = work.head
    clashes = make_one(work, batch.ops, clashes)
    clashes += keep_names_apart(work, batch.ops)
    carry_down(work, rescoped)
    put_aside(work, clashes)
    outcomes = tuple(told.outcomes.values())
    answered = PushedBatch(number, sha256, first, last, [outcome_json(each) for each in outcomes])
    work.finish(Answered(caller.device, answered, work.now))
    ids = (op.id for op in batch.ops if not told.has(op.id, work.get(op.id)))
    return PushReply(first, last, outcomes, _rows(ids, work.get, caller))


class _Told:
    """What is worth telling the author of a batch."""

    def __init__(self, author: Caller) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._author = author
        self._had: dict[str, Entity] = {}

    def note(
        self, before: Entity | None, op: Op, merged: Merged, seq: int, refused: Mapping[str, str], *, as_sent: bool
    ) -> None:
        """What came of an op."""
        outcome, entity = merged.outcome, merged.entity
        if refused:
            outcome = outcome._replace(rejected={**outcome.rejected, **refused})
        self._had.pop(op.id, None)
        if op.id in self.outcomes or not taken_whole(op, outcome, seq):
            self.outcomes[op.id] = outcome
        elif as_sent and entity is not None and stands_as_sent(before, op, entity, seq, self._author):
            self._had[op.id] = entity

    def has(self, record_id: str, entity: Entity | None) -> bool:
        """Whether the author has the record as it stands."""
        return entity is not None and self._had.get(record_id) is entity


def _merge_one(work: Work, op: Op, caller: Caller, number: int) -> Merged:
    before = work.get(op.id)
    above = [parent.scope for each in op.parents if (parent := work.get(each)) is not None]
    merged = merge(before, op, work.next(), caller, strictest(above))
    entity = merged.entity
    if entity is None or entity is before:
        return merged
    work.load(entity.parents)
    scope = scope_of(entity, work.records)
    entity = entity if scope == entity.scope else entity._replace(scope=scope)
    work.put(entity)
    changed = None
    if before is not None and not before.erased and not entity.erased:
        accepted = merged.outcome.accepted
        changed = {name: (before.fields.get(name), op.cells[name].value, seq) for name, seq in accepted.items()}
    action = "withdrawn" if entity.erased else "edited" if changed is not None else "added"
    who = (caller.user_id, caller.device)
    work.log(LoggedChange(entity.seq, op.id, op.kind, action, *who, number, work.now, changed))
    return Merged(entity, merged.outcome, merged.clashes)


def _following(work: Work, op: Op) -> Op:
    """A late part of a record that was merged into another one goes to the one that stayed."""
    if not op.parents:
        return op
    moved = {each: survivor for each in op.parents if (survivor := _survivor(work, each)) != each}
    if not moved or len(op.id) == SET_ID_DIGITS:
        return op
    cells = {
        name: cell._replace(value=moved[cell.value]) if isinstance(cell.value, str) and cell.value in moved else cell
        for name, cell in op.cells.items()
    }
    return op._replace(cells=cells, parents=tuple(moved.get(each, each) for each in op.parents))


def _without_foreign_files(work: Work, op: Op, caller: Caller) -> tuple[Op, dict[str, str]]:
    """Knowing a hash is no right to the file: nobody gets it by naming it in a record of his own."""
    naming = naming_files(tuple(op.cells))
    named = files_of({name: op.cells[name].value for name in naming}) if naming else None
    if not named:
        return op, {}
    stands = work.get(op.id)
    new = named - files_of(stands.fields) if stands is not None else named
    foreign = work.tx.foreign_files(new, caller.user_id, visible_scopes(caller)) if new else set()
    if not foreign:
        return op, {}
    refused = {name: "file" for name, cell in op.cells.items() if cell.value in foreign}
    return op._replace(cells={name: cell for name, cell in op.cells.items() if name not in refused}), refused


def _survivor(work: Work, record_id: str) -> str:
    """The end of the chain of merges; a ring, which two people merging crosswise may have made, is left alone."""
    passed = [record_id]
    while (entity := work.get(passed[-1])) is not None:
        into = entity.fields.get(MERGED_INTO)
        if not isinstance(into, str) or not into or into in passed:
            break
        work.load([into])
        passed.append(into)
    return passed[-1] if work.get(passed[-1]) is not None else record_id


def _rows(ids: Iterable[str], get: Callable[[str], Entity | None], caller: Caller) -> tuple[Row, ...]:
    return tuple(row_of(entity, caller) for each in dict.fromkeys(ids) if (entity := get(each)) is not None)
