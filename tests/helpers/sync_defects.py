"""Defects planted into the client: the invented histories must find each of them, else they prove nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from models.store.transaction import Raw, Tx
from sync.client import answers, applying, inbox, outbox, state
from sync.protocol.messages import Changes, Op, Outcome
from sync.server import pushing


def generation_ignored(patch: pytest.MonkeyPatch) -> None:
    """An answer unmarks what was typed after the batch was frozen."""

    def unmark(raw: Raw, number: int) -> None:
        sent = raw.execute('SELECT "table", id, field FROM sync_outbox_cell WHERE number = ?', (number,)).fetchall()
        raw.executemany('DELETE FROM sync_dirty WHERE "table" = ? AND id = ? AND field = ?', sent)
        raw.execute("DELETE FROM sync_outbox_cell WHERE number = ?", (number,))

    patch.setattr(answers, "_unmark", unmark)


def pending_overwritten(patch: pytest.MonkeyPatch) -> None:
    """What comes is written over what was not sent yet."""
    honest = applying._differing
    patch.setattr(applying, "_differing", lambda stands, cells, _marks: honest(stands, cells, set()))


def loser_not_kept(patch: pytest.MonkeyPatch) -> None:
    """The server forgets the value that lost."""
    patch.setattr(pushing, "put_aside", lambda _work, _clashes: None)


def cursor_without_rows(patch: pytest.MonkeyPatch) -> None:
    """The cursor moves, the last row of the page does not come along."""

    def take(tx: Tx, page: Changes) -> int:
        changed = applying.apply(tx.raw, page.rows[:-1])
        state.move_cursor(tx.raw, page.cursor)
        return changed

    patch.setattr(inbox, "take", take)


def base_taken_as_current(patch: pytest.MonkeyPatch) -> None:
    """A newer edit is based on what the row's seq is now, not on where the sent one was accepted."""

    def rebase(raw: Raw, op: Op, _outcome: Outcome) -> None:
        raw.execute(
            'UPDATE sync_dirty SET base_seq = 1000000000 WHERE "table" = ? AND id = ?', (op.kind, bytes.fromhex(op.id))
        )

    patch.setattr(answers, "_rebase", rebase)


def removal_based_on_the_row(patch: pytest.MonkeyPatch) -> None:
    """A removal claims to have seen the row's version, though an unsent edit hid what came."""
    honest = outbox._change

    def change(table: str, row: dict[str, Any], marks: list[outbox.Mark]) -> Op | None:
        loose = [mark._replace(base=row["srv_seq"]) if mark.field == "removed_at" else mark for mark in marks]
        removal = [mark for mark in loose if mark.field == "removed_at"]
        op = honest(table, row, loose)
        if op is None or not removal or op.cells["removed_at"].value is None:
            return op
        cell = op.cells["removed_at"]
        return Op(
            op.kind, op.id, {**op.cells, "removed_at": type(cell)(cell.value, row["srv_seq"], cell.hlc)}, op.parents
        )

    patch.setattr(outbox, "_change", change)


def own_seqs_skipped(patch: pytest.MonkeyPatch) -> None:
    """Everything up to the newest own seq is left out of what is fetched."""
    patch.setattr(state, "excluded", lambda raw: ((1, int(state.get(raw, "newest_own", "0"))),))
    honest = state.exclude

    def exclude(raw: Raw, seqs: set[int]) -> None:
        honest(raw, seqs)
        if seqs:
            state.put(raw, newest_own=max(seqs))

    patch.setattr(state, "exclude", exclude)


DEFECTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    each.__name__: each
    for each in (
        generation_ignored, pending_overwritten, loser_not_kept, cursor_without_rows, base_taken_as_current,
        removal_based_on_the_row, own_seqs_skipped,
    )
}  # fmt: skip


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The defect is there for the length of a block."""
    with pytest.MonkeyPatch.context() as patch:
        DEFECTS[name](patch)
        yield
