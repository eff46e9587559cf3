"""Questions to the storage, in SQL. Ids are hex on the outside, bytes in the tables."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy import true as sql_true

from sync.protocol.hub import Ranges
from sync.protocol.merge import Entity
from sync.protocol.messages import REMOVED, Bucket, Row
from sync.protocol.problems import UnknownError
from sync.protocol.scopes import PUBLIC, WITHDRAWN
from sync.server import digest_pages
from sync.server import tables as t
from sync.server.backends import Backend
from sync.server.entity_rows import COLUMNS, entity_of
from sync.server.storage import Account, Bound, Departed, Device, Organisation, PushedBatch, Scopes

AT_ONCE = 500  # parameters of one statement
_LOOK_BACK = 200  # audited changes of one record that are searched for an older value
_ENTITY = [cast(each, Text) if isinstance(each.type, JSON) else each for each in (t.entity.c[name] for name in COLUMNS)]
_REMOVED = t.entity.c.fields[REMOVED].as_string()
_ALIVE = or_(_REMOVED.is_(None), _REMOVED == "null")


class SqlReading:
    """One moment of an organisation's data. See `storage.Reading`."""

    def __init__(self, backend: Backend, connection: Connection, organisation: int) -> None:
        self._backend, self._open, self._id = backend, connection, organisation
        row = self._one(select(t.organisation).where(t.organisation.c.id == organisation))
        if row is None:
            raise UnknownError("There is no such organisation.")
        self.organisation = Organisation(row["id"], row["name"], row["head"], row["epoch"], row["durable"])

    @property
    def _connection(self) -> Connection:
        """Where a question is asked."""
        return self._open

    def device(self, device: str) -> Device | None:
        """A laptop's line of batches."""
        row = self._one(select(t.device).where(t.device.c.id == device, t.device.c.organisation == self._id))
        return (
            None
            if row is None
            else Device(
                id=row["id"],
                user_id=row["user_id"],
                name=row["name"],
                token_hash=row["token_hash"],
                workspace=row["workspace"],
                last_batch=row["last_batch"],
                last_cursor=row["last_cursor"],
                revoked=row["revoked_at"] is not None,
            )
        )

    def account(self, user_id: str) -> Account | None:
        """A person."""
        row = self._one(select(t.account).where(self._mine(t.account.c), t.account.c.user_id == user_id))
        return (
            None
            if row is None
            else Account(
                row["user_id"], row["name"], row["role"], row["access_rev"], disabled=row["disabled_at"] is not None
            )
        )

    def devices(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Whose devices these are, and their names."""
        question = select(t.device.c.id, t.device.c.user_id, t.device.c.name)
        found = self._all(question.where(self._mine(t.device.c), self._backend.among(t.device.c.id, set(ids))))
        return {row["id"]: (row["user_id"], row["name"]) for row in found}

    def batch(self, device: str, number: int) -> PushedBatch | None:
        """What was answered to a batch of that number."""
        c = t.push_batch.c
        row = self._one(select(t.push_batch).where(self._mine(c), c.device == device, c.number == number))
        return None if row is None else PushedBatch(number, row["sha256"], row["first"], row["last"], row["outcomes"])

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Records as they stand."""
        found: dict[str, Entity] = {}
        for some in _chunks(ids):
            question = select(*_ENTITY).where(self._mine(t.entity.c), self._backend.among(t.entity.c.id, some))
            found.update((entity.id, entity) for entity in self._entities(question))
        return found

    def children(self, parents: Iterable[str]) -> dict[str, list[str]]:
        """What must not be seen further than these."""
        c = t.parent.c
        found: dict[str, list[str]] = {}
        for some in _chunks(parents):
            for row in self._all(select(c.parent, c.child).where(self._mine(c), self._backend.among(c.parent, some))):
                found.setdefault(row["parent"].hex(), []).append(row["child"].hex())
        return found

    def page(self, cursor: int, limit: int, scopes: Scopes, exclude: Ranges) -> list[Entity]:
        """Visible records past the cursor, in order."""
        c = t.entity.c
        question = select(*_ENTITY).where(self._mine(c), c.seq > cursor, _within(c.scope, scopes), _but(c.seq, exclude))
        return self._entities(question.order_by(c.seq).limit(limit))

    def departures(self, cursor: int, limit: int, scopes: Scopes, exclude: Ranges) -> list[Departed]:
        """What left one of these scopes past the cursor and lies in none of them now, in order."""
        c, e = t.departure.c, t.entity.c
        joined = t.departure.join(t.entity, and_(e.organisation == c.organisation, e.id == c.id))
        question = (
            select(c.id, c.kind, c.scope, c.seq)
            .select_from(joined)
            .where(self._mine(c), c.seq > cursor, _within(c.scope, scopes), not_(_within(e.scope, scopes)))
            .where(_but(c.seq, exclude))
            .order_by(c.seq)
            .limit(limit)
        )
        return [Departed(row["id"].hex(), row["kind"], row["scope"], row["seq"]) for row in self._all(question)]

    def digest(self, scopes: Scopes) -> tuple[Bucket, ...]:
        """Counts and sums of everything in these scopes."""
        c = t.digest.c
        found = self._connection.execute(select(c.page, c.sums).where(self._mine(c), _within(c.scope, scopes)))
        return digest_pages.buckets((page, sums) for page, sums in found.all())

    def digest_rows(self, bucket: int, scopes: Scopes) -> list[tuple[str, int]]:
        """Ids and seqs of a bucket."""
        c = t.entity.c
        last_byte = func.substr(c.id, func.length(c.id), 1)
        question = select(c.id, c.seq).where(self._mine(c), _within(c.scope, scopes), last_byte == bytes([bucket]))
        return [(row["id"].hex(), row["seq"]) for row in self._all(question.order_by(c.id))]

    def count(self, scopes: Scopes) -> int:
        """How many records lie in these scopes."""
        c = t.digest.c
        question = select(func.coalesce(func.sum(c.count), 0)).where(self._mine(c), _within(c.scope, scopes))
        return int(self._connection.execute(question).scalar_one())

    def bounds(self, scopes: Scopes, size: int, *, but_public: bool = False) -> list[Bound]:
        """Where parts of `size` rows begin and end, by kind and id."""
        c = t.entity.c
        number = func.row_number().over(partition_by=c.kind, order_by=c.id).label("number")
        total = func.count().over(partition_by=c.kind).label("total")
        visible = (_within(c.scope, scopes), _besides_public(c.scope, asked=but_public))
        numbered = select(c.kind, c.id, number, total).where(self._mine(c), *visible).subquery()
        n = numbered.c
        question = select(n.kind, n.id, n.number, n.total).where((n.number - 1) % size == 0).order_by(n.kind, n.number)
        found = [(row["kind"], row["id"].hex(), row["total"] - row["number"] + 1) for row in self._all(question)]
        nexts = [*found[1:], ("", "", 0)]
        return [
            Bound(kind, first, after[1] if after[0] == kind else "", min(size, rest))
            for (kind, first, rest), after in zip(found, nexts, strict=False)  # none: no parts
        ]

    def span(self, bound: Bound, scopes: Scopes, as_of: int, *, but_public: bool = False) -> list[Row]:
        """Visible records of a part that were not changed since that seq."""
        c = t.entity.c
        visible = (_within(c.scope, scopes), _besides_public(c.scope, asked=but_public), c.seq <= as_of)
        question = select(c.id, c.seq, c.hlc, c.fields).where(self._mine(c), c.kind == bound.kind, *visible)
        found = self._connection.execute(question.where(_between(c.id, bound)).order_by(c.id)).all()
        return [Row(bound.kind, record_id.hex(), seq, hlc, fields) for record_id, seq, hlc, fields in found]

    def left_public(self, bound: Bound, since: int) -> bool:
        """Whether a record of a part was hidden from somebody since that seq."""
        c = t.departure.c
        left = (c.scope == PUBLIC, c.kind == bound.kind, c.seq > since, _between(c.id, bound))
        return self._one(select(c.seq).where(self._mine(c), *left).limit(1)) is not None

    def snapshot(self, snapshot: str) -> tuple[str, int, list[Any]] | None:
        """Whose first sync that is, from which seq on, and its parts."""
        c = t.snapshot.c
        row = self._one(select(t.snapshot).where(self._mine(c), c.id == snapshot))
        return None if row is None else (row["user_id"], row["as_of"], row["segments"])

    def newest_snapshot(self, user_id: str) -> tuple[str, int, int, list[Any]] | None:
        """A person's newest first sync (or, under no name, everybody's)."""
        c = t.snapshot.c
        row = self._one(select(t.snapshot).where(self._mine(c), c.user_id == user_id).order_by(c.at.desc()).limit(1))
        return None if row is None else (row["id"], row["as_of"], row["at"], row["segments"])

    def owned(self, user_id: str, after: str, limit: int) -> list[str]:
        """Ids of a person's records, past one of them."""
        c = t.entity.c
        question = select(c.id).where(self._mine(c), c.owner == user_id, c.id > bytes.fromhex(after))
        return [row["id"].hex() for row in self._all(question.order_by(c.id).limit(limit))]

    def value_before(self, record_id: str, name: str, base: int) -> tuple[Any] | None:
        """What a field was when `base` was the newest seq, if the audit log still says it."""
        c = t.change.c
        question = select(c.fields).where(self._mine(c), c.id == bytes.fromhex(record_id), c.seq > base)
        for row in self._all(question.order_by(c.seq).limit(_LOOK_BACK)):
            if row["fields"] is None:
                return None  # born or erased since
            before, _after, accepted = row["fields"].get(name, (None, None, 0))
            if accepted:
                return (before,)
        return None

    def named(self, kind: str, name: str, value: str) -> list[str]:
        """Living records of a kind whose field says exactly this."""
        c = t.entity.c
        question = select(c.id).where(self._mine(c), c.kind == kind, c.fields[name].as_string() == value, _ALIVE)
        return [row["id"].hex() for row in self._all(question.order_by(c.id))]

    def living(self, kind: str) -> list[str]:
        """Ids of the living records of a kind."""
        c = t.entity.c
        question = select(c.id).where(self._mine(c), c.kind == kind, not_(c.erased), _ALIVE)
        return [row["id"].hex() for row in self._all(question.order_by(c.id))]

    def marked_with(self, kinds: Iterable[str], end: str) -> list[str]:
        """Ids of the members of sets of these kinds whose second half is this id: by the index of kinds and ids alone."""
        c = t.entity.c
        second = func.substr(c.id, len(end) // 2 + 1) == bytes.fromhex(end)
        question = select(c.id).where(self._mine(c), self._backend.among(c.kind, list(kinds)), second)
        return [row["id"].hex() for row in self._all(question.order_by(c.id))]

    def file_size(self, sha256: str, user_id: str, scopes: Scopes) -> int | None:
        """How large a complete file is that this person brought or somebody who sees these scopes may have."""
        c = t.blob.c
        row = self._one(select(c.size).where(self._mine(c), c.sha256 == sha256, self._allowed(user_id, scopes)))
        return None if row is None else int(row["size"])

    def foreign_files(self, names: Iterable[str], user_id: str, scopes: Scopes) -> set[str]:
        """Those of these files that are here and that this person may not have."""
        c = t.blob.c
        here = select(c.sha256).where(self._mine(c), self._backend.among(c.sha256, set(names)))
        return {row["sha256"] for row in self._all(here.where(not_(self._allowed(user_id, scopes))))}

    def highest_number(self, seller: str, scope: str) -> int:
        """The highest offer number given out."""
        c = t.number_range.c
        question = select(func.coalesce(func.max(c.last), 0)).where(self._mine(c), c.seller == seller, c.scope == scope)
        return int(self._connection.execute(question).scalar_one())

    def _allowed(self, user_id: str, scopes: Scopes) -> ColumnElement[bool]:
        """Whether a person brought a file or sees a record that names it."""
        c, ref, up, e = t.blob.c, t.blob_ref.c, t.blob_upload.c, t.entity.c
        brought = exists().where(self._mine(up), up.sha256 == c.sha256, up.user_id == user_id)
        named = exists().where(
            self._mine(ref), ref.sha256 == c.sha256, self._mine(e), e.id == ref.entity, _within(e.scope, scopes)
        )
        return or_(brought, named)

    def _mine(self, columns: Any) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = columns.organisation == self._id
        return mine

    def _one(self, question: Select[Any]) -> RowMapping | None:
        return self._connection.execute(question).mappings().first()

    def _entities(self, question: Select[Any]) -> list[Entity]:
        return [entity_of(row) for row in self._connection.execute(question).all()]

    def _all(self, question: Select[Any]) -> Collection[RowMapping]:
        return self._connection.execute(question).mappings().all()


def _within(column: Column[str], scopes: Scopes) -> ColumnElement[bool]:
    return column != WITHDRAWN if scopes is None else column.in_(scopes)


def _besides_public(column: Column[str], *, asked: bool) -> ColumnElement[bool]:
    return column != PUBLIC if asked else sql_true()


def _between(column: Column[bytes], bound: Bound) -> ColumnElement[bool]:
    begun = column >= bytes.fromhex(bound.first)
    return and_(begun, column < bytes.fromhex(bound.end)) if bound.end else begun


def _but(column: Column[int], ranges: Ranges) -> ColumnElement[bool]:
    return and_(sql_true(), *(not_(column.between(first, last)) for first, last in ranges))


def _chunks(ids: Iterable[str]) -> Iterator[list[bytes]]:
    wanted = sorted({bytes.fromhex(each) for each in ids})
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
