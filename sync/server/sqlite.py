"""A SQLite file, for a small office: through our own driver, one writer, readers beside it."""

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Column, ColumnElement, Connection, Engine, Table, create_engine

from models.store.driver import ApswDialect
from sync.server.backends import Rows, Standing, insert_text, names
from sync.server.entity_rows import from_json, to_json, written

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

    def put(self, connection: Connection, table: Table, rows: Rows, standing: Standing = "overwrite") -> None:
        """One statement, run for each row."""
        if rows:
            marks = f"VALUES({', '.join('?' * len(names(table)))})"
            connection.exec_driver_sql(insert_text(table, marks, standing), written(table, rows))

    def together(self, connection: Connection) -> AbstractContextManager[None]:  # noqa: ARG002 - nothing to join
        """Each statement is done when it returns."""
        return nullcontext()

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
