"""The messages as JSON and back. `write` is canonical: the same message is the same bytes on every machine.

Read strictly (`protocol.json_reading`): a body that is not what the protocol says raises MalformedError naming the place,
one that is too large TooLargeError; what a newer version says in addition is left alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sync.protocol.json_reading import LARGEST, VALUE, Part, is_identity, is_value, is_whole, object_of
from sync.protocol.json_text import dumps
from sync.protocol.messages import (
    MOST_BYTES_PUSHED,
    MOST_ROWS_PULLED,
    MOST_ROWS_PUSHED,
    Batch,
    Bucket,
    Cell,
    Changes,
    Hello,
    NumbersGiven,
    NumbersWanted,
    Op,
    Outcome,
    PushReply,
    Row,
    Segment,
    SignedIn,
    SignIn,
    Snapshot,
    Status,
    Value,
    Welcome,
)
from sync.protocol.problems import TooLargeError

MOST_BYTES_OF_ONE_ROW = 6 * 1024 * 1024  # a batch of a single row may be this large: it cannot be split
MOST_FIELDS = 500
MOST_PARENTS = 32
MOST_SEGMENTS = 100_000
MOST_BUCKETS = 256
MOST_ROWS_OF_A_BUCKET = 1_000_000
_BUCKET = 3  # number, count, sum

Plain = Hello | Welcome | NumbersWanted | NumbersGiven | SignIn | SignedIn | Snapshot
_STATUSES: dict[str, Status] = {name: name for name in ("ok", "rolled_back", "cloned", "upgrade")}


def canonical(value: object) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces."""
    return dumps(value, ordered=True)


def write(message: Batch | PushReply | Changes | Plain) -> bytes:
    """A message as bytes."""
    match message:
        case Batch():
            return canonical({"ops": [_op(op) for op in message.ops]})
        case PushReply():
            return canonical(
                {
                    "first": message.first,
                    "last": message.last,
                    "outcomes": [outcome_json(each) for each in message.outcomes],
                    "rows": [row_json(row) for row in message.rows],
                }
            )
        case Changes():
            rows = [row_json(row) for row in message.rows]
            return canonical({"rows": rows, "cursor": message.cursor, "more": message.more})
    return canonical(asdict(message))


def write_rows(rows: Iterable[Row]) -> bytes:
    """Single records."""
    return canonical({"rows": [row_json(row) for row in rows]})


def write_buckets(buckets: Iterable[Bucket]) -> bytes:
    """The counts and sums of a digest."""
    return canonical({"buckets": [[each.number, each.count, each.sum] for each in buckets]})


def write_digest_rows(rows: Iterable[tuple[str, int]]) -> bytes:
    """Ids and seqs of a bucket."""
    return canonical({"rows": [list(row) for row in rows]})


def write_ids(ids: Iterable[str]) -> bytes:
    """The ids of records that are asked for."""
    return canonical({"ids": list(ids)})


def read_batch(body: bytes) -> Batch:
    """What a laptop pushes."""
    if len(body) > MOST_BYTES_OF_ONE_ROW:
        raise TooLargeError(f"A batch has at most {MOST_BYTES_PUSHED} bytes.")
    part = object_of(body)
    found = part.content.get("ops")
    if isinstance(found, list) and (
        len(found) > MOST_ROWS_PUSHED or (len(found) > 1 and len(body) > MOST_BYTES_PUSHED)
    ):
        raise TooLargeError(f"A batch has at most {MOST_ROWS_PUSHED} rows and {MOST_BYTES_PUSHED} bytes.")
    return Batch(tuple(_read_op(each) for each in part.parts("ops", MOST_ROWS_PUSHED)))


def read_push_reply(body: bytes) -> PushReply:
    """The answer to a batch."""
    part = object_of(body)
    return PushReply(
        part.whole("first"),
        part.whole("last"),
        tuple(read_outcome(each) for each in part.parts("outcomes", MOST_ROWS_PUSHED)),
        tuple(_read_row(each) for each in part.parts("rows", MOST_ROWS_PUSHED)),
    )


def read_changes(body: bytes) -> Changes:
    """A page of changes."""
    part = object_of(body)
    rows = tuple(_read_row(each) for each in part.parts("rows", 2 * MOST_ROWS_PULLED))
    return Changes(rows, part.whole("cursor"), part.flag("more"))


def read_rows(body: bytes) -> tuple[Row, ...]:
    """Single records."""
    return tuple(_read_row(each) for each in object_of(body).parts("rows", 2 * MOST_ROWS_PULLED))


def read_ids(body: bytes) -> tuple[str, ...]:
    """The ids of records that are asked for."""
    return _identities(object_of(body), "ids", MOST_ROWS_PULLED)


def read_hello(body: bytes) -> Hello:
    """How a laptop begins a round."""
    part = object_of(body)
    return Hello(
        protocol=part.whole("protocol"),
        app_version=part.text("app_version"),
        epoch=part.text("epoch"),
        cursor=part.whole("cursor"),
        last_batch=part.whole("last_batch"),
        time_ms=part.whole("time_ms", least=-LARGEST),
        access_rev=part.whole("access_rev", 0),
    )


def read_welcome(body: bytes) -> Welcome:
    """How the server answers."""
    part = object_of(body)
    status = _STATUSES.get(part.text("status"))
    if status is None:
        raise part.refused("status", "a known status")
    return Welcome(
        status=status,
        protocol=part.whole("protocol"),
        epoch=part.text("epoch"),
        head=part.whole("head"),
        last_batch=part.whole("last_batch"),
        time_ms=part.whole("time_ms"),
        durable=part.whole("durable"),
        access_rev=part.whole("access_rev"),
        user_id=part.identity("user_id"),
        user_name=part.text("user_name"),
        role=part.text("role"),
        rows=part.whole("rows"),
        token=part.text("token", 200, ""),
    )


