"""Copies of an open workspace file by SQLite's online copy, each reopened and checked before it bears its name."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import apsw

from models.errors import OutsideError, UserError
from models.store.failures import sorted_failures
from resources.i18n import _

_PAGES = 2_000  # copied at a time


Told = Callable[[int, int], bool]  # pages done, pages in all; False stops


def keep(source: apsw.Connection, folder: Path, now: datetime, why: str = "", told: Told | None = None) -> Path:
    """Put a sound copy into `folder` under the moment's name, followed by the reason. Returns where it lies.

    Raises:
        UserError: `told` answered no; nothing is left behind.
        OutsideError: the folder cannot be written, or the copy does not pass its check; nothing is left behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(
            _("The folder {folder} cannot be written: {reason}.").format(folder=folder, reason=error.strerror)
        ) from error
    final = _free_name(folder, now, why)
    unfinished = final.with_suffix(".unfinished")
    try:
        with sorted_failures(unfinished):
            copy_to(source, unfinished, told)
            _check(unfinished)
        os.replace(unfinished, final)  # noqa: PTH105 - atomic on every system
    finally:
        unfinished.unlink(missing_ok=True)
    return final


def copy_to(source: apsw.Connection, target: Path, told: Told | None = None) -> None:
    """Copy an open database into a new file, page by page, writers going on meanwhile.

    Where `source` is inside a read transaction, the copy is of its moment and is never begun anew for a writer's sake.
    """
    target.unlink(missing_ok=True)
    copy = apsw.Connection(str(target))
    try:
        with copy.backup("main", source, "main") as work:
            while not work.done:
                work.step(_PAGES)
                if told is not None and not told(work.page_count - work.remaining, work.page_count):
                    raise UserError(_("Stopped; no copy was made."))
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        copy.close()


def _check(path: Path) -> None:
    copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        verdict = copy.execute("PRAGMA integrity_check").fetchall()
    finally:
        copy.close()
    if verdict != [("ok",)]:
        raise OutsideError(_("The backup does not pass its check: {reason}.").format(reason=verdict[0][0]))


def _free_name(folder: Path, now: datetime, why: str) -> Path:
    stem = "-".join(part for part in (now.strftime("vizitka-%Y%m%d-%H%M%S"), why) if part)
    path = folder / f"{stem}.db"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.db"
        number += 1
    return path
