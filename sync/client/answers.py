"""The answer to a batch, settled in one transaction: what was sent is unmarked, what stands is shown, refusals are kept.

Only the generation that was sent is unmarked. A newer edit of the same cell was made on top of it: it is based on the seq
at which the sent one was accepted, as recorded when it was merged, never on what the row's seq is now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.store.sync_marks import DELETED, WHOLE_ROW
from models.store.transaction import Raw
from sync.client import applying, confirming, kept, outbox, state
from sync.client.cells import blob, whole
from sync.client.outbox import Frozen
from sync.client.privacy import Privacy
from sync.client.unsharing import unshare
from sync.protocol.json_form import canonical
from sync.protocol.messages import REMOVED, Op, Outcome, PushReply, Row

_REMOVALS = (REMOVED, DELETED)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to a batch, beside what was sent: its rows, and its bytes as they are kept."""

    number: int
    ops: tuple[Op, ...]
    content: bytes
    reply: PushReply


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a batch: how many rows were sent, how many fields stayed as the server has them or were refused."""

    rows: int
    theirs: int
    refused: int


def prepare(batch: Frozen, reply: PushReply) -> Answer:
    """Read what was sent before the file is locked for it."""
    ops = outbox.sent(batch.body)
    return Answer(batch.number, ops, kept.made(batch.body, (bytes.fromhex(op.id) for op in ops)), reply)


def settle(raw: Raw, answer: Answer, now_ms: int) -> Settled:
    """Take in an answer. The batch is kept until the server says that its rows are safe."""
    number, ops, reply = answer.number, answer.ops, answer.reply
    outcomes = {outcome.id: outcome for outcome in reply.outcomes_of(ops)}
    _unmark(raw, number)
    theirs = refused = 0
    for op, outcome in zip(ops, outcomes.values(), strict=True):
        theirs += sum(1 for seq in outcome.accepted.values() if not seq)
        refused += len(outcome.rejected)
        _keep_refused(raw, op, outcome, now_ms)
        if op.withdrawn and not outcome.rejected:
            unshare(raw, op.kind, bytes.fromhex(op.id))
        else:
            _rebase(raw, op, outcome)
            if op.cells.keys() == {REMOVED}:
                _keep_moved(raw, op)
    rows = _without_own_private(reply.rows, ops, outcomes)
    applying.apply(raw, rows, force=True)
    taken = _taken(ops, reply)
    confirming.confirm(raw, taken)
    here = {row.seq for row in rows if reply.first <= row.seq <= reply.last}
    state.exclude(raw, here.union(seq for _op, seq in taken))
    kept.keep(raw, number, answer.content, reply.last)
    return Settled(len(ops), theirs, refused)


def _taken(ops: Sequence[Op], reply: PushReply) -> list[tuple[Op, int]]:
    """What stands with the server as it was sent, nothing more being said about it: each with its seq."""
    told = {each.id for each in reply.outcomes} | {row.id for row in reply.rows}
    return [(op, seq) for seq, op in enumerate(ops, reply.first) if op.id not in told]


def refuse(raw: Raw, number: int, reason: str, now_ms: int) -> tuple[str, ...]:
    """A batch no server will ever take: its values are kept and shown, and stand in nobody's way. Returns whose they were."""
    ((body,),) = raw.execute("SELECT body FROM sync_outbox WHERE number = ?", (number,)).fetchall()
    ops = outbox.sent(blob(body))
    for op in ops:
        _keep_refused(raw, op, Outcome(op.id, {}, dict.fromkeys(op.cells, reason)), now_ms)
    _unmark(raw, number)
    raw.execute("DELETE FROM sync_outbox WHERE number = ?", (number,))
    return tuple(op.id for op in ops)


def put_back(raw: Raw, rows: Iterable[Row]) -> None:
    """What was refused stands as the server has it."""
    applying.apply(raw, rows, force=True)


def _unmark(raw: Raw, number: int) -> None:
    """The cells that were sent, as they were sent, wait no longer."""
    sent = raw.execute('SELECT "table", id, field, gen FROM sync_outbox_cell WHERE number = ?', (number,)).fetchall()
    raw.executemany('DELETE FROM sync_dirty WHERE "table" = ? AND id = ? AND field = ? AND gen = ?', sent)
    raw.execute("DELETE FROM sync_outbox_cell WHERE number = ?", (number,))


def _keep_moved(raw: Raw, op: Op) -> None:
    """A part that was moved to a private record is removed for everybody else; here it stays, unsent as a whole."""
    record_id = bytes.fromhex(op.id)
    if Privacy(raw).hidden(op.kind, [record_id]):
        raw.execute(
            'INSERT INTO sync_dirty("table", id, field, hlc, base_seq) VALUES(?, ?, ?, ?, 0) ON CONFLICT DO NOTHING',
            (op.kind, record_id, WHOLE_ROW, op.cells[REMOVED].hlc),
        )


def _rebase(raw: Raw, op: Op, outcome: Outcome) -> None:
    """Edits made while the batch was under way are sequels of what was accepted of it."""
    record_id = bytes.fromhex(op.id)
    left = raw.execute('SELECT field, base_seq FROM sync_dirty WHERE "table" = ? AND id = ?', (op.kind, record_id))
    for field, base in left.fetchall():
        if field in _REMOVALS:
            fresh = _base_of_removal(whole(base), op, outcome)
        elif field == WHOLE_ROW or field not in op.cells:
            continue
        elif outcome.accepted.get(str(field)):
            fresh = outcome.accepted[str(field)]
        else:
            fresh = min(whole(base), op.cells[str(field)].base)
        raw.execute(
            'UPDATE sync_dirty SET base_seq = ? WHERE "table" = ? AND id = ? AND field = ?',
            (fresh, op.kind, record_id, field),
        )


def _base_of_removal(base: int, op: Op, outcome: Outcome) -> int:
    """A removal made meanwhile had seen what was sent with it, and nothing that stood in its way on the server."""
    unseen = [op.cells[field].base for field, seq in outcome.accepted.items() if not seq and field in op.cells]
    if unseen:
        return max(1, min(base, *unseen))
    return base or max(outcome.accepted.values(), default=1)


def _keep_refused(raw: Raw, op: Op, outcome: Outcome, now_ms: int) -> None:
    raw.executemany(
        'INSERT INTO sync_rejected(at, "table", id, field, value, reason) VALUES(?, ?, ?, ?, ?, ?)',
        [
            (now_ms, op.kind, bytes.fromhex(op.id), field, canonical(op.cells[field].value).decode(), reason)
            for field, reason in outcome.rejected.items()
            if field in op.cells
        ],
    )


def _without_own_private(rows: Iterable[Row], ops: Iterable[Op], outcomes: dict[str, Outcome]) -> list[Row]:
    """The server has forgotten what became private; here it stays."""
    private = {op.id for op in ops if op.withdrawn and not outcomes[op.id].rejected}
    return [row for row in rows if not (row.gone and row.id in private)]
