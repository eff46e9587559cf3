"""Values of fields people added themselves: kept as text in one form, read from what was typed, shown as usual."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.formatting import long_date, number
from app.records.editing import read_value
from app.views.own_fields import OwnField, OwnFieldId, OwnValue
from models.fields import Field, FieldKind
from models.nouns import TABLES
from models.pick_list import CustomField, CustomValue, PickList
from resources.i18n import _

_FIELD, _VALUE = TABLES["custom_field"], TABLES["custom_value"]


def own_fields_of(connection: sa.Connection, noun: str) -> tuple[OwnField, ...]:
    """The fields added to a noun, in their order."""
    statement = sa.select(_FIELD).where(CustomField.noun == noun, CustomField.removed_at.is_(None))
    rows = connection.execute(statement.order_by(CustomField.position, CustomField.rid))
    return tuple(
        OwnField(OwnFieldId(row.id), row.noun, row.label, row.kind, row.group, row.pick_list_key) for row in rows
    )


def own_values_of(connection: sa.Connection, noun: str, record_id: UUID) -> tuple[OwnValue, ...]:
    """Every field added to a noun with its value on one record, empty where nothing was said."""
    fields = own_fields_of(connection, noun)
    if not fields:
        return ()
    statement = sa.select(CustomValue.field_id, CustomValue.value).where(
        CustomValue.record_kind == noun, CustomValue.record_id == str(record_id), CustomValue.removed_at.is_(None)
    )
    kept = {row.field_id: row.value for row in connection.execute(statement.order_by(CustomValue.rid))}
    return tuple(OwnValue(one, *_told(one.kind, kept.get(one.id, ""))) for one in fields)


def add_own_field(tx: Tx, noun: str, label: str, kind: str, group: str = "") -> CustomField:
    """A new field behind the others of its noun; a choice gets a list of its own that learns what is typed."""
    last = sa.select(sa.func.max(CustomField.position)).where(
        CustomField.noun == noun, CustomField.removed_at.is_(None)
    )
    place = (tx.connection.execute(last).scalar() or 0) + 1
    row = tx.add(CustomField(noun=noun, label=label, kind=kind, group=group, position=place, searchable=True))
    if kind == "choice":
        row.pick_list_key = f"own_{row.id.hex}"
        tx.add(PickList(key=row.pick_list_key, name=label))
    return row


def kept_form(field: OwnField, typed: str) -> str:
    """What is kept of a typed text: days as ISO dates, numbers with a point, yes and no as 1 and 0.

    Raises:
        UserError: it cannot be read; the field is named by its id.
    """
    text = typed.strip()
    if not text:
        return ""
    read = read_value(Field(field.label, FieldKind(field.kind)), str(field.id), text)
    return _written(read)


def move_own_values(connection: sa.Connection, noun: str, kept: UUID, others: Sequence[UUID]) -> None:
    """Where two records become one: the kept one takes the values it has none of."""
    here = sa.select(CustomValue.field_id).where(
        CustomValue.record_kind == noun, CustomValue.record_id == str(kept), CustomValue.removed_at.is_(None),
        CustomValue.value != "",
    )  # fmt: skip
    filled = set(connection.execute(here).scalars())
    for other in others:
        theirs = sa.select(CustomValue.rid, CustomValue.field_id).where(
            CustomValue.record_kind == noun, CustomValue.record_id == str(other), CustomValue.removed_at.is_(None)
        )
        for rid, field_id in connection.execute(theirs).all():
            if field_id not in filled:
                filled.add(field_id)
                connection.execute(sa.update(_VALUE).where(_VALUE.c.rid == rid).values(record_id=str(kept)))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _told(kind: str, value: str) -> tuple[str, str]:
    """A kept value as a person reads it, and as one starts editing it."""
    if not value:
        return "", ""
    shown = value
    try:
        if kind == FieldKind.DECIMAL:
            shown = number(Decimal(value))
        elif kind == FieldKind.DAY:
            shown = long_date(date.fromisoformat(value))
        elif kind == FieldKind.FLAG:
            shown = _("yes") if value == "1" else _("no")
    except (ValueError, ArithmeticError):
        shown = value  # its field was of another kind once: what is kept is shown as it is
    return shown.replace("\n", " "), value if kind == FieldKind.LONG_TEXT else shown
