"""P23: a round with nothing to exchange, against one bare request to the same server; and what the base's size costs it."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import httpx

from app.sync_door import SyncDoor
from app.workspace import Workspace
from models.clock import system_clock
from sync.client import http, joining
from sync.client.round import run as run_round
from sync.protocol.json_form import write
from sync.protocol.messages import MOST_ROWS_PUSHED, Batch, Cell, Hello, Op, SignedIn, SignIn
from sync.server import accounts
from sync.server.hub import ServerHub, now_ms
from sync.server.signing_in import sign_in
from sync.server.site import open_storage
from sync.server.sql_storage import SqlStorage
from sync.server.tokens import caller_of
from tests.bench.measuring import Bench, Line, call_times, compared, percentile
from tests.helpers.builders import a_workspace, hurry
from tests.helpers.clock import FixedClock
from tests.helpers.served import the_program

_GOAL = 3.0
_SAME = 1.5  # a larger base may cost a little: its pages are not all in memory
_FEW = 10
_MOST_ROUNDS = 60  # of one kind in a row: a laptop that asked more often would be told to wait

Act = Callable[[int], object]


@dataclass
class _Idle:
    """A server with so many records and a laptop that has them all."""

    round: Act
    bare: Act


def run(bench: Bench) -> list[Line]:
    """Idle rounds over the base and over next to nothing."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    against_bare, against_small = [], []
    with (
        TemporaryDirectory(dir=scratch) as folder,
        _idle(Path(folder) / "large", bench.size.contacts) as large,
        _idle(Path(folder) / "small", _FEW) as small,
    ):
        calls = min(bench.size.calls, _MOST_ROUNDS)
        for _round in range(bench.size.rounds):
            times = call_times(calls, large.round, large.bare, small.round)
            ours, bare, few = (percentile(each, 0.5) for each in times)
            against_bare.append((ours, bare))
            against_small.append((ours, few))
    return [
        compared("idle round, p50, against one bare request", against_bare, _GOAL),
        compared("idle round, p50, against the same over 10 records", against_small, _SAME),
    ]


@contextmanager
def _idle(folder: Path, contacts: int) -> Iterator[_Idle]:
    """The real server program, so that laptop and server share no interpreter."""
    folder.mkdir()
    storage = open_storage(folder / "office")
    accounts.ensure_organisation(storage, "Office", now_ms())
    signed = sign_in(storage, SignIn(code=accounts.add_user(storage, "Anna", "salesperson", now_ms()).code), now_ms())
    fill(storage, signed, contacts)
    storage.close()
    a_workspace(folder / "laptop", FixedClock()).close()
    with the_program(folder / "office", "--plain") as program, ExitStack() as stack:
        url = program.started["addresses"][0]
        workspace = Workspace.open(folder / "laptop" / "workspace")
        stack.callback(workspace.close)
        hurry(workspace)
        workspace.act_as(UUID(signed.user_id))
        door = SyncDoor(workspace, system_clock)
        door.fill(lambda raw: joining.join(raw, signed, system_clock(), {}))
        hub = http.connect(url, signed.token, "", signed.device)
        stack.callback(hub.close)
        run_round(door, hub)
        run_round(door, hub)
        client = stack.enter_context(httpx.Client(base_url=url))
        yield _Idle(lambda _number: run_round(door, hub), lambda _number: client.get("/healthz").raise_for_status())


def fill(storage: SqlStorage, signed: SignedIn, contacts: int) -> None:
    """So many people on the server, brought by a laptop that is not there any more."""
    hub = ServerHub(storage, caller_of(storage, signed.token))
    hub.new_device()
    for number, first in enumerate(range(0, contacts, MOST_ROWS_PUSHED), start=1):
        ops = [
            Op("contact", UUID(int=1 << 100 | at << 8 | at % 256).hex, {"last": Cell(f"Ёлкин {at}", 0, time.time_ns() >> 4), "first": Cell("Олег", 0, 1)})
            for at in range(first, min(first + MOST_ROWS_PUSHED, contacts))
        ]  # fmt: skip
        hub.push(number, write(Batch(tuple(ops))))
    hub.hello(Hello(1, "1", "", 0, 10**6, 0))
