"""The copies kept beside a workspace, the newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One copy: where it lies, when it was finished (UTC), how large it is (bytes)."""

    path: Path
    at: datetime
    size: int


def kept_backups(workspace: Path) -> tuple[KeptBackup, ...]:
    """Every copy in the backups folder of a workspace; one that vanishes meanwhile is left out."""
    found = []
    for path in (workspace / BACKUPS).glob("*.db"):
        try:
            said = path.stat()
        except OSError:
            continue
        found.append(KeptBackup(path, datetime.fromtimestamp(said.st_mtime, UTC), said.st_size))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))
