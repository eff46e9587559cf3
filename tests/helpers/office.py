"""An office in one process: a server over a SQLite file, laptops with real workspaces, and a line between them that fails.

Nothing here waits for a disk; the clock of each laptop is its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.sync_door import SyncDoor
from app.workspace import Workspace
from models.column_types import to_millis
from models.ids import new_id
from sync.client import joining
from sync.client.joining import Pristine
from sync.client.round import RoundReport, Ways, run
from sync.protocol.hub import Hub
from sync.protocol.messages import Caller, SignedIn
from sync.protocol.problems import UnreachableError
from sync.server import administration
from sync.server.blobs import Blobs
from sync.server.hub import ServerHub
from sync.server.sql_storage import SqlStorage
from sync.server.storage import Account, Device
from tests.helpers.builders import a_workspace, hurry
from tests.helpers.clock import FixedClock
from tests.helpers.raw_sql import rows_of

R = TypeVar("R")
FIRM = 1


class Office:
    """The server and what is needed to join it."""

    def __init__(self, folder: Path, *, new: bool = True) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.clock = FixedClock()
        self.storage = SqlStorage.open(folder / "server.db")
        self.hurry()
        self.blobs = Blobs(folder / "blobs")
        self.people: dict[str, str] = {}
        self.laptops: list[Laptop] = []
        if new:
            administration.add_organisation(self.storage, FIRM, "Office", self.now())

    def now(self) -> int:
        """The server's clock."""
        return to_millis(self.clock())

    def hurry(self) -> None:
        """Commits wait for no disk."""
        with self.storage.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA synchronous = OFF")

    def add_person(self, name: str, role: str = "salesperson", user_id: str = "") -> str:
        """Somebody who works here; returns his id."""
        found = user_id or new_id().hex
        administration.add_account(self.storage, FIRM, Account(found, name, role, 0), self.now())
        self.people[found] = role
        return found

    def add_device(self, user_id: str) -> str:
        """A laptop of his."""
        device = uuid4().hex
        administration.add_device(self.storage, FIRM, Device(device, user_id, "laptop", device.encode()), self.now())
        return device

    def hub(self, user_id: str, device: str) -> ServerHub:
        """A laptop's own connection."""
        role: Any = self.people[user_id]
        return _Living(self, Caller(FIRM, user_id, device, role), self.blobs, self.now)

    def reopen(self) -> None:
        """The server is started again."""
        self.storage = SqlStorage.open(self.folder / "server.db")
        self.hurry()

    def close(self) -> None:
        """Let go of the file."""
        self.storage.close()


class _Living(ServerHub):
    """A connection that outlives the server's being started again."""

    def __init__(self, office: Office, caller: Caller, blobs: Blobs, clock: Callable[[], int]) -> None:
        self._office = office
        super().__init__(office.storage, caller, blobs, clock)

    @property
    def _storage(self) -> SqlStorage:
        return self._office.storage

    @_storage.setter
    def _storage(self, _storage: object) -> None:
        """The office knows better."""


@dataclass
class Line:
    """A hub behind a line: what fails on it is decided by `fault`, what was said on it is kept."""

    hub: ServerHub
    fault: Callable[[str], str] = lambda _verb: "ok"
    said: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    answered: list[tuple[str, Any]] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)  # the batches the server has taken

    def __getattr__(self, verb: str) -> Any:
        """One question of the hub's, asked over the line."""
        question = getattr(self.hub, verb)

        def ask(*values: Any) -> Any:
            self.said.append((verb, values))
            fault = self.fault(verb)
            if fault == "lost request":
                raise UnreachableError("the request was lost")
            answer = question(*values)
            if verb == "push":
                self.heard.append(values[1])
            if fault == "lost answer":
                raise UnreachableError("the answer was lost")
            if fault == "twice":
                answer = question(*values)
            self.answered.append((verb, answer))
            return answer

        return ask


class Laptop:
    """A workspace, whoever works in it, and his line to the office."""

    def __init__(self, office: Office, folder: Path, user_id: str, device: str, clock: FixedClock) -> None:
        self.office, self.folder, self.user_id, self.device, self.clock = office, folder, user_id, device, clock
        self.workspace = Workspace.open(folder, clock=clock)
        hurry(self.workspace)
        self.workspace.act_as(UUID(user_id))
        self.door = SyncDoor(self.workspace, clock)
        self.line = Line(office.hub(user_id, device))
        self.ways = Ways()
        self._open = True
        office.laptops.append(self)

    @classmethod
    def joined(cls, office: Office, folder: Path, user_id: str, clock: FixedClock | None = None) -> "Laptop":
        """A new workspace without the usual first records, joined."""
        clock = clock or FixedClock()
        a_workspace(folder, clock).close()
        return cls.joining(office, folder / "workspace", user_id, clock)

    @classmethod
    def joining(
        cls, office: Office, folder: Path, user_id: str, clock: FixedClock, usual: Pristine | None = None
    ) -> "Laptop":
        """A workspace that is there already joins."""
        device = office.add_device(user_id)
        laptop = cls(office, folder, user_id, device, clock)
        signed = SignedIn(device, "", user_id, "", office.people[user_id], "Office")
        laptop.door.fill(lambda raw: joining.join(raw, signed, clock(), usual or {}))
        return laptop

    @property
    def hub(self) -> Hub:
        """The line, as the round sees it."""
        return self.line

    def sync(self, ways: Ways | None = None) -> RoundReport:
        """A round."""
        return run(self.door, self.hub, ways or self.ways)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query answers here."""
        return rows_of(self.workspace, query, *values)

    def close(self) -> None:
        """Close the workspace, if it is open."""
        if self._open:
            self._open = False
            self.workspace.close()


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """An office for the length of a block."""
    office = Office(folder / "office")
    try:
        yield office
    finally:
        for laptop in office.laptops:
            laptop.close()
        office.close()
