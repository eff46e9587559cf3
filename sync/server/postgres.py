"""PostgreSQL by psycopg 3."""

import json
from collections.abc import Collection
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Engine, Table, any_, create_engine, literal, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from sync.server.backends import Rows, Standing, insert_text, names, quoted
from sync.server.entity_rows import from_json, to_json, written
from sync.server.tables import organisation as organisations

_MANY = 12  # rows from which on one statement for all is quicker
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=lambda key: f"\\x{key.hex()}")


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

    def put(self, connection: Connection, table: Table, rows: Rows, standing: Standing = "overwrite") -> None:
        """A few as they are; many as one JSON text the database takes apart, or, where none stands, as a stream."""
        if len(rows) < _MANY:
            if rows:
                marks = f"VALUES({', '.join(['%s'] * len(names(table)))})"
                connection.exec_driver_sql(insert_text(table, marks, standing), written(table, rows))
        elif standing == "none":
            _copy(connection, table, rows)
        else:
            named = [dict(zip(names(table), row, strict=True)) for row in rows]
            connection.exec_driver_sql(insert_text(table, _taken_apart(table), standing), (_ENCODER.encode(named),))

    def close(self) -> None:
        """Let go of every connection."""
        self.writer.dispose()


@cache
def _taken_apart(table: Table) -> str:
    """A select of rows from one JSON text."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    typed = ", ".join(f'"{column.name}" {column.type.compile(dialect)}' for column in table.columns)
    return f"SELECT {quoted(names(table))} FROM json_to_recordset(%s::json) AS found({typed})"


def _copy(connection: Connection, table: Table, rows: Rows) -> None:
    """Stream rows in. What the driver says of a lost line is told as SQLAlchemy would have told it."""
    statement = f'COPY "{table.name}"({quoted(names(table))}) FROM STDIN'
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement.encode()) as stream:
            for row in written(table, rows):
                stream.write_row(row)
    except psycopg.OperationalError as problem:
        raise OperationalError(statement, None, problem) from problem
