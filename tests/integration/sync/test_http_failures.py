"""A round over a line cut at any byte, and over a server killed in the middle: it finishes later, nothing lost or doubled.

CI cuts at every so many bytes; `SYNC_CUTS=1 pytest tests/integration/sync/test_http_failures.py` at every single one.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.sync_door import SyncDoor
from app.workspace import Workspace
from models.clock import system_clock
from sync.client import http, joining
from sync.client.http import HttpHub
from sync.client.line import Line
from sync.client.round import run
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import UnreachableError
from sync.server import accounts
from sync.server.hub import now_ms
from sync.server.site import open_storage
from sync.server.sql_storage import SqlStorage
from tests.helpers.builders import a_contact, a_workspace, hurry, put
from tests.helpers.clock import FixedClock
from tests.helpers.cutting import Cutting, cutting
from tests.helpers.raw_sql import rows_of, run_sql
from tests.helpers.served import Served, served, the_program

STRIDE = int(os.environ.get("SYNC_CUTS", "701"))
KILLS = int(os.environ.get("SYNC_HTTP_KILLS", "2"))


class Desk:
    """A person with a workspace that has joined, and a line that gives up at once."""

    def __init__(self, folder: Path, signed: SignedIn, url: str) -> None:
        a_workspace(folder, FixedClock()).close()
        self.workspace = Workspace.open(folder / "workspace")
        hurry(self.workspace)
        self.workspace.act_as(UUID(signed.user_id))
        self.door = SyncDoor(self.workspace, system_clock)
        self.signed, self.url = signed, url
        self.door.fill(lambda raw: joining.join(raw, signed, system_clock(), {}))

    def sync(self, *, tries: int = 1) -> Any:
        """A round."""
        hub = HttpHub(Line(self.url, self.signed.token, "", self.device(), tries=tries))
        try:
            return run(self.door, hub)
        finally:
            hub.close()

    def device(self) -> str:
        """Who the workspace is at the office."""
        return str(rows_of(self.workspace, "SELECT value FROM sync_state WHERE key = 'device'")[0][0])

    def people(self) -> list[Any]:
        """Everybody's name and job."""
        return rows_of(self.workspace, "SELECT first, job_title FROM contact WHERE removed_at IS NULL ORDER BY first")

    def count(self, table: str) -> int:
        """How many rows there are."""
        return int(rows_of(self.workspace, f"SELECT count(*) FROM {table}")[0][0])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    storage = SqlStorage.open(tmp_path / "server.db")
    with storage.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA synchronous = OFF")
    with served(storage, tmp_path / "office") as running:
        yield running
    storage.close()


@pytest.fixture
def proxy(server: Served) -> Iterator[Cutting]:
    with cutting(server.port) as running:
        yield running


@pytest.fixture
def desks(server: Served, proxy: Cutting, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Anna behind the bad line, Boris behind a good one."""
    found = []
    for name, port in (("Anna", proxy.port), ("Boris", server.port)):
        found.append(Desk(tmp_path / name, server.person(name), f"http://127.0.0.1:{port}"))
    yield found[0], found[1]
    for each in found:
        each.workspace.close()


def test_a_round_cut_at_any_byte_finishes_later_and_nothing_is_lost_or_doubled(
    server: Served, proxy: Cutting, desks: tuple[Desk, Desk]
) -> None:
    anna, boris = desks
    put(anna.workspace, a_contact("Начальный"))
    anna.sync()
    boris.sync()
    proxy.cut_after(None)
    both_change(anna, boris, 0)
    anna.sync()
    length = proxy.passed
    assert length > 2_000

    cut = 0
    for number, place in enumerate(range(1, length + STRIDE, STRIDE), start=1):
        both_change(anna, boris, number)
        proxy.cut_after(place)
        try:
            anna.sync()
        except UnreachableError:
            cut += 1
        proxy.cut_after(None)
        anna.sync()
        assert rows_of(anna.workspace, "SELECT count(*) FROM sync_dirty") == [(0,)]

    boris.sync()
    assert cut >= length // STRIDE // 2
    assert anna.people() == boris.people()
    assert anna.people()[0] == ("Начальный", f"job {number}")
    assert len(anna.people()) == 2 * number + 3
    assert anna.count("conflict") == boris.count("conflict") == 0
    assert {each.number: each for each in server.hub(anna.signed).digest()}


def both_change(anna: Desk, boris: Desk, number: int) -> None:
    """Anna edits one person and meets another, Boris meets somebody else and has told the office."""
    run_sql(anna.workspace, ("UPDATE contact SET job_title = ? WHERE first = 'Начальный'", (f"job {number}",)))
    put(anna.workspace, a_contact(f"Р {number:05} Анна"))
    put(boris.workspace, a_contact(f"Р {number:05} Борис"))
    boris.sync()


def test_a_server_killed_in_a_round_loses_and_doubles_nothing(tmp_path: Path) -> None:
    data = tmp_path / "office"
    with the_program(data, "--plain") as program:
        url = program.started["addresses"][0]
        storage = open_storage(data)
        codes = [accounts.add_user(storage, name, "salesperson", now_ms()).code for name in ("Anna", "Boris")]
        storage.close()
        anna, boris = (
            Desk(tmp_path / code, http.sign_in(url, SignIn(code=code, workspace=code)), url) for code in codes
        )
        for number in range(KILLS):
            put(anna.workspace, *(a_contact(f"{number:03} {person:04}") for person in range(1_200)))
            killing = threading.Timer(0.05 + 0.25 * number / KILLS, program.kill)
            killing.start()
            with suppress(UnreachableError):
                anna.sync()
            killing.join()
            program.start()
        anna.sync()
        boris.sync()

        assert anna.people() == boris.people()
        assert len(boris.people()) == 1_200 * KILLS
        assert anna.count("conflict") == 0
        assert rows_of(anna.workspace, "SELECT count(*) FROM sync_dirty") == [(0,)]
        for each in (anna, boris):
            each.workspace.close()
