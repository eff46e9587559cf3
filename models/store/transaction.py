"""What a command is handed: one write transaction with its session, its moment and its user."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import apsw
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from models.base import Part, Record
from models.column_types import to_millis
from models.errors import NotFoundError
from resources.i18n import _

PartT = TypeVar("PartT", bound=Part)
Raw = apsw.Connection  # what hot paths above the store speak SQL to, without importing the driver


@dataclass(slots=True)
class Tx:
    """One write transaction. Everything done through it is one journal entry, one undo, one announcement."""

    session: Session
    raw: apsw.Connection
    now: datetime
    user_id: UUID | None = None
    subject: str = ""
    messages: list[str] = field(default_factory=list)

    @property
    def connection(self) -> Connection:
        """For Core statements; what the session holds is flushed first."""
        self.session.flush()
        return self.session.connection()

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

    def insert_rows(self, noun: type[Any], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """The bulk path: rows already in the form the file keeps, ids included; nothing is checked but the schema."""
        self.session.flush()
        names = list(columns)
        stamps: tuple[object, ...] = ()
        if issubclass(noun, Record):
            at = to_millis(self.now)
            owner = self.user_id.bytes if self.user_id else None
            names += ["created_at", "edited_at", "owner_id"]
            stamps = (at, at, owner)
        quoted = ", ".join(f'"{name}"' for name in names)
        statement = f"INSERT INTO {noun.__tablename__}({quoted}) VALUES({', '.join('?' * len(names))})"
        self.raw.executemany(statement, ((*row, *stamps) for row in rows))
