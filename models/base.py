"""The columns every record has, and the metadata all tables share."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql import text

from models.clock import moment
from models.column_types import Identity, Moment
from models.ids import new_id

# What the program keeps for itself: a difference in these is no later edit to a person's eyes.
BOOKKEEPING = frozenset({"rid", "id", "created_at", "edited_at", "srv_seq", "srv_hlc", "rung_at"})
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
}


class Base(DeclarativeBase):
    """The root of all mapped classes."""

    metadata = MetaData(naming_convention=NAMING)


class Row(Base):
    """A row of a record: a local integer for joins, an identity for everybody else, and what sync must know."""

    __abstract__ = True
    undoable: ClassVar[bool] = True

    rid: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-20)
    srv_seq: Mapped[int] = mapped_column(Integer, nullable=False, default=0, server_default=text("0"), sort_order=90)
    srv_hlc: Mapped[int] = mapped_column(Integer, nullable=False, default=0, server_default=text("0"), sort_order=91)


class Part(Row):
    """A row that is a part of a record: a phone, an offer's line. It lives and leaves with its owner."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(Identity, nullable=False, unique=True, default=new_id, sort_order=-19)
    removed_at: Mapped[datetime | None] = mapped_column(Moment, nullable=True, sort_order=80)


class Record(Part):
    """A record of its own: somebody made it, owns it and decides who sees it.

    `access` is public, private or limited; `removed_at` puts it into the recycle bin.
    """

    __abstract__ = True

    created_at: Mapped[datetime] = mapped_column(Moment, nullable=False, default=moment, sort_order=81)
    edited_at: Mapped[datetime] = mapped_column(Moment, nullable=False, default=moment, onupdate=moment, sort_order=82)
    owner_id: Mapped[UUID | None] = mapped_column(Identity, nullable=True, sort_order=83)
    access: Mapped[str] = mapped_column(Text, nullable=False, default="public", server_default="public", sort_order=84)


class Link(Row):
    """A member of a set: its key is made of both ends, so that adding twice is adding once."""

    __abstract__ = True

    id: Mapped[bytes] = mapped_column(LargeBinary(32), nullable=False, unique=True, sort_order=-19)
    removed_at: Mapped[datetime | None] = mapped_column(Moment, nullable=True, sort_order=80)


def add_link_indexes(table: Table) -> None:
    """Index every link of a table, leaving out the rows that link nowhere."""
    for column in table.columns:
        if column.info.get("indexed"):
            Index(f"ix_{table.name}_{column.name}", column, sqlite_where=column.is_not(None))


def timeline_index(table: str, column: str) -> Index:
    """An index that pages one owner's rows by time."""
    return Index(f"ix_{table}_{column}_start_at", column, "start_at")
