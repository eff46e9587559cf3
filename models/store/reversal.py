"""Taking a change set back, cell by cell: what was edited later stays, and is said.

SQLite applies the inverse in one go when nothing stands in its way. Where something does (a later edit, a later record
that needs an inserted one), each row is looked at, and only what is still as the change left it goes back.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import apsw

from models.base import BOOKKEEPING
from models.fields import link_columns, owner_columns
from models.nouns import TABLES
from models.store.journal import Kept
from models.store.recorder import COLUMNS, NO_CHANGE, POSITION, Change, changes_in

_LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((c.name, next(iter(c.foreign_keys)).column.table.name) for c in link_columns(table))
    for name, table in TABLES.items()
}
_OWNERS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((c.name, next(iter(c.foreign_keys)).column.table.name) for c in owner_columns(table))
    for name, table in TABLES.items()
}
_POINTING_AT: dict[str, list[tuple[str, str]]] = defaultdict(list)
for _name, _links in _LINKS.items():
    for _column, _target in _links:
        _POINTING_AT[_target].append((_name, _column))


def take_back(connection: apsw.Connection, content: bytes) -> list[Kept]:
    """Undo a change set inside the caller's transaction. Returns what was left alone, and why."""
    inverse = apsw.Changeset.invert(content)
    connection.execute("SAVEPOINT take_back")
    try:
        apsw.Changeset.apply(
            inverse,
            connection,
            conflict=lambda *_: apsw.SQLITE_CHANGESET_ABORT,
            flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION,
        )
    except (apsw.AbortError, apsw.ConstraintError):
        connection.execute("ROLLBACK TO take_back")
        return _Careful(connection, list(changes_in(inverse))).run()
    finally:
        connection.execute("RELEASE take_back")
    return []


