"""How a workspace file is laid: made new from today's nouns, or brought up by migration steps.

Both ways must lead to the same schema; a test compares them.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import apsw
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable

from models.base import Base
from models.errors import DamagedError, NewerWorkspaceError, UserError
from models.nouns import TABLES
from models.store.tables import APPLICATION_ID, INDEX_TABLES, SCHEMA_VERSION
from resources.i18n import _


@cache
def statements() -> tuple[str, ...]:
    """The statements that make today's schema, in order."""
    return tuple(_statements())


def make(connection: apsw.Connection) -> None:
    """Lay today's schema in an empty file, in the caller's transaction."""
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def version_of(connection: apsw.Connection, path: Path) -> int:
    """The schema version of an open file.

    Raises:
        UserError: the file is no workspace.
        NewerWorkspaceError: it was written by a newer version of the program.
        DamagedError: it is no database at all.
    """
    try:
        application = connection.pragma("application_id")
        version = connection.pragma("user_version")
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise DamagedError(
            _("{file} is not a readable workspace: {reason}.").format(file=path, reason=error),
            kept=_("Nothing was changed. A copy from its backups folder can be opened instead."),
        ) from error
    if application != APPLICATION_ID:
        raise UserError(_("{file} is not a Vizitka workspace.").format(file=path))
    if int(version) > SCHEMA_VERSION:
        raise NewerWorkspaceError(
            _(
                "{file} was written by a newer version of the program. Update Vizitka to open it; nothing was changed."
            ).format(file=path)
        )
    return int(version)


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
