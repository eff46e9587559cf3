"""PEP 249 over APSW, so that SQLAlchemy can speak to the one SQLite library this program loads.

Transactions are explicit: outside `begin()` … `commit()` every statement stands alone. Any thread may use a connection,
one at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time
from typing import Literal, get_args
from weakref import WeakSet

import apsw

from models.store.dbapi_counting import Parameters
from models.store.dbapi_cursor import Cursor
from models.store.dbapi_errors import (
    ConnectionClosedError,
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    translated,
)

__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "Binary",
    "Connection",
    "ConnectionClosedError",
    "Cursor",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "TransactionKind",
    "Warning",
    "apilevel",
    "check_transaction_kind",
    "connect",
    "paramstyle",
    "sqlite_version",
    "sqlite_version_info",
    "threadsafety",
]

TransactionKind = Literal["deferred", "immediate", "exclusive"]

apilevel = "2.0"
threadsafety = 1
paramstyle = "qmark"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))

# PEP 249's names. SQLite types values, not columns, so the type objects only mark what a value may be.
STRING, BINARY, NUMBER, DATETIME, ROWID = str, bytes, float, str, int
Binary, Date, Time, Timestamp = bytes, date, time, datetime
DateFromTicks, TimestampFromTicks = date.fromtimestamp, datetime.fromtimestamp

_MODES = {
    "ro": apsw.SQLITE_OPEN_READONLY,
    "rw": apsw.SQLITE_OPEN_READWRITE,
    "rwc": apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE,
}


def connect(
    database: str,
    *,
    transaction: TransactionKind = "deferred",
    timeout: float = 5.0,
    mode: Literal["ro", "rw", "rwc"] = "rwc",
    vfs: str | None = None,
    cached_statements: int = 200,
    on_open: Callable[[apsw.Connection], None] | None = None,
) -> Connection:
    """Open a database file.

    `transaction` is how `begin()` begins, `timeout` the seconds to wait for another's lock, `on_open` is given the bare
    APSW connection before anything else touches the file (the place for a key and for pragmas).
    """
    check_transaction_kind(transaction)
    if mode not in _MODES:
        raise ProgrammingError(f"A database is opened ro, rw or rwc, not {mode!r}.")
    with ExitStack() as undo:
        try:
            raw = apsw.Connection(database, flags=_MODES[mode], vfs=vfs, statementcachesize=cached_statements)
            undo.callback(raw.close, force=True)
            raw.set_busy_timeout(round(timeout * 1000))
            raw.convert_binding = _refuse_binding
            if on_open is not None:
                on_open(raw)
        except apsw.Error as error:
            raise translated(error) from error
        undo.pop_all()
    return Connection(raw, transaction)


def check_transaction_kind(kind: str) -> None:
    """Refuse what SQLite could not BEGIN with."""
    if kind not in get_args(TransactionKind):
        raise ProgrammingError(f"A transaction is deferred, immediate or exclusive, not {kind!r}.")


def TimeFromTicks(ticks: float) -> time:  # noqa: N802 - the name PEP 249 prescribes
    """The local time of day at so many seconds since the epoch."""
    return datetime.fromtimestamp(ticks).astimezone().time()


class Warning(Exception):  # noqa: A001, N818 - the name PEP 249 prescribes
    """PEP 249's warning; the driver gives none."""


class Connection:
    """One open database; `raw` is the APSW connection beneath for sessions, backups and full-text functions."""

    def __init__(self, raw: apsw.Connection, transaction: TransactionKind) -> None:
        self.raw = raw
        self.default_transaction: TransactionKind = transaction
        self.transaction: TransactionKind = transaction
        self.autocommit = False
        self.streams: WeakSet[Cursor] | None = None  # made with the first of them: looking through it takes its time
        self.lost: str | None = None  # why SQLite itself rolled the open transaction back
        self._begun = False

    def cursor(self, *, streaming: bool = False) -> Cursor:
        """A new cursor; a streaming one reads rows only as they are fetched."""
        return Cursor(self, streaming=streaming)

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement on a cursor of its own."""
        return self.cursor().execute(sql, parameters)

    def begin(self) -> None:
        """Begin a transaction of the connection's kind; joins one already open, does nothing under autocommit."""
        if self.autocommit:
            return
        try:
            if not self.raw.in_transaction:
                self.raw.execute(_BEGIN[self.transaction])
        except apsw.Error as error:
            raise translated(error) from error
        self._begun = True

    def commit(self) -> None:
        """Make the transaction last; raises when SQLite had already rolled it back, so a loss is never silent."""
        self._end_streams()
        try:
            if self.raw.in_transaction:
                self.raw.execute("COMMIT")
            elif self._begun:
                raise self.lost_transaction()
        except apsw.Error as error:
            raise self.failure(error) from error
        self._begun = False

    def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self._end_streams()
        self.lost = None
        self._begun = False
        try:
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")
        except apsw.Error as error:
            raise translated(error) from error

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self._end_streams()
        self.raw.close(force=True)

    def failure(self, error: apsw.Error) -> Error:
        """The exception to raise for one of APSW's; remembers when it took the whole transaction with it."""
        meant = translated(error)
        if self._begun and not isinstance(meant, ConnectionClosedError) and not self.raw.in_transaction:
            # A full disk, an I/O error or ON CONFLICT ROLLBACK ends the transaction inside SQLite. Anything written
            # after that would be committed at once, statement by statement: refused until rollback() is called.
            self.lost = str(meant)
        return meant

    def lost_transaction(self) -> OperationalError:
        """The exception for going on with a transaction SQLite has already ended."""
        return OperationalError(f"The transaction has already been rolled back: {self.lost or 'it was ended by SQL'}")

    def _end_streams(self) -> None:
        for cursor in tuple(self.streams or ()):
            cursor.end()


_BEGIN: dict[str, str] = {
    "deferred": "BEGIN",
    "immediate": "BEGIN IMMEDIATE",
    "exclusive": "BEGIN EXCLUSIVE",
}


def _refuse_binding(_cursor: apsw.Cursor, number: int, value: object) -> None:
    raise ProgrammingError(f"Parameter {number} is a {type(value).__name__}, which SQLite cannot keep.")
