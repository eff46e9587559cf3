"""The journal: every change by name with its change set, kept in the file, so that it can be taken back next week.

An entry is `done`, `undone` (its taking back can be redone) or `dropped` (taken back, and something else was done
since). Undo takes back the newest done entry, or any one by number; redo takes back the newest undoing.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import apsw

from models.clock import from_millis, to_millis
from models.errors import NotFoundError, UserError
from models.store import stamp
from models.store.recorder import Change, ChangeSet, changes_in
from resources.i18n import _

LARGEST_TOTAL = 512 * 1024 * 1024  # bytes of change sets kept; older ones go first
LONGEST_AGE = timedelta(days=400)
LONGEST_PAUSE = timedelta(minutes=5)  # between two edits that are still one
_ROW_NUMBER = b"\x01"  # before a whole number in a change set
_LOOKED_FOR = 60  # marks up to which looking through the bytes beats reading them
_SMALL = 2_048  # bytes; packing less takes longer than writing it


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A named change: when, what, to whom, by what, and whether it stands."""

    number: int
    at: datetime
    name: str  # translatable: the command's name
    subject: str
    source: str
    state: str
    rows: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is known of a change about to be written."""

    at: datetime
    name: str
    subject: str = ""
    source: str = "person"
    user_id: bytes | None = None
    coalesce: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that undo left alone, and why."""

    table: str
    record_id: bytes | None
    field: str
    reason: str  # edited_later | needed_by_later | gone | taken


@dataclass(slots=True)
class Undone:
    """What taking back came to: the entry, how many rows went back, and what was kept and why."""

    entry: JournalEntry
    rows: int
    kept: list[Kept] = field(default_factory=list)


def write(connection: apsw.Connection, entry: NewEntry, changes: ChangeSet) -> int:
    """Add an entry; an edit of the same field from the same form is joined to the one before it. Returns its number."""
    # What a colleague did takes no redo away. Asked first: an UPDATE makes the index write out what it holds.
    if entry.source != "sync" and next_to_redo(connection) is not None:
        connection.execute("UPDATE journal SET state = 'dropped' WHERE state = 'undone'")
    if entry.coalesce and (joined := _join(connection, entry, changes)):
        return joined
    connection.execute(
        "INSERT INTO journal(at, name, subject, source, user_id, schema_version, coalesce, rows, changeset)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            to_millis(entry.at), entry.name, entry.subject, entry.source, entry.user_id, stamp.SCHEMA_VERSION,
            entry.coalesce, changes.count, _packed(changes.content),
        ),
    )  # fmt: skip
    return connection.last_insert_rowid()


def entries(connection: apsw.Connection, *, limit: int = 50, before: int | None = None) -> Iterator[JournalEntry]:
    """The newest entries first; `before` pages on."""
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM journal WHERE rid < ? ORDER BY rid DESC LIMIT ?",
        (before or 1 << 60, limit),
    )
    return (_entry(row) for row in rows)


def newest(connection: apsw.Connection, state: str) -> JournalEntry | None:
    """The newest entry in a state that was made here: what undo would act on. What came by sync goes by number only."""
    row = connection.execute(
        f"SELECT {_ENTRY} FROM journal WHERE state = ? AND source <> 'sync' ORDER BY rid DESC LIMIT 1",
        (state,),
    ).fetchone()
    return _entry(row) if row else None


def next_to_redo(connection: apsw.Connection) -> JournalEntry | None:
    """The entry that was undone last."""
    row = connection.execute(
        f"SELECT {_ENTRY} FROM journal WHERE state = 'undone' ORDER BY undone_order DESC LIMIT 1"
    ).fetchone()
    return _entry(row) if row else None


def content(connection: apsw.Connection, number: int, *, taken_back: bool = False) -> tuple[JournalEntry, bytes]:
    """An entry and its change set (or that of its taking back).

    Raises:
        NotFoundError: there is no such entry, or its content was let go.
        UserError: it was made by a version whose tables had another shape.
    """
    column = "taken_back" if taken_back else "changeset"
    row = connection.execute(
        f"SELECT {_ENTRY}, {column}, schema_version FROM journal WHERE rid = ?",
        (number,),
    ).fetchone()
    if row is None or row[-2] is None:
        raise NotFoundError(_("There is no journal entry {number}.").format(number=number))
    if row[-1] != stamp.SCHEMA_VERSION:
        raise UserError(
            _("Entry {number} was made by another version and can no longer be undone.").format(number=number)
        )
    return _entry(row[:-2]), _unpacked(row[-2])


