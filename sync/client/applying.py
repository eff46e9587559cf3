"""Rows that came from the server, written field by field, set by set: never over what a person here has not sent yet.

What cannot stand yet waits in `sync_orphan` for the record it needs: a row without its owner (field "*", its whole body),
a single link (the field's name), an erasure (field "-", done by `erasing`). What this version does not know is kept in
`sync_unknown`. All of it inside the caller's transaction; the recorder carries it on to index, lists and screens.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from models.store import arrays
from models.store.sync_marks import DELETED, WHOLE_ROW
from models.store.transaction import Raw
from sync.client import counting
from sync.client.cells import blob, whole
from sync.client.shape import (
    CREATED,
    DEFAULTS,
    EDITED,
    LINKS,
    PLACE,
    RECORDS,
    VITAL,
    WIRE,
    as_dict,
    from_wire,
)
from sync.protocol import clock
from sync.protocol.json_form import canonical, read_rows, row_json
from sync.protocol.merge import READ_FROM
from sync.protocol.messages import REMOVED, Row

ERASURE = "-"
WHOLE = "*"
_SAID_ONCE = frozenset({CREATED})
_Cells = dict[str, Any]


def apply(raw: Raw, rows: Iterable[Row], *, force: bool = False) -> int:
    """Write rows; with `force` also those whose seq is here already. Returns how many said something new."""
    applying = _Applying(raw, force=force)
    applying.take(rows)
    while applying.awakened:
        again, applying.awakened = applying.awakened, []
        applying.force = True
        applying.take(applying.still_waiting(again))
    counting.moved(raw, applying.moved)
    return applying.changed


class _Applying:
    """One transaction's worth of rows."""

    def __init__(self, raw: Raw, *, force: bool) -> None:
        self._raw = raw
        self.force = force
        self.changed = 0
        self.moved: list[tuple[bytes, int, int]] = []
        self.awakened: list[Row] = []
        self._waiting = raw.execute("SELECT 1 FROM sync_orphan LIMIT 1").fetchone() is not None
        self._strange = raw.execute("SELECT 1 FROM sync_unknown LIMIT 1").fetchone() is not None

    def take(self, rows: Iterable[Row]) -> None:
        """Sort the rows by their tables, parents first, and write them."""
        newest: dict[tuple[str, str], Row] = {}
        for row in rows:
            known = newest.get((row.kind, row.id))
            if known is None or known.seq <= row.seq:
                newest[row.kind, row.id] = row
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in newest.values():
            groups[row.kind].append(row)
        for table in sorted(groups, key=lambda name: PLACE.get(name, len(PLACE))):
            if table not in PLACE:
                self._keep_kind(table, groups[table])
                continue
            gone = [row for row in groups[table] if row.gone]
            if gone:
                self._put_off_erasures(table, gone)
            here = [row for row in groups[table] if not row.gone]
            if here:
                self._table(table, here)

    def still_waiting(self, rows: Iterable[Row]) -> list[Row]:
        """Those nothing newer came for together with what they waited for."""
        waits = 'SELECT 1 FROM sync_orphan WHERE "table" = ? AND id = ? AND field = ?'
        return [row for row in rows if self._raw.execute(waits, (row.kind, bytes.fromhex(row.id), WHOLE)).fetchone()]

    def _table(self, table: str, rows: Sequence[Row]) -> None:
        if self._waiting and not self.force:
            rows = self._not_overtaken(table, rows)
            if not rows:
                return
        ids = [bytes.fromhex(row.id) for row in rows]
        found = self._raw.execute(
            f"SELECT * FROM {table} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(ids),)
        ).fetchall()
        standing = {blob(each[1]): as_dict(table, each) for each in found}
        pending = self._pending(table, ids)
        news = [
            (record_id, row)
            for record_id, row in zip(ids, rows, strict=True)
            if self._is_news(standing.get(record_id), row, pending.get(record_id))
        ]
        if self._waiting:
            absent = [each for each in ids if each not in standing]
            self._forget_waiting(table, absent, [WHOLE])
            self._forget_waiting(table, {*absent, *(record_id for record_id, _row in news)})
        cells = {record_id: self._cells(table, row) for record_id, row in news}
        self._hold_back(table, news, cells, standing)
        self._write(
            table, [(row, cells[record_id]) for record_id, row in news if record_id in cells], standing, pending
        )
        self._keep_fields(table, rows)
        self._awaken(table, [record_id for record_id in cells if record_id not in standing])

    def _not_overtaken(self, table: str, rows: Sequence[Row]) -> list[Row]:
        """Those of which nothing newer waits here."""
        waiting = self._raw.execute(
            'SELECT body FROM sync_orphan WHERE "table" = ? AND field = ? AND id IN (SELECT value FROM carray(?))',
            (table, WHOLE, arrays.blobs([bytes.fromhex(row.id) for row in rows])),
        )
        newest = {row.id: row.seq for (body,) in waiting.fetchall() for row in read_rows(blob(body))}
        return [row for row in rows if row.seq >= newest.get(row.id, 0)]

    def _is_news(self, stands: _Cells | None, row: Row, marks: set[str] | None) -> bool:
        if stands is None:
            return DELETED not in (marks or ())  # deleted here and not sent yet: the answer to that will tell
        return row.seq > stands["srv_seq"] or self.force

    def _pending(self, table: str, ids: Iterable[bytes]) -> dict[bytes, set[str]]:
        found: dict[bytes, set[str]] = defaultdict(set)
        for record_id, field in self._raw.execute(
            'SELECT id, field FROM sync_dirty WHERE "table" = ? AND id IN (SELECT value FROM carray(?))',
            (table, arrays.blobs(ids)),
        ):
            found[blob(record_id)].add(str(field))
        for marks in found.values():
            marks |= {field for field, source in READ_FROM.get(table, {}).items() if source in marks}
        return found

    @staticmethod
    def _cells(table: str, row: Row) -> _Cells:
        """What the server says of each field; of one it was never told, the usual."""
        told, usual = row.fields, DEFAULTS[table]
        return {
            name: from_wire(table, name, told[name]) if name in told else usual[name]
            for name in WIRE[table]
            if name in told or name not in _SAID_ONCE
        }

    def _hold_back(
        self, table: str, news: list[tuple[bytes, Row]], cells: dict[bytes, _Cells], standing: dict[bytes, _Cells]
    ) -> None:
        """Links to what is not here: a row that cannot stand without waits whole, any other link waits alone."""
        for column, target in LINKS[table].items():
            named = {value for each in cells.values() if (value := each.get(column)) is not None}
            if not named:
                continue
            missing = named - self._here(target, named)
            if target == table:
                missing -= cells.keys()
            if not missing:
                continue
            for record_id, row in news:
                parent = cells[record_id].get(column) if record_id in cells else None
                if parent not in missing:
                    continue
                if column in VITAL[table]:
                    del cells[record_id]
                    self._put_aside(table, record_id, WHOLE, parent, canonical({"rows": [row_json(row)]}))
                    if record_id in standing:
                        self._follow(table, standing[record_id], row)
                    else:
                        self.moved.append((record_id, 0, row.seq))
                else:
                    cells[record_id][column] = None
                    self._put_aside(table, record_id, column, parent, b"")

    def _here(self, table: str, ids: set[bytes]) -> set[bytes]:
        found = self._raw.execute(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM carray(?))", (arrays.blobs(ids),)
        )
        return {blob(row[0]) for row in found.fetchall()}

    def _follow(self, table: str, stands: _Cells, row: Row) -> None:
        """The version of a row whose content waits: here it stays as it was."""
        self._raw.execute(f"UPDATE {table} SET srv_seq = ? WHERE rid = ?", (row.seq, stands["rid"]))
        self.moved.append((stands["id"], stands["srv_seq"], row.seq))

    def _forget_waiting(self, table: str, ids: Iterable[bytes], counted: Sequence[str] = ()) -> None:
        """Nothing of these rows waits any longer; rows that waited whole and are not here leave the count."""
        of_these = f'"table" = ? AND id IN (SELECT value FROM carray(?)){" AND field = ?" * len(counted)}'
        values = (table, arrays.blobs(ids), *counted)
        if counted:
            for (body,) in self._raw.execute(f"SELECT body FROM sync_orphan WHERE {of_these}", values).fetchall():
                self.moved += ((bytes.fromhex(row.id), row.seq, 0) for row in read_rows(blob(body)))
        self._raw.execute(f"DELETE FROM sync_orphan WHERE {of_these}", values)

    def _put_aside(self, table: str, record_id: bytes, field: str, parent: bytes | None, body: bytes) -> None:
        self._waiting = True
        self._raw.execute(
            'INSERT INTO sync_orphan("table", id, field, parent, body) VALUES(?, ?, ?, ?, ?)'
            " ON CONFLICT DO UPDATE SET parent = excluded.parent, body = excluded.body",
            (table, record_id, field, parent, body),
        )

    def _write(
        self, table: str, rows: list[tuple[Row, _Cells]], standing: dict[bytes, _Cells], pending: dict[bytes, set[str]]
    ) -> None:
        inserts: list[tuple[Any, ...]] = []
        updates: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        names = [name for name in DEFAULTS[table] if name != "rid"]
        for row, cells in rows:
            record_id = bytes.fromhex(row.id)
            stands = standing.get(record_id)
            if stands is None:
                whole = DEFAULTS[table] | cells | self._own(table, row, record_id, cells)
                inserts.append(tuple(whole[name] for name in names))
                self.moved.append((record_id, 0, row.seq))
            else:
                changed = _differing(stands, cells, pending.get(record_id, set()))
                fresh = {**changed, "srv_seq": row.seq, "srv_hlc": max(stands["srv_hlc"], row.hlc)}
                if changed and table in RECORDS:
                    fresh[EDITED] = max(stands[EDITED], clock.millis(row.hlc))
                updates[tuple(fresh)].append((*fresh.values(), stands["rid"]))
                self.moved.append((record_id, stands["srv_seq"], row.seq))
                self.changed += bool(changed)
        self.changed += len(inserts)
        if inserts:
            quoted = ", ".join(f'"{name}"' for name in names)
            self._raw.executemany(f"INSERT INTO {table}({quoted}) VALUES({', '.join('?' * len(names))})", inserts)
        for columns, values in updates.items():
            sets = ", ".join(f'"{name}" = ?' for name in columns)
            self._raw.executemany(f"UPDATE {table} SET {sets} WHERE rid = ?", values)

    @staticmethod
    def _own(table: str, row: Row, record_id: bytes, cells: _Cells) -> _Cells:
        found: _Cells = {"id": record_id, "srv_seq": row.seq, "srv_hlc": row.hlc}
        if table in RECORDS:
            found[EDITED] = clock.millis(row.hlc)
            found[CREATED] = cells.get(CREATED) or found[EDITED]
        return found

    def _keep_fields(self, table: str, rows: Iterable[Row]) -> None:
        known = frozenset(WIRE[table])
        strange = [
            (row, name) for row in rows if not known.issuperset(row.fields) for name in row.fields.keys() - known
        ]
        for row, name in strange:
            self._keep(table, bytes.fromhex(row.id), name, json.dumps(row.fields[name], ensure_ascii=False), row.seq)

    def _keep_kind(self, table: str, rows: Iterable[Row]) -> None:
        """Records of a kind that only newer versions know."""
        for row in rows:
            record_id = bytes.fromhex(row.id)
            before = self._raw.execute(
                "SELECT seq FROM sync_unknown WHERE \"table\" = ? AND id = ? AND field = '*'", (table, record_id)
            ).fetchone()
            seq = whole(before[0]) if before else 0
            if row.gone:
                self._raw.execute('DELETE FROM sync_unknown WHERE "table" = ? AND id = ?', (table, record_id))
                self.moved.append((record_id, seq, 0))
            elif row.seq > seq:
                self._keep(table, record_id, WHOLE, json.dumps(row_json(row), ensure_ascii=False), row.seq)
                self.moved.append((record_id, seq, row.seq))

    def _keep(self, table: str, record_id: bytes, field: str, value: str, seq: int) -> None:
        self._raw.execute(
            'INSERT INTO sync_unknown("table", id, field, value, seq) VALUES(?, ?, ?, ?, ?)'
            " ON CONFLICT DO UPDATE SET value = excluded.value, seq = excluded.seq",
            (table, record_id, field, value, seq),
        )

    def _put_off_erasures(self, table: str, rows: Iterable[Row]) -> None:
        ids = [bytes.fromhex(row.id) for row in rows]
        here = self._here(table, set(ids))
        self._forget_waiting(table, [each for each in ids if each not in here], [WHOLE])
        self._forget_waiting(table, ids)
        for record_id in here:
            self._put_aside(table, record_id, ERASURE, record_id, b"")

    def _awaken(self, table: str, ids: Sequence[bytes]) -> None:
        """What waited for records that are here now."""
        if not self._waiting or not ids:
            return
        found = self._raw.execute(
            'SELECT "table", id, field, parent, body FROM sync_orphan'
            " WHERE parent IN (SELECT value FROM carray(?)) AND field <> '-'",
            (arrays.blobs(ids),),
        ).fetchall()
        for child, record_id, field, parent, body in found:
            if field == WHOLE:
                self.awakened += read_rows(blob(body))
            elif LINKS[str(child)].get(str(field)) == table:
                self._link(str(child), blob(record_id), str(field), blob(parent))

    def _link(self, table: str, record_id: bytes, field: str, parent: bytes) -> None:
        marks = self._pending(table, [record_id]).get(record_id, set())
        if not marks & {field, WHOLE_ROW}:
            self._raw.execute(f'UPDATE {table} SET "{field}" = ? WHERE id = ?', (parent, record_id))
        self._raw.execute(
            'DELETE FROM sync_orphan WHERE "table" = ? AND id = ? AND field = ?', (table, record_id, field)
        )


def _differing(stands: _Cells, cells: _Cells, marks: set[str]) -> _Cells:
    """The cells that say something else than what stands here, without those a person here has not sent yet."""
    if WHOLE_ROW in marks:
        return {}
    changed = {name: value for name, value in cells.items() if stands[name] != value and name not in marks}
    if marks and changed.get(REMOVED) is not None:
        del changed[REMOVED]  # an unsent edit brings the record back
    return changed
