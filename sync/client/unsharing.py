"""What the server knows no more and this laptop keeps as its own: private records, and what hangs on them."""

from models.store.sync_marks import WHOLE_ROW
from models.store.transaction import Raw
from sync.client import counting
from sync.client.cells import whole
from sync.client.family import hanging


def unshare(raw: Raw, table: str, record_id: bytes) -> None:
    """The server knows no more of this row and of what hangs on it: made public again, they are sent whole."""
    ahead, seen = [(table, record_id)], {(table, record_id)}
    while ahead:
        name, row_id = ahead.pop()
        found = raw.execute(f"SELECT srv_seq, srv_hlc FROM {name} WHERE id = ?", (row_id,)).fetchone()
        if found is not None and found[0]:
            counting.moved(raw, [(row_id, whole(found[0]), 0)])
            raw.execute(f"UPDATE {name} SET srv_seq = 0 WHERE id = ?", (row_id,))
            raw.execute('DELETE FROM sync_dirty WHERE "table" = ? AND id = ?', (name, row_id))
            raw.execute(
                'INSERT INTO sync_dirty("table", id, field, hlc, base_seq) VALUES(?, ?, ?, ?, 0)',
                (name, row_id, WHOLE_ROW, whole(found[1]) + 1),
            )
        fresh = {
            (child, child_id) for child, _column, child_id, follows in hanging(raw, name, row_id) if follows
        } - seen
        seen |= fresh
        ahead += fresh