class _Careful:
    """Takes back what can be, row by row. Order: deletions of what was inserted last, so that links can be judged."""

    def __init__(self, connection: apsw.Connection, changes: list[Change]) -> None:
        self._connection = connection
        self._inserts = [change for change in changes if change.op == "insert"]
        self._updates = [change for change in changes if change.op == "update"]
        self._deletes = [change for change in changes if change.op == "delete"]
        self._kept: list[Kept] = []

    def run(self) -> list[Kept]:
        for change in self._inserts:
            self._put_back(change)
        for change in self._updates:
            self._restore_cells(change)
        self._drop_orphans()
        self._remove_inserted()
        return self._kept

    def _put_back(self, change: Change) -> None:
        """A deleted row returns, under a new local number where its own was given away."""
        assert change.new is not None
        row = dict(zip(COLUMNS[change.table], change.new, strict=True))
        if self._one(f"SELECT 1 FROM {change.table} WHERE id = ?", row["id"]):
            self._keep(change, row["id"], "", "taken")
            return
        if self._one(f"SELECT 1 FROM {change.table} WHERE rid = ?", row["rid"]):
            del row["rid"]
        self._connection.execute(
            f"INSERT INTO {change.table}({_names(row)}) VALUES({', '.join('?' * len(row))})", tuple(row.values())
        )

    def _restore_cells(self, change: Change) -> None:
        """Each cell that still holds what the change wrote gets its earlier value."""
        assert change.old is not None
        assert change.new is not None
        row = self._one(f"SELECT * FROM {change.table} WHERE rid = ?", change.rid)
        if row is None:
            self._keep(change, None, "", "gone")
            return
        cells: dict[str, Any] = {}
        for name, present, written, earlier in zip(COLUMNS[change.table], row, change.old, change.new, strict=True):
            if earlier is NO_CHANGE or name in ("srv_seq", "srv_hlc"):
                continue
            if _same(present, written):
                cells[name] = earlier
            elif name not in BOOKKEEPING:
                self._keep(change, row[1], name, "edited_later")
        if set(cells) - {"edited_at"}:
            sets = ", ".join(f'"{name}" = ?' for name in cells)
            self._connection.execute(f"UPDATE {change.table} SET {sets} WHERE rid = ?", (*cells.values(), change.rid))

    def _drop_orphans(self) -> None:
        """A row put back whose owner or target has gone since cannot stand: it is taken out again and said."""
        settled = False
        while not settled:
            settled = True
            for change in (*self._inserts, *self._updates):
                assert change.new is not None
                for column, target in _LINKS[change.table]:
                    value = change.new[POSITION[change.table][column]]
                    if value in (None, NO_CHANGE) or self._one(f"SELECT 1 FROM {target} WHERE id = ?", value):
                        continue
                    settled = not self._let_go(change, column) and settled

    def _let_go(self, change: Change, column: str) -> bool:
        """Undo a put-back row or cell whose target is gone; False where it was let go before."""
        assert change.new is not None
        present = self._one(f'SELECT "{column}", id FROM {change.table} WHERE rid = ?', change.rid)
        if present is None or present[0] is None:
            return False
        if change.op == "insert":
            self._connection.execute(f"DELETE FROM {change.table} WHERE rid = ?", (change.rid,))
        else:
            assert change.old is not None
            written = change.old[POSITION[change.table][column]]
            self._connection.execute(f'UPDATE {change.table} SET "{column}" = ? WHERE rid = ?', (written, change.rid))
        self._keep(change, present[1], column, "gone")
        return True

    def _remove_inserted(self) -> None:
        """What the change inserted goes, unless it was edited later or something later needs it."""
        going: dict[tuple[str, bytes], Change] = {}
        staying: list[tuple[Change, str]] = []
        for change in self._deletes:
            row = self._one(f"SELECT * FROM {change.table} WHERE rid = ?", change.rid)
            if row is None:
                continue
            assert change.old is not None
            names = COLUMNS[change.table]
            edited = any(
                not _same(now, then)
                for name, now, then in zip(names, row, change.old, strict=True)
                if name not in BOOKKEEPING
            )
            if edited:
                staying.append((change, "edited_later"))
            else:
                going[change.table, row[1]] = change
        self._settle(going, staying)
        for (table, _id), change in going.items():
            self._connection.execute(f"DELETE FROM {table} WHERE rid = ?", (change.rid,))

    def _settle(self, going: dict[tuple[str, bytes], Change], staying: list[tuple[Change, str]]) -> None:
        """Work out what must stay because something that stays points to it, or because its owner stays."""
        for (table, record_id), change in list(going.items()):
            if self._needed_elsewhere(table, record_id, going):
                going.pop((table, record_id))
                staying.append((change, "needed_by_later"))
        parts = _parts(going.values())
        while staying:
            change, reason = staying.pop()
            self._keep(change, _old(change, "id"), "", reason)
            needed = [(target, _old(change, column)) for column, target in _LINKS[change.table]]
            for key in (*parts.get((change.table, _old(change, "id")), ()), *needed):
                if other := going.pop(key, None):
                    staying.append((other, "needed_by_later"))

    def _needed_elsewhere(self, table: str, record_id: bytes, going: dict[tuple[str, bytes], Change]) -> bool:
        for other, column in _POINTING_AT[table]:
            rows = self._connection.execute(f'SELECT id FROM {other} WHERE "{column}" = ?', (record_id,))
            if any((other, row[0]) not in going for row in rows):
                return True
        return False

    def _keep(self, change: Change, record_id: bytes | None, field: str, reason: str) -> None:
        self._kept.append(Kept(change.table, record_id, field, reason))

    def _one(self, statement: str, value: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(statement, (value,)).fetchone()
        return row


def _parts(changes: Iterable[Change]) -> dict[tuple[str, bytes], list[tuple[str, bytes]]]:
    """Which rows are parts of which record."""
    parts: dict[tuple[str, bytes], list[tuple[str, bytes]]] = defaultdict(list)
    for change in changes:
        for column, target in _OWNERS[change.table]:
            if (owner := _old(change, column)) is not None:
                parts[target, owner].append((change.table, _old(change, "id")))
    return parts


def _old(change: Change, column: str) -> Any:
    assert change.old is not None
    return change.old[POSITION[change.table][column]]


def _same(present: object, expected: object) -> bool:
    return type(present) is type(expected) and present == expected


def _names(row: dict[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in row)
