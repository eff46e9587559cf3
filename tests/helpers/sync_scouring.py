"""A program that is killed while it makes erased rows unreadable: `python -m tests.helpers.sync_scouring WORKSPACE`."""

import os
import signal
import sys
from pathlib import Path

from app.workspace import Workspace
from models.store.transaction import Raw


def main() -> None:
    """Go on until the table of zeros stands, and end there and then."""
    workspace = Workspace.open(Path(sys.argv[1]))
    while workspace.scour().result() == "going on":
        if workspace.upkeep(filling).result():
            os.kill(os.getpid(), signal.SIGKILL)
    workspace.close()


def filling(raw: Raw) -> bool:
    """Whether the table that takes the free pages stands."""
    return raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'scouring'").fetchone() is not None


if __name__ == "__main__":
    main()
