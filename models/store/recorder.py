"""The one recorder: what a transaction changed, told by SQLite's session extension.

It sees ORM flushes, bulk SQL and cascades alike, because it sits below all of them. Five readers are fed from it inside
the same transaction: journal, sync marks, history of fields, derived indexes, and the announcement after commit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

import apsw

from models.nouns import TABLES

Op = Literal["insert", "update", "delete"]
NO_CHANGE = apsw.no_change

_OPS: dict[int, Op] = {apsw.SQLITE_INSERT: "insert", apsw.SQLITE_UPDATE: "update", apsw.SQLITE_DELETE: "delete"}
COLUMNS: dict[str, tuple[str, ...]] = {name: tuple(table.columns.keys()) for name, table in TABLES.items()}
POSITION: dict[str, dict[str, int]] = {
    name: {column: index for index, column in enumerate(columns)} for name, columns in COLUMNS.items()
}


@dataclass(slots=True)
class Change:
    """One row's change. `old` and `new` follow the table's columns; `NO_CHANGE` stands where a cell stayed."""

    table: str
    op: Op
    rid: int
    old: tuple[Any, ...] | None
    new: tuple[Any, ...] | None

    def cell(self, column: str) -> Any:
        """The newest value of a cell that this change knows, or `NO_CHANGE`."""
        index = POSITION[self.table][column]
        for side in (self.new, self.old):
            if side is not None and side[index] is not NO_CHANGE:
                return side[index]
        return NO_CHANGE

    def changed_columns(self) -> tuple[str, ...]:
        """The names of the cells that differ (all of them for a new or a deleted row)."""
        names = COLUMNS[self.table]
        if self.new is None or self.old is None:
            return names
        return tuple(name for name, value in zip(names, self.new, strict=True) if value is not NO_CHANGE)


@dataclass(slots=True)
class ChangeSet:
    """Everything a transaction changed: the bytes SQLite can invert and apply, and the rows, read once."""

    content: bytes
    rows: list[Change] = field(default_factory=list)
    _groups: dict[str, list[Change]] | None = None

    def by_table(self) -> dict[str, list[Change]]:
        """The rows grouped by their table."""
        if self._groups is None:
            self._groups = {}
            for row in self.rows:
                self._groups.setdefault(row.table, []).append(row)
        return self._groups

    def __bool__(self) -> bool:
        return bool(self.content)


class Recorder:
    """Watches one connection from the moment it is entered; use it inside one write transaction.

    Threads: the connection's own. Must be closed before the connection is returned to its pool.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._session = apsw.Session(connection, "main")
        self._session.table_filter(TABLES.__contains__)
        self._session.attach()

    def read(self) -> ChangeSet:
        """What has changed since the recorder was entered."""
        if self._session.is_empty:
            return ChangeSet(b"")
        content = self._session.changeset()
        return ChangeSet(content, list(changes_in(content)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()


def changes_in(content: bytes) -> Iterator[Change]:
    """The rows of a change set, in its own order."""
    for change in apsw.Changeset.iter(content):
        old, new = change.old, change.new
        known = old if old is not None else new
        assert known is not None
        yield Change(change.name, _OPS[change.opcode], int(known[0]), old, new)  # type: ignore[arg-type]  # rid is first
