"""Taking a change set back, cell by cell: what was edited later stays, and is said.

SQLite applies the inverse in one go when nothing stands in its way. Where something does (a later edit, a later record
that needs an inserted one), each row is looked at, and only what is still as the change left it goes back.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import apsw

from models.base import BOOKKEEPING, Link
from models.fields import link_columns, owner_columns
from models.nouns import NOUNS, TABLES
from models.store.journal import Kept
from models.store.recorder import COLUMNS, NO_CHANGE, POSITION, Change, changes_in

_Key = tuple[str, bytes]  # table and id

_LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((c.name, next(iter(c.foreign_keys)).column.table.name) for c in link_columns(table))
    for name, table in TABLES.items()
}
_OWNERS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((c.name, next(iter(c.foreign_keys)).column.table.name) for c in owner_columns(table))
    for name, table in TABLES.items()
}
# The links a row cannot stand without: to its owner, and both ends of a member of a set.
_VITAL: dict[str, frozenset[str]] = {
    noun.__tablename__: frozenset(
        column for column, _target in (_LINKS if issubclass(noun, Link) else _OWNERS)[noun.__tablename__]
    )
    for noun in NOUNS
}
_POINTING_AT: dict[str, list[tuple[str, str]]] = defaultdict(list)
for _name, _links in _LINKS.items():
    for _column, _target in _links:
        _POINTING_AT[_target].append((_name, _column))


def take_back(connection: apsw.Connection, content: bytes, *, from_server: bool = False) -> list[Kept]:
    """Undo a change set inside the caller's transaction. Returns what was left alone, and why.

    What came from a server is taken back as a person would do it: the row's version, which says what of the server's
    was seen here, stays.
    """
    inverse = apsw.Changeset.invert(content)
    if not from_server and _went_back_whole(connection, inverse):
        return []
    return _Careful(connection, list(changes_in(inverse))).run()


def _went_back_whole(connection: apsw.Connection, inverse: bytes) -> bool:
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
        connection.execute("RELEASE take_back")
        return False
    # Any other failure (a full disk) may have ended the transaction with its savepoints: nothing is released then.
    connection.execute("RELEASE take_back")
    return True


class _Careful:
    """Takes back what can be, row by row. What was inserted is removed last, so that all links can be judged."""

    def __init__(self, connection: apsw.Connection, changes: list[Change]) -> None:
        self._connection = connection
        self._changes = changes
        self._returned: dict[_Key, dict[str, Any]] = {}  # rows that were put back
        self._links: dict[tuple[str, bytes, str], tuple[str, Any, Any]] = {}  # restored links: target, earlier, written
        self._kept: list[Kept] = []

    def run(self) -> list[Kept]:
        for change in self._changes:
            if change.op == "insert":
                self._put_back(change)
        for change in self._changes:
            if change.op == "update":
                self._restore_cells(change)
        while any([*map(self._row_is_mended, list(self._returned)), *map(self._link_is_mended, list(self._links))]):
            pass  # a row taken out again may leave another one without its owner
        self._remove_inserted()
        return self._kept

    def _put_back(self, change: Change) -> None:
        """A deleted row returns, under a new local number where its own was given away."""
        assert change.new is not None
        row = dict(zip(COLUMNS[change.table], change.new, strict=True))
        if self._one(f"SELECT 1 FROM {change.table} WHERE id = ?", row["id"]):
            self._keep(change.table, row["id"], "", "taken")
            return
        if self._one(f"SELECT 1 FROM {change.table} WHERE rid = ?", row["rid"]):
            del row["rid"]
        self._connection.execute(
            f"INSERT INTO {change.table}({_names(row)}) VALUES({', '.join('?' * len(row))})", tuple(row.values())
        )
        self._returned[change.table, row["id"]] = row

    def _restore_cells(self, change: Change) -> None:
        """Each cell that still holds what the change wrote gets its earlier value."""
        assert change.old is not None
        assert change.new is not None
        row = self._one(f"SELECT * FROM {change.table} WHERE rid = ?", change.rid)
        if row is None:
            self._keep(change.table, None, "", "gone")
            return
        cells: dict[str, Any] = {}
        links = dict(_LINKS[change.table])
        for name, present, written, earlier in zip(COLUMNS[change.table], row, change.old, change.new, strict=True):
            if earlier is NO_CHANGE or name in ("srv_seq", "srv_hlc") or _same(present, earlier):
                continue
            if not _same(present, written):
                if name not in BOOKKEEPING:
                    self._keep(change.table, row[1], name, "edited_later")
                continue
            cells[name] = earlier
            if name in links:
                self._links[change.table, row[1], name] = links[name], earlier, written
        if set(cells) - {"edited_at"}:
            sets = ", ".join(f'"{name}" = ?' for name in cells)
            self._connection.execute(f"UPDATE {change.table} SET {sets} WHERE rid = ?", (*cells.values(), change.rid))

    def _row_is_mended(self, key: _Key) -> bool:
        """A row put back whose owner has gone since is taken out again; any other link to nothing is emptied."""
        table, record_id = key
        row = self._returned[key]
        for column, target in _LINKS[table]:
            if self._stands(target, row[column]):
                continue
            self._keep(table, record_id, column, "gone")
            if column in _VITAL[table]:
                self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (record_id,))
                del self._returned[key]
                return True
            self._set_link(table, record_id, column, None)
            row[column] = None
        return False

    def _link_is_mended(self, cell: tuple[str, bytes, str]) -> bool:
        """A restored link whose target has gone since gets back what the change had written."""
        table, record_id, column = cell
        target, earlier, written = self._links[cell]
        if self._stands(target, earlier):
            return False
        self._keep(table, record_id, column, "gone")
        self._set_link(table, record_id, column, written)
        del self._links[cell]
        return True

    def _stands(self, target: str, record_id: bytes | None) -> bool:
        return record_id is None or self._one(f"SELECT 1 FROM {target} WHERE id = ?", record_id) is not None

    def _set_link(self, table: str, record_id: bytes, column: str, value: bytes | None) -> None:
        self._connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', (value, record_id))

    def _remove_inserted(self) -> None:
        """What the change inserted goes, unless it was edited later or something later needs it."""
        going: dict[_Key, Change] = {}
        staying: list[tuple[Change, str]] = []
        for change in self._changes:
            if change.op != "delete":
                continue
            row = self._one(f"SELECT * FROM {change.table} WHERE rid = ?", change.rid)
            if row is None or row[1] != _old(change, "id"):
                continue
            if _edited(change, row):
                staying.append((change, "edited_later"))
            else:
                going[change.table, row[1]] = change
        self._settle(going, staying)
        for table, record_id in going:
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (record_id,))

    def _settle(self, going: dict[_Key, Change], staying: list[tuple[Change, str]]) -> None:
        """Work out what must stay because something that stays points to it, or because its owner stays."""
        parts = _parts(going.values())
        for (table, record_id), change in list(going.items()):
            if self._needed_elsewhere(table, record_id, going):
                going.pop((table, record_id))
                staying.append((change, "needed_by_later"))
        while staying:
            change, reason = staying.pop()
            record_id = _old(change, "id")
            self._keep(change.table, record_id, "", reason)
            row = self._one(f"SELECT * FROM {change.table} WHERE id = ?", record_id)
            assert row is not None
            needed = [(target, row[POSITION[change.table][column]]) for column, target in _LINKS[change.table]]
            others = (going.pop(key, None) for key in (*parts.get((change.table, record_id), ()), *needed))
            staying += [(other, "needed_by_later") for other in others if other]

    def _needed_elsewhere(self, table: str, record_id: bytes, going: dict[_Key, Change]) -> bool:
        for other, column in _POINTING_AT[table]:
            rows = self._connection.execute(f'SELECT id FROM {other} WHERE "{column}" = ?', (record_id,))
            if any((other, row[0]) not in going for row in rows):
                return True
        return False

    def _keep(self, table: str, record_id: bytes | None, field: str, reason: str) -> None:
        self._kept.append(Kept(table, record_id, field, reason))

    def _one(self, statement: str, value: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(statement, (value,)).fetchone()
        return row


def _parts(changes: Iterable[Change]) -> dict[_Key, list[_Key]]:
    """Which rows are parts of which record."""
    parts: dict[_Key, list[_Key]] = defaultdict(list)
    for change in changes:
        for column, target in _OWNERS[change.table]:
            if (owner := _old(change, column)) is not None:
                parts[target, owner].append((change.table, _old(change, "id")))
    return parts


def _edited(change: Change, row: tuple[Any, ...]) -> bool:
    """Whether a row says something else than the change wrote."""
    assert change.old is not None
    names = COLUMNS[change.table]
    return any(
        not _same(now, then) for name, now, then in zip(names, row, change.old, strict=True) if name not in BOOKKEEPING
    )


def _old(change: Change, column: str) -> Any:
    assert change.old is not None
    return change.old[POSITION[change.table][column]]


def _same(present: object, expected: object) -> bool:
    return type(present) is type(expected) and present == expected


def _names(row: dict[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in row)
