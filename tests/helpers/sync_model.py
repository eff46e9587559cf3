"""The protocol as a model: small clients and a server in memory around the real merge, with defects that can be planted.

A planted defect changes what goes into the merge, what comes out of it, or what a client does with the answer; the merge
itself has no switches.
"""

import copy
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, Protocol

from sync.protocol.clock import next_value
from sync.protocol.hub import Ranges
from sync.protocol.json_form import read_batch, write
from sync.protocol.merge import Clash, Entity, merge, row_of
from sync.protocol.messages import REMOVED, Batch, Caller, Cell, Changes, Op, Outcome, PushReply, Row, Value
from sync.protocol.problems import ClonedError
from sync.protocol.replies import stands_as_sent, taken_whole

Defect = Literal[
    "", "ackseq", "clobber", "delbase", "delwins", "nobase", "noconflog", "nogen", "nohash", "plainclock", "skipown",
    "stalereply", "untold", "nohlc", "norecv", "clamp", "curbase", "raised",
]  # fmt: skip
ROWS_A_BATCH = 3
KIND = "contact"
_EVER = 1 << 60


@dataclass(frozen=True)
class Lost:
    """A value that was put aside."""

    id: str
    field: str
    lost: Value
    kept: Value


class Line(Protocol):
    """What a model client needs of a hub."""

    def new_device(self) -> str: ...
    def push(self, number: int, body: bytes) -> PushReply: ...
    def changes(self, cursor: int, limit: int, exclude: Ranges) -> Changes: ...


class Server(Protocol):
    """A server a machine can look into."""

    now: int

    def line(self, device: str | None = None) -> tuple[str, Line]: ...
    def records(self) -> dict[str, dict[str, Value]]: ...
    def lost(self) -> list[Lost]: ...


class ModelServer:
    """The server in memory."""

    def __init__(self, defect: Defect = "") -> None:
        self.defect, self.now, self.head = defect, 1_000, 0
        self.entities: dict[str, Entity] = {}
        self.batches: dict[tuple[str, int], tuple[bytes, PushReply]] = {}  # what was told at first
        self.clashes: list[tuple[str, Clash]] = []
        self._devices = count(1)

    def line(self, device: str | None = None) -> tuple[str, "ModelLine"]:
        """A device's connection; a new device where none is named."""
        name = device or f"device-{next(self._devices)}"
        return name, ModelLine(self, name)

    def records(self) -> dict[str, dict[str, Value]]:
        """What stands."""
        return {each.id: dict(each.fields) for each in self.entities.values()}

    def lost(self) -> list[Lost]:
        """What was put aside."""
        return [Lost(record, clash.name, clash.lost, clash.kept) for record, clash in self.clashes]


