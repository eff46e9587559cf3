"""Parts of a first sync, taken in column by column: rows nobody has here, nothing waits for, with everything they need.

Rows that are not as simple go the way of every other row (`applying`), which decides the same for each row alone.
"""

from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from typing import Any

from models.store import arrays, text_index
from models.store.index_sources import OWN_VALUES
from models.store.recorder import ChangeSet, Recorder
from models.store.transaction import Raw
from sync.client import applying, counting
from sync.client.cells import blob, whole
from sync.client.shape import CREATED, DEFAULTS, EDITED, IDENTITIES, LINKS, PLACE, RECORDS, REQUIRED, WIRE, from_wire
from sync.protocol import clock
from sync.protocol.messages import Value
from sync.protocol.segments import Columns

_Cells = dict[str, Iterable[Any]]


def load(raw: Raw, part: Columns, *, indexed: bool = False) -> int:
    """Take a part in; where the index is made already, its words too. Returns how many rows said something new."""
    if not part.ids:
        return 0
    others: Sequence[int] = range(len(part.ids))
    taken = 0
    if _is_known(part) and not (indexed and part.kind == OWN_VALUES):  # whose words those are is read from each row
        ids = [bytes.fromhex(each) for each in part.ids]
        columns = _columns(part, ids)
        strange = _strange(raw, part.kind, ids, columns)
        others = [number for number, record_id in enumerate(ids) if record_id in strange] if strange else ()
        before = _last_number(raw, part.kind)
        taken = _insert(raw, part, columns, [each not in strange for each in ids] if strange else None)
        if indexed and taken:
            added = {part.kind: [(before + 1, _last_number(raw, part.kind))]}
            text_index.refresh(raw, ChangeSet(b"", added=added))
    return taken + (_apply(raw, part, others, indexed=indexed) if others else 0)


def _apply(raw: Raw, part: Columns, numbers: Sequence[int], *, indexed: bool) -> int:
    if not indexed:
        return applying.apply(raw, part.rows(numbers))
    with Recorder(raw, many=True) as recorder:
        changed = applying.apply(raw, part.rows(numbers))
        changes = recorder.read()
    text_index.refresh(raw, changes)
    return changed


def _is_known(part: Columns) -> bool:
    """Whether this version knows all that is said."""
    return part.kind in PLACE and part.fields.keys() <= set(WIRE[part.kind]) and not part.absent


def _insert(raw: Raw, part: Columns, columns: _Cells, chosen: Sequence[bool] | None) -> int:
    """Write the chosen rows, all where none are named. Returns how many."""
    seqs = part.seqs
    if chosen is not None:
        columns = {
            name: cells if isinstance(cells, repeat) else list(compress(cells, chosen))
            for name, cells in columns.items()
        }
        seqs = list(compress(seqs, chosen))
    if seqs:
        quoted = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {part.kind}({quoted}) VALUES({marks})", zip(*columns.values(), strict=False))
        counting.moved(raw, zip(columns["id"], repeat(0), seqs, strict=False))
    return len(seqs)


def _strange(raw: Raw, table: str, ids: Sequence[bytes], columns: _Cells) -> set[bytes]:
    """Rows that are here, marked here, waited for or wait themselves, stand twice in the part, or link to what is not here."""
    keys = arrays.blobs(ids)
    among = "IN (SELECT value FROM carray(?))"
    found = [raw.execute(f"SELECT id FROM {table} WHERE id {among}", (keys,))]
    found.append(raw.execute(f'SELECT id FROM sync_dirty WHERE "table" = ? AND id {among}', (table, keys)))
    found.append(raw.execute(f'SELECT id FROM sync_orphan WHERE "table" = ? AND id {among}', (table, keys)))
    found.append(raw.execute(f"SELECT parent FROM sync_orphan WHERE parent {among}", (keys,)))
    strange = {blob(row[0]) for cursor in found for row in cursor.fetchall()}
    known = set(ids)
    if len(known) < len(ids):
        seen: set[bytes] = set()
        strange |= {each for each in ids if each in seen or seen.add(each)}  # type: ignore[func-returns-value]
    among_themselves = []
    for column, target in LINKS[table].items():
        cells = columns[column]
        if isinstance(cells, repeat):
            continue
        if target == table:
            among_themselves.append(cells)
        missing = _missing(raw, target, set(cells) - {None} - (known if target == table else set()))
        if missing:
            strange |= {record_id for record_id, aim in zip(ids, cells, strict=True) if aim in missing}
    while strange:  # what links to one of these goes with it
        following = {
            record_id
            for cells in among_themselves
            for record_id, aim in zip(ids, cells, strict=True)
            if aim in strange and record_id not in strange
        }
        if not following:
            break
        strange |= following
    return strange


def _missing(raw: Raw, target: str, named: set[Any]) -> set[bytes]:
    """Which of these are not here."""
    if not named:
        return set()
    here = raw.execute(f"SELECT id FROM {target} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(named),))
    return named - {row[0] for row in here}


def _last_number(raw: Raw, table: str) -> int:
    found = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return whole(found[0]) if found else 0


def _columns(part: Columns, ids: Sequence[bytes]) -> _Cells:
    """The cells of every column of the file; what the office was never told, the usual."""
    table = part.kind
    found: _Cells = {name: repeat(usual) for name, usual in DEFAULTS[table].items() if name != "rid"}
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
