"""How a workspace file is laid: made new from today's nouns, or brought up by migration steps.

Both ways must lead to the same schema; a test compares them.
"""

from collections.abc import Iterator
from functools import cache

import apsw
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable

from models.base import Base
from models.nouns import TABLES
from models.store import stamp
from models.store.tables import INDEX_TABLES


@cache
def statements() -> tuple[str, ...]:
    """The statements that make today's schema, in order."""
    return tuple(_statements())


def make(connection: apsw.Connection) -> None:
    """Lay today's schema in an empty file, in the caller's transaction."""
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {stamp.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {stamp.SCHEMA_VERSION}")


def _statements() -> Iterator[str]:
    dialect = SQLiteDialect()  # only compiles
    for table in Base.metadata.tables.values():
        if table.name in TABLES:
            # A journal entry knows a row by its rid: the number of a deleted row must never become another record's.
            table.dialect_options["sqlite"]["autoincrement"] = True
        yield str(CreateTable(table).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect)).strip()
    for name, definition in INDEX_TABLES.items():
        yield f"CREATE VIRTUAL TABLE {name} USING {definition}"
