"""Pick lists: the values a control offers, and those one learns, renames, orders and takes away."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.kinds import KIND_LIST, RESULT_LIST, check_word
from app.records.pick_lists import item_for
from app.views.tags import PickListView, PickValue
from models.errors import NotFoundError, UserError
from models.fields import fields_of
from models.nouns import TABLES
from models.pick_list import PickItem, PickList
from resources.i18n import N_, _

_OF_THE_PROGRAM = frozenset(
    {KIND_LIST, RESULT_LIST}
)  # the values with a key stay as they are: the program goes by them
_MANY = 2_000  # records of a kind that are said to be many before they are written


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
        PickValue(row.id, row.key or row.label, row.label, row.colour, row.parent_key, own=not row.key)
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
        UserError: the word is empty; of a kind or a result also where it is the program's, or the word is another one's.
    """
    word = label.strip()
    if not word:
        raise UserError(_("A value needs a word at least."), field="label")
    item = tx.get(PickItem, value_id)
    list_key = _list_key(tx, item)
    tx.subject = f"{item.label} → {word}"
    if list_key in _OF_THE_PROGRAM:
        _check_own(item)
        check_word(tx.raw, list_key, word, item.parent_key, but=item.label)
    if not item.key:
        _rename_kept(tx, list_key, item, word)
    item.label = word


@command(N_("Remove value"))
def remove_value(tx: Tx, value_id: UUID) -> None:
    """Take a value off its list; records keep what they have.

    Raises:
        UserError: it is a kind or a result of the program.
    """
    item = tx.get(PickItem, value_id)
    if _list_key(tx, item) in _OF_THE_PROGRAM:
        _check_own(item)
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


def _list_key(tx: Tx, item: PickItem) -> str:
    return tx.connection.execute(sa.select(PickList.key).where(PickList.id == item.list_id)).scalar_one()


def _check_own(item: PickItem) -> None:
    if item.key:
        raise UserError(_("“{value}” is the program's own and stays as it is.").format(value=item.label), field="label")


def _rename_kept(tx: Tx, list_key: str, item: PickItem, label: str) -> None:
    """Write the new word wherever a field of this list holds the old one; a result is one of its kind alone."""
    tx.flush()
    only, values = (" AND kind = ?", (item.parent_key,)) if list_key == RESULT_LIST else ("", ())
    for name, table in TABLES.items():
        for column, field in fields_of(table):
            if field.pick_list == list_key:
                _rewrite(tx, name, column, (item.label, label), only, values)
    if list_key == KIND_LIST:  # its results go with it
        _rewrite(tx, "pick_item", "parent_key", (item.label, label))


def _rewrite(
    tx: Tx, table: str, column: str, words: tuple[str, str], only: str = "", values: tuple[str, ...] = ()
) -> None:
    old, new = words
    where = f'WHERE "{column}" = ?{only}'
    ((number,),) = tx.raw.execute(f"SELECT count(*) FROM {table} {where}", (old, *values)).fetchall()  # noqa: S608 - names of our own tables
    if int(str(number)) > _MANY:
        tx.expect_many()
    tx.raw.execute(f'UPDATE {table} SET "{column}" = ? {where}', (new, old, *values))  # noqa: S608 - likewise
