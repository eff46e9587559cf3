"""Dirty marks: which cells were changed since the last round with a server (sync.md, section 2).

Written by the recorder in the transaction that made the change, never for what a server sent. A workspace that never
joined a server writes none; joining marks everything with one statement a table.
"""

from collections.abc import Iterator
from datetime import datetime

import apsw

from models.column_types import to_millis
from models.fields import fields_of
from models.nouns import TABLES
from models.store.recorder import NO_CHANGE, POSITION, Change, ChangeSet

WHOLE_ROW = "*"  # the mark of a new row
DELETED = "-"  # the mark of a deletion
OWN_TABLES = frozenset({"number_counter"})  # this laptop's own business: its range of numbers is nobody else's
_SYNCED_BOOKKEEPING = ("owner_id", "access", "removed_at")
SYNCED: dict[str, tuple[str, ...]] = {
    name: (
        *(column for column, field in fields_of(table) if field.synced),
        *(column for column in _SYNCED_BOOKKEEPING if column in table.columns),
    )
    for name, table in TABLES.items()
    if name not in OWN_TABLES
}
_AGAIN = ' ON CONFLICT("table", id, field) DO UPDATE SET hlc = max(excluded.hlc, hlc + 1), gen = gen + 1'
_MARK = f'INSERT INTO sync_dirty("table", id, field, hlc, base_seq, base_val) VALUES(?, ?, ?, ?, ?, ?){_AGAIN}'
_MARK_ADDED = (
    'INSERT INTO sync_dirty("table", id, field, hlc, base_seq, base_val)'
    f" SELECT ?, id, ?, max(?, srv_hlc + 1), srv_seq, NULL FROM {{table}} WHERE rid BETWEEN ? AND ?{_AGAIN}"
)


def joined(connection: apsw.Connection) -> bool:
    """Whether this workspace has joined a server."""
    row = connection.execute("SELECT 1 FROM workspace_meta WHERE key = 'joined'").fetchone()
    return row is not None


def join(connection: apsw.Connection, now: datetime) -> None:
    """Begin to keep marks: every row no server knows is marked as new, with one statement a table."""
    connection.execute("INSERT INTO workspace_meta(key, value) VALUES('joined', '1') ON CONFLICT DO NOTHING")
    hlc = _physical(connection, now)
    for name in SYNCED:
        connection.execute(
            'INSERT INTO sync_dirty("table", id, field, hlc, base_seq)'
            f" SELECT ?, id, ?, max(?, srv_hlc + 1), 0 FROM {name} WHERE srv_seq = 0 ON CONFLICT DO NOTHING",
            (name, WHOLE_ROW, hlc),
        )


def write(connection: apsw.Connection, changes: ChangeSet, now: datetime) -> None:
    """Mark the cells of a change set."""
    physical = _physical(connection, now)
    sent = [change for change in changes.rows if change.table in SYNCED]
    connection.executemany(_MARK, (mark for change in sent for mark in _marks(connection, change, physical)))
    for table in SYNCED.keys() & changes.added.keys():
        for span in changes.added[table]:
            connection.execute(_MARK_ADDED.format(table=table), (table, WHOLE_ROW, physical, *span))
    for change in sent:
        if change.op == "delete":
            _settle_deletion(connection, change)


def _marks(
    connection: apsw.Connection, change: Change, physical: int
) -> Iterator[tuple[str, bytes, str, int, int, object]]:
    position = POSITION[change.table]
    if change.op == "update":
        record_id, seq, hlc = _versions(connection, change)
    else:
        side = change.new if change.new is not None else change.old
        assert side is not None
        record_id, seq, hlc = (side[position[name]] for name in ("id", "srv_seq", "srv_hlc"))
    time = max(physical, hlc + 1)
    if change.op == "insert":
        yield change.table, record_id, WHOLE_ROW, time, seq, None
    elif change.op == "delete":
        yield change.table, record_id, DELETED, time, seq, None
    else:
        assert change.old is not None
        assert change.new is not None
        for name in SYNCED[change.table]:
            if change.new[position[name]] is not NO_CHANGE:
                yield change.table, record_id, name, time, seq, change.old[position[name]]


def _versions(connection: apsw.Connection, change: Change) -> tuple[bytes, int, int]:
    if change.row is not None:
        position = POSITION[change.table]
        return change.row[position["id"]], change.row[position["srv_seq"]], change.row[position["srv_hlc"]]
    found = connection.execute(f"SELECT id, srv_seq, srv_hlc FROM {change.table} WHERE rid = ?", (change.rid,))
    ((record_id, seq, hlc),) = found.fetchall()
    assert isinstance(record_id, bytes)
    return record_id, int(str(seq)), int(str(hlc))


def _settle_deletion(connection: apsw.Connection, change: Change) -> None:
    """A deletion's base is the least over the row's pending cells: one may hide a newer value nobody here saw."""
    assert change.old is not None
    connection.execute(
        'UPDATE sync_dirty SET base_seq = (SELECT min(d.base_seq) FROM sync_dirty d WHERE d."table" = sync_dirty."table"'
        ' AND d.id = sync_dirty.id) WHERE "table" = ? AND id = ? AND field = ?',
        (change.table, change.old[POSITION[change.table]["id"]], DELETED),
    )


def _physical(connection: apsw.Connection, now: datetime) -> int:
    """The physical part of a hybrid logical clock value: 48 bits of milliseconds by the server's clock, 16 of counter."""
    found = connection.execute("SELECT value FROM sync_state WHERE key = 'offset_ms'").fetchone()
    return (to_millis(now) + (int(str(found[0])) if found else 0)) << 16
