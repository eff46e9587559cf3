"""Backups: a copy that was reopened and checked, with a count of what it holds."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from models.column_types import from_millis
from models.errors import UserError
from models.store.copies import Told, keep
from models.store.failures import sorted_failures
from resources.i18n import _

if TYPE_CHECKING:
    from models.store.database import Database

_COUNTED = ("contact", "company", "history", "activity", "note", "offer")
_CHANGED = (("journal", "at"), ("contact", "edited_at"))  # the second for what was laid down without a journal


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A finished backup: where it lies, how large it is (bytes), and how many records of each kind it holds.

    The contents of files lie beside it: how many, how many came with this backup, how large all are together (bytes);
    `lost` are those named by a record that were missing or damaged, by the name a person gave them.
    """

    path: Path
    size: int
    counts: dict[str, int]
    files: int = 0
    fresh_files: int = 0
    files_size: int = 0
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a copy holds: living records by kind, and when something was changed in it last (None: never)."""

    counts: dict[str, int]
    changed_at: datetime | None


def make(database: "Database", folder: Path, now: datetime, told: Told | None = None) -> BackupReport:
    """Copy the open database into `folder` under the moment's name.

    Raises:
        UserError: `told` answered no.
        OutsideError: the folder cannot be written, or the copy does not pass its checks.
    """
    with database.read() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, apsw.Connection)
        path = keep(source, folder, now, told=told)
    with sorted_failures(path):
        return BackupReport(path, path.stat().st_size, counts_of(path))


def contents_of(path: Path) -> BackupContents:
    """What a finished copy holds; it is read as it lies.

    Raises:
        UserError: it is no workspace.
        DamagedError: it cannot be read.
    """
    with sorted_failures(path):
        copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not there.issuperset({*_COUNTED, "journal"}):
                raise UserError(_("{file} holds no workspace.").format(file=path.name))
            latest = [copy.execute(f"SELECT max({column}) FROM {name}").get for name, column in _CHANGED]
        finally:
            copy.close()
        moments = [int(str(moment)) for moment in latest if moment is not None]
        return BackupContents(counts_of(path), from_millis(max(moments)) if moments else None)


def counts_of(path: Path) -> dict[str, int]:
    """How many living records of each kind a copy holds. The copy must not be open anywhere."""
    copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return {
            name: int(str(copy.execute(f"SELECT count(*) FROM {name} WHERE removed_at IS NULL").fetchall()[0][0]))
            for name in _COUNTED
        }
    finally:
        copy.close()