def mark(connection: apsw.Connection, number: int, state: str, changes: ChangeSet) -> None:
    """Say that an entry was taken back (`undone`) or done again (`done`), keeping the change set of doing so."""
    column = "taken_back" if state == "undone" else "changeset"
    connection.execute(
        f"UPDATE journal SET state = ?, {column} = ?,"
        " undone_order = (SELECT coalesce(max(undone_order), 0) + 1 FROM journal WHERE state = 'undone') WHERE rid = ?",
        (state, _packed(changes.content), number),
    )


def trim(connection: apsw.Connection, now: datetime) -> int:
    """Let go of the oldest entries beyond the caps of size and age. Returns how many went."""
    before = connection.total_changes()
    connection.execute("DELETE FROM journal WHERE at < ?", (to_millis(now - LONGEST_AGE),))
    connection.execute(
        "DELETE FROM journal WHERE rid IN (SELECT rid FROM (SELECT rid, sum(length(changeset) +"
        " coalesce(length(taken_back), 0)) OVER (ORDER BY rid DESC) AS total FROM journal) WHERE total > ?)",
        (LARGEST_TOTAL,),
    )
    return connection.total_changes() - before


def forget(connection: apsw.Connection, ids: Iterable[bytes], rows: Iterable[tuple[str, int]] = ()) -> int:
    """Let go of every entry that holds something of these records: who may not see them keeps no copy of them.

    `rows` are their tables and row numbers: an edit of one field is kept by these alone.
    """
    gone = _Gone(frozenset(ids), frozenset(rows))
    found = [
        number
        for number, version, *contents in connection.execute(
            "SELECT rid, schema_version, changeset, taken_back FROM journal"
        )
        if any(gone.in_(_unpacked(content), known=version == stamp.SCHEMA_VERSION) for content in contents if content)
    ]
    connection.executemany("DELETE FROM journal WHERE rid = ?", [(number,) for number in found])
    return len(found)


class _Gone:
    """Records of which nothing may be kept, looked for in change sets."""

    def __init__(self, ids: frozenset[bytes], rows: frozenset[tuple[str, int]]) -> None:
        self._ids, self._rows = ids, rows
        self._marks = [*ids, *(_ROW_NUMBER + rid.to_bytes(8) for rid in {rid for _table, rid in rows})]

    def in_(self, content: bytes, *, known: bool) -> bool:
        """Whether a change set speaks of one of them; one of tables of another shape is not read, only looked through."""
        if not known:
            return any(mark in content for mark in self._marks)
        if len(self._marks) <= _LOOKED_FOR and not any(mark in content for mark in self._marks):
            return False
        return any(self._concerns(change) for change in changes_in(content))

    def _concerns(self, change: Change) -> bool:
        cells = (*(change.old or ()), *(change.new or ()))
        return (change.table, change.rid) in self._rows or any(
            cell in self._ids for cell in cells if isinstance(cell, bytes)
        )


def _join(connection: apsw.Connection, entry: NewEntry, changes: ChangeSet) -> int | None:
    row = connection.execute(
        "SELECT rid, changeset, at FROM journal WHERE rid = (SELECT max(rid) FROM journal)"
        " AND coalesce = ? AND source = ? AND user_id IS ? AND state = 'done' AND schema_version = ?",
        (entry.coalesce, entry.source, entry.user_id, stamp.SCHEMA_VERSION),
    ).fetchone()
    if row is None or entry.at - from_millis(row[2]) > LONGEST_PAUSE:
        return None
    joined = apsw.Changeset.concat(_unpacked(row[1]), changes.content)
    rows = sum(1 for _row in changes_in(joined))
    connection.execute(
        "UPDATE journal SET changeset = ?, rows = ?, at = ? WHERE rid = ?",
        (_packed(joined), rows, to_millis(entry.at), row[0]),
    )
    return int(row[0])


_ENTRY = "rid, at, name, subject, source, state, rows"


def _entry(row: tuple[int, int, str, str, str, str, int]) -> JournalEntry:
    return JournalEntry(row[0], from_millis(row[1]), *row[2:])


def _packed(content: bytes) -> bytes:
    return content if len(content) < _SMALL else b"Z" + zlib.compress(content, 1)


def _unpacked(content: bytes) -> bytes:
    return zlib.decompress(content[1:]) if content[:1] == b"Z" else content  # a change set itself begins with "T"
