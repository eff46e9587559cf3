"""Offices to measure the exchange with, nobody's records in them yet, and laptops that join; full ones are `kept_offices`."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from app.sync_door import SyncDoor
from app.workspace import Workspace
from models.clock import system_clock
from sync.client import joining
from sync.client.http import HttpHub
from sync.client.line import Answer, Line
from sync.protocol.messages import SignedIn, SignIn
from sync.server import accounts
from sync.server.hub import now_ms
from sync.server.signing_in import sign_in
from sync.server.site import open_storage
from sync.server.sql_storage import SqlStorage
from tests.helpers.builders import a_workspace, hurry
from tests.helpers.clock import FixedClock
from tests.helpers.postgres import cluster


@dataclass
class Laptop:
    """A workspace that has joined, and its line to the office."""

    workspace: Workspace
    door: SyncDoor
    hub: HttpHub
    line: "CountedLine"


@dataclass
class CountedLine(Line):
    """Counts what travels and how long the other side is waited for: bodies as packed, the lines above them roughly."""

    waited: float = field(default=0.0, init=False)
    moved: Counter[str] = field(default_factory=Counter, init=False)  # bytes both ways, by what was asked

    def ask(self, *arguments: Any, **options: Any) -> Answer:
        """Ask, and time it."""
        begun = time.perf_counter()
        try:
            return super().ask(*arguments, **options)
        finally:
            self.waited += time.perf_counter() - begun

    def _once(self, request: httpx.Request, allowed: tuple[int, ...]) -> Answer:
        answer = super()._once(request, allowed)
        back = int(answer.headers.get("content-length", len(answer.body)))
        self.moved[request.url.path] += len(request.content) + _length(request.headers) + back + _length(answer.headers)
        return answer


@contextmanager
def a_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database. Raises NoPostgresError where there is none."""
    with cluster() as running:
        yield running.new_database()


def a_firm(data: Path, database: str) -> tuple[SqlStorage, SignedIn]:
    """A new office and its one person."""
    storage = open_storage(data, database)
    accounts.ensure_organisation(storage, "Office", now_ms())
    code = accounts.add_user(storage, "Anna", "salesperson", now_ms()).code
    return storage, sign_in(storage, SignIn(code=code), now_ms())


@contextmanager
def a_laptop(folder: Path, url: str, signed: SignedIn) -> Iterator[Laptop]:
    """A new workspace that has joined and has exchanged nothing yet; its commits wait for no disk."""
    a_workspace(folder, FixedClock()).close()
    with the_laptop(folder, url, signed) as laptop:
        laptop.door.fill(lambda raw: joining.join(raw, signed, system_clock(), {}))
        yield laptop


@contextmanager
def the_laptop(folder: Path, url: str, signed: SignedIn) -> Iterator[Laptop]:
    """That laptop again, as it was left."""
    with ExitStack() as stack:
        workspace = Workspace.open(folder / "workspace")
        stack.callback(workspace.close)
        hurry(workspace)
        workspace.act_as(UUID(signed.user_id))
        line = CountedLine(url, signed.token, "", signed.device)
        stack.callback(line.close)
        yield Laptop(workspace, SyncDoor(workspace, system_clock), HttpHub(line), line)


def _length(headers: Mapping[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items())
