"""Pick lists: the values a control offers, and those one learns, renames, orders and takes away."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.pick_lists import item_for
from app.views.tags import PickListView, PickValue
from models.errors import NotFoundError, UserError
from models.fields import fields_of
from models.nouns import TABLES
from models.pick_list import PickItem, PickList
from resources.i18n import N_, _


@query
def pick_lists(asking: Asking) -> tuple[PickListView, ...]:
    """All lists by name, with how many values each has."""
    count = sa.func.count(PickItem.rid)
    statement = (
        sa.select(PickList.key, PickList.name, PickList.learns, count)
        .outerjoin(PickItem, (PickItem.list_id == PickList.id) & PickItem.removed_at.is_(None))
        .where(PickList.removed_at.is_(None))
        .group_by(PickList.id)
        .order_by(sa.func.search_text(PickList.name), PickList.rid)
    )
    return tuple(
        PickListView(key, name, learns, number) for key, name, learns, number in asking.connection.execute(statement)
    )


@query
def values(asking: Asking, list_key: str, *, parent: str = "") -> tuple[PickValue, ...]:
    """The values of a list in their order; with `parent`, those that belong to it or to nothing."""
    statement = (
        sa.select(PickItem.id, PickItem.key, PickItem.label, PickItem.colour, PickItem.parent_key)
        .join(PickList, PickList.id == PickItem.list_id)
        .where(PickList.key == list_key, PickItem.removed_at.is_(None))
        .order_by(PickItem.position, PickItem.rid)
    )
    if parent:
        statement = statement.where(PickItem.parent_key.in_(("", parent)))
    return tuple(
        PickValue(row.id, row.key or row.label, row.label, row.colour, row.parent_key)
        for row in asking.connection.execute(statement)
    )


@command(N_("Learn value"))
def learn(tx: Tx, list_key: str, label: str) -> str:
    """Have a list know a value; one it knows already is left as it is. Returns what a record keeps of it.

    Raises:
        UserError: nothing was typed, or the list is closed and has no such value.
    """
    if not label.strip():
        raise UserError(_("A value needs a word at least."), field=list_key)
    item = tx.get(PickItem, item_for(tx, list_key, label))
    tx.subject = item.label
    return item.key or item.label


@command(N_("Rename value"))
def rename_value(tx: Tx, value_id: UUID, label: str) -> None:
    """Give a value another word. Records that keep the word itself, for the value has no key, take the new one.

    Raises:
        UserError: the word is empty.
    """
    if not label.strip():
        raise UserError(_("A value needs a word at least."), field="label")
    item = tx.get(PickItem, value_id)
    tx.subject = f"{item.label} → {label.strip()}"
    if not item.key:
        _rename_kept(tx, item, label.strip())
    item.label = label.strip()


@command(N_("Remove value"))
def remove_value(tx: Tx, value_id: UUID) -> None:
    """Take a value off its list; records keep what they have."""
    item = tx.get(PickItem, value_id)
    item.removed_at, tx.subject = tx.now, item.label


@command(N_("Order values"))
def order_values(tx: Tx, list_key: str, value_ids: Sequence[UUID]) -> None:
    """Put the values of a list into an order; those that are not named follow.

    Raises:
        NotFoundError: there is no such list.
    """
    owner = tx.session.scalars(sa.select(PickList).where(PickList.key == list_key)).first()
    if owner is None:
        raise NotFoundError(_("There is no list {name}.").format(name=list_key))
    wanted = {value_id: place for place, value_id in enumerate(value_ids)}
    statement = sa.select(PickItem).where(PickItem.list_id == owner.id).order_by(PickItem.position, PickItem.rid)
    for place, item in enumerate(tx.session.scalars(statement).all()):
        item.position = wanted.get(item.id, len(wanted) + place)
    tx.subject = owner.name


def _rename_kept(tx: Tx, item: PickItem, label: str) -> None:
    """Write the new word wherever a field of this list holds the old one."""
    list_key = tx.connection.execute(sa.select(PickList.key).where(PickList.id == item.list_id)).scalar_one()
    for name, table in TABLES.items():
        for column, field in fields_of(table):
            if field.pick_list == list_key:
                tx.raw.execute(
                    f'UPDATE {name} SET "{column}" = ? WHERE "{column}" = ?',  # noqa: S608 - names of our own tables
                    (label, item.label),
                )
