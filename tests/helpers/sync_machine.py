"""A machine that invents histories of a firm at work with every fault there is, and what must hold at their ends."""

import copy
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sync.protocol.json_form import read_batch, write_rows
from sync.protocol.messages import REMOVED, Row, Value
from tests.helpers.sync_model import Defect, ModelClient, ModelServer, Server, State, drain

FIELDS = ["last", "phone", "note"]
WHO = st.integers(0, 4)
SKEWS = [-500, -30, 0, 30, 500]


@dataclass
class Written:
    """A value a person typed."""

    client: int
    device: str
    record: str
    field: str
    value: str
    before: Value
    number: int
    excused: bool = False  # it never left a laptop that was put back
    copied: bool = False  # it was waiting on a disk that was copied


class SyncMachine(RuleBasedStateMachine):
    """Laptops, restores and copies of them, over the model server; `defect` is what was planted."""

    defect: ClassVar[Defect] = ""
    restores: ClassVar[bool] = True

    def make_server(self) -> Server:
        """The server under test."""
        return ModelServer(self.defect)

    @initialize(laptops=st.integers(2, 4))
    def begin(self, laptops: int) -> None:
        """Some laptops, nothing on them."""
        self.server = self.make_server()
        self.clients = [ModelClient(self.server, self.defect) for _each in range(laptops)]
        self.log: list[Written] = []
        self.binned: list[tuple[str, set[Value]]] = []
        self.backups: dict[int, tuple[State, int]] = {}
        self.odd, self.made, self.writes = False, 0, 0
        self.sent: set[Value] = set()

    @rule(who=WHO, field=st.sampled_from(FIELDS))
    def insert(self, who: int, field: str) -> None:
        """A new record."""
        self.made += 1
        self._write(who, f"{self.made:032x}", field)

    @rule(who=WHO, which=st.integers(0, 5), field=st.sampled_from(FIELDS))
    def edit(self, who: int, which: int, field: str) -> None:
        """A field changes."""
        living = self._client(who).living()
        if living:
            self._write(who, living[which % len(living)], field)

    @rule(who=WHO, which=st.integers(0, 5))
    def remove(self, who: int, which: int) -> None:
        """Into the bin."""
        client = self._client(who)
        living = client.living()
        if living:
            record = living[which % len(living)]
            self.binned.append((record, set(client.state.rows[record].fields.values())))
            client.write(record, REMOVED, self.server.now)

    @rule(who=WHO, which=st.integers(0, 5))
    def put_back(self, who: int, which: int) -> None:
        """Out of the bin."""
        client = self._client(who)
        if client.binned():
            client.write(client.binned()[which % len(client.binned())], REMOVED, None)

    @rule(who=WHO, fault=st.sampled_from(["", "", "request lost", "answer lost", "sent twice"]))
    def push(self, who: int, fault: str) -> None:
        """A batch goes out; a lost answer is a crash before the local commit as well."""
        client = self._client(who)
        client.freeze()
        if client.state.frozen is None or fault == "request lost":
            return
        reply = client.send()
        if reply is not None:
            batch = read_batch(client.state.frozen.body)  # not what stands: that may be newer and was not sent
            self.sent |= {cell.value for op in batch.ops for cell in op.cells.values()}
            self.sent |= {cell for row in reply.rows for cell in row.fields.values()}
        if fault == "sent twice" and reply is not None and not self.defect:
            again = client.send()
            assert again is not None
            assert replace(again, rows=()) == replace(reply, rows=())
            assert set(map(_said, again.rows)) >= set(map(_said, reply.rows))
            reply = again
        if fault != "answer lost":
            client.settle(reply)
        self.server.now += 1

    @rule(who=WHO, limit=st.integers(1, 3))
    def pull(self, who: int, limit: int) -> None:
        """A page comes in; an unanswered batch is settled first."""
        if self._client(who).state.frozen is None:
            self._client(who).pull(limit)

    @rule(who=WHO, skew=st.sampled_from(SKEWS))
    def set_clock(self, who: int, skew: int) -> None:
        """A clock is wrong from now on."""
        self._client(who).skew = skew

    @precondition(lambda self: self.restores)
    @rule(who=WHO)
    def back_up(self, who: int) -> None:
        """A copy of the disk is put aside."""
        who %= len(self.clients)
        self.backups[who] = (copy.deepcopy(self.clients[who].state), self.writes)

    @precondition(lambda self: self.restores)
    @rule(who=WHO)
    def restore(self, who: int) -> None:
        """The disk is put back; what was never sent since is lost, and that alone."""
        who %= len(self.clients)
        if who not in self.backups:
            return
        self.odd = True
        state, number = self.backups[who]
        self.clients[who].put_back(state)
        for written in self.log:
            if written.client == who and written.number > number and written.value not in self._known():
                written.excused = True

    @precondition(lambda self: self.restores and len(self.clients) < 5)
    @rule(who=WHO)
    def copy_disk(self, who: int) -> None:
        """The disk is copied into another laptop."""
        self.odd = True
        self.clients.append(self._client(who).copied())
        state = self.clients[-1].state
        waiting = {state.rows[record].fields[name] for record, name in state.dirty}
        for written in self.log:
            written.copied = written.copied or written.value in waiting

    def teardown(self) -> None:
        """Everybody syncs; then all that must hold is looked at."""
        if hasattr(self, "clients"):
            drain(self.clients)
            self._all_are_even()
            self._nothing_is_lost()
            self._conflicts_are_true()

    def _client(self, who: int) -> ModelClient:
        return self.clients[who % len(self.clients)]

    def _write(self, who: int, record: str, field: str) -> None:
        client = self._client(who)
        self.writes += 1
        value = f"v{self.writes}"
        before = client.write(record, field, value)
        device, who = client.state.device, who % len(self.clients)
        self.log.append(Written(who, device, record, field, value, before, self.writes))
        self.server.now += 1

    def _known(self) -> set[Value]:
        """Every value the server has ever had."""
        stands = {value for fields in self.server.records().values() for value in fields.values()}
        return self.sent | stands | {each.lost for each in self.server.lost()}

    def _all_are_even(self) -> None:
        wanted = {record: _shown(fields) for record, fields in self.server.records().items()}
        for client in self.clients:
            assert not client.state.dirty, "the queue does not drain"
            assert client.state.frozen is None, "the queue does not drain"
            found = {record: _shown(row.fields) for record, row in client.state.rows.items()}
            assert found == wanted, "laptops and server differ"

    def _nothing_is_lost(self) -> None:
        records = self.server.records()
        put_aside = {each.lost for each in self.server.lost()}
        sequels: dict[Value, list[Written]] = {}
        for written in self.log:
            sequels.setdefault(written.before, []).append(written)

        def kept(written: Written) -> bool:
            """Stands, was put aside to be looked at, or was knowingly replaced by what is kept."""
            stands = records.get(written.record, {}).get(written.field) == written.value
            return stands or written.value in put_aside or any(map(kept, sequels.get(written.value, ())))

        for written in self.log:
            if written.excused:
                continue
            assert kept(written), f"a write is lost: {written}"
            fields = records.get(written.record, {})
            if fields.get(REMOVED) is not None and fields.get(written.field) == written.value:
                knew = any(record == written.record and written.value in seen for record, seen in self.binned)
                assert knew, f"a deletion buried an edit: {written}"

    def _conflicts_are_true(self) -> None:
        by_value = {written.value: written for written in self.log}
        for each in self.server.lost():
            winner, loser = by_value.get(str(each.kept)), by_value.get(str(each.lost))
            if each.field == REMOVED or winner is None or loser is None:
                continue
            if not self.odd and winner.device != loser.device:
                assert not _knew(by_value, winner, loser.value), f"a conflict that is none: {each}"
            if not loser.excused:
                assert loser.before != winner.value or winner.copied, f"a sequel lost: {each}"


def _said(row: Row) -> bytes:
    return write_rows((row,))


def _shown(fields: dict[str, Value]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _knew(by_value: dict[str, Written], written: Written, value: str) -> bool:
    """Whether somebody knew a value through those he replaced."""
    one: Written | None = written
    while one is not None and one.before is not None:
        if one.before == value:
            return True
        one = by_value.get(str(one.before))
    return False
