"""One program at a time on a workspace: a lock beside the database, let go by the system when a program dies."""

import sys
from pathlib import Path
from typing import IO

from models.errors import BusyError, OutsideError
from resources.i18n import _

LOCK_NAME = "vizitka.lock"


class WorkspaceLock:
    """Held while a workspace is open. Never a lock on the database file itself: those belong to SQLite."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            BusyError: another program has the workspace open.
            OutsideError: the folder cannot be written.
        """
        path = folder / LOCK_NAME
        try:
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            raise OutsideError(
                _("The folder {folder} cannot be written: {reason}.").format(folder=folder, reason=error.strerror)
            ) from error
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            raise BusyError(
                _("The workspace {folder} is open in another window of Vizitka.").format(folder=folder),
                kept=_("Close it there, or work in that window; nothing was changed."),
            ) from error

    def release(self) -> None:
        """Let another program in."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
