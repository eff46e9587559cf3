"""Files written for a person: whole under their name, or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from app.errors import OutsideError
from resources.i18n import _


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file under another name beside it and rename it once it is complete.

    Raises:
        OutsideError: the disk refused; an earlier file of that name is still there.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        try:
            with os.fdopen(handle, "wb") as stream:
                for piece in pieces:
                    stream.write(piece)
            _with_usual_rights(Path(name))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise OutsideError(
            _("{file} could not be written: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error


def _with_usual_rights(path: Path) -> None:
    """A temporary file is for its owner alone; what is written for others to read has the usual rights."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
