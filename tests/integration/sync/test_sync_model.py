"""Invented histories of a firm at work, over the model server and over the real one; and planted defects that are found.

Long runs: `SYNC_EX=25000 SYNC_STEPS=40 HYPOTHESIS_PROFILE=look pytest tests/integration/sync/test_sync_model.py -k protocol`.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from sync.protocol.messages import REMOVED, Caller, Row, Value
from sync.server import administration
from sync.server.hub import ServerHub
from sync.server.sql_storage import SqlStorage
from sync.server.storage import Account, Device
from tests.helpers.firm import FIRM
from tests.helpers.sync_machine import SyncMachine
from tests.helpers.sync_model import KIND, Defect, Line, Lost, ModelClient, ModelServer, Server, drain

EXAMPLES = int(os.environ.get("SYNC_EX", "120"))
STEPS = int(os.environ.get("SYNC_STEPS", "40"))
# Defects and a seed with which a history of this length finds each soon; any other seed finds it as well, later.
FOUND_BY_CHANCE: dict[Defect, int] = {
    "ackseq": 8,
    "clobber": 7,
    "delwins": 5,
    "noconflog": 10,
    "nogen": 8,
    "nohash": 2,
    "skipown": 4,
    "untold": 8,
}


def run(machine: type[SyncMachine], examples: int, first: int | None = None) -> None:
    """Invent so many histories: the same every time, or those that begin with a seed."""
    wanted = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        derandomize=first is None and settings().derandomize,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(machine if first is None else seed(first)(machine), settings=wanted)


@pytest.mark.parametrize("restores", [True, False], ids=["with restores and copies", "strict"])
def test_the_protocol_holds(restores: bool) -> None:  # noqa: FBT001 - a parameter of the test
    run(type("Machine", (SyncMachine,), {"restores": restores}), EXAMPLES)


@pytest.mark.parametrize("weakness", ["plainclock", "nohlc", "norecv", "clamp"])
def test_the_protocol_holds_whatever_the_clocks_of_laptops_are_worth(weakness: Defect) -> None:
    run(type("Machine", (SyncMachine,), {"defect": weakness}), EXAMPLES // 4)


@pytest.mark.parametrize("defect", FOUND_BY_CHANCE)
def test_a_planted_defect_is_found(defect: Defect) -> None:
    with pytest.raises(AssertionError):
        run(type("Machine", (SyncMachine,), {"defect": defect}), 2_000, FOUND_BY_CHANCE[defect])


def test_forgetting_what_an_author_had_seen_is_found() -> None:
    def history(defect: Defect) -> list[Lost]:
        """Boris edits what he had seen."""
        server = ModelServer(defect)
        anna, boris = ModelClient(server, defect), ModelClient(server, defect)
        anna.write("a" * 32, "last", "one")
        drain([anna, boris])
        boris.write("a" * 32, "last", "two")
        drain([boris])
        return server.lost()

    assert history("") == []
    assert history("nobase") == [Lost("a" * 32, "last", "one", "two")]


def test_a_deletion_that_overlooks_a_hidden_value_is_found() -> None:
    def history(defect: Defect) -> tuple[ModelServer, ModelClient, ModelClient]:
        """Boris deletes a record whose newer value was hidden from him by his own unsent edit."""
        server = ModelServer(defect)
        anna, boris = ModelClient(server, defect), ModelClient(server, defect)
        record = "a" * 32
        anna.write(record, "last", "one")
        drain([anna, boris])
        boris.write(record, "last", "boris'")
        anna.write(record, "last", "anna's")
        drain([anna])
        boris.pull(10)
        boris.write(record, REMOVED, 5)
        drain([anna, boris])
        return server, anna, boris

    assert history("")[0].records()["a" * 32].get(REMOVED) is None
    assert history("delbase")[0].records()["a" * 32].get(REMOVED) is not None


def test_a_removal_whose_base_is_raised_by_an_answer_is_found() -> None:
    def history(defect: Defect) -> ModelServer:
        """Boris restores a record, the answer is lost, he removes it again; Anna's edit in between was never before him."""
        server = ModelServer(defect)
        anna, boris = ModelClient(server, defect), ModelClient(server, defect)
        record = "a" * 32
        anna.write(record, "last", "one")
        drain([anna, boris])
        boris.write(record, REMOVED, 5)
        drain([boris])
        anna.write(record, "phone", "anna's")
        drain([anna])
        boris.write(record, REMOVED, None)
        boris.freeze()
        boris.send()
        boris.write(record, REMOVED, 6)
        drain([boris, anna])
        return server

    assert history("").records()["a" * 32].get(REMOVED) is None
    assert history("raised").records()["a" * 32].get(REMOVED) == 6


