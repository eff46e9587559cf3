"""The one recorder: what a transaction changed, whoever changed it and however.

It sees ORM flushes, bulk SQL and cascades alike, because it sits below all of them. Five readers are fed from it inside
the same transaction: journal, sync marks, history of fields, derived indexes, and the announcement after commit.

A few rows are noted one by one as SQLite is about to change them, and compared with what they are in the end: an edit
costs a tenth of what SQLite's session extension takes to prepare itself. Many rows are left to that extension. Very many
rows added at once are known to the readers by their numbers alone; the file tells the rest of them faster than we read
it out of the change set.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

import apsw

from models.nouns import TABLES
from models.store.change_bytes import packed

Op = Literal["insert", "update", "delete"]
Cells = tuple[Any, ...]
Span = tuple[int, int]  # the first and the last row number
NO_CHANGE = apsw.no_change

_INSERTED, _DELETED = apsw.SQLITE_INSERT, apsw.SQLITE_DELETE
COLUMNS: dict[str, tuple[str, ...]] = {name: tuple(table.columns.keys()) for name, table in TABLES.items()}
ADDED_BY_NUMBER = frozenset({"contact", "company", "channel", "address", "contact_tag", "history"})  # what files bring
POSITION: dict[str, dict[str, int]] = {
    name: {column: index for index, column in enumerate(columns)} for name, columns in COLUMNS.items()
}


@dataclass(slots=True)
class Change:
    """One row's change. `old` and `new` follow the table's columns; `NO_CHANGE` stands where a cell stayed.

    `row` is the whole row as it stands now (as it was, of a deleted one), where that is known without asking.
    """

    table: str
    op: Op
    rid: int
    old: Cells | None
    new: Cells | None
    row: Cells | None = None
    _names: frozenset[str] | None = None  # of the cells that differ

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

    def changed_names(self) -> frozenset[str]:
        """The same as a set, worked out once: every reader of a change asks."""
        if self._names is None:
            self._names = frozenset(self.changed_columns())
        return self._names

    def concerns(self, columns: frozenset[str]) -> bool:
        """Whether the row came or went, or one of these cells differs."""
        return self.op != "update" or not columns.isdisjoint(self.changed_names())


@dataclass(slots=True)
class ChangeSet:
    """Everything a transaction changed: the bytes SQLite can invert and apply, and the rows, read once.

    `rows` is without the rows of the numbers in `added`; those of them that are still there are new.
    """

    content: bytes
    rows: list[Change] = field(default_factory=list)
    added: dict[str, list[Span]] = field(default_factory=dict)
    count: int = 0  # of rows, those of `added` included
    _groups: dict[str, list[Change]] | None = None

    def by_table(self) -> dict[str, list[Change]]:
        """The rows grouped by their table."""
        if self._groups is None:
            self._groups = {}
            for row in self.rows:
                self._groups.setdefault(row.table, []).append(row)
        return self._groups

    def tables(self) -> frozenset[str]:
        """The tables whose rows changed."""
        return frozenset([*self.by_table(), *self.added])

    def is_added(self, table: str, rid: int) -> bool:
        """Whether a row is one of those known by their numbers alone."""
        return any(first <= rid <= last for first, last in self.added.get(table, ()))

    def __bool__(self) -> bool:
        return bool(self.content)


class Recorder:
    """Watches one connection from the moment it is made; use it inside one write transaction.

    Threads: the connection's own. Must be closed before the connection is returned to its pool.
    """

    def __init__(self, connection: apsw.Connection, *, many: bool = False) -> None:
        self._connection = connection
        self._before: dict[tuple[str, int], Cells | None] = {}  # rows as they were when first touched; None: not there
        self._session: apsw.Session | None = None
        self._apart: apsw.Session | None = None  # looks away while rows are added; there from the session's beginning
        self._added: dict[str, list[Span]] = {}
        self._watching = True
        if many:
            self._begin_session()
        else:
            connection.preupdate_hook(self._note)

    def expect_many(self) -> None:
        """From here on very many rows will change."""
        if self._session is None:
            # SQLite has room for one observer: the session would take ours for another session.
            self._connection.preupdate_hook(None)
            self._begin_session()

    def expect_additions(self) -> None:
        """From here on very many rows will be added, and others may change."""
        if self._session is None:
            self.expect_many()
            self._apart = self._begun()

    @contextmanager
    def adding(self, table: str) -> Iterator[None]:
        """Inside the block nothing happens but that very many rows are added to a table."""
        self.expect_additions()
        if self._apart is None:
            yield
            return
        first = self._last_number(table) + 1
        self._apart.enabled = False
        try:
            yield
        finally:
            self._apart.enabled = True
            self._remember(table, first, self._last_number(table))

    def read(self) -> ChangeSet:
        """What has changed since the recorder was made."""
        noted = [change for key in self._before if (change := self._outcome(*key)) is not None]
        if self._session is None or self._session.is_empty:
            return ChangeSet(_content(noted), noted, count=len(noted))
        content = self._session.changeset()
        added = self._added if self._apart is not None else {}
        rows = self._beside(added) if added else list(changes_in(content))
        if self._before.keys().isdisjoint([(change.table, change.rid) for change in rows]):
            rows = noted + rows
            return ChangeSet(_content(noted) + content, rows, added, len(rows) + self._count(added))
        # What was noted before the session began is known from the very beginning, which the session does not know.
        rows = noted + [change for change in changes_in(content) if (change.table, change.rid) not in self._before]
        return ChangeSet(_content(rows), rows, count=len(rows))

    def close(self) -> None:
        """Stop watching; what was read stays as it is. Safe to call again."""
        if not self._watching:
            return
        self._watching = False
        if self._session is None:
            self._connection.preupdate_hook(None)
        else:
            self._session.close()
        if self._apart is not None:
            self._apart.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin_session(self) -> None:
        self._session = self._begun()

    def _begun(self) -> apsw.Session:
        session = apsw.Session(self._connection, "main")
        session.table_filter(TABLES.__contains__)
        session.attach()
        return session

    def _beside(self, added: dict[str, list[Span]]) -> list[Change]:
        """What changed beside the rows added; of those, whatever was done to them since is theirs."""
        assert self._apart is not None
        return [
            change
            for change in changes_in(self._apart.changeset())
            if not any(first <= change.rid <= last for first, last in added.get(change.table, ()))
        ]

    def _count(self, added: dict[str, list[Span]]) -> int:
        query = "SELECT count(*) FROM {table} WHERE rid BETWEEN ? AND ?"
        counts = [
            self._connection.execute(query.format(table=table), span).get
            for table, spans in added.items()
            for span in spans
        ]
        return sum(int(str(count)) for count in counts)

    def _remember(self, table: str, first: int, last: int) -> None:
        """Keep the numbers of rows added, as few spans as can be: a question is as long as they are many."""
        spans = self._added.setdefault(table, [])
        if spans and spans[-1][1] + 1 == first:
            first = spans.pop()[0]
        spans.append((first, last))

    def _last_number(self, table: str) -> int:
        """The last one given to a row, be it gone since: numbers are given once."""
        found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).get
        return int(str(found or 0))

    def _note(self, update: apsw.PreUpdate) -> None:
        """Keep a row as it was. What a savepoint takes back is never told: so the outcome is looked up in the end."""
        table = update.table_name
        if table in TABLES:
            key = table, update.rowid
            if key not in self._before:
                self._before[key] = update.old
            if update.rowid_new != update.rowid:
                self._before.setdefault((table, update.rowid_new), None)

    def _outcome(self, table: str, rid: int) -> Change | None:
        before = self._before[table, rid]
        now: Cells | None = self._connection.execute(f"SELECT * FROM {table} WHERE rid = ?", (rid,)).fetchone()
        if now is None:
            return None if before is None else Change(table, "delete", rid, before, None, before)
        if before is None:
            return Change(table, "insert", rid, None, now, now)
        return _update(table, rid, before, now)


def changes_in(content: bytes) -> Iterator[Change]:
    """The rows of a change set, in its own order."""
    for change in apsw.Changeset.iter(content):
        if change.opcode == _INSERTED:  # by far the most, where there are very many
            new: Any = change.new
            yield Change(change.name, "insert", new[0], None, new, new)
            continue
        old: Any = change.old
        if change.opcode == _DELETED:
            yield Change(change.name, "delete", old[0], old, None, old)
        else:
            yield Change(change.name, "update", old[0], old, change.new)


def _update(table: str, rid: int, before: Cells, now: Cells) -> Change | None:
    """The change of a row that was there and still is; None where it is as it was."""
    places = [
        place
        for place, (was, stands) in enumerate(zip(before, now, strict=True))
        if was is not stands and (was != stands or type(was) is not type(stands))
    ]
    if not places:
        return None
    old: list[Any] = [NO_CHANGE] * len(now)
    new = old.copy()
    for place in places:
        old[place], new[place] = before[place], now[place]
    old[0] = rid  # a change set names a row by its key
    names = COLUMNS[table]
    return Change(table, "update", rid, tuple(old), tuple(new), now, frozenset([names[place] for place in places]))


def _content(rows: list[Change]) -> bytes:
    return packed((change.table, len(COLUMNS[change.table]), change.op, change.old, change.new) for change in rows)
