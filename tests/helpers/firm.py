"""A firm on a server, with people and laptops, spoken to as a laptop speaks to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal
from uuid import uuid4

from sync.protocol.clock import at
from sync.protocol.json_form import write
from sync.protocol.messages import Batch, Caller, Cell, Hello, Op, PushReply, Row
from sync.server import administration
from sync.server.blobs import Blobs
from sync.server.hub import ServerHub
from sync.server.storage import Account, Device, Storage

FIRM = 1


class Ticking:
    """A clock that goes on a second whenever it is asked."""

    def __init__(self, start: int = 1_800_000_000_000) -> None:
        self.now = start

    def __call__(self) -> int:
        """Milliseconds since 1970."""
        self.now += 1_000
        return self.now


class Firm:
    """A firm with as many people as are asked for."""

    def __init__(self, storage: Storage, blobs: Blobs | None = None) -> None:
        self.storage, self.blobs, self.clock = storage, blobs, Ticking()
        administration.add_organisation(storage, FIRM, "Vector", self.clock())

    def person(self, name: str, role: Literal["salesperson", "lead"] = "salesperson") -> "Laptop":
        """A person with a first laptop."""
        user = uuid4().hex
        administration.add_account(self.storage, FIRM, Account(user, name, role, 1), self.clock())
        return self.laptop(user, name, role)

    def laptop(self, user: str, name: str, role: Literal["salesperson", "lead"] = "salesperson") -> "Laptop":
        """A further laptop of a person."""
        device = Device(uuid4().hex, user, f"{name}'s laptop", uuid4().bytes)
        administration.add_device(self.storage, FIRM, device, self.clock())
        caller = Caller(FIRM, user, device.id, role)
        return Laptop(self, ServerHub(self.storage, caller, self.blobs, self.clock))


@dataclass
class Laptop:
    """One device: sends what it is told to, numbered, and knows nothing of rounds."""

    firm: Firm
    hub: ServerHub
    number: int = 0

    @property
    def user(self) -> str:
        """Whose it is."""
        return self.hub.caller.user_id

    def send(self, *ops: Op) -> PushReply:
        """Push one batch; the answer says what came of each op."""
        self.number += 1
        reply = self.hub.push(self.number, write(Batch(ops)))
        return replace(reply, outcomes=reply.outcomes_of(ops))

    def op(self, kind: str, record_id: str, values: Mapping[str, Any], base: int = 0, **more: Any) -> Op:
        """An op whose cells were all made now upon `base`."""
        hlc = more.pop("hlc", None) or at(self.firm.clock())
        return Op(kind, record_id, {name: Cell(value, base, hlc) for name, value in values.items()}, **more)

    def add(self, kind: str, *parents: str, **values: Any) -> str:
        """Make a record and send it; returns its id."""
        record_id = uuid4().hex
        reply = self.send(self.op(kind, record_id, values, parents=parents))
        assert reply.outcomes[0].rejected == {}
        return record_id

    def edit(self, kind: str, record_id: str, base: int, **values: Any) -> PushReply:
        """Change fields of a record that was seen at `base`."""
        return self.send(self.op(kind, record_id, values, base))

    def sees(self, record_id: str) -> Row | None:
        """A record as this person gets it; None where it is gone or unknown."""
        (row,) = self.hub.rows((record_id,)) or (None,)
        return None if row is None or row.gone else row

    def hello(self, cursor: int = 0, epoch: str = "", last_batch: int | None = None) -> Hello:
        """How this laptop begins a round."""
        last = self.number if last_batch is None else last_batch
        return Hello(1, "1.0", epoch, cursor, last, self.firm.clock())

    def pull(self, cursor: int = 0, limit: int = 100) -> tuple[dict[str, Row], int]:
        """All pages past the cursor: what stands by id, and the new cursor."""
        found: dict[str, Row] = {}
        for _page in count():
            page = self.hub.changes(cursor, limit, ())
            found.update((row.id, row) for row in page.rows)
            assert [row.seq for row in page.rows] == sorted(row.seq for row in page.rows)
            cursor = page.cursor
            if not page.more:
                break
        return found, cursor

    def conflicts(self) -> list[Row]:
        """The conflicts this person sees."""
        return [row for row in self.pull()[0].values() if row.kind == "conflict" and not row.gone]
