"""What the server's core needs of a storage. One implementation speaks SQL (`sql_storage`), to PostgreSQL or a SQLite file.

`writing` locks the organisation's row before it reads anything and holds it to the commit: numbers become visible in
their order, a reader that polls misses none. `reading` sees one moment of the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from sync.protocol.hub import Ranges
from sync.protocol.merge import Entity
from sync.protocol.messages import Bucket, Row

Scopes = tuple[str, ...] | None  # None: every scope but that of withdrawn records
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm: its newest seq, its server's life, what is safe."""

    id: int
    name: str
    head: int
    epoch: str
    durable: int


@dataclass(frozen=True, slots=True)
class Device:
    """A line of batches of one laptop."""

    id: str
    user_id: str
    name: str
    token_hash: bytes
    workspace: str = ""
    last_batch: int = 0
    last_cursor: int = 0
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the firm."""

    user_id: str
    name: str
    role: str
    access_rev: int
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class PushedBatch:
    """What was answered to a batch."""

    number: int
    sha256: bytes
    first: int
    last: int
    outcomes: Sequence[Json]


class LoggedChange(NamedTuple):
    """A line of the audit log. `fields` says of each: before, after, the seq it was accepted at (0: put aside)."""

    seq: int
    id: str
    kind: str
    action: str
    user_id: str
    device: str
    batch: int
    at: int
    fields: Mapping[str, Sequence[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Departed:
    """A record that left a scope at this seq."""

    id: str
    kind: str
    scope: str
    seq: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A part of the records of a kind, from one id up to another; `end` is empty where it goes to the last."""

    kind: str
    first: str
    end: str
    rows: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A batch of a device, answered at a moment."""

    device: str
    batch: PushedBatch
    at: int


@dataclass(slots=True)
class Writes:
    """What a merge leaves behind, gathered to be written at once."""

    born: list[Entity] = field(default_factory=list)  # those that do not stand yet
    entities: list[Entity] = field(default_factory=list)
    parents: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)  # child → added, dropped
    files: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)  # record → added, dropped
    digest: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)  # scope, bucket → count, sum to add
    departures: list[Departed] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)  # whose audit loses the content
    changes: list[LoggedChange] = field(default_factory=list)
    head: int | None = None  # the newest seq
    answered: Answered | None = None  # remembered, and it is the device's newest batch


class Reading(Protocol):
    """One moment of an organisation's data."""

    organisation: Organisation

    def device(self, device: str) -> Device | None:
        """A laptop's line of batches."""

    def account(self, user_id: str) -> Account | None:
        """A person."""

    def devices(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Whose devices these are, and their names."""

    def batch(self, device: str, number: int) -> PushedBatch | None:
        """What was answered to a batch of that number."""

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Records as they stand."""

    def children(self, parents: Iterable[str]) -> dict[str, list[str]]:
        """What must not be seen further than these, by parent."""

    def page(self, cursor: int, limit: int, scopes: Scopes, exclude: Ranges) -> list[Entity]:
        """Visible records past the cursor, in order."""

    def departures(self, cursor: int, limit: int, scopes: Scopes, exclude: Ranges) -> list[Departed]:
        """What left one of these scopes past the cursor and lies in none of them now, in order."""

    def digest(self, scopes: Scopes) -> tuple[Bucket, ...]:
        """Counts and sums of everything in these scopes."""

    def digest_rows(self, bucket: int, scopes: Scopes) -> list[tuple[str, int]]:
        """Ids and seqs of a bucket."""

    def count(self, scopes: Scopes) -> int:
        """How many records lie in these scopes."""

    def bounds(self, scopes: Scopes, size: int, *, but_public: bool = False) -> list[Bound]:
        """Where parts of `size` rows begin and end, by kind and id."""

    def span(self, bound: Bound, scopes: Scopes, as_of: int, *, but_public: bool = False) -> list[Row]:
        """Visible records of a part that were not changed since that seq."""

    def left_public(self, bound: Bound, since: int) -> bool:
        """Whether a record of a part was hidden from somebody since that seq."""

    def snapshot(self, snapshot: str) -> tuple[str, int, list[Any]] | None:
        """Whose first sync that is, from which seq on, and its parts."""

    def newest_snapshot(self, user_id: str) -> tuple[str, int, int, list[Any]] | None:
        """A person's newest first sync (or, under no name, everybody's): its name, seq, moment, parts."""

    def owned(self, user_id: str, after: str, limit: int) -> list[str]:
        """Ids of a person's records, past one of them."""

    def value_before(self, record_id: str, name: str, base: int) -> tuple[Any] | None:
        """What a field was when `base` was the newest seq, if the audit log still says it."""

    def named(self, kind: str, name: str, value: str) -> list[str]:
        """Living records of a kind whose field says exactly this."""

    def living(self, kind: str) -> list[str]:
        """Ids of the living records of a kind."""

    def marked_with(self, kinds: Iterable[str], end: str) -> list[str]:
        """Ids of the members of sets of these kinds whose second half is this id."""

    def file_size(self, sha256: str, user_id: str, scopes: Scopes) -> int | None:
        """How large a complete file is that this person brought or somebody who sees these scopes may have."""

    def foreign_files(self, names: Iterable[str], user_id: str, scopes: Scopes) -> set[str]:
        """Those of these files that are here and that this person may not have."""

    def highest_number(self, seller: str, scope: str) -> int:
        """The highest offer number given out."""


class Writing(Reading, Protocol):
    """A transaction that holds the organisation's row."""

    def write(self, writes: Writes) -> None:
        """Records, edges, digest, departures, audit, head and answer: all of it stands when this returns."""

    def new_epoch(self, epoch: str, head: int) -> None:
        """Another life of the server."""

    def set_durable(self, seq: int) -> None:
        """Everything up to here lies in a backup."""

    def add_device(self, device: Device, at: int) -> None:
        """A new line of batches."""

    def add_account(self, account: Account, at: int) -> None:
        """A person."""

    def revoke(self, devices: Iterable[str], at: int) -> None:
        """These laptops are shut out."""

    def devices_of(self, user_id: str) -> list[str]:
        """A person's laptops that are not shut out."""

    def set_role(self, user_id: str, role: str) -> None:
        """Another role: what this person sees changes as a whole."""

    def disable(self, user_id: str, at: int) -> None:
        """A person leaves."""

    def add_snapshot(self, snapshot: str, user_id: str, as_of: int, at: int, segments: list[Any]) -> None:
        """A first sync begins; those of yesterday are forgotten."""

    def add_numbers(self, seller: str, scope: str, first: int, last: int, device: str, at: int) -> None:
        """A range of offer numbers is given out."""

    def add_file(self, sha256: str, size: int, user_id: str, at: int) -> None:
        """A file is complete; this person brought it."""


class Storage(Protocol):
    """Where the organisations' data lies."""

    def reading(self, organisation: int) -> AbstractContextManager[Reading]:
        """One moment of an organisation. Raises UnknownError where there is none."""

    def writing(self, organisation: int) -> AbstractContextManager[Writing]:
        """A transaction on it; left by an error, nothing has happened."""

    def add_organisation(self, organisation: Organisation, at: int) -> None:
        """A new firm."""

    def seen(self, organisation: int, device: str, cursor: int, app_version: str, clock_offset: int, at: int) -> None:
        """A laptop has begun a round; waits for no merge."""

    def close(self) -> None:
        """Let go of every connection."""
