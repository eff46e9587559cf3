"""Files of a workspace kept by the hash of their content: logos, stamps, pictures, attachments."""

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.views.attachments import KeptFile
from models.errors import OutsideError, UserError
from resources.i18n import _

PIECE = 1 << 20  # bytes read at a time: a large file is never in memory as a whole
Told = Callable[[int, int], bool]  # bytes done, bytes in all; False stops

_DIGEST = re.compile(r"[0-9a-f]{64}")


@contextmanager
def keeping() -> Iterator[None]:
    """What the disk says while a content is kept, as a sentence.

    Raises:
        OutsideError: it refused.
    """
    try:
        yield
    except OSError as error:
        raise _not_kept(error) from error


class FileStore:
    """The folder `files/` of a workspace: a content is written once under its SHA-256 and never changed.

    Any thread may use it; two writers of one content write the same bytes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep a content, whole or not at all, and say by which hash it is found.

        Raises:
            OutsideError: the disk refused.
        """
        digest = hashlib.sha256(content).hexdigest()
        if self.get(digest) is None:
            try:
                self._write(self.path_of(digest), content)
            except OSError as error:
                raise _not_kept(error) from error
        return digest

    def put_file(self, source: Path, told: Told | None = None) -> KeptFile | None:
        """Keep the content of a file, read in pieces; None where `told` stopped it, and then nothing is left behind.

        Raises:
            UserError: it is a folder, or nothing one could read to an end.
            OutsideError: the file cannot be read, or the disk refused.
        """
        with _readable(source) as stream:
            total = os.fstat(stream.fileno()).st_size
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(dir=self.folder, suffix=".new")
            except OSError as error:
                raise _not_kept(error) from error
            try:
                return self._take(stream, source.name, (handle, Path(name)), lambda done: not told or told(done, total))
            finally:
                Path(name).unlink(missing_ok=True)

    def path_of(self, digest: str) -> Path:
        """Where the content of that hash lies, or would."""
        return self.folder / digest[:2] / digest[2:4] / digest

    def all(self) -> Iterator[str]:
        """The hash of every content that lies here."""
        for path in sorted(self.folder.glob("??/??/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def sound(self, digest: str) -> bool:
        """Whether the content of that hash is here and still what it was; it is read to its end."""
        if not self.holds(digest):
            return False
        try:
            for _piece in self.pieces(digest, digest):
                pass
        except UserError:
            return False
        return True

    def holds(self, digest: str) -> bool:
        """Whether there is a content of that hash; it is not read."""
        return bool(_DIGEST.fullmatch(digest)) and self.path_of(digest).is_file()

    def pieces(self, digest: str, name: str) -> Iterator[bytes]:
        """The content of that hash in pieces; `name` is what a person calls it.

        Raises:
            UserError: it is not here any more, or is no longer what it was.
        """
        seen = hashlib.sha256()
        try:
            with self.path_of(digest).open("rb") as stream:
                while piece := stream.read(PIECE):
                    seen.update(piece)
                    yield piece
        except OSError as error:
            raise _lost(name) from error
        if seen.hexdigest() != digest:
            raise _lost(name)

    def get(self, digest: str) -> bytes | None:
        """The content of that hash; None where it is not here or no longer what it was."""
        if not _DIGEST.fullmatch(digest):
            return None
        try:
            content = self.path_of(digest).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def _take(
        self, stream: BinaryIO, name: str, target: tuple[int, Path], go_on: Callable[[int], bool]
    ) -> KeptFile | None:
        """Copy and hash at once; the copy gets its name when it is whole and on the disk."""
        seen, size = hashlib.sha256(), 0
        handle, path = target
        with os.fdopen(handle, "wb") as copy:
            while piece := _read_piece(stream, name):
                seen.update(piece)
                size += len(piece)
                with keeping():
                    copy.write(piece)
                if not go_on(size):
                    return None
            with keeping():
                copy.flush()
                os.fsync(copy.fileno())
        kept = self.path_of(seen.hexdigest())
        with keeping():
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.replace(kept)  # the same content again heals a copy that was damaged
            _settle_folder(kept.parent)
        return KeptFile(name, seen.hexdigest(), size)

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        _settle_folder(path.parent)


def _readable(source: Path) -> BinaryIO:
    """The file opened; a folder, a pipe or a device is refused before anything waits for it."""
    try:
        mode = source.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UserError(_("“{name}” is a folder: pack it, or drop the files in it.").format(name=source.name))
        if not stat.S_ISREG(mode):
            raise UserError(_("“{name}” is no file.").format(name=source.name))
        return source.open("rb")
    except OSError as error:
        raise _not_read(source.name, error) from error


def _read_piece(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(PIECE)
    except OSError as error:
        raise _not_read(name, error) from error


def _not_read(name: str, error: OSError) -> OutsideError:
    reason = error.strerror or str(error)
    return OutsideError(
        _("“{name}” could not be read: {reason}.").format(name=name, reason=reason), kept=_("Nothing was changed.")
    )


def _not_kept(error: OSError) -> OutsideError:
    reason = error.strerror or str(error)
    return OutsideError(
        _("The file could not be kept: {reason}.").format(reason=reason), kept=_("Nothing was changed.")
    )


def _lost(name: str) -> UserError:
    return UserError(_("“{name}” is not in the folder of the workspace any more.").format(name=name))


def _settle_folder(folder: Path) -> None:
    """Make the new name survive a power cut; only POSIX can open a folder for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
