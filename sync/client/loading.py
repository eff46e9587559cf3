"""Parts of a first sync, taken in column by column: nothing of them is here yet, nothing waits, everything they need is.

Whatever is not as simple goes the way of every other row (`applying`), which decides the same for each row alone.
"""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

from models.store import arrays
from models.store.transaction import Raw
from sync.client import applying, counting
from sync.client.shape import CREATED, DEFAULTS, EDITED, IDENTITIES, LINKS, PLACE, RECORDS, REQUIRED, WIRE, from_wire
from sync.protocol import clock
from sync.protocol.messages import Value
from sync.protocol.segments import Columns


def load(raw: Raw, part: Columns) -> int:
    """Take a part in. Returns how many rows said something new."""
    ids = [bytes.fromhex(each) for each in part.ids]
    if not ids or not _is_plain(raw, part, ids):
        return applying.apply(raw, part.rows())
    columns = _columns(part, ids)
    if _lacks_something(raw, part.kind, set(ids), columns):
        return applying.apply(raw, part.rows())
    quoted = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    raw.executemany(f"INSERT INTO {part.kind}({quoted}) VALUES({marks})", zip(*columns.values(), strict=False))
    counting.moved(raw, zip(ids, repeat(0), part.seqs, strict=False))
    return len(ids)


def _is_plain(raw: Raw, part: Columns, ids: Sequence[bytes]) -> bool:
    """Whether all of it is known to this version and none of it is here, marked here or waited for."""
    table = part.kind
    if table not in PLACE or not part.fields.keys() <= set(WIRE[table]) or part.absent or len(set(ids)) < len(ids):
        return False
    keys = arrays.blobs(ids)
    among = "id IN (SELECT value FROM carray(?))"
    return not (
        raw.execute("SELECT 1 FROM sync_orphan LIMIT 1").fetchone()
        or raw.execute(f"SELECT 1 FROM {table} WHERE {among} LIMIT 1", (keys,)).fetchone()
        or raw.execute(f'SELECT 1 FROM sync_dirty WHERE "table" = ? AND {among} LIMIT 1', (table, keys)).fetchone()
    )


def _columns(part: Columns, ids: Sequence[bytes]) -> dict[str, Iterable[Any]]:
    """The cells of every column of the file; what the office was never told, the usual."""
    table = part.kind
    found: dict[str, Iterable[Any]] = {name: repeat(usual) for name, usual in DEFAULTS[table].items() if name != "rid"}
    found |= {name: _cells(table, name, values) for name, values in part.fields.items()}
    found |= {"id": ids, "srv_seq": part.seqs, "srv_hlc": part.hlcs}
    if table in RECORDS:
        edited = [clock.millis(hlc) for hlc in part.hlcs]
        born = found[CREATED] if CREATED in part.fields else edited
        found |= {EDITED: edited, CREATED: [at or moment for at, moment in zip(born, edited, strict=True)]}
    return found


def _cells(table: str, name: str, values: Sequence[Value]) -> list[Any]:
    """A column as the file keeps it."""
    kinds = set(map(type, values)) - {type(None)}
    lacking = name in REQUIRED[table] and None in values
    if kinds == {str} and name in IDENTITIES[table] and not lacking:
        try:
            return [None if each is None else bytes.fromhex(str(each)) for each in values]
        except ValueError:
            return [from_wire(table, name, each) for each in values]
    if lacking or name in IDENTITIES[table] or not kinds <= {str, int} or table == "custom_value":
        return [from_wire(table, name, each) for each in values]
    return list(values)


def _lacks_something(raw: Raw, table: str, ids: set[bytes], columns: dict[str, Iterable[Any]]) -> bool:
    """Whether a row links to what is not here."""
    for column, target in LINKS[table].items():
        if isinstance(columns[column], repeat):
            continue
        named = set(columns[column]) - {None}
        if target == table:
            named -= ids
        if not named:
            continue
        found = raw.execute(
            f"SELECT count(*) FROM {target} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(named),)
        ).fetchone()
        if found is None or found[0] != len(named):
            return True
    return False
