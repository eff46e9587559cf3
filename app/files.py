"""Files of a workspace kept by the hash of their content: logos, stamps, pictures, attachments."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from models.errors import OutsideError
from resources.i18n import _

_DIGEST = re.compile(r"[0-9a-f]{64}")


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
                self._write(self._path(digest), content)
            except OSError as error:
                reason = error.strerror or str(error)
                raise OutsideError(
                    _("The file could not be kept: {reason}.").format(reason=reason), kept=_("Nothing was changed.")
                ) from error
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content of that hash; None where it is not here or no longer what it was."""
        if not _DIGEST.fullmatch(digest):
            return None
        try:
            content = self._path(digest).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / digest

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


def _settle_folder(folder: Path) -> None:
    """Make the new name survive a power cut; only POSIX can open a folder for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
