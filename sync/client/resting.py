"""Whether a round has anything to do once the server has said how it stands: mostly it has not, and is one question."""

from models.store.transaction import Raw
from sync.client import erasing, inbox, outbox, state


def nothing_to_do(raw: Raw, head: int, today: str) -> bool:
    """Whether nothing waits to be sent, taken in, erased or reserved, and both sides were found even where they stand now.

    `today` is the day in UTC: the numbers of a new year are asked for in time.
    """
    known = state.everything(raw)
    return (
        known.get(state.CURSOR) == known.get(state.EVEN_AT) == str(head)
        and known.get(state.NUMBERS_AT) == today
        and known.keys().isdisjoint({state.SNAPSHOT, state.SCOUR})
        and raw.execute("SELECT 1 FROM sync_dirty LIMIT 1").fetchone() is None
        and outbox.outstanding(raw) is None
        and not inbox.kept(raw)
        and not erasing.due(raw)
    )
