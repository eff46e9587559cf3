"""What laptop and server say to each other: plain frozen values, named tuples where there are very many; `protocol.json_form` turns them into bytes and back.

Ids are lower-case hex (32 digits for a record, 64 for a member of a set). A value is JSON: a string, a whole number, true,
false or null; decimals travel as the scaled integers the workspace keeps, moments as milliseconds since 1970, links as hex.
A whole row's place in the organisation's order is its `seq`; a time is a hybrid logical clock value (`protocol.clock`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

PROTOCOL = 1
OLDEST_PROTOCOL = 1
MOST_ROWS_PUSHED = 500
MOST_BYTES_PUSHED = 512 * 1024
MOST_ROWS_PULLED = 2_000
MOST_BYTES_PULLED = 1024 * 1024
REMOVED = "removed_at"  # set: the record lies in the bin; the one field a deletion changes
ACCESS = "access"
OWNER = "owner_id"
NOTHING: Mapping[str, Any] = MappingProxyType({})

Value = str | int | bool | None
Status = Literal["ok", "rolled_back", "cloned", "upgrade"]


class Cell(NamedTuple):
    """One changed field: what it is now, the row's `seq` its author had in front of him, and when."""

    value: Value
    base: int
    hlc: int


class Op(NamedTuple):
    """All unsent changes of one row.

    `parents` are the records this row is a part of or speaks about (the contact of a phone, of a talk): who may not see
    one of them does not see this. `withdrawn` says that its owner made it private: the server forgets its content.
    """

    kind: str
    id: str
    cells: Mapping[str, Cell]
    parents: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What is sent at once, in the order in which it must be merged. Frozen: sent again, it is the same bytes."""

    ops: tuple[Op, ...]


class Row(NamedTuple):
    """A record as the server has it now. A `gone` row is one this person may no longer see; it carries no content."""

    kind: str
    id: str
    seq: int
    hlc: int = 0  # the highest of its fields' times: the receiver's clock goes past it
    fields: Mapping[str, Value] = NOTHING
    gone: bool = False


class Outcome(NamedTuple):
    """What came of one op: the `seq` each field was accepted at, 0 where the server's value stayed; refusals with reason."""

    id: str
    accepted: Mapping[str, int]
    rejected: Mapping[str, str] = NOTHING


@dataclass(frozen=True, slots=True)
class PushReply:
    """The answer to a batch: outcomes as recorded when it was merged first, `rows` as they stand now.

    Each op has a place of its own in the order, `first` and on; one without an outcome was taken whole at its place, and if
    it has no row either, its record stands as it was sent (`protocol.replies`).
    """

    first: int  # the seqs this batch was given; first > last where none was
    last: int
    outcomes: tuple[Outcome, ...]
    rows: tuple[Row, ...]

    def outcomes_of(self, ops: Sequence[Op]) -> tuple[Outcome, ...]:
        """What came of each op of the batch."""
        told = {each.id: each for each in self.outcomes}
        return tuple(
            told.get(op.id) or Outcome(op.id, dict.fromkeys(op.cells, seq)) for seq, op in enumerate(ops, self.first)
        )


@dataclass(frozen=True, slots=True)
class Hello:
    """How a round begins: who this is and how far it has come."""

    protocol: int
    app_version: str
    epoch: str  # the server's life as last seen; empty at first
    cursor: int
    last_batch: int  # the newest batch this device has frozen
    time_ms: int
    access_rev: int = 0


@dataclass(frozen=True, slots=True)
class Welcome:
    """How the server answers. `cloned`: another copy of this workspace has sent batches this one does not know of."""

    status: Status
    protocol: int
    epoch: str
    head: int
    last_batch: int
    time_ms: int
    durable: int  # every seq up to here is safe on the server's disk and backups
    access_rev: int  # changes whenever what this person may see changes as a whole
    user_id: str
    user_name: str
    role: str
    rows: int  # how many records this person sees: an empty server must not look like "all were removed"
    token: str = ""  # the secret to use from the next round on; the present one is good until then


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of rows with `seq` past the cursor that was asked for, in order."""

    rows: tuple[Row, ...]
    cursor: int
    more: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a first sync. `size` and `sha256` are empty where it is built when it is asked for: its answer says them."""

    number: int
    kind: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a person may see, in parts that can be fetched one by one: parents before children, contacts first."""

    id: str
    as_of: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Count and sum over the rows whose id ends with this byte (see `protocol.digests`)."""

    number: int
    count: int
    sum: int


@dataclass(frozen=True, slots=True)
class NumbersWanted:
    """A range of offer numbers for one seller and scope (a year); `taken` is the highest this laptop knows of."""

    seller: str
    scope: str
    taken: int
    size: int


@dataclass(frozen=True, slots=True)
class NumbersGiven:
    """The range reserved for this device, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SignIn:
    """A laptop joining: the invitation code or name and password, the workspace, the person's record in it."""

    code: str = ""
    name: str = ""
    password: str = ""
    new_password: str = ""  # set at joining by code, so that the next laptop needs no administrator
    workspace: str = ""  # random, born with the workspace file
    user_id: str = ""  # the person's own record in this workspace
    device_name: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A device's own identity and secret. `user_id` may differ from what was sent: the workspace then adopts it."""

    device: str
    token: str
    user_id: str
    user_name: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the server found out from the token; never what the client says of itself."""

    organisation: int
    user_id: str
    device: str
    role: Literal["salesperson", "lead"]