class ModelLine:
    """One device's connection to the server in memory."""

    def __init__(self, server: ModelServer, device: str) -> None:
        self.server, self.caller = server, Caller(1, "somebody", device, "lead")

    def new_device(self) -> str:
        """Another device."""
        device, _line = self.server.line()
        self.caller = replace(self.caller, device=device)
        return device

    def push(self, number: int, body: bytes) -> PushReply:
        """Merge once."""
        server = self.server
        known = server.batches.get((self.caller.device, number))
        if known is not None:
            if known[0] != body and server.defect != "nohash":
                raise ClonedError
            return known[1] if server.defect == "stalereply" else replace(known[1], rows=self._rows(known[0]))
        first, outcomes, had = server.head + 1, [], set()
        for op in read_batch(body).ops:
            server.head += 1
            before = server.entities.get(op.id)
            outcome = self._merge(self._damaged(op))
            if not taken_whole(op, outcome, server.head):
                outcomes.append(outcome)
            elif self._stands(before, op):
                had.add(op.id)
        reply = PushReply(first, server.head, tuple(outcomes), self._rows(body, had))
        server.batches[self.caller.device, number] = (body, reply)
        return reply

    def changes(self, cursor: int, limit: int, exclude: Ranges) -> Changes:
        """A page."""
        server = self.server
        found = sorted((each for each in server.entities.values() if each.seq > cursor), key=lambda each: each.seq)
        page, more = found[:limit], len(found) > limit
        rows = tuple(row_of(each, self.caller) for each in page if not self._left_out(each, exclude))
        return Changes(rows, page[-1].seq if more else max(server.head, cursor), more)

    def _left_out(self, entity: Entity, exclude: Ranges) -> bool:
        if self.server.defect == "skipown":
            newest = max([entity.born, *entity.versions.values()], key=lambda version: version.seq)
            return newest.device == self.caller.device
        return any(first <= entity.seq <= last for first, last in exclude)

    def _merge(self, op: Op) -> Outcome:
        merged = merge(self.server.entities.get(op.id), op, self.server.head, self.caller)
        assert merged.entity is not None
        self.server.entities[op.id] = merged.entity
        if self.server.defect != "noconflog":
            self.server.clashes += [(op.id, clash) for clash in merged.clashes]
        return merged.outcome

    def _stands(self, before: Entity | None, op: Op) -> bool:
        server = self.server
        if server.defect == "untold":
            return True
        return stands_as_sent(before, op, server.entities[op.id], server.head, self.caller)

    def _rows(self, body: bytes, had: Collection[str] = ()) -> tuple[Row, ...]:
        told = (op.id for op in read_batch(body).ops if op.id not in had)
        return tuple(row_of(self.server.entities[each], self.caller) for each in told)

    def _damaged(self, op: Op) -> Op:
        cells = dict(op.cells)
        for name, cell in op.cells.items():
            match self.server.defect:
                case "nobase":
                    cells[name] = cell._replace(base=0)
                case "delwins" if name == REMOVED and cell.value is not None:
                    cells[name] = cell._replace(base=_EVER)
                case "clamp":
                    cells[name] = cell._replace(hlc=min(cell.hlc, self.server.now << 16))
        return op._replace(cells=cells)


@dataclass
class Mark:
    """A cell that was not sent yet."""

    base: int
    hlc: int
    gen: int = 1


@dataclass
class Local:
    """A record on a laptop."""

    fields: dict[str, Value] = field(default_factory=dict)
    seq: int = 0
    hlc: int = 0

    @property
    def removed(self) -> bool:
        """Whether it lies in the bin."""
        return self.fields.get(REMOVED) is not None


@dataclass
class Frozen:
    """A batch under way."""

    number: int
    body: bytes
    gens: dict[tuple[str, str], int]


@dataclass
class State:
    """All a laptop keeps on its disk: what a backup holds and a copy shares."""

    device: str
    number: int = 0
    cursor: int = 0
    rows: dict[str, Local] = field(default_factory=dict)
    dirty: dict[tuple[str, str], Mark] = field(default_factory=dict)
    exclude: list[tuple[int, int]] = field(default_factory=list)
    frozen: Frozen | None = None


