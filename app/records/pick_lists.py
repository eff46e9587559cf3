"""Pick lists: seeded in the language of the workspace, read by key, learning what is typed."""

from uuid import UUID

import sqlalchemy as sa

from app.command import Raw, Tx
from app.records.kinds import KIND_LIST, check_word
from models.errors import UserError
from models.ids import keyed_id, seed_id
from models.pick_list import PickItem, PickList
from models.pick_list_seeds import SEEDS
from resources.i18n import _

_VALUES = """
SELECT i.key, i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id
WHERE l.key = ? AND i.removed_at IS NULL ORDER BY i.position, i.rid
"""
_CLOSED = frozenset({"gender", "channel_type", "address_type", "vat_mode", "rounding", "offer_status", "result"})


def seed_pick_lists(tx: Tx) -> None:
    """Lay the usual values, in the language spoken now; their ids are the same in every workspace."""
    for key, (name, items) in SEEDS.items():
        made = tx.add(PickList(id=seed_id(f"pick_list {key}"), key=key, name=_(name), learns=key not in _CLOSED))
        for position, (item, label, parent) in enumerate(items):
            own_id = seed_id(f"pick_item {key} {parent} {item}")
            row = PickItem(id=own_id, list_id=made.id, key=item, label=_(label), position=position, parent_key=parent)
            tx.session.add(row)
    tx.session.flush()


def item_for(tx: Tx, list_key: str, value: str) -> UUID:
    """The item of a list with that key or label, made where the list learns."""
    query = (
        sa.select(PickItem.id, PickItem.key, PickItem.label)
        .join(PickList, PickList.id == PickItem.list_id)
        .where(PickList.key == list_key, PickItem.removed_at.is_(None))
    )
    wanted = value.strip().casefold()
    for item_id, key, label in tx.connection.execute(query):
        if wanted in (key.casefold(), label.casefold()):
            return item_id
    owner = list_of(tx, list_key)
    if not owner.learns:
        raise UserError(_("“{value}” is none of the values of this list.").format(value=value.strip()), field=list_key)
    if list_key == KIND_LIST:
        check_word(tx.raw, list_key, value.strip())
    return tx.add(PickItem(list_id=owner.id, label=value.strip(), position=1_000)).id


def list_of(tx: Tx, list_key: str) -> PickList:
    """The list of that key, made where it was not here."""
    owner = tx.session.scalars(sa.select(PickList).where(PickList.key == list_key).order_by(PickList.rid)).first()
    if owner is None:
        owner = tx.add(PickList(id=keyed_id(f"pick_list {list_key}"), key=list_key, name=list_key))
    return owner


def key_of(raw: Raw, list_key: str, text: str) -> str:
    """The key of the value of that key or label; what no value is called stays as it was typed."""
    wanted = text.strip().casefold()
    for key, label in raw.execute(_VALUES, (list_key,)):
        if wanted in (str(key).casefold(), str(label).casefold()):
            return str(key or label)
    return text.strip()


def labels(connection: sa.Connection, list_key: str) -> dict[str, str]:
    """The labels of a list by key."""
    query = (
        sa.select(PickItem.key, PickItem.label)
        .join(PickList, PickList.id == PickItem.list_id)
        .where(PickList.key == list_key, PickItem.removed_at.is_(None))
        .order_by(PickItem.position)
    )
    return {key or label: label for key, label in connection.execute(query)}
