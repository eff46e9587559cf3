"""Even or not: counts and sums of both sides compared bucket by bucket, and a difference mended record by record.

What the server does not list stays here: silence never deletes. Only a server that says that what this person may see has
changed (`access`) is believed there, and one that was restored (`restored`) gets back what it lost.
"""

from dataclasses import dataclass
from functools import partial

from models.store.sync_marks import WHOLE_ROW
from models.store.transaction import Raw, Tx
from sync.client import applying, counting
from sync.client.cells import whole
from sync.client.door import Door
from sync.client.privacy import Privacy
from sync.client.shape import PLACE
from sync.client.unsharing import unshare
from sync.protocol import digests
from sync.protocol.hub import Hub
from sync.protocol.messages import MOST_ROWS_PULLED, Row

_AT_ONCE = MOST_ROWS_PULLED // 4


@dataclass(slots=True)
class Mended:
    """What a comparison came to: rows fetched, rows to be sent again, rows only this laptop has."""

    fetched: int = 0
    sent_again: int = 0
    gone: int = 0
    only_here: int = 0

    @property
    def even(self) -> bool:
        """Whether both sides had the same."""
        return not (self.fetched or self.sent_again or self.gone or self.only_here)


def verify(door: Door, hub: Hub, name: str, *, access: bool = False, restored: bool = False) -> Mended:
    """Compare, and mend what differs."""
    mended = Mended()
    theirs = hub.digest()
    if not digests.differing(door.ask(counting.buckets), theirs):
        return mended
    for bucket in digests.differing(door.fill(counting.recount), theirs):
        _mend(door, hub, name, bucket, mended, access=access, restored=restored)
    return mended


def _mend(door: Door, hub: Hub, name: str, bucket: int, mended: Mended, *, access: bool, restored: bool) -> None:
    there = {bytes.fromhex(record_id): seq for record_id, seq in hub.digest_rows(bucket)}
    here = {
        record_id: (table, seq) for table, record_id, seq in door.ask(lambda raw: list(counting.versions(raw, bucket)))
    }
    fetch = [each for each, seq in there.items() if each not in here or here[each][1] < seq]
    newer = {each: seq for each, seq in there.items() if each in here and here[each][1] > seq}
    lost = {each: here[each][0] for each in here.keys() - there.keys()}
    for each in door.fill(lambda raw: _unshare_private(raw, lost)):
        del lost[each]
    if restored:
        again = {each: (here[each][0], seq) for each, seq in newer.items()} | {
            each: (table, 0) for each, table in lost.items()
        }
        mended.sent_again += door.fill(lambda raw: _send_again(raw, again))
    else:
        fetch += newer
        if access:
            rows = [Row(table, each.hex(), here[each][1] + 1, gone=True) for each, table in lost.items()]
            mended.gone += len(rows)
            door.write(name, lambda tx: applying.apply(tx.raw, rows))
        else:
            mended.only_here += len(lost)
    for start in range(0, len(fetch), _AT_ONCE):
        rows = list(hub.rows(tuple(each.hex() for each in fetch[start : start + _AT_ONCE])))
        mended.fetched += len(rows)
        door.write(name, partial(_apply, rows=rows))


def _unshare_private(raw: Raw, rows: dict[bytes, str]) -> set[bytes]:
    """The server is right not to know what is private here; those it is so with are counted no more."""
    tables: dict[str, list[bytes]] = {}
    for record_id, table in rows.items():
        if table in PLACE:
            tables.setdefault(table, []).append(record_id)
    privacy = Privacy(raw)
    private = {(table, each) for table, ids in tables.items() for each in privacy.hidden(table, ids)}
    for table, each in private:
        unshare(raw, table, each)
    return {each for _table, each in private}


def _send_again(raw: Raw, rows: dict[bytes, tuple[str, int]]) -> int:
    """What a restored server has lost is sent as a sequel of what it still has."""
    sent = 0
    for record_id, (table, seq) in rows.items():
        if table not in PLACE:
            continue
        found = raw.execute(f"SELECT srv_seq, srv_hlc FROM {table} WHERE id = ?", (record_id,)).fetchone()
        if found is None:
            continue
        raw.execute(f"UPDATE {table} SET srv_seq = ? WHERE id = ?", (seq, record_id))
        counting.moved(raw, [(record_id, whole(found[0]), seq)])
        raw.execute(
            'INSERT INTO sync_dirty("table", id, field, hlc, base_seq) VALUES(?, ?, ?, ?, ?)'
            " ON CONFLICT DO UPDATE SET base_seq = excluded.base_seq",
            (table, record_id, WHOLE_ROW, whole(found[1]), seq),
        )
        sent += 1
    return sent


def _apply(tx: Tx, rows: list[Row]) -> int:
    return applying.apply(tx.raw, rows, force=True)
