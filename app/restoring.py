"""A workspace made of one of its backups, in a folder of its own: what is there now stays as it is."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.carried_files import carry
from app.command import Asking, query
from app.errors import OutsideError, UserError
from app.files import PIECE, FileStore, Told
from app.paths import DATABASE_NAME, FILES
from app.records.contents import named_contents
from app.services.records import counts
from app.whole_file import write_whole
from app.whole_folder import made_whole
from app.workspace import Workspace
from models.store import sync_marks
from models.store.backup import BackupContents, contents_of
from resources.i18n import _

_TRACES = ("", "-wal", "-journal")  # of a database: SQLite would write another one's log into what is restored
__all__ = ["BackupContents", "Restored", "Told", "contents_of", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: records by kind, contents of files, and the names of those the backup did not have."""

    counts: dict[str, int]
    files: int
    lost: tuple[str, ...]


def restore(copy: Path, folder: Path, told: Told = lambda _done, _total: True) -> Restored:
    """Make a workspace in `folder` of a backup and of the files beside it, and open it to see that it is sound.

    What does not come to its end leaves nothing behind.

    Raises:
        UserError: there is a workspace in the folder already, there is no such backup, it is of a newer version, or
            `told` answered no.
        OutsideError: the disk refused.
        DamagedError: the backup cannot be read.
    """
    _must_be_free(copy, folder)
    with made_whole(folder):
        return _brought_over(copy, folder, told)


def _brought_over(copy: Path, folder: Path, told: Told) -> Restored:
    beside = FileStore(copy.parent / FILES)
    digests = list(beside.all())
    done = [_size(copy)]  # bytes there are once each content has been brought
    for digest in digests:
        done.append(done[-1] + _size(beside.path_of(digest)))
    write_whole(folder / DATABASE_NAME, _pieces(copy, lambda read: told(read, done[-1])))
    with closing(Workspace.open(folder)) as workspace:
        carried = carry(beside, workspace.files, digests, link=True, told=lambda count: told(done[count], done[-1]))
        named = workspace.ask(_named).result()
        lost = sorted({name for digest, name in named.items() if not workspace.files.holds(digest)})
        return Restored(workspace.ask(counts).result(), carried.count, tuple(lost))


@query
def _named(asking: Asking) -> dict[str, str]:
    """The contents that must be here; those an office keeps are fetched when they are wanted."""
    return {} if sync_marks.joined(asking.raw) else named_contents(asking.raw)


def _must_be_free(copy: Path, folder: Path) -> None:
    if any((folder / f"{DATABASE_NAME}{trace}").exists() for trace in _TRACES):
        raise UserError(_("There is a workspace in {folder} already: choose an empty folder.").format(folder=folder))
    if not copy.is_file():
        raise UserError(_("There is no backup {file}.").format(file=copy))
    if copy.with_name(f"{copy.name}-wal").exists():
        raise UserError(_("{file} is a workspace in use, not a backup.").format(file=copy))


def _size(path: Path) -> int:
    """How much there is to bring; nothing of what cannot be looked at, which is told when its turn comes."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _pieces(path: Path, told: Callable[[int], bool]) -> Iterator[bytes]:
    read = 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                read += len(piece)
                if not told(read):
                    raise UserError(_("Stopped; nothing was restored."))
                yield piece
    except OSError as error:
        raise OutsideError(
            _("{file} could not be read: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
