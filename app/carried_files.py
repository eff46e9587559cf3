"""Contents carried from one folder of files to another: into a backup and out of it, beside an export and back.

What is there already stays; what comes is read to its end and held against its hash before it bears its name.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import OutsideError, UserError
from app.files import FileStore
from resources.i18n import _

Told = Callable[[int], bool]  # contents done; False stops


@dataclass(slots=True)
class Carried:
    """What became of contents: how many lie there now, how many came this time, how large they are, which did not."""

    count: int = 0
    fresh: int = 0
    size: int = 0  # bytes of all that lie there
    lost: list[str] = field(default_factory=list)  # hashes of what is missing or no longer what it was


def carry(
    source: FileStore,
    target: FileStore,
    digests: Iterable[str],
    *,
    link: bool = False,
    told: Told = lambda _done: True,
) -> Carried:
    """Bring contents over, those that are not there yet; `link` shares the disk's blocks where the disk can.

    Raises:
        UserError: `told` answered no; what came until then is whole and stays.
        OutsideError: the disk refused.
    """
    found = Carried()
    for done, digest in enumerate(digests):
        if not told(done):
            raise UserError(_("Stopped; not all files were copied."))
        try:
            found.fresh += _bring(source, target, digest, link=link)
        except UserError:
            found.lost.append(digest)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutsideError(
                _("The files could not be copied to {folder}: {reason}.").format(folder=target.folder, reason=reason)
            ) from error
        else:
            found.count += 1
            found.size += target.path_of(digest).stat().st_size
    return found


def _bring(source: FileStore, target: FileStore, digest: str, *, link: bool) -> bool:
    """Whether a content came: not where it lies there already in its full size.

    Raises:
        UserError: it is not in the source, or is damaged there.
    """
    if target.holds(digest) and (not source.holds(digest) or _size(source, digest) == _size(target, digest)):
        return False
    if not source.holds(digest):
        raise UserError(_("The file {name} is missing.").format(name=digest))
    place = target.path_of(digest)
    for _piece in source.pieces(digest, digest) if link else ():
        pass  # read to its end: what is linked is held against its hash too
    place.parent.mkdir(parents=True, exist_ok=True)
    if not (link and _linked(source.path_of(digest), place)):
        _copied(source, place, digest)
    return True


def _size(store: FileStore, digest: str) -> int:
    return store.path_of(digest).stat().st_size


def _linked(source: Path, place: Path) -> bool:
    """A second name for the same blocks: contents are never written to again, a new one takes the name instead."""
    unfinished = place.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    try:
        os.link(source, unfinished)
    except OSError:  # another disk, or one that has no links
        return False
    unfinished.replace(place)
    unfinished.unlink(missing_ok=True)  # where both names were one already, the rename does nothing
    return True


def _copied(source: FileStore, place: Path, digest: str) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in source.pieces(digest, digest):
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
