"""Everything there is into one JSON file, with a folder of its files beside it: both whole, or neither."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, ParamSpec, Protocol, TypeVar

from app.carried_files import Carried
from app.exchange.files_beside import carry_out, files_beside
from app.files import FileStore
from app.services.exporting import Written, write_everything
from app.whole_file import unfinished, writing

if TYPE_CHECKING:
    from concurrent.futures import Future

    from app.command import Query

P = ParamSpec("P")
T = TypeVar("T")
Step = Literal["records", "files"]
Told = Callable[[Step, int, int], bool]  # what is written, how many of them so far, per cent of all; False stops

_ALL = 100


class Asked(Protocol):
    """An open workspace, as far as an export needs it."""

    @property
    def files(self) -> FileStore:
        """The files kept beside the database."""

    def ask(self, query: "Query[P, T]", /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Ask something."""


@dataclass(frozen=True, slots=True)
class FullExport:
    """What an export holds: cards, rows of all kinds, and the files beside it; `carried.lost` are names."""

    cards: int
    rows: int
    carried: Carried


def export_everything(workspace: Asked, path: Path, told: Told = lambda _step, _count, _share: True) -> FullExport:
    """Write everything the workspace holds at one moment. Waits for it: not for the window's thread, nor a reader's.

    Nobody who saves meanwhile waits. An earlier file of that name is replaced once the new one and its files are whole.

    Raises:
        UserError: it was told to stop; nothing was written, and an earlier file is still there.
        OutsideError: the disk refused; likewise.
    """
    with unfinished(path) as stream:

        def write(piece: bytes) -> None:
            with writing(path):  # said in a sentence before the workspace hears of it
                stream.write(piece)

        written = workspace.ask(
            write_everything, workspace.files, write, lambda count, share: told("records", count, share)
        ).result()
        with writing(path):
            stream.flush()
            os.fsync(stream.fileno())
        carried = _carried(workspace.files, path, written, told)
    return FullExport(written.cards, written.rows, carried)


def _carried(files: FileStore, path: Path, written: Written, told: Told) -> Carried:
    """The files beside it; where they do not all come, those that came this time go again."""
    beside, whole = files_beside(path), len(written.contents) or 1
    before = set(beside.all())
    try:
        return carry_out(path, files, written.contents, lambda done: told("files", done, done * _ALL // whole))
    except BaseException:
        _let_go(beside, before)
        raise


def _let_go(beside: FileStore, before: set[str]) -> None:
    for digest in beside.all():
        if digest not in before:
            content = beside.path_of(digest)
            content.unlink(missing_ok=True)
            for folder in (content.parent, content.parent.parent, beside.folder):
                if any(folder.iterdir()):
                    break
                folder.rmdir()