def test_a_repeated_batch_answered_with_old_records_is_found() -> None:
    def history(defect: Defect) -> list[Value]:
        """The answer to Anna's batch is lost; Boris edits; she is told of it by a page that she leaves out as her own."""
        server = ModelServer(defect)
        anna, boris = ModelClient(server, defect), ModelClient(server, defect)
        record = "a" * 32
        anna.write(record, "last", "one")
        anna.freeze()
        anna.send()
        boris.pull(10)
        boris.write(record, "last", "two")
        drain([boris])
        anna.settle(anna.send())
        return [client.state.rows[record].fields["last"] for client in (anna, boris)]

    assert history("") == ["two", "two"]
    assert history("stalereply") == ["one", "two"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_protocol_holds_over_the_real_server(kind: str, request: pytest.FixtureRequest) -> None:
    address: Callable[[Path], str | Path]
    if kind == "sqlite":
        address = lambda folder: folder / "server.db"  # noqa: E731 - one of two ways to an address
    else:
        database = request.getfixturevalue("postgres").new_database()
        address = lambda _folder: database  # noqa: E731 - likewise
    with TemporaryDirectory() as folder, opened(address(Path(folder))) as storage:

        class Machine(SyncMachine):
            def make_server(self) -> Server:
                return RealServer(storage)

        run(Machine, EXAMPLES // 15)


class RealServer:
    """The server's core, as the machine looks into it; a firm of its own for each history."""

    def __init__(self, storage: SqlStorage) -> None:
        self.now = 1_000
        self._devices: list[str] = []
        self._storage, self._firm, self._user = storage, next(_FIRMS), uuid4().hex
        administration.add_organisation(storage, self._firm, "Vector", 0)
        administration.add_account(storage, self._firm, Account(self._user, "Vera", "lead", 1), 0)

    def line(self, device: str | None = None) -> tuple[str, Line]:
        """A device's connection; a new device where none is named."""
        if device is None:
            device = uuid4().hex
            administration.add_device(self._storage, self._firm, Device(device, self._user, "Laptop", b"x"), 0)
            self._devices.append(device)
        caller = Caller(self._firm, self._user, device, "lead")
        return device, ServerHub(self._storage, caller, clock=lambda: self.now)

    def records(self) -> dict[str, dict[str, Value]]:
        """What stands."""
        return {row.id: dict(row.fields) for row in self._rows() if row.kind == KIND}

    def lost(self) -> list[Lost]:
        """What was put aside."""
        found = [row.fields for row in self._rows() if row.kind == "conflict"]
        return [
            Lost(str(said["record_id"]), str(said["field"]), _value(said["lost_value"]), _value(said["kept_value"]))
            for said in found
        ]

    def _rows(self) -> list[Row]:
        _device, line = self.line(self._devices[0])
        return list(line.changes(0, 2_000, ()).rows)


@contextmanager
def opened(address: str | Path) -> Iterator[SqlStorage]:
    """A storage for a while."""
    storage = SqlStorage.open(address)
    yield storage
    storage.close()


def _value(text: object) -> Value:
    found: Value = json.loads(str(text))
    return found


_FIRMS = count(FIRM)
