"""PostgreSQL by psycopg 3."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Engine, Table, any_, create_engine, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import make_url
from sqlalchemy.sql.dml import Insert

from sync.server.entity_rows import from_json, to_json
from sync.server.tables import organisation as organisations


class Postgres:
    """A PostgreSQL database; several servers may work on it at once."""

    def __init__(self, url: str, connections: int = 10) -> None:
        self.writer: Engine = create_engine(
            make_url(url).set(drivername="postgresql+psycopg"),
            pool_size=connections,
            max_overflow=connections,
            pool_pre_ping=True,
            json_serializer=to_json,
            json_deserializer=from_json,
            connect_args={"connect_timeout": 10},
        )
        # One moment of the database for everything a question reads; nothing to look out for, it only reads.
        self.reader: Engine = self.writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def lock(self, connection: Connection, organisation: int) -> None:
        """Hold the organisation's row until the transaction ends."""
        connection.execute(
            select(organisations.c.id).where(organisations.c.id == organisation).with_for_update()
        ).first()

    def among(self, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """One array instead of a list of parameters: the statement stays the same and is prepared once."""
        return column == any_(literal(list(values), ARRAY(column.type)))

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
        """Let go of every connection."""
        self.writer.dispose()
