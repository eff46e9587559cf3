"""Workspaces made in a folder: whole, or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import OutsideError
from app.paths import DATABASE_NAME, FILES
from models.store.lock import LOCK_NAME
from resources.i18n import _

_OURS = (FILES, LOCK_NAME)


@contextmanager
def made_whole(folder: Path) -> Iterator[None]:
    """Make the folder where there is none; what is put into it is taken away where the work does not come to its end.

    Only what a workspace consists of is taken away, and nothing that was there before. Whatever has a file open in it
    must have let go by then.

    Raises:
        OutsideError: the folder cannot be written.
    """
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise OutsideError(
            _("The folder {folder} cannot be written: {reason}.").format(folder=folder, reason=error.strerror)
        ) from error
    try:
        yield
    except BaseException:
        _clear(folder, before)
        if not was_there:
            with suppress(OSError):
                folder.rmdir()
        raise


def _clear(folder: Path, before: set[str]) -> None:
    for entry in folder.iterdir():
        if entry.name not in before and _is_ours(entry.name):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                with suppress(OSError):  # of a system that holds it: what is left is nobody's workspace
                    entry.unlink()


def _is_ours(name: str) -> bool:
    return name.startswith((DATABASE_NAME, f".{DATABASE_NAME}")) or name in _OURS
