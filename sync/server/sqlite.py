"""A SQLite file, for a small office: through our own driver, one writer, readers beside it."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Column, ColumnElement, Connection, Engine, Table, create_engine
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql.dml import Insert

from models.store.driver import ApswDialect
from sync.server.entity_rows import from_json, to_json

WAITING = 30.0  # seconds a merge waits for the one before it


class Sqlite:
    """A file only this server writes to."""

    def __init__(self, path: Path, readers: int = 4) -> None:
        self.writer = self._engine(
            path, 1, "immediate", ("journal_mode = WAL", "synchronous = FULL", "secure_delete = FAST")
        )
        self.reader = self._engine(path, readers, "deferred", ("query_only = ON",))

    def lock(self, connection: Connection, organisation: int) -> None:
        """Nothing to do: the transaction began as the only writer."""

    def among(self, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """A list of parameters."""
        return column.in_(list(values))

    def upsert(self, table: Table, keep: Collection[str] = ()) -> Insert:
        """Insert or overwrite."""
        statement = insert(table)
        keys = [column.name for column in table.primary_key]
        kept = {*keys, *keep}
        changed = {name: statement.excluded[name] for name in table.columns.keys() if name not in kept}  # noqa: SIM118 - a collection of columns
        return statement.on_conflict_do_update(index_elements=keys, set_=changed)

    def insert_new(self, table: Table) -> Insert:
        """Insert unless it stands."""
        return insert(table).on_conflict_do_nothing()

    def close(self) -> None:
        """Let go of every connection; the last one tidies the write-ahead log away."""
        self.reader.dispose()
        self.writer.dispose()

    @staticmethod
    def _engine(path: Path, size: int, transaction: str, pragmas: tuple[str, ...]) -> Engine:
        def prepare(raw: Any) -> None:
            raw.set_busy_timeout(5_000)
            for pragma in ("foreign_keys = ON", "cache_size = -32768", *pragmas):
                raw.execute(f"PRAGMA {pragma}").fetchall()

        return create_engine(
            URL.create(f"sqlite+{ApswDialect.driver}", database=str(path)),
            pool_size=size,
            max_overflow=0,
            pool_timeout=WAITING,
            json_serializer=to_json,
            json_deserializer=from_json,
            connect_args={"transaction": transaction, "on_open": prepare},
        )
