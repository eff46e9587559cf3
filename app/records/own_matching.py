"""Fields people added themselves in conditions on contacts, and written for many contacts or companies at once."""

import json
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx
from app.records.many import PART, Progress, go_on, in_parts
from app.records.own_cells import own_name, own_named
from app.records.own_values import kept_form, own_fields_of
from app.records.pick_lists import item_for, key_of
from app.views.chosen import EditorKind, ManyField
from app.views.conditions import Op, Value
from app.views.own_fields import OwnField
from models.column_types import to_millis
from models.errors import UserError
from models.ids import keyed_id, new_id_bytes
from models.nouns import TABLES
from models.pick_list import CustomValue
from models.rules.search_text import search_text
from models.store import arrays
from resources.i18n import _

Clause = tuple[str, tuple[object, ...]]
_Row = tuple[int, str, bool]  # number, value, whether it stands

_TEXT: tuple[Op, ...] = ("is", "is_not", "empty", "filled", "contains")
_OPS: dict[str, tuple[Op, ...]] = {
    "text": _TEXT,
    "choice": _TEXT,
    "long_text": ("contains", "empty", "filled"),
    "decimal": ("is", "at_least", "at_most", "empty", "filled"),
    "day": ("is", "before", "after", "empty", "filled"),
    "flag": ("is",),
}
_SIGNS = {"is": "=", "at_least": ">=", "at_most": "<=", "before": "<", "after": ">"}
_COLUMNS = ("id", "field_id", "record_kind", "record_id", "value")
_EDITORS: dict[str, EditorKind] = {"choice": "choice", "decimal": "decimal", "flag": "flag", "day": "day"}


def own_ops(field: OwnField) -> tuple[Op, ...]:
    """The ways a field of one's own can be compared."""
    return _OPS.get(field.kind, _TEXT)


def own_clause(asking: Asking, name: str, op: Op, value: Value) -> Clause:
    """A condition on a field of one's own as a clause on a contact `c`.

    Raises:
        UserError: there is no such field, it cannot be compared so, or the value cannot be read.
    """
    field = own_named(asking.connection, "contact", name)
    if op not in own_ops(field):
        raise UserError(_("There is no condition {field} {op}.").format(field=field.label, op=op), field=name)
    if op in ("empty", "filled"):
        return _among(own_ids(asking, field), negated=op == "empty")
    if op == "contains":
        return _among(own_ids(asking, field, "instr(search_text(value), ?) > 0", (search_text(str(value or "")),)))
    if field.kind in ("text", "choice"):
        asked = list(value) if isinstance(value, tuple) else [str(value)]
        listed = own_ids(asking, field, "value IN (SELECT value FROM json_each(?))", (json.dumps(asked),))
        return _among(listed, negated=op == "is_not")
    kept = kept_form(field, str(value))
    if field.kind == "flag":
        return _among(own_ids(asking, field, "value = '1'"), negated=kept != "1")
    cell, bound = ("CAST(value AS NUMERIC)", "CAST(? AS NUMERIC)") if field.kind == "decimal" else ("value", "?")
    return _among(own_ids(asking, field, f"{cell} {_SIGNS[op]} {bound}", (kept,)))


def own_ids(asking: Asking, field: OwnField, also: str = "1", values: tuple[object, ...] = ()) -> list[bytes]:
    """The records of which something was said in a field, narrowed by a clause on its `value`."""
    statement = (
        "SELECT record_id FROM custom_value WHERE field_id = ? AND record_kind = ? AND removed_at IS NULL"  # noqa: S608 - constants
        f" AND value <> '' AND ({also})"
    )
    rows = asking.raw.execute(statement, (field.id.bytes, field.noun, *values))
    return [UUID(str(row[0])).bytes for row in rows]


def own_same(asking: Asking, field: OwnField, kept: str, row: str = "c") -> Clause:
    """The records that hold just this already, as a clause on a contact `c`, or on what is called otherwise."""
    if kept:
        return _among(own_ids(asking, field, "value = ?", (kept,)), row=row)
    return _among(own_ids(asking, field), row=row, negated=True)


def own_many(connection: sa.Connection, noun: str) -> list[ManyField]:
    """The fields added to a noun that may be changed for many."""
    return [
        ManyField(own_name(one), one.label, _EDITORS.get(one.kind, "text"), one.kind in ("text", "choice"))
        for one in own_fields_of(connection, noun)
    ]


