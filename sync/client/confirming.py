"""Rows the server took just as they were sent: here only their versions are new, their content stands already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.store import arrays
from models.store.transaction import Raw
from sync.client import counting
from sync.client.applying import WHOLE, apply
from sync.client.cells import blob, whole
from sync.protocol.json_form import read_rows
from sync.protocol.messages import Op, Row


def confirm(raw: Raw, taken: Iterable[tuple[Op, int]]) -> None:
    """Note the seq and the time of each of these ops. A row that is not here any more is left alone."""
    tables: dict[str, dict[bytes, tuple[Op, int]]] = defaultdict(dict)
    for op, seq in taken:
        tables[op.kind][bytes.fromhex(op.id)] = op, seq
    waiting = raw.execute("SELECT 1 FROM sync_orphan LIMIT 1").fetchone() is not None
    for table, ops in tables.items():
        again = _waiting(raw, table, ops) if waiting else []
        apply(raw, again, force=True)
        for row in again:
            del ops[bytes.fromhex(row.id)]
        _confirm(raw, table, ops)


def _confirm(raw: Raw, table: str, ops: Mapping[bytes, tuple[Op, int]]) -> None:
    found = raw.execute(
        f"SELECT rid, id, srv_seq FROM {table} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(ops),)
    ).fetchall()
    versions, moved = [], []
    for rid, record_id, stood in found:
        op, seq = ops[blob(record_id)]
        versions.append((seq, max(cell.hlc for cell in op.cells.values()), rid))
        moved.append((blob(record_id), whole(stood), seq))
    raw.executemany(f"UPDATE {table} SET srv_seq = ?, srv_hlc = max(srv_hlc, ?) WHERE rid = ?", versions)
    counting.moved(raw, moved)


def _waiting(raw: Raw, table: str, ops: Mapping[bytes, tuple[Op, int]]) -> list[Row]:
    """The rows that wait whole for another record, with what was sent since; single links it speaks of wait no longer."""
    found = raw.execute(
        'SELECT id, field, body FROM sync_orphan WHERE "table" = ? AND id IN (SELECT value FROM carray(?))',
        (table, arrays.blobs(ops)),
    ).fetchall()
    again = []
    for record_id, field, body in found:
        op, seq = ops[blob(record_id)]
        if field == WHOLE:
            again += [_with(row, op, seq) for row in read_rows(blob(body))]
        elif field in op.cells:
            raw.execute('DELETE FROM sync_orphan WHERE "table" = ? AND id = ? AND field = ?', (table, record_id, field))
    return again


def _with(row: Row, op: Op, seq: int) -> Row:
    told = {name: cell.value for name, cell in op.cells.items()}
    newest = max(row.hlc, *(cell.hlc for cell in op.cells.values()))
    return Row(row.kind, row.id, seq, newest, {**row.fields, **told})