def read_snapshot(body: bytes) -> Snapshot:
    """What a first sync consists of."""
    part = object_of(body)
    segments = tuple(
        Segment(
            each.whole("number"),
            each.name("kind"),
            each.whole("rows"),
            each.whole("size"),
            each.text("sha256", 64),
        )
        for each in part.parts("segments", MOST_SEGMENTS)
    )
    return Snapshot(part.text("id"), part.whole("as_of"), segments)


def read_buckets(body: bytes) -> tuple[Bucket, ...]:
    """The counts and sums of a digest."""
    part = object_of(body)
    buckets = []
    for each in part.array("buckets", MOST_BUCKETS):
        if not (isinstance(each, list) and len(each) == _BUCKET and all(map(is_whole, (*each[:2], _half(each[2]))))):
            raise part.refused("buckets", "a number, a count and a sum each")
        buckets.append(Bucket(*each))
    return tuple(buckets)


def read_digest_rows(body: bytes) -> tuple[tuple[str, int], ...]:
    """Ids and seqs of a bucket."""
    part = object_of(body)
    found = part.array("rows", MOST_ROWS_OF_A_BUCKET)
    for each in found:
        if not (isinstance(each, list) and len(each) == 2 and is_identity(each[0]) and is_whole(each[1])):  # noqa: PLR2004 - id and seq
            raise part.refused("rows", "an id and a seq each")
    return tuple((each[0], each[1]) for each in found)


def read_numbers_wanted(body: bytes) -> NumbersWanted:
    """The range of offer numbers a laptop asks for."""
    part = object_of(body)
    return NumbersWanted(part.identity("seller"), part.text("scope"), part.whole("taken"), part.whole("size"))


def read_numbers_given(body: bytes) -> NumbersGiven:
    """The range it gets."""
    part = object_of(body)
    return NumbersGiven(part.whole("first"), part.whole("last"))


def read_sign_in(body: bytes) -> SignIn:
    """A laptop joining."""
    part = object_of(body)
    names = ("code", "name", "password", "new_password", "workspace", "user_id", "device_name")
    return SignIn(**{name: part.text(name, 1_000, "") for name in names})


def read_signed_in(body: bytes) -> SignedIn:
    """Its new identity and secret."""
    part = object_of(body)
    return SignedIn(
        device=part.text("device"),
        token=part.text("token"),
        user_id=part.identity("user_id"),
        user_name=part.text("user_name"),
        role=part.text("role"),
        organisation=part.text("organisation"),
    )


def row_json(row: Row) -> dict[str, Any]:
    """A record for a body that holds others."""
    if row.gone:
        return {"kind": row.kind, "id": row.id, "seq": row.seq, "gone": True}
    return {"kind": row.kind, "id": row.id, "seq": row.seq, "hlc": row.hlc, "fields": dict(row.fields)}


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What came of one op, for a body or for the server's record of it."""
    found: dict[str, Any] = {"id": outcome.id, "accepted": dict(outcome.accepted)}
    return found | {"rejected": dict(outcome.rejected)} if outcome.rejected else found


def read_outcome(part: Part) -> Outcome:
    """What came of one op."""
    accepted = part.named("accepted", MOST_FIELDS)
    if not all(map(is_whole, accepted.values())):
        raise part.refused("accepted", "a seq each")
    rejected = part.named("rejected", MOST_FIELDS)
    if not all(isinstance(reason, str) for reason in rejected.values()):
        raise part.refused("rejected", "a reason each")
    return Outcome(part.identity("id"), accepted, rejected)


def _op(op: Op) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": op.kind,
        "id": op.id,
        "cells": {name: [cell.value, cell.base, cell.hlc] for name, cell in op.cells.items()},
    }
    if op.parents:
        found["parents"] = list(op.parents)
    if op.withdrawn:
        found["withdrawn"] = True
    return found


def _read_op(part: Part) -> Op:
    cells = {}
    for name, found in part.named("cells", MOST_FIELDS).items():
        if not (isinstance(found, list) and len(found) == 3 and is_whole(found[1]) and is_whole(found[2])):  # noqa: PLR2004 - value, base, time
            raise part.refused(f"cells.{name}", "a value, a base and a time")
        if not is_value(found[0]):
            raise part.refused(f"cells.{name}", VALUE)
        cells[name] = Cell._make(found)
    parents = _identities(part, "parents", MOST_PARENTS)
    return Op(part.name("kind"), part.identity("id"), cells, parents, withdrawn=part.flag("withdrawn"))


def _read_row(part: Part) -> Row:
    fields: Mapping[str, Value] = part.named("fields", MOST_FIELDS)
    for name, value in fields.items():
        if not is_value(value):
            raise part.refused(f"fields.{name}", VALUE)
    gone = part.flag("gone")
    return Row(part.name("kind"), part.identity("id"), part.whole("seq"), part.whole("hlc", 0), fields, gone=gone)


def _half(total: object) -> object:
    """A sum has 64 bits, one more than a whole number elsewhere."""
    return total >> 1 if isinstance(total, int) and not isinstance(total, bool) else None


def _identities(part: Part, key: str, most: int) -> tuple[str, ...]:
    found = part.array(key, most)
    if not all(map(is_identity, found)):
        raise part.refused(key, "ids")
    return tuple(found)
