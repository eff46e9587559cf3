"""What every request of a server works with: the database, the files, the limits, the counters."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sync.server.blobs import Blobs
from sync.server.first_sync import PartCache
from sync.server.hub import now_ms
from sync.server.limits import Limits
from sync.server.metrics import Metrics
from sync.server.sql_storage import SqlStorage

DATABASE = "office.db"
FILES = "files"
PARTS = "first-sync"


def open_storage(data: Path | None, database: str = "", connections: int = 10) -> SqlStorage:
    """The database named, else the SQLite file in the data folder."""
    if database:
        return SqlStorage.open(database, connections)
    if data is None:
        raise ValueError("A server needs a data folder or a database.")
    make_folder(data)
    return SqlStorage.open(data / DATABASE)


def make_folder(data: Path) -> None:
    """The data folder, nobody else's to read."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)


class Heads:
    """The newest seq of each firm, asked for at most so often, however many laptops wait for it."""

    def __init__(self, ask: Callable[[int], int], every: float = 1.0) -> None:
        self._ask, self._every = ask, every
        self._known: dict[int, tuple[float, int]] = {}
        self._asking = asyncio.Lock()

    async def newest(self, organisation: int) -> int:
        """The head, no older than the interval."""
        async with self._asking:
            at, head = self._known.get(organisation, (0.0, -1))
            if head < 0 or time.monotonic() - at >= self._every:
                head = await asyncio.to_thread(self._ask, organisation)
                self._known[organisation] = time.monotonic(), head
            return head

    async def past(self, organisation: int, cursor: int, over: Callable[[], bool], seconds: float) -> int:
        """Wait until the head has passed the cursor, it is over or the time is up. Returns the head."""
        until = time.monotonic() + seconds
        while True:
            head = await self.newest(organisation)
            left = until - time.monotonic()
            if head > cursor or left <= 0 or over():
                return head
            await asyncio.sleep(min(self._every, left))


@dataclass
class Site:
    """One server process. `metrics_for` are the addresses that may read the counters."""

    storage: SqlStorage
    blobs: Blobs
    parts: PartCache | None = None
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], int] = now_ms
    metrics: Metrics = field(default_factory=Metrics)
    metrics_for: Iterable[str] = ("127.0.0.1", "::1")
    stopping: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        self.heads = Heads(self._head)

    def _head(self, organisation: int) -> int:
        with self.storage.reading(organisation) as reading:
            return reading.organisation.head
