"""A workspace's doors in the form a round with the office needs them."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.command import Asking, Command, Query, Sender
from app.files import keeping
from app.workspace import Workspace
from models.clock import Clock, system_clock
from models.column_types import to_millis
from models.store.transaction import Raw, Tx
from sync.client.door import Source

R = TypeVar("R")
_COMING = "coming"  # files under way, beside the whole ones


class SyncDoor:
    """One open workspace, as `sync.client.door.Door`. To be used from any thread but the writer's."""

    def __init__(self, workspace: Workspace, clock: Clock = system_clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def write(self, name: str, work: Callable[[Tx], R], source: Source = "sync") -> R:
        """One recorded transaction."""
        return self._workspace.do_as(Sender(source=source), Command(name, work)).result()

    def ask(self, work: Callable[[Raw], R]) -> R:
        """Look, on a reader."""

        def run(asking: Asking) -> R:
            return work(asking.raw)

        return self._workspace.ask(Query(run)).result()

    def fill(self, work: Callable[[Raw], R]) -> R:
        """One transaction past the recorder."""
        return self._workspace.upkeep(work).result()

    def tell(self) -> None:
        """Tell every screen to look again."""
        self._workspace.tell().result()

    def backup(self) -> None:
        """Keep a copy."""
        self._workspace.backup().result()

    def file(self, sha256: str) -> bytes | None:
        """The content of a file."""
        return self._workspace.files.get(sha256)

    def keep_file(self, content: bytes) -> str:
        """Keep a file."""
        return self._workspace.files.put(content)

    def drop_file(self, sha256: str) -> None:
        """Remove a file no record names any more."""
        self._part(sha256).unlink(missing_ok=True)
        self._workspace.files.path_of(sha256).unlink(missing_ok=True)

    def scour(self) -> bool:
        """What was erased is gone from the disk as well; False while somebody here still reads an older state."""
        while (stands := self._workspace.scour().result()) == "going on":
            continue
        return stands == "done"

    def part_size(self, sha256: str) -> int:
        """How much of a file under way is here."""
        with contextlib.suppress(OSError):
            return self._part(sha256).stat().st_size
        return 0

    def add_part(self, sha256: str, offset: int, content: bytes) -> None:
        """Add a chunk to a file under way."""
        path = self._part(sha256)
        with keeping():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("r+b" if path.exists() else "wb") as stream:
                stream.seek(offset)
                stream.write(content)
                stream.truncate()

    def take_part(self, sha256: str) -> bytes:
        """The whole of a file under way."""
        path = self._part(sha256)
        with keeping():
            content = path.read_bytes() if path.exists() else b""
            path.unlink(missing_ok=True)
        return content

    def now_ms(self) -> int:
        """This computer's clock."""
        return to_millis(self._clock())

    def _part(self, sha256: str) -> Path:
        return self._workspace.files.folder / _COMING / f"{sha256}.part"
