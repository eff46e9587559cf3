"""Brings a workspace file of an older version up to date with Alembic's operations.

Each step is a module `NNNN_what.py` in `steps/` with a function `upgrade()`; NNNN is the schema version it leads to, and
the file's own `user_version` says which were run. So there is no table of Alembic's in the workspace, and no `env.py`.
Alembic is slow to import: this module is imported when a step is due.
"""

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

from models.errors import DamagedError
from models.migrations import steps
from resources.i18n import _

BACKUPS = "backups"

Keep = Callable[[Any, Path], Path]  # given the driver's connection and a folder, keeps a checked copy there


def run(engine: Engine, path: Path, version: int, *, to: int, keep: Keep) -> Path:
    """Bring the file behind `engine`, which is at `version`, up to version `to`. Returns the copy that was kept before.

    All steps are one transaction on the writer's connection: whatever stops them, the file is as it was.

    Raises:
        OutsideError: no copy could be made, and nothing was begun.
        DamagedError: the file does not pass its checks after the steps; it is left as it was.
    """
    due = steps_between(version, to)
    with engine.connect() as connection, _links_unwatched(connection):
        copy = keep(connection.connection.driver_connection, path.parent / BACKUPS)
        with connection.begin():
            apply(connection, due)
            _check(connection, path, copy)
            connection.exec_driver_sql(f"PRAGMA user_version = {to}")
    return copy


def steps_between(version: int, to: int) -> list[str]:
    """The names of the steps that lead from one version to another, in order."""
    found = {int(module.name[:4]): module.name for module in pkgutil.iter_modules(steps.__path__)}
    return [found[number] for number in range(version + 1, to + 1)]


def apply(connection: Connection, names: list[str]) -> None:
    """Run steps by name inside the caller's transaction."""
    with Operations.context(MigrationContext.configure(connection)):
        for name in names:
            importlib.import_module(f"{steps.__name__}.{name}").upgrade()


@contextmanager
def _links_unwatched(connection: Connection) -> Any:
    """No foreign keys meanwhile: a table that is made anew is dropped while others point to it.

    SQLite ignores this setting inside a transaction (https://www.sqlite.org/lang_altertable.html#otheralter).
    """
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _check(connection: Connection, path: Path, copy: Path) -> None:
    problems = [str(line) for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]
    problems += [f"{row[0]} → {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    if problems:
        raise DamagedError(
            _("{file} could not be brought up to date: {reason}.").format(file=path, reason=problems[0]),
            kept=_("It was left as it was; a copy lies at {copy}.").format(copy=copy),
        )
