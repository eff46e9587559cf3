"""Where PostgreSQL and SQLite differ for the storage; the implementations are `postgres` and `sqlite`."""

from collections.abc import Collection
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Connection, Engine, Table
from sqlalchemy.sql.dml import Insert


class Backend(Protocol):
    """One kind of database."""

    writer: Engine
    reader: Engine

    def lock(self, connection: Connection, organisation: int) -> None:
        """Hold the organisation's row until the transaction ends."""

    def among(self, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """Whether the column is one of these."""

    def upsert(self, table: Table, keep: Collection[str] = ()) -> Insert:
        """Insert a row or overwrite the one that stands, but for the columns in `keep`."""

    def insert_new(self, table: Table) -> Insert:
        """Insert a row unless it stands already."""

    def close(self) -> None:
        """Let go of every connection."""
