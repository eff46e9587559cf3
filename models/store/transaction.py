"""What a command is handed: one write transaction with its session, its moment and its user."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar
from uuid import UUID

import apsw
from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from models.base import Part, Record
from models.changes import MANY as ANNOUNCED_SINGLY
from models.column_types import to_millis
from models.errors import NotFoundError
from models.nouns import TABLES
from models.store import arrays
from models.store.connections import Raw
from models.store.driver import ApswDialect
from models.store.recorder import ADDED_BY_NUMBER, Recorder
from resources.i18n import _

__all__ = ["Raw", "Tx", "stored"]

PartT = TypeVar("PartT", bound=Part)
_DIALECT = ApswDialect()
_MANY = 100  # rows


def stored(table: Table, name: str, value: object) -> Any:
    """A value in the form the file keeps."""
    processor = _processor(table.name, name)
    return processor(value) if processor is not None else value


class Tx:
    """One write transaction. Everything done through it is one journal entry, one undo, one announcement.

    `subject` says to whom or what it was done. The ORM session is made when first asked for: an edit of a few fields
    goes through `update` and needs none.
    """

    def __init__(
        self,
        connection: Connection,
        raw: apsw.Connection,
        now: datetime,
        user_id: UUID | None = None,
        recorder: Recorder | None = None,
    ) -> None:
        self.raw = raw
        self.now = now
        self.user_id = user_id
        self.subject = ""
        self._recorder = recorder
        self._connection = connection
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The ORM session of this transaction."""
        if self._session is None:
            self._session = Session(bind=self._connection, autoflush=True, expire_on_commit=False)
        return self._session

    @property
    def connection(self) -> Connection:
        """For Core statements; what the session holds is flushed first."""
        self.flush()
        return self._connection

    def expect_many(self) -> None:
        """Say it before SQL changes very many rows; the bulk paths here do."""
        if self._recorder is not None:
            self._recorder.expect_many()

    def expect_additions(self) -> None:
        """Say it before very many rows are added by `insert_rows`, and others changed."""
        if self._recorder is not None:
            self._recorder.expect_additions()

    def flush(self) -> None:
        """Write what the session holds."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let go of the session, its rows with it."""
        if self._session is not None:
            self._session.close()

    def get(self, noun: type[PartT], record_id: UUID) -> PartT:
        """The row of a record, ready to be edited.

        Raises:
            NotFoundError: there is no such record, or it lies in the recycle bin.
        """
        row = self.session.scalars(select(noun).where(noun.id == record_id)).one_or_none()
        if row is None or row.removed_at is not None:
            raise NotFoundError(_("This record is no longer here: {id}.").format(id=record_id))
        return row

    def add(self, row: PartT) -> PartT:
        """Put a new row into the workspace; its owner is the person at the screen."""
        if isinstance(row, Record) and row.owner_id is None:
            row.owner_id = self.user_id
        self.session.add(row)
        self.session.flush()
        return row

    def update(self, noun: type[Part], record_id: UUID, values: Mapping[str, object]) -> None:
        """Write fields of one record, by name; the hot path of every edit. What it says already is not written again.

        Raises:
            NotFoundError: there is no such record, or it lies in the recycle bin.
        """
        self.flush()
        table = TABLES[noun.__tablename__]
        cells = [stored(table, name, value) for name, value in values.items()]
        moment = (to_millis(self.now),) if issubclass(noun, Record) else ()
        if (
            cells
            and self.raw.execute(
                _update_statement(table.name, tuple(values), stamped=bool(moment)), (record_id.bytes, *cells, *moment)
            ).fetchall()
        ):
            if self._session is not None:
                self._session.expire_all()
            return
        standing = f"SELECT 1 FROM {table.name} WHERE id = ? AND removed_at IS NULL"
        if self.raw.execute(standing, (record_id.bytes,)).fetchone() is None:
            raise NotFoundError(_("This record is no longer here: {id}.").format(id=record_id))

    def update_rows(self, noun: type[Record], rids: Sequence[int], values: Mapping[str, object]) -> int:
        """Write the same values into many records by row number. Returns how many had others until now."""
        self.flush()
        if len(rids) > _MANY:
            self.expect_many()
        table = TABLES[noun.__tablename__]
        cells = {name: stored(table, name, value) for name, value in values.items()}
        sets = ", ".join(f'"{name}" = ?' for name in (*cells, "edited_at"))
        other = " OR ".join(f'"{name}" IS NOT ?' for name in cells)
        self.raw.execute(
            f"UPDATE {table.name} SET {sets}"
            f" WHERE rid IN (SELECT value FROM carray(?)) AND removed_at IS NULL AND ({other})",
            (*cells.values(), to_millis(self.now), arrays.integers(rids), *cells.values()),
        )
        changed = self.raw.changes()
        if self._session is not None:
            self._session.expire_all()
        return changed

    def insert_rows(
        self, noun: type[Any], columns: Sequence[str], rows: Iterable[Sequence[object]], *, stamped: bool = True
    ) -> None:
        """The bulk path: rows already in the form the file keeps, ids included; nothing is checked but the schema.

        They are this person's, made now; unless they are not to be `stamped`, having such columns of their own.
        """
        self.flush()
        names = list(columns)
        stamps: tuple[object, ...] = ()
        if stamped and issubclass(noun, Record):
            at = to_millis(self.now)
            owner = self.user_id.bytes if self.user_id else None
            names += ["created_at", "edited_at", "owner_id"]
            stamps = (at, at, owner)
        quoted = ", ".join(f'"{name}"' for name in names)
        statement = f"INSERT INTO {noun.__tablename__}({quoted}) VALUES({', '.join('?' * len(names))})"
        count = len(rows) if isinstance(rows, Sized) else None
        with self._adding(noun.__tablename__, count):
            self.raw.executemany(statement, ((*row, *stamps) for row in rows) if stamps else rows)

    def _adding(self, table: str, count: int | None) -> AbstractContextManager[None]:
        """How so many rows are told to the recorder."""
        if self._recorder is not None and (count is None or count > _MANY):
            if count is not None and count > ANNOUNCED_SINGLY and table in ADDED_BY_NUMBER:
                return self._recorder.adding(table)
            self._recorder.expect_many()
        return nullcontext()


@cache
def _processor(table: str, name: str) -> Callable[[Any], Any] | None:
    """What brings a value of a column into the form the file keeps."""
    found: Callable[[Any], Any] | None = TABLES[table].c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return found


@lru_cache(256)  # screens edit the same few fields
def _update_statement(table: str, names: tuple[str, ...], *, stamped: bool) -> str:
    """An UPDATE of the record ?1 that leaves it alone where every cell holds its value already."""
    cells = list(enumerate(names, start=2))
    sets = [f'"{name}" = ?{place}' for place, name in cells]
    differs = " OR ".join(f'"{name}" IS NOT ?{place}' for place, name in cells)
    if stamped:
        sets.append(f"edited_at = ?{len(names) + 2}")
    return f"UPDATE {table} SET {', '.join(sets)} WHERE id = ?1 AND removed_at IS NULL AND ({differs}) RETURNING rid"
