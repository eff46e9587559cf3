"""Where PostgreSQL and SQLite differ for the storage; the implementations are `postgres` and `sqlite`.

Rows are written many at a time, as plain tuples in the order of their table's columns: SQLAlchemy would bind each by name.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Literal, Protocol

from sqlalchemy import JSON, Column, ColumnElement, Connection, Engine, Table

# What becomes of a row that stands already: overwritten, left alone, or there is none (the organisation's row is held).
Standing = Literal["overwrite", "keep", "none"]
Rows = Sequence[tuple[Any, ...]]


class Backend(Protocol):
    """One kind of database."""

    writer: Engine
    reader: Engine

    def lock(self, connection: Connection, organisation: int) -> None:
        """Hold the organisation's row until the transaction ends."""

    def among(self, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """Whether the column is one of these."""

    def put(self, connection: Connection, table: Table, rows: Rows, standing: Standing = "overwrite") -> None:
        """Write rows; no two of them have the same key."""

    def together(self, connection: Connection) -> AbstractContextManager[None]:
        """What is written within need not be waited for one by one; nothing is read there. At its end all stands."""

    def close(self) -> None:
        """Let go of every connection."""


@cache
def names(table: Table) -> tuple[str, ...]:
    """The columns in their order."""
    return tuple(column.name for column in table.columns)


@cache
def structures(table: Table) -> tuple[int, ...]:
    """The places of the columns that hold JSON."""
    return tuple(place for place, column in enumerate(table.columns) if isinstance(column.type, JSON))


@cache
def insert_text(table: Table, source: str, standing: Standing) -> str:
    """The insert of what the source gives."""
    keys = [column.name for column in table.primary_key]
    over = ", ".join(f'"{name}" = excluded."{name}"' for name in names(table) if name not in keys)
    conflict = {
        "overwrite": f" ON CONFLICT ({quoted(keys)}) DO UPDATE SET {over}",
        "keep": " ON CONFLICT DO NOTHING",
        "none": "",
    }[standing]
    return f'INSERT INTO "{table.name}"({quoted(names(table))}) {source}{conflict}'


def quoted(columns: Collection[str]) -> str:
    """A list of columns."""
    return ", ".join(f'"{name}"' for name in columns)
