"""What the answer to a batch leaves out: the outcome of an op that was taken whole, the record that stands as its author has it.

Most ops are of that kind: a laptop that worked alone with its clients is told two numbers for all of them. Of anything else
everything is said, and an answer that is given again says everything, for nobody knows any more what its author had.
"""

from sync.protocol.merge import Entity
from sync.protocol.messages import REMOVED, Caller, Op, Outcome
from sync.protocol.scopes import sees


def taken_whole(op: Op, outcome: Outcome, seq: int) -> bool:
    """Whether every cell of an op was accepted at the op's own place in the order."""
    return not outcome.rejected and outcome.accepted == dict.fromkeys(op.cells, seq)


def stands_as_sent(before: Entity | None, op: Op, now: Entity, seq: int, caller: Caller) -> bool:
    """Whether a record is, after an op that was taken whole, what its author made of it.

    He did if he had the very version that stood before: not a newer one of a former life of the server, and not an older
    one. A removal is always shown, for the laptop may have nothing left of the record; so is a time beyond the op's own.
    """
    removal = op.cells.get(REMOVED)
    if op.withdrawn or now.seq != seq or not (removal is None or removal.value is None):
        return False
    cells = op.cells.values()
    had = before.seq if before is not None else 0
    return (
        {cell.base for cell in cells} == {had}
        and now.hlc == max([cell.hlc for cell in cells])
        and sees(caller, now.scope)
    )
