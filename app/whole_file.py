"""Files written for a person: whole under their name, or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.errors import OutsideError
from resources.i18n import _


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file under another name beside it and rename it once it is complete.

    Raises:
        OutsideError: the disk refused; an earlier file of that name is still there.
    """
    with unfinished(path) as stream:
        for piece in pieces:
            stream.write(piece)


@contextmanager
def unfinished(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` to be written to: it takes the name when the block ends well, else nothing of it is left.

    Raises:
        OutsideError: the disk refused; an earlier file of that name is still there.
    """
    with writing(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            _with_usual_rights(Path(name))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the disk says while a file is written, as a sentence.

    Raises:
        OutsideError: it refused.
    """
    try:
        yield
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