class ModelClient:
    """A laptop."""

    def __init__(self, server: Server, defect: Defect = "") -> None:
        self.server, self.defect, self.skew = server, defect, 0
        device, self.line = server.line()
        self.state = State(device)

    def copied(self) -> "ModelClient":
        """The same disk in another laptop."""
        other = ModelClient.__new__(ModelClient)
        other.server, other.defect, other.skew = self.server, self.defect, self.skew
        other.put_back(copy.deepcopy(self.state))
        return other

    def put_back(self, state: State) -> None:
        """The disk is this one now."""
        self.state = copy.deepcopy(state)
        _device, self.line = self.server.line(self.state.device)

    def living(self) -> list[str]:
        """Records a person sees."""
        return [each for each, row in sorted(self.state.rows.items()) if not row.removed]

    def binned(self) -> list[str]:
        """Records in the bin."""
        return [each for each, row in sorted(self.state.rows.items()) if row.removed]

    def write(self, record: str, name: str, value: Value) -> Value:
        """A person changes a field; returns what stood there."""
        row = self.state.rows.setdefault(record, Local())
        before = row.fields.get(name)
        mark, hlc = self.state.dirty.get((record, name)), self._time(row)
        if mark is not None:
            mark.gen, mark.hlc = mark.gen + 1, max(mark.hlc + 1, hlc)
        else:
            self.state.dirty[record, name] = Mark(row.seq, hlc)
        if name == REMOVED and value is not None and self.defect != "delbase":
            # A pending edit may hide a newer value of the server that nobody here has seen.
            pending = [each.base for (one, _name), each in self.state.dirty.items() if one == record]
            self.state.dirty[record, name].base = min(pending)
        row.fields[name] = value
        return before

    def freeze(self) -> None:
        """Take a batch out of the queue."""
        state = self.state
        if state.frozen is not None or not state.dirty:
            return
        chosen = sorted({record for record, _name in state.dirty})[:ROWS_A_BATCH]
        keys = sorted(key for key in state.dirty if key[0] in chosen)
        cells: dict[str, dict[str, Cell]] = {}
        for record, name in keys:
            mark = state.dirty[record, name]
            cells.setdefault(record, {})[name] = Cell(state.rows[record].fields[name], mark.base, mark.hlc)
        state.number += 1
        body = write(Batch(tuple(Op(KIND, record, cells[record]) for record in chosen)))
        state.frozen = Frozen(state.number, body, {key: state.dirty[key].gen for key in keys})

    def send(self) -> PushReply | None:
        """Push what is frozen; None where another copy of this disk was faster."""
        assert self.state.frozen is not None
        try:
            return self.line.push(self.state.frozen.number, self.state.frozen.body)
        except ClonedError:
            return None

    def settle(self, reply: PushReply | None) -> None:
        """Take in the answer, in one local transaction."""
        state, frozen = self.state, self.state.frozen
        assert frozen is not None
        state.frozen = None
        if reply is None:
            state.device, state.number = self.line.new_device(), 0
            return
        rows = {row.id: row for row in reply.rows}
        ops = read_batch(frozen.body).ops
        for seq, (op, outcome) in enumerate(zip(ops, reply.outcomes_of(ops), strict=True), reply.first):
            row = rows.get(op.id) or self._as_sent(op, seq)
            for name, accepted in outcome.accepted.items():
                self._settle_cell((op.id, name), frozen, accepted, row)
            if self.defect == "ackseq":
                state.rows[op.id].seq = row.seq
            else:
                self._apply(row, again=True)
        state.exclude.append((reply.first, reply.last))

    def pull(self, limit: int) -> bool:
        """One page, in one local transaction; whether there is more."""
        state = self.state
        page = self.line.changes(state.cursor, limit, tuple(state.exclude))
        for row in page.rows:
            if row.kind == KIND:
                self._apply(row)
        state.cursor = page.cursor
        state.exclude = [each for each in state.exclude if each[1] > state.cursor]
        return page.more

    @staticmethod
    def _as_sent(op: Op, seq: int) -> Row:
        fields = {name: cell.value for name, cell in op.cells.items()}
        return Row(op.kind, op.id, seq, max(cell.hlc for cell in op.cells.values()), fields)

    def _settle_cell(self, key: tuple[str, str], frozen: Frozen, accepted: int, row: Row) -> None:
        mark = self.state.dirty.get(key)
        if mark is None or key not in frozen.gens:
            return
        if mark.gen == frozen.gens[key] or self.defect == "nogen":
            del self.state.dirty[key]
        elif accepted and (key[1] != REMOVED or self.defect == "raised"):
            # Not that of a removal made meanwhile: what others wrote before the answer was not before its author.
            mark.base = row.seq if self.defect == "curbase" else accepted

    def _apply(self, row: Row, *, again: bool = False) -> None:
        local = self.state.rows.setdefault(row.id, Local())
        if row.seq < local.seq or (row.seq == local.seq and not again):
            return
        for name, value in row.fields.items():
            if (row.id, name) not in self.state.dirty or self.defect == "clobber":
                local.fields[name] = value
        local.seq = row.seq
        if self.defect != "norecv":
            local.hlc = max(local.hlc, row.hlc)

    def _time(self, row: Local) -> int:
        if self.defect in {"plainclock", "nohlc"}:
            return max(self.server.now + self.skew, 1) << 16
        row.hlc = next_value(max(self.server.now + self.skew, 1), 0, row.hlc)
        return row.hlc


def drain(clients: Iterable[ModelClient]) -> None:
    """Rounds without faults until every queue is empty and everybody has everything."""
    for _round in range(60):
        for client in clients:
            client.freeze()
            if client.state.frozen is not None:
                client.settle(client.send())
            if client.state.frozen is None:
                while client.pull(1_000):
                    pass
