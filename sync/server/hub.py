"""The server as one device sees it: `sync.protocol.hub.Hub` over a storage."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import uuid4

from sync.protocol.hub import Ranges
from sync.protocol.messages import (
    OLDEST_PROTOCOL,
    PROTOCOL,
    Bucket,
    Caller,
    Changes,
    Hello,
    NumbersGiven,
    NumbersWanted,
    PushReply,
    Row,
    Snapshot,
    Status,
    Welcome,
)
from sync.protocol.problems import MalformedError, NotSignedInError, RevokedError, UnknownError
from sync.protocol.scopes import visible_scopes
from sync.server import first_sync, pulling
from sync.server.blobs import Blobs
from sync.server.first_sync import PartCache
from sync.server.pushing import push
from sync.server.storage import Device, Organisation, Reading, Storage

MOST_NUMBERS = 1_000


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class ServerHub:
    """One device's connection to its organisation; cheap to make, one a request.

    `blobs` is needed for files alone; with `parts`, what a first sync consists of is built once for all laptops.
    """

    def __init__(
        self,
        storage: Storage,
        caller: Caller,
        blobs: Blobs | None = None,
        clock: Callable[[], int] = now_ms,
        parts: PartCache | None = None,
    ) -> None:
        self.caller = caller
        self._storage, self._blobs, self._clock, self._parts = storage, blobs, clock, parts

    def hello(self, hello: Hello) -> Welcome:
        """Begin a round: who is this, and is all as it was left."""
        now = self._clock()
        with self._storage.reading(self.caller.organisation) as reading:
            device = self._device(reading)
            account = reading.account(self.caller.user_id)
            if account is not None and account.disabled:
                raise RevokedError("This person was shut out.")
            rows = reading.count(visible_scopes(self.caller))
            found = reading.organisation
        offset = hello.time_ms - now
        self._storage.seen(found.id, device.id, hello.cursor, hello.app_version, offset, now)
        return Welcome(
            status=_status(hello, found, device),
            protocol=min(PROTOCOL, hello.protocol),
            epoch=found.epoch,
            head=found.head,
            last_batch=device.last_batch,
            time_ms=now,
            durable=found.durable,
            access_rev=account.access_rev if account else 0,
            user_id=self.caller.user_id,
            user_name=account.name if account else "",
            role=self.caller.role,
            rows=rows,
        )

    def new_device(self) -> str:
        """This workspace is a copy or an older state: it goes on under an id of its own, with the same token."""
        with self._storage.writing(self.caller.organisation) as tx:
            device = self._device(tx)
            fresh = replace(device, id=uuid4().hex, last_batch=0)
            tx.add_device(fresh, self._clock())
        self.caller = replace(self.caller, device=fresh.id)
        return fresh.id

    def push(self, number: int, body: bytes) -> PushReply:
        """Merge a frozen batch, once."""
        return push(self._storage, self.caller, number, body, self._clock())

    def changes(self, cursor: int, limit: int, exclude: Ranges) -> Changes:
        """A page of what is new."""
        with self._reading() as reading:
            return pulling.changes(reading, self.caller, cursor, limit, exclude)

    def snapshot(self) -> Snapshot:
        """What a first sync consists of."""
        return first_sync.begin(self._storage, self.caller, self._clock(), self._parts)

    def segment(self, snapshot: str, number: int) -> bytes:
        """One part of it."""
        with self._reading() as reading:
            return first_sync.part(reading, self.caller, snapshot, number, self._parts)

    def digest(self) -> tuple[Bucket, ...]:
        """Counts and sums of everything this person may see."""
        with self._reading() as reading:
            return reading.digest(visible_scopes(self.caller))

    def digest_rows(self, bucket: int) -> tuple[tuple[str, int], ...]:
        """Id and seq of every row of a bucket."""
        if not 0 <= bucket <= 255:  # noqa: PLR2004 - a byte
            raise MalformedError("A bucket is a byte.")
        with self._reading() as reading:
            return tuple(reading.digest_rows(bucket, visible_scopes(self.caller)))

    def rows(self, ids: tuple[str, ...]) -> tuple[Row, ...]:
        """Single records as they stand."""
        with self._reading() as reading:
            return pulling.rows(reading, self.caller, ids)

    def reserve_numbers(self, wanted: NumbersWanted) -> NumbersGiven:
        """Numbers past every one given out and every one this laptop knows of."""
        if not 1 <= wanted.size <= MOST_NUMBERS:
            raise MalformedError(f"Between 1 and {MOST_NUMBERS} numbers can be reserved.")
        with self._storage.writing(self.caller.organisation) as tx:
            first = max(tx.highest_number(wanted.seller, wanted.scope), wanted.taken) + 1
            given = NumbersGiven(first, first + wanted.size - 1)
            tx.add_numbers(wanted.seller, wanted.scope, given.first, given.last, self.caller.device, self._clock())
        return given

    def blob_size(self, sha256: str) -> int:
        """How many bytes of a file are here, as far as this person may know."""
        size = self._whole_size(sha256)
        if size is not None and self._files.has(self.caller.organisation, sha256):
            return size
        return self._files.received(self.caller.organisation, self.caller.device, sha256)

    def put_blob(self, sha256: str, offset: int, total: int, content: bytes) -> int:
        """Add a chunk; a whole file is verified and kept."""
        size = self._whole_size(sha256)
        if size is not None and self._files.has(self.caller.organisation, sha256):
            return size
        here, whole = self._files.add(self.caller.organisation, self.caller.device, sha256, offset, total, content)
        if whole:
            with self._storage.writing(self.caller.organisation) as tx:
                tx.add_file(sha256, total, self.caller.user_id, self._clock())
        return here

    def get_blob(self, sha256: str, offset: int, length: int) -> bytes:
        """A chunk of a file some visible record names."""
        if self._whole_size(sha256) is None or not self._files.has(self.caller.organisation, sha256):
            raise UnknownError("There is no such file.")
        return self._files.read(self.caller.organisation, sha256, offset, length)

    @property
    def _files(self) -> Blobs:
        if self._blobs is None:
            raise UnknownError("This server keeps no files.")
        return self._blobs

    def _whole_size(self, sha256: str) -> int | None:
        with self._reading() as reading:
            return reading.file_size(sha256, self.caller.user_id, visible_scopes(self.caller))

    def _reading(self) -> AbstractContextManager[Reading]:
        return self._storage.reading(self.caller.organisation)

    def _device(self, reading: Reading) -> Device:
        device = reading.device(self.caller.device)
        if device is None or device.user_id != self.caller.user_id:
            raise NotSignedInError("This device is unknown.")
        if device.revoked:
            raise RevokedError("This device was shut out.")
        return device


def _status(hello: Hello, found: Organisation, device: Device) -> Status:
    if hello.protocol < OLDEST_PROTOCOL:
        return "upgrade"
    if hello.last_batch < device.last_batch:
        return "cloned"
    if hello.epoch and (hello.epoch != found.epoch or hello.cursor > found.head):
        return "rolled_back"
    return "ok"
