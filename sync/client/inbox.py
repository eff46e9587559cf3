"""Pages on their way in: kept until the server has told everything, then applied together with the cursor.

Nobody sees half of what a colleague sent. Very much is applied in parts, each short enough that no edit waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.store.transaction import Raw, Tx
from sync.client import applying, counting, state
from sync.client.cells import blob, whole
from sync.protocol.hub import Ranges
from sync.protocol.json_form import read_changes, write
from sync.protocol.messages import Changes

AT_ONCE = 1_000  # rows of a page and of one transaction: under a tenth of a second
_MANY = 100  # rows


@dataclass(frozen=True, slots=True)
class Stands:
    """How far pulling has come: the cursor behind what is here, pages that wait, ranges to leave out, records known."""

    fetched: int
    pages: int
    excluded: Ranges
    known: int


def stands(raw: Raw) -> Stands:
    """Read it."""
    return Stands(fetched(raw), kept(raw), state.excluded(raw), counting.known(raw))


def fetched(raw: Raw) -> int:
    """The cursor behind the last page that is here, applied or not."""
    found = raw.execute("SELECT next_cursor FROM sync_inbox ORDER BY number DESC LIMIT 1").fetchone()
    return whole(found[0]) if found else state.load(raw).cursor


def keep(raw: Raw, page: Changes) -> None:
    """Keep a page whose successors have not come yet."""
    raw.execute("INSERT INTO sync_inbox(next_cursor, body) VALUES(?, ?)", (page.cursor, write(page)))


def kept(raw: Raw) -> int:
    """How many pages wait to be applied."""
    ((count,),) = raw.execute("SELECT count(*) FROM sync_inbox").fetchall()
    return whole(count)


def forget(raw: Raw) -> None:
    """Let go of pages not applied: they are asked for again."""
    raw.execute("DELETE FROM sync_inbox")


def take(tx: Tx, page: Changes) -> int:
    """Apply a page that is all there is, cursor included."""
    if len(page.rows) > _MANY:
        tx.expect_many()
    changed = applying.apply(tx.raw, page.rows)
    state.move_cursor(tx.raw, page.cursor)
    return changed


def apply_kept(tx: Tx, at_once: int = AT_ONCE, move: Callable[[Raw, int], None] = state.move_cursor) -> int:
    """Apply the oldest pages, as many as one transaction may hold, with the cursor behind them."""
    tx.expect_many()
    changed = rows = 0
    while True:
        found = tx.raw.execute("SELECT number, body FROM sync_inbox ORDER BY number LIMIT 1").fetchone()
        if found is None:
            return changed
        page = read_changes(blob(found[1]))
        if rows and rows + len(page.rows) > at_once:
            return changed
        rows += len(page.rows)
        changed += applying.apply(tx.raw, page.rows)
        move(tx.raw, page.cursor)
        tx.raw.execute("DELETE FROM sync_inbox WHERE number = ?", (found[0],))
