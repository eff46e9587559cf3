"""Attached files on the server's disk, by the hash of their content: `<organisation>/aa/bb/<sha256>`.

What comes in parts lies under `coming/` until it is whole and its hash was verified: nobody learns from a hash alone
whether somebody else's file is here.
"""

import hashlib
import os
import re
from pathlib import Path

from sync.protocol.problems import MalformedError, TooLargeError

MOST_BYTES = 512 * 1024 * 1024
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
_READ = 1024 * 1024


class Blobs:
    """The files of all organisations."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def received(self, organisation: int, device: str, sha256: str) -> int:
        """How many bytes of a file that is still coming this device has sent; -1 where it has begun none."""
        path = self._coming(organisation, device, sha256)
        return path.stat().st_size if path.exists() else -1

    def add(
        self, organisation: int, device: str, sha256: str, offset: int, total: int, content: bytes
    ) -> tuple[int, bool]:
        """Append what goes on where it stopped. Returns the bytes there are and whether the file is whole.

        A chunk that was sent before, or that leaves a hole, changes nothing: the answer says where to go on.
        """
        if total > MOST_BYTES or len(content) > MOST_BYTES_AT_ONCE:
            raise TooLargeError("The file is too large.")
        if offset < 0 or total < 0 or offset + len(content) > total:
            raise MalformedError("The chunk lies outside its file.")
        path = self._coming(organisation, device, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            if file.tell() == offset:
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        if size < total:
            return size, False
        self._keep(organisation, sha256, path)
        return total, True

    def read(self, organisation: int, sha256: str, offset: int, length: int) -> bytes:
        """A chunk of a whole file."""
        with self._path(organisation, sha256).open("rb") as file:
            file.seek(max(offset, 0))
            return file.read(max(0, min(length, MOST_BYTES_AT_ONCE)))

    def has(self, organisation: int, sha256: str) -> bool:
        """Whether the file is here, whole."""
        return self._path(organisation, sha256).exists()

    def _keep(self, organisation: int, sha256: str, coming: Path) -> None:
        """Verify and move into place; what is not what it says is thrown away."""
        if _hash_of(coming) != sha256:
            coming.unlink()
            raise MalformedError("The content is not that of the hash.")
        path = self._path(organisation, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        coming.replace(path)
        if os.name == "posix":
            _sync_folder(path.parent)

    def _path(self, organisation: int, sha256: str) -> Path:
        _checked(sha256)
        return self._folder / str(organisation) / sha256[:2] / sha256[2:4] / sha256

    def _coming(self, organisation: int, device: str, sha256: str) -> Path:
        _checked(sha256)
        owner = hashlib.sha256(device.encode()).hexdigest()[:32]
        return self._folder / str(organisation) / "coming" / f"{owner}-{sha256}"


def _checked(sha256: str) -> None:
    if not _HASH.fullmatch(sha256):
        raise MalformedError("A file is named by its SHA-256 in lower-case hex.")


def _hash_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_READ):
            found.update(chunk)
    return found.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
