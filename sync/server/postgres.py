"""PostgreSQL by psycopg 3."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    LargeBinary,
    Table,
    any_,
    bindparam,
    create_engine,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import UserDefinedType

from sync.server.backends import Rows, Standing, insert_text, names
from sync.server.entity_rows import from_json, to_json, written
from sync.server.tables import organisation as organisations

_MANY = 12  # rows from which on one statement for all is quicker


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
        if isinstance(column.type, LargeBinary):
            return column == func.any(bindparam(None, values, _Ids(), unique=True))
        return column == any_(literal(list(values), ARRAY(column.type)))

    def put(self, connection: Connection, table: Table, rows: Rows, standing: Standing = "overwrite") -> None:
        """A few as they are, many as one JSON text the database takes apart."""
        if not rows:
            return
        if len(rows) < _MANY:
            text = insert_text(table, f"VALUES({', '.join(['%s'] * len(names(table)))})", standing)
            given: list[tuple[Any, ...]] = written(table, rows)
        else:
            text, one = _at_once(table, rows, standing)
            given = [one]
        driver = _driver(connection)
        with _told(text):
            for each in given:
                driver.execute(text.encode(), each)

    @contextmanager
    def together(self, connection: Connection) -> Iterator[None]:
        """Statements go out one behind the other: the next one is made ready while the database does the one before."""
        with _told("together"), _driver(connection).pipeline():
            yield

    def close(self) -> None:
        """Let go of every connection."""
        self.writer.dispose()


class _Ids(UserDefinedType[Collection[bytes]]):
    """An array of ids, written as one text: the driver would look at each of them anew."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """What it is called."""
        return "BYTEA[]"

    def bind_processor(self, dialect: Dialect) -> Callable[[Collection[bytes] | None], str]:  # noqa: ARG002 - there is one
        """How it is written."""
        return _array_of_ids


def _array_of_ids(ids: Collection[bytes] | None) -> str:
    return "{" + ",".join([f'"\\\\x{each.hex()}"' for each in ids or ()]) + "}"


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


@contextmanager
def _told(statement: str) -> Iterator[None]:
    """What the driver says is told as SQLAlchemy would have told it."""
    try:
        yield
    except psycopg.Error as problem:
        raise DBAPIError.instance(statement, None, problem, psycopg.Error) from problem


def _at_once(table: Table, rows: Rows, standing: Standing) -> tuple[str, tuple[Any, ...]]:
    """One statement for many rows: what all of them say alike is said once, the rest is one JSON text."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    alike = tuple(column.count(column[0]) == len(rows) for column in columns)
    (first,) = written(table, rows[:1])
    once = [value for value, same in zip(first, alike, strict=True) if same]
    for place in _bytes_in(table):
        columns[place] = [None if each is None else f"\\x{each.hex()}" for each in columns[place]]
    keys = [str(place) for place, same in enumerate(alike) if not same]
    differing = zip(*(column for column, same in zip(columns, alike, strict=True) if not same), strict=True)
    said = to_json([dict(zip(keys, row, strict=True)) for row in differing])
    return insert_text(table, _taken_apart(table, alike), standing), (*once, said)


@cache
def _taken_apart(table: Table, alike: tuple[bool, ...]) -> str:
    """A select of rows from one JSON text, where columns go by their places: the text is shorter so."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    types = [column.type.compile(dialect) for column in table.columns]
    chosen = [f"%s::{of}" if same else f'"{place}"' for place, (of, same) in enumerate(zip(types, alike, strict=True))]
    typed = [f'"{place}" {of}' for place, (of, same) in enumerate(zip(types, alike, strict=True)) if not same]
    return f"SELECT {', '.join(chosen)} FROM json_to_recordset(%s::json) AS found({', '.join(typed)})"


@cache
def _bytes_in(table: Table) -> tuple[int, ...]:
    """The places of the columns that hold bytes."""
    return tuple(place for place, column in enumerate(table.columns) if isinstance(column.type, LargeBinary))
