"""Fields people add to contacts, companies, deals and products: defined, renamed, removed, filled on a record."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.own_values import add_own_field, kept_form, own_fields_of, own_values_of
from app.records.pick_lists import item_for, key_of
from app.views.own_fields import KINDS, OwnField, OwnFieldId, OwnValue
from models.errors import NotFoundError, UserError
from models.ids import keyed_id, new_id
from models.nouns import TABLES
from models.pick_list import CustomField, CustomValue
from resources.i18n import N_, _

NOUNS = ("contact", "company", "opportunity", "product")


@command(N_("Add field"))
def define_field(tx: Tx, noun: str, label: str, kind: str = "text", group: str = "") -> OwnFieldId:
    """Add a field to a noun; a choice gets a list of its own that learns what is typed.

    Raises:
        UserError: it has no name, there is one of that name, or its noun or kind is unknown.
    """
    name = _free_label(tx, noun, label)
    if noun not in NOUNS or kind not in dict(KINDS):
        raise UserError(_("A field of that kind cannot be added."), field="kind")
    row = add_own_field(tx, noun, name, kind, group.strip())
    tx.subject = name
    return OwnFieldId(row.id)


@command(N_("Rename field"))
def rename_field(tx: Tx, field_id: OwnFieldId, label: str) -> None:
    """Call a field otherwise; its values stay.

    Raises:
        UserError: it has no name, or there is one of that name.
    """
    row = tx.get(CustomField, field_id)
    row.label = _free_label(tx, row.noun, label, field_id)
    tx.subject = row.label


@command(N_("Remove field"))
def remove_field(tx: Tx, field_id: OwnFieldId) -> None:
    """Take a field off all cards; its values come back with it when this is undone."""
    row = tx.get(CustomField, field_id)
    row.removed_at = tx.now
    tx.subject = row.label


@command(N_("Arrange fields"))
def order_fields(tx: Tx, field_ids: Sequence[OwnFieldId]) -> None:
    """Show the fields of a noun in this order."""
    for place, field_id in enumerate(field_ids, start=1):
        tx.get(CustomField, field_id).position = place


@command(N_("Edit field"))
def set_value(tx: Tx, field_id: OwnFieldId, record_id: UUID, typed: str) -> None:
    """Give a record a value of a field; an empty text takes it away.

    Raises:
        UserError: the text cannot be read as a value of that kind; the field is named by its id.
        NotFoundError: the field or the record is no longer here.
    """
    row = tx.get(CustomField, field_id)
    field = OwnField(field_id, row.noun, row.label, row.kind, row.group, row.pick_list_key)
    _must_be_here(tx, row.noun, record_id)
    value = kept_form(field, typed)
    if value and field.pick_list:
        item_for(tx, field.pick_list, value)
        value = key_of(tx.raw, field.pick_list, value)
    _write(tx, field, record_id, value)
    tx.subject = row.label


@query
def custom_fields(asking: Asking, noun: str) -> tuple[OwnField, ...]:
    """The fields added to a noun, in their order."""
    return own_fields_of(asking.connection, noun)


@query
def values_of(asking: Asking, noun: str, record_id: UUID) -> tuple[OwnValue, ...]:
    """Every field added to a noun with its value on one record, empty where nothing was said."""
    return own_values_of(asking.connection, noun, record_id)


def _write(tx: Tx, field: OwnField, record_id: UUID, value: str) -> None:
    """One row a field and record, whatever came and went before."""
    statement = sa.select(CustomValue).where(
        CustomValue.field_id == field.id, CustomValue.record_kind == field.noun, CustomValue.record_id == str(record_id)
    )
    rows = tx.session.scalars(statement.order_by(CustomValue.rid.desc())).all()
    for older in rows[1:]:
        if older.removed_at is None:
            older.removed_at = tx.now
    if not rows and value:
        row = CustomValue(field_id=field.id, record_kind=field.noun, record_id=str(record_id), value=value)
        row.id = _value_id(tx, field, record_id)
        tx.add(row)
    elif rows:
        rows[0].value, rows[0].removed_at = (value, None) if value else (rows[0].value, tx.now)


def _value_id(tx: Tx, field: OwnField, record_id: UUID) -> UUID:
    """Filled in on two laptops, it is one value; one that went to another record by a merge keeps its id."""
    usual = keyed_id(f"custom_value {field.id} {record_id}")
    taken = tx.connection.execute(sa.select(CustomValue.rid).where(CustomValue.id == usual)).first()
    return new_id() if taken else usual


def _free_label(tx: Tx, noun: str, label: str, mine: UUID | None = None) -> str:
    name = " ".join(label.split())
    if not name:
        raise UserError(_("A field needs a name."), field="label")
    taken = {one.label.casefold() for one in own_fields_of(tx.connection, noun) if one.id != mine}
    if name.casefold() in taken:
        raise UserError(_("There is a field “{label}” already.").format(label=name), field="label")
    return name


def _must_be_here(tx: Tx, noun: str, record_id: UUID) -> None:
    table = TABLES[noun]
    found = tx.connection.execute(sa.select(table.c.rid).where(table.c.id == record_id, table.c.removed_at.is_(None)))
    if found.first() is None:
        raise NotFoundError(_("This record is no longer here: {id}.").format(id=record_id))
