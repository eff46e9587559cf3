"""Copies of the server's data, and what laptops are told of them: what lies in a copy they may forget having sent."""

from pathlib import Path
from typing import Any

from models.errors import UserError
from resources.i18n import _
from sync.server import administration
from sync.server.accounts import FIRM
from sync.server.sql_storage import SqlStorage, sorted_problems


def head(storage: SqlStorage) -> int:
    """The newest seq: asked before a copy begins, it is what the copy holds at the least."""
    with storage.reading(FIRM) as reading:
        return reading.organisation.head


def copy_to(storage: SqlStorage, target: Path) -> int:
    """Copy a SQLite database while it serves. Returns the seq up to which laptops rely on the copy.

    Raises:
        UserError: the server's data lies in PostgreSQL, or the target is there already.
    """
    if storage.engine.dialect.name != "sqlite":
        raise UserError(_("A PostgreSQL is copied with its own tools; tell of it with: server backed-up."))
    if target.exists():
        raise UserError(_("{file} is there already.").format(file=target))
    holds = head(storage)
    target.parent.mkdir(parents=True, exist_ok=True)
    with sorted_problems(), storage.backend.reader.connect() as connection:
        raw: Any = connection.connection.driver_connection  # outside of a transaction, which no copy begins in
        raw.execute("PRAGMA query_only = OFF")  # the copy is written, though not this database
        try:
            raw.execute("VACUUM INTO ?", (str(target),))
        finally:
            raw.execute("PRAGMA query_only = ON")
    administration.backup_taken(storage, FIRM, holds)
    return holds


def copied(storage: SqlStorage, seq: int) -> None:
    """A copy made by other means holds everything up to this seq."""
    administration.backup_taken(storage, FIRM, seq)


def put_back(storage: SqlStorage) -> None:
    """The database was put back from a copy: laptops send again what it has lost."""
    administration.server_restored(storage, FIRM)