def known_form(asking: Asking, field: OwnField, typed: str) -> str:
    """What would be kept of a typed text, a word of a list as its key.

    Raises:
        UserError: it cannot be read.
    """
    kept = kept_form(field, typed)
    return key_of(asking.raw, field.pick_list, kept) if kept and field.pick_list else kept


def write_own(tx: Tx, field: OwnField, rids: Sequence[int], typed: str, progress: Progress = go_on) -> int:
    """Give many records a value of a field; an empty text takes it away. Returns of how many something changed.

    Raises:
        UserError: it cannot be read.
    """
    value = kept_form(field, typed)
    if value and field.pick_list:
        item_for(tx, field.pick_list, value)
        tx.flush()
        value = key_of(tx.raw, field.pick_list, value)
    if len(rids) > PART:
        tx.expect_many()
    tx.flush()
    known = _known(tx, field)
    return sum(_write(tx, field, part, known, value) for part in in_parts(rids, progress))


def _write(tx: Tx, field: OwnField, rids: Sequence[int], known: dict[str, list[_Row]], value: str) -> int:
    owners = [UUID(bytes=key) for key in _ids(tx, field.noun, rids)]
    found = [known[str(one)] for one in owners if str(one) in known]
    older = [rid for several in found for rid, _kept, here in several[:-1] if here]
    _set(tx, older, "removed_at = ?", (to_millis(tx.now),))
    rows = [several[-1] for several in found]
    if not value:
        gone = [rid for rid, _kept, here in rows if here]
        _set(tx, gone, "removed_at = ?", (to_millis(tx.now),))
        return len(gone)
    other = [rid for rid, kept, here in rows if not here or kept != value]
    _set(tx, other, "value = ?, removed_at = NULL", (value,))
    fresh = [one for one in owners if str(one) not in known]
    _insert(tx, field, fresh, value)
    return len(other) + len(fresh)


def _among(ids: Sequence[bytes], *, row: str = "c", negated: bool = False) -> Clause:
    among = f"{row}.id {'NOT ' if negated else ''}IN (SELECT value FROM carray(?))"  # noqa: S608 - constants
    return among, (arrays.blobs(ids),)


def _known(tx: Tx, field: OwnField) -> dict[str, list[_Row]]:
    """The rows of each record; the last one speaks for it."""
    statement = (
        "SELECT record_id, rid, value, removed_at IS NULL FROM custom_value"
        " WHERE field_id = ? AND record_kind = ? ORDER BY removed_at IS NULL, rid"
    )
    found: dict[str, list[_Row]] = {}
    for record_id, rid, value, here in tx.raw.execute(statement, (field.id.bytes, field.noun)):
        found.setdefault(str(record_id), []).append((int(str(rid)), str(value), bool(here)))
    return found


def _ids(tx: Tx, noun: str, rids: Sequence[int]) -> list[bytes]:
    table = TABLES[noun].name
    statement = f"SELECT id FROM {table} WHERE rid IN (SELECT value FROM carray(?)) AND removed_at IS NULL"  # noqa: S608 - a name of our own
    return [key for (key,) in tx.raw.execute(statement, (arrays.integers(rids),)) if isinstance(key, bytes)]


def _set(tx: Tx, rids: Sequence[int], sets: str, values: tuple[object, ...]) -> None:
    if rids:
        statement = f"UPDATE custom_value SET {sets} WHERE rid IN (SELECT value FROM carray(?))"  # noqa: S608 - constants
        tx.raw.execute(statement, (*values, arrays.integers(rids)))


def _insert(tx: Tx, field: OwnField, owners: Sequence[UUID], value: str) -> None:
    """Filled in on two laptops, it is one value: its id comes from the field and the record, where that is free."""
    wished = {keyed_id(f"custom_value {field.id} {one}").bytes: one for one in owners}
    standing = "SELECT id FROM custom_value WHERE id IN (SELECT value FROM carray(?))"
    taken = {key for (key,) in tx.raw.execute(standing, (arrays.blobs(wished),))}
    tx.insert_rows(
        CustomValue, _COLUMNS,
        [(new_id_bytes() if key in taken else key, field.id.bytes, field.noun, str(one), value)
         for key, one in wished.items()],
    )  # fmt: skip
