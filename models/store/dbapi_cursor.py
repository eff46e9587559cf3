"""The PEP 249 cursor over APSW: one statement a time, its columns known even when it has no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import apsw

from models.store.dbapi_counting import Counted, Parameters, counts_rows, makes_rowid
from models.store.dbapi_errors import DataError, ProgrammingError

if TYPE_CHECKING:
    from models.store.dbapi import Connection

Row = tuple[Any, ...]
Description = tuple[tuple[str, str | None, None, None, None, None, None], ...]


class Cursor:
    """Runs one statement and hands out its rows.

    An ordinary cursor has read every row when `execute` returns, so no lock outlives the call and `rowcount` is final.
    A streaming one reads as it is asked; the end of the transaction ends it, because a statement left half read would
    keep the old snapshot open under the next transaction.
    """

    # Defaults on the class: a cursor is made for every statement, and most of them never change most of these.
    arraysize = 1
    description: Description | None = None
    lastrowid: int | None = None
    rowcount = -1
    _closed = False
    _raw: _Statement | None = None
    _rows: list[Row] | None = None  # read, and not yet touched
    _rest: Iterator[Row] | None = None  # what is left once somebody asked for less than all

    def __init__(self, connection: Connection, *, streaming: bool = False) -> None:
        self._connection = connection
        self.streaming = streaming

    @property
    def connection(self) -> Connection:
        """The connection this cursor works on."""
        return self._connection

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement; more than one in the text is refused before any of them runs."""
        raw = self._prepare(sql)
        finished = False
        try:
            raw.execute(sql, parameters)
            if raw.answers:
                self.description = _columns(raw, parameters)
            if self.streaming and raw.readonly and raw.answers:
                self._stream(raw)
            else:
                self._rows = raw.fetchall()
            finished = True
        except apsw.Error as error:
            raise self._connection.failure(error) from error
        except OverflowError as error:
            raise DataError(str(error)) from error
        finally:
            if not finished:
                self._abandon(raw)
        if not raw.readonly:
            self._count(sql)
        return self

    def executemany(self, sql: str, seq_of_parameters: Iterable[Parameters]) -> Cursor:
        """Run one statement for each set of parameters; `rowcount` is the sum, rows that come back are dropped."""
        raw = self._prepare(sql)
        counted = Counted(self._connection.raw, sql, seq_of_parameters)
        finished = False
        try:
            raw.executemany(sql, counted.bindings)
            for _ in raw:
                pass
            finished = True
        except apsw.Error as error:
            raise self._connection.failure(error) from error
        except OverflowError as error:
            raise DataError(str(error)) from error
        finally:
            if not finished:
                self._abandon(raw)
        self._rows = []
        self.description = None
        self.rowcount = counted.total()
        return self

    def fetchone(self) -> Row | None:
        """The next row, or None."""
        try:
            return next(self._left(), None)
        except apsw.Error as error:
            raise self._connection.failure(error) from error

    def fetchmany(self, size: int | None = None) -> list[Row]:
        """The next `size` rows (`arraysize` unless said)."""
        try:
            return list(islice(self._left(), self.arraysize if size is None else size))
        except apsw.Error as error:
            raise self._connection.failure(error) from error

    def fetchall(self) -> list[Row]:
        """Every row not fetched so far."""
        if self._rows is not None:
            # Handed over, not copied: nothing else holds the list.
            rows, self._rows, self._rest = self._rows, None, iter(())
            return rows
        try:
            return list(self._left())
        except apsw.Error as error:
            raise self._connection.failure(error) from error

    def close(self) -> None:
        """Drop the rows and the statement; safe to call again."""
        self._closed = True
        self.end()

    def end(self) -> None:
        """Let go of the statement and of rows not yet fetched: the transaction they belong to is over."""
        raw, self._raw, self._rows, self._rest = self._raw, None, None, None
        if self.streaming and raw is not None:
            if self._connection.streams is not None:
                self._connection.streams.discard(self)
            raw.close(force=True)

    def setinputsizes(self, sizes: Sequence[Any]) -> None:
        """Nothing to prepare: SQLite has no sizes (PEP 249 asks for the method)."""

    def setoutputsize(self, size: Any, column: Any = None) -> None:
        """Nothing to prepare: SQLite has no sizes (PEP 249 asks for the method)."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.fetchone, None)

    def _prepare(self, sql: str) -> _Statement:
        """A fresh statement to run; what the cursor held before is gone."""
        if self._closed:
            raise ProgrammingError("The cursor is closed.")
        connection = self._connection
        if connection.lost is not None:
            raise connection.lost_transaction()
        if self._raw is not None:
            self.end()
            self.description = None
            self.rowcount = -1
        try:
            raw = _Statement(connection.raw)
        except apsw.Error as error:
            raise connection.failure(error) from error
        raw.text = sql
        raw.exec_trace = _note
        self._raw = raw
        return raw

    def _stream(self, raw: _Statement) -> None:
        self._rest = iter(raw)
        if self._connection.streams is None:
            self._connection.streams = WeakSet()
        self._connection.streams.add(self)

    def _abandon(self, raw: _Statement) -> None:
        """Let SQLite have back a statement that failed: APSW would keep it as long as a traceback remembers it."""
        raw.close(force=True)
        self._raw = self._rows = self._rest = None

    def _count(self, sql: str) -> None:
        """Note what a writing statement changed; after DDL SQLite's own counter still tells of the statement before."""
        raw = self._connection.raw
        if counts_rows(sql):
            self.rowcount = raw.changes()
        if makes_rowid(sql):
            self.lastrowid = raw.last_insert_rowid()

    def _left(self) -> Iterator[Row]:
        if self._rest is None:
            if self._rows is None:
                raise ProgrammingError("There is no result: nothing was run, or its transaction is over.")
            self._rest, self._rows = iter(self._rows), None
        return self._rest


class _Statement(apsw.Cursor):
    """APSW's cursor with what the tracer saw before the first step; afterwards SQLite no longer tells."""

    __slots__ = ("answers", "columns", "readonly", "text")

    answers: bool  # has columns
    columns: Description
    readonly: bool
    text: str


_NOTHING = re.compile(r"(?:[\s;]|--[^\n]*+|/\*.*?(?:\*/|\Z))*+", re.DOTALL)


def _columns(raw: _Statement, parameters: Parameters) -> Description:
    """The columns as they were when the statement ran.

    A cached statement learns in its first step that the schema has changed: what `_note` saw before may be out of date.
    With no row to stand on, APSW tells nothing any more, so the statement is taken from the cache again and not run.
    """
    try:
        return raw.description
    except apsw.ExecutionCompleteError:
        again = _Statement(raw.connection)
        again.exec_trace = _look
        with suppress(apsw.ExecTraceAbort):
            again.execute(raw.text, parameters)
        return again.columns


def _look(raw: Any, _sql: str, _bindings: Any) -> bool:
    """Keep the columns of a prepared statement and do not let it run."""
    raw.columns = raw.description
    return False


def _note(raw: Any, sql: str, _bindings: Any) -> bool:
    """Keep what only the prepared statement knows, once, before its first step; refuse a second statement in time."""
    raw.exec_trace = None
    # Not `description`: APSW would remember that one past the first step, and it may be out of date by then.
    raw.answers = bool(raw.get_description())
    raw.readonly = raw.is_readonly
    if len(sql) != len(raw.text) and not _NOTHING.fullmatch(raw.text, len(sql)):
        raise ProgrammingError("Only one statement can be run at a time.")
    return True
