"""A workspace made of one of its backups, in a folder of its own: what is there now stays as it is."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.carried_files import carry
from app.command import Asking, query
from app.errors import OutsideError, UserError
from app.files import PIECE, FileStore
from app.paths import DATABASE_NAME, FILES
from app.records.contents import named_contents
from app.services.records import counts
from app.whole_file import write_whole
from app.workspace import Workspace
from models.errors import VizitkaError
from models.store import sync_marks
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: records by kind, contents of files, and the names of those the backup did not have."""

    counts: dict[str, int]
    files: int
    lost: tuple[str, ...]


def restore(copy: Path, folder: Path) -> Restored:
    """Make a workspace in `folder` of a backup and of the files beside it, and open it to see that it is sound.

    Raises:
        UserError: there is a workspace in the folder already, there is no such backup, or it is of a newer version.
        OutsideError: the disk refused.
        DamagedError: the backup cannot be read.
    """
    target = folder / DATABASE_NAME
    _must_be_free(copy, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(
            _("The folder {folder} cannot be written: {reason}.").format(folder=folder, reason=error.strerror)
        ) from error
    write_whole(target, _pieces(copy))
    try:
        with closing(Workspace.open(folder)) as workspace:
            beside = FileStore(copy.parent / FILES)
            carried = carry(beside, workspace.files, beside.all(), link=True)
            named = workspace.ask(_named).result()
            lost = sorted({name for digest, name in named.items() if not workspace.files.holds(digest)})
            return Restored(workspace.ask(counts).result(), carried.count, tuple(lost))
    except VizitkaError:
        target.unlink(missing_ok=True)
        raise


@query
def _named(asking: Asking) -> dict[str, str]:
    """The contents that must be here; those an office keeps are fetched when they are wanted."""
    return {} if sync_marks.joined(asking.raw) else named_contents(asking.raw)


def _must_be_free(copy: Path, folder: Path) -> None:
    if (folder / DATABASE_NAME).exists():
        raise UserError(_("There is a workspace in {folder} already: choose an empty folder.").format(folder=folder))
    if not copy.is_file():
        raise UserError(_("There is no backup {file}.").format(file=copy))
    if copy.with_name(f"{copy.name}-wal").exists():
        raise UserError(_("{file} is a workspace in use, not a backup.").format(file=copy))


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece
    except OSError as error:
        raise OutsideError(
            _("{file} could not be read: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
