"""Writing to the storage, in SQL, within a transaction that holds the organisation's row."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Delete, Table, Update, and_, delete, or_, select, update
from sqlalchemy.exc import DBAPIError

from sync.server import digest_pages
from sync.server import tables as t
from sync.server.backends import Backend, Rows, Standing
from sync.server.entity_rows import row_of
from sync.server.sql_reading import AT_ONCE, SqlReading
from sync.server.storage import Account, Answered, Device, LoggedChange, Writes

_DAY = 24 * 3_600 * 1_000


class SqlWriting(SqlReading):
    """A transaction on an organisation. See `storage.Writing`.

    What is written is not waited for: the database works while the next is made ready, until something is asked of it or
    the transaction ends.
    """

    def __init__(self, backend: Backend, connection: Connection, organisation: int) -> None:
        self._under_way: ExitStack | None = None
        super().__init__(backend, connection, organisation)

    @contextmanager
    def held(self) -> Iterator["SqlWriting"]:
        """All that was written stands at the end of the block."""
        try:
            yield self
        except BaseException:
            with suppress(DBAPIError):  # it came of the same, or is undone with it
                self._settle()
            raise
        self._settle()

    @property
    def _connection(self) -> Connection:
        self._settle()
        return self._open

    def _settle(self) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.close()

    def write(self, writes: Writes) -> None:
        """Records, edges, files, digest, departures, audit, head, answer: one statement each, none waits for the one before."""
        digest = self._summed(writes.digest)
        if self._under_way is None:
            self._under_way = ExitStack()
            self._under_way.enter_context(self._backend.together(self._open))
        self._put(t.entity, [row_of(self._id, entity) for entity in writes.entities])
        self._put(t.entity, [row_of(self._id, entity) for entity in writes.born], "none")
        self._edges(t.parent, ("parent", "child"), writes.parents)
        self._edges(t.blob_ref, ("sha256", "entity"), writes.files)
        self._put(t.digest, digest)
        departures = [(self._id, _key(each.id), each.scope, each.kind, each.seq) for each in writes.departures]
        self._put(t.departure, departures)
        for start in range(0, len(writes.forgotten), AT_ONCE):
            some = [_key(each) for each in writes.forgotten[start : start + AT_ONCE]]
            mine = and_(self._mine(t.change.c), self._backend.among(t.change.c.id, some))
            self._run(update(t.change).where(mine).values(fields=None))
        self._put(t.change, [self._logged(each) for each in writes.changes], "none")
        if writes.head is not None:
            self._run(update(t.organisation).where(t.organisation.c.id == self._id).values(head=writes.head))
        if writes.answered is not None:
            self._answered(writes.answered)

    def new_epoch(self, epoch: str, head: int) -> None:
        """Another life of the server. First syncs under way begin anew."""
        self._run(update(t.organisation).where(t.organisation.c.id == self._id).values(epoch=epoch, head=head))
        self._run(delete(t.snapshot).where(self._mine(t.snapshot.c)))

    def set_durable(self, seq: int) -> None:
        """Everything up to here lies in a backup."""
        self._run(update(t.organisation).where(t.organisation.c.id == self._id).values(durable=seq))

    def add_device(self, device: Device, at: int) -> None:
        """A new line of batches."""
        self._connection.execute(
            t.device.insert(),
            {
                "id": device.id,
                "organisation": self._id,
                "user_id": device.user_id,
                "workspace": device.workspace,
                "name": device.name,
                "token_hash": device.token_hash,
                "last_cursor": device.last_cursor,
                "created_at": at,
            },
        )

    def add_account(self, account: Account, at: int) -> None:
        """A person."""
        self._connection.execute(
            t.account.insert(),
            {
                "organisation": self._id,
                "user_id": account.user_id,
                "name": account.name,
                "role": account.role,
                "access_rev": account.access_rev,
                "created_at": at,
            },
        )

    def revoke(self, devices: Iterable[str], at: int) -> None:
        """These laptops are shut out."""
        mine = and_(self._mine(t.device.c), self._backend.among(t.device.c.id, set(devices)))
        self._run(update(t.device).where(mine).values(revoked_at=at))

    def devices_of(self, user_id: str) -> list[str]:
        """A person's laptops that are not shut out."""
        c = t.device.c
        question = select(c.id).where(self._mine(c), c.user_id == user_id, c.revoked_at.is_(None)).order_by(c.id)
        return [str(row["id"]) for row in self._all(question)]

    def set_role(self, user_id: str, role: str) -> None:
        """Another role: what this person sees changes as a whole."""
        c = t.account.c
        changed = update(t.account).where(self._mine(c), c.user_id == user_id)
        self._run(changed.values(role=role, access_rev=c.access_rev + 1))

    def disable(self, user_id: str, at: int) -> None:
        """A person leaves."""
        c = t.account.c
        self._run(update(t.account).where(self._mine(c), c.user_id == user_id).values(disabled_at=at))

    def add_snapshot(self, snapshot: str, user_id: str, as_of: int, at: int, segments: list[Any]) -> None:
        """A first sync begins; those of yesterday are forgotten."""
        self._run(delete(t.snapshot).where(self._mine(t.snapshot.c), t.snapshot.c.at < at - _DAY))
        row = {
            "organisation": self._id,
            "id": snapshot,
            "user_id": user_id,
            "as_of": as_of,
            "at": at,
            "segments": segments,
        }
        self._connection.execute(t.snapshot.insert(), row)

    def add_numbers(self, seller: str, scope: str, first: int, last: int, device: str, at: int) -> None:
        """A range of offer numbers is given out."""
        row = {
            "organisation": self._id,
            "seller": seller,
            "scope": scope,
            "first": first,
            "last": last,
            "device": device,
            "at": at,
        }
        self._connection.execute(t.number_range.insert(), row)

    def add_file(self, sha256: str, size: int, user_id: str, at: int) -> None:
        """A file is complete; this person brought it."""
        self._put(t.blob, [(self._id, sha256, size, at)], "keep")
        self._put(t.blob_upload, [(self._id, sha256, user_id)], "keep")

    def _put(self, table: Table, rows: Rows, standing: Standing = "overwrite") -> None:
        self._backend.put(self._open, table, rows, standing)

    def _edges(
        self, table: Table, names: tuple[str, str], edges: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    ) -> None:
        """Edges between a record (second name) and what it hangs on (first name), those added and those dropped."""
        upper, lower = names
        as_kept = _key if upper == "parent" else str
        dropped = [(as_kept(each), _key(record)) for record, (_added, gone) in edges.items() for each in sorted(gone)]
        for one, record in dropped:
            self._run(delete(table).where(self._mine(table.c), table.c[upper] == one, table.c[lower] == record))
        rows = [
            (self._id, as_kept(each), _key(record)) for record, (new, _dropped) in edges.items() for each in sorted(new)
        ]
        self._put(table, rows, "keep")

    def _answered(self, answered: Answered) -> None:
        """Remember what was answered, and the device's newest batch."""
        batch, device = answered.batch, answered.device
        said = (self._id, device, batch.number, batch.sha256, batch.first, batch.last, answered.at, batch.outcomes)
        self._put(t.push_batch, [said], "none")
        newer = and_(t.device.c.id == device, t.device.c.last_batch < batch.number)
        self._run(update(t.device).where(newer).values(last_batch=batch.number, last_seen=answered.at))

    def _summed(self, deltas: digest_pages.Deltas) -> list[tuple[Any, ...]]:
        """Rows of the digest as they will be; whoever reads and writes them holds the organisation's row."""
        if not deltas:
            return []
        c = t.digest.c
        by_scope: dict[str, list[int]] = {}
        for scope, page in digest_pages.keys(deltas):
            by_scope.setdefault(scope, []).append(page)
        wanted = (and_(c.scope == scope, self._backend.among(c.page, some)) for scope, some in by_scope.items())
        asked = select(c.scope, c.page, c.sums).where(self._mine(c), or_(*wanted))
        stands = {(scope, page): sums for scope, page, sums in self._connection.execute(asked).all()}
        return [(self._id, *key, *page) for key, page in digest_pages.changed(stands, deltas).items()]

    def _logged(self, change: LoggedChange) -> tuple[Any, ...]:
        who = (change.user_id, change.device, change.batch)
        return (self._id, change.seq, _key(change.id), change.kind, change.action, *who, change.at, change.fields)

    def _run(self, statement: Update | Delete) -> None:
        self._open.execute(statement)


def _key(record_id: str) -> bytes:
    return bytes.fromhex(record_id)
