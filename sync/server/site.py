"""What every request of a server works with: the database, the files, the limits, the counters, who waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sync.server.blobs import Blobs
from sync.server.first_sync import PartCache
from sync.server.hub import now_ms
from sync.server.limits import Limits
from sync.server.metrics import Metrics
from sync.server.sql_storage import SqlStorage
from sync.server.waiting import AT_ONCE, WaitingRoom, look, shut_out

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


@dataclass
class Site:
    """One server process. `metrics_for` are the addresses that may read the counters; `let_go`: see `WaitingRoom`."""

    storage: SqlStorage
    blobs: Blobs
    parts: PartCache | None = None
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], int] = now_ms
    metrics: Metrics = field(default_factory=Metrics)
    metrics_for: Iterable[str] = ("127.0.0.1", "::1")
    stopping: Callable[[], bool] = lambda: False
    let_go: int = AT_ONCE

    def __post_init__(self) -> None:
        """Nobody waits yet."""
        self.waiting = WaitingRoom(
            partial(look, self.storage),
            partial(shut_out, self.storage),
            lambda: self.stopping(),  # noqa: PLW0108 - whoever serves says only later how one sees that
            at_once=self.let_go,
        )
