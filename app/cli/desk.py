"""What every sub-command works with: the person's settings and zone, the moment, and the workspace it opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app import zones
from app.bootstrap import open_workspace
from app.settings import Settings
from models.clock import Clock

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """One person at one command line."""

    settings: Settings
    clock: Clock

    @cached_property
    def zone(self) -> str:
        """The IANA zone times are read and shown in."""
        return zones.my_zone(self.settings)

    @property
    def now(self) -> datetime:
        """The moment, on the person's own clock."""
        return self.local(self.clock())

    def local(self, moment: datetime) -> datetime:
        """A moment on the person's own clock."""
        return moment.astimezone(ZoneInfo(self.zone))

    @contextmanager
    def opened(self, folder: Path) -> Iterator["Workspace"]:
        """The workspace in `folder`, closed again at the end."""
        workspace = open_workspace(folder, clock=self.clock)
        try:
            yield workspace
        finally:
            workspace.close()
