"""What merges decided, to be looked at and decided otherwise. Resolving is an ordinary edit: it travels, and one undo takes it back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from models.column_types import to_millis
from models.errors import NotFoundError, UserError
from models.store.transaction import Raw, Tx
from resources.i18n import _
from sync.client.cells import blob, whole
from sync.client.shape import EDITED, PLACE, RECORDS, WIRE, from_wire
from sync.protocol.messages import REMOVED, Value

OPEN, RESOLVED = "open", "resolved"
Side = Literal["mine", "theirs", "kept", "lost"]
_COLUMNS = (
    "id", "what", "record_kind", "record_id", "field", "base_value", "kept_value", "lost_value", "kept_by", "kept_at",
    "lost_by", "lost_at", "device",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A conflict nobody has looked at: ids in hex, moments in milliseconds, values as they travel."""

    id: str
    what: str
    kind: str
    record: str
    field: str
    base: Value
    kept: Any  # what stands; of a withdrawn record nothing
    lost: Any  # what was put aside; of a withdrawn record its fields
    kept_by: str
    kept_at: int | None
    lost_by: str
    lost_at: int | None
    device: str


def standing(raw: Raw, *, record: str = "", limit: int = 500) -> list[Standing]:
    """The open ones, the newest first; of all records or of one."""
    where = "state = 'open' AND removed_at IS NULL" + (" AND record_id = ?1" if record else " AND ?1 = ''")
    names = ", ".join(_COLUMNS)
    rows = raw.execute(
        f"SELECT {names} FROM conflict WHERE {where} ORDER BY created_at DESC, rid DESC LIMIT ?2", (record, limit)
    )
    return [_standing(row) for row in rows.fetchall()]


def find(raw: Raw, beginning: str) -> Standing:
    """The open conflict whose id begins or ends with these digits.

    Raises:
        NotFoundError: there is none, or several.
    """
    found = [
        each for each in standing(raw, limit=100_000) if each.id.endswith(beginning) or each.id.startswith(beginning)
    ]
    if len(found) != 1:
        raise NotFoundError(_("There is no open conflict {id}.").format(id=beginning))
    return found[0]


def take(tx: Tx, chosen: Standing, side: Side, me: str) -> None:
    """Let one of the two values stand. `mine` is the one this person gave, `theirs` the other one."""
    lost = side == "lost" or (side == "mine" and chosen.kept_by != me) or (side == "theirs" and chosen.kept_by == me)
    if chosen.what == "withdrawn":
        if lost and isinstance(chosen.lost, dict):
            for field, value in chosen.lost.items():
                _write(tx, chosen.kind, chosen.record, field, value)
    elif lost:
        removed = to_millis(tx.now) if chosen.field == REMOVED and chosen.lost else chosen.lost
        _write(tx, chosen.kind, chosen.record, chosen.field, removed)
    else:
        _write(tx, chosen.kind, chosen.record, chosen.field, chosen.kept)
    _resolve(tx, chosen)


def take_value(tx: Tx, chosen: Standing, cell: object) -> None:
    """Let a third value stand; `cell` is in the form the file keeps.

    Raises:
        UserError: there is no value to give: a record was removed or withdrawn.
    """
    if chosen.what == "withdrawn" or chosen.field == REMOVED:
        raise UserError(_("Here one of the two sides is taken, not another value."))
    _put(tx, chosen.kind, chosen.record, chosen.field, cell)
    _resolve(tx, chosen)


def take_all(tx: Tx, chosen: Standing, side: Side, me: str) -> int:
    """The same side for every open conflict about that record. Returns how many there were."""
    found = standing(tx.raw, record=chosen.record)
    for each in found:
        take(tx, each, side, me)
    return len(found)


def archive(tx: Tx, before_ms: int) -> int:
    """What nobody has looked at for so long no longer asks; nothing is deleted."""
    tx.raw.execute(
        "UPDATE conflict SET state = 'archived', edited_at = ? WHERE state = 'open' AND created_at < ?",
        (to_millis(tx.now), before_ms),
    )
    return tx.raw.changes()


def refused(raw: Raw, limit: int = 500) -> Iterator[tuple[int, str, str, str, Value, str]]:
    """What the server would not take and nobody has looked at: when, table, id, field, value, reason; the newest first."""
    rows = raw.execute(
        'SELECT at, "table", id, field, value, reason FROM sync_rejected WHERE NOT seen ORDER BY rid DESC LIMIT ?',
        (limit,),
    )
    for at, table, record_id, field, value, reason in rows.fetchall():
        yield whole(at), str(table), blob(record_id).hex(), str(field), json.loads(str(value)), str(reason)


def _standing(row: tuple[Any, ...]) -> Standing:
    found = dict(zip(_COLUMNS, row, strict=True))
    base, kept, lost = (
        json.loads(found[name]) if found[name] else None for name in ("base_value", "kept_value", "lost_value")
    )
    return Standing(
        found["id"].hex(), found["what"], found["record_kind"], found["record_id"], found["field"], base, kept, lost,
        found["kept_by"], found["kept_at"], found["lost_by"], found["lost_at"], found["device"],
    )  # fmt: skip


def _write(tx: Tx, kind: str, record: str, field: str, value: Value) -> None:
    if kind in PLACE and field in WIRE[kind]:
        _put(tx, kind, record, field, from_wire(kind, field, value))


def _put(tx: Tx, kind: str, record: str, field: str, cell: object) -> None:
    stamp = f', "{EDITED}" = {to_millis(tx.now)}' if kind in RECORDS else ""
    tx.raw.execute(
        f'UPDATE {kind} SET "{field}" = ?1{stamp} WHERE id = ?2 AND "{field}" IS NOT ?1', (cell, bytes.fromhex(record))
    )


def _resolve(tx: Tx, chosen: Standing) -> None:
    tx.raw.execute(
        "UPDATE conflict SET state = 'resolved', edited_at = ? WHERE id = ?",
        (to_millis(tx.now), bytes.fromhex(chosen.id)),
    )
