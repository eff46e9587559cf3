"""Backups by SQLite's online copy: each is reopened, checked and counted before it counts as one."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from models.errors import OutsideError
from models.store.failures import sorted_failures
from resources.i18n import _

if TYPE_CHECKING:
    from models.store.database import Database

_COUNTED = ("contact", "company", "history", "activity", "note", "offer")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A finished backup: where it lies, how large it is (bytes), and how many records of each kind it holds."""

    path: Path
    size: int
    counts: dict[str, int]


def make(database: "Database", folder: Path, now: datetime) -> BackupReport:
    """Copy the open database into `folder` under the moment's name.

    Raises:
        OutsideError: the folder cannot be written, or the copy does not pass its checks.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(
            _("The folder {folder} cannot be written: {reason}.").format(folder=folder, reason=error.strerror)
        ) from error
    final = _free_name(folder, now)
    unfinished = final.with_suffix(".unfinished")
    with sorted_failures(unfinished), database.read() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, apsw.Connection)
        copy_to(source, unfinished)
    counts = inspect(unfinished)
    os.replace(unfinished, final)  # noqa: PTH105 - atomic on every system
    return BackupReport(final, final.stat().st_size, counts)


def copy_to(source: apsw.Connection, target: Path) -> None:
    """Copy an open database into a new file, page by page, writers going on meanwhile."""
    target.unlink(missing_ok=True)
    copy = apsw.Connection(str(target))
    try:
        with copy.backup("main", source, "main") as work:
            while not work.done:
                work.step(2_000)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        copy.close()


def inspect(path: Path) -> dict[str, int]:
    """Reopen a copy, check it whole and count it.

    Raises:
        OutsideError: the copy is not sound; it is removed.
    """
    copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        verdict = copy.execute("PRAGMA integrity_check").fetchall()
        counts = {
            name: int(str(copy.execute(f"SELECT count(*) FROM {name} WHERE removed_at IS NULL").fetchall()[0][0]))
            for name in _COUNTED
        }
    finally:
        copy.close()
    if verdict != [("ok",)]:
        path.unlink(missing_ok=True)
        raise OutsideError(_("The backup does not pass its check: {reason}.").format(reason=verdict[0][0]))
    return counts


def _free_name(folder: Path, now: datetime) -> Path:
    stem = now.strftime("vizitka-%Y%m%d-%H%M%S")
    path = folder / f"{stem}.db"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.db"
        number += 1
    return path
