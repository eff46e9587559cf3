"""Two contacts made one: everything that points to the second points to the first, which fills its gaps from it."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.editing import editable_fields
from app.records.own_values import move_own_values
from models.base import Link
from models.channel import Address, Channel
from models.contact import Contact
from models.fields import FieldKind, link_columns
from models.group import Relation
from models.ids import joined_id
from models.nouns import NOUNS, TABLES

PartT = TypeVar("PartT", Channel, Address)

_MEMBERSHIPS: tuple[tuple[str, str, Callable[[UUID, UUID], bytes]], ...] = (
    ("contact_status", "status_id", joined_id),
    ("contact_tag", "tag_id", joined_id),
    ("group_member", "group_id", lambda contact, group: joined_id(group, contact)),
    ("opportunity_contact", "opportunity_id", lambda contact, deal: joined_id(deal, contact)),
    ("activity_contact", "activity_id", lambda contact, activity: joined_id(activity, contact)),
    ("history_contact", "history_id", lambda contact, entry: joined_id(entry, contact)),
)
_MOVED: tuple[tuple[str, str], ...] = tuple(
    (noun.__tablename__, column.name)
    for noun in NOUNS
    if not issubclass(noun, Link)
    for column in link_columns(TABLES[noun.__tablename__])
    if next(iter(column.foreign_keys)).column.table.name == "contact"
)


def merge_contact_into(tx: Tx, kept: Contact, other: Contact) -> None:
    """Move everything of one contact to another and put it into the recycle bin; what comes late follows."""
    _fill_gaps(kept, other)
    _drop_doubles(tx, kept.id, other.id)
    _join_memberships(tx, kept.id, other.id)
    tx.flush()
    for table, column in _MOVED:
        tx.raw.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE "{column}" = ?',  # noqa: S608 - names of our own tables
            (kept.id.bytes, other.id.bytes),
        )
    move_own_values(tx.connection, "contact", kept.id, (other.id,))
    tx.session.expire_all()
    for row in tx.session.scalars(
        sa.select(Relation).where(Relation.contact_a_id == kept.id, Relation.contact_b_id == kept.id)
    ):
        row.removed_at = row.removed_at or tx.now
    other.merged_into = kept.id.hex
    other.removed_at = tx.now
    tx.flush()


def _fill_gaps(kept: Contact, other: Contact) -> None:
    for name, field in editable_fields("contact").items():
        before, more = getattr(kept, name), getattr(other, name)
        if field.kind is FieldKind.LONG_TEXT and before and more and more not in before:
            setattr(kept, name, f"{before}\n\n{more}")
        elif not before and more and name != "is_me":
            setattr(kept, name, more)
    if kept.company_id is None:
        kept.company_id = other.company_id


def _drop_doubles(tx: Tx, kept: UUID, other: UUID) -> None:
    """What both have is kept once; what comes over is primary only where there was nothing."""
    channels = _of(tx, Channel, kept)
    known = {(row.kind, row.normal or row.value, row.extension) for row in channels}
    kinds = {row.kind for row in channels}
    for channel in _of(tx, Channel, other):
        if (channel.kind, channel.normal or channel.value, channel.extension) in known:
            channel.removed_at = tx.now
        elif channel.kind in kinds:
            channel.is_primary = False
    places = {_place(row) for row in _of(tx, Address, kept)}
    for address in _of(tx, Address, other):
        if _place(address) in places:
            address.removed_at = tx.now
        elif places:
            address.is_primary = False


def _join_memberships(tx: Tx, kept: UUID, other: UUID) -> None:
    """The kept contact is in every set the other one is in; the rows of the other stay as they are, with it."""
    for table, column, key in _MEMBERSHIPS:
        link = TABLES[table]
        own = set(tx.connection.execute(sa.select(link.c[column]).where(link.c.contact_id == kept)).scalars())
        theirs = sa.select(link).where(link.c.contact_id == other, link.c.removed_at.is_(None))
        for row in tx.connection.execute(theirs).all():
            target = getattr(row, column)
            if target in own:
                back = sa.update(link).where(link.c.contact_id == kept, link.c[column] == target)
                tx.connection.execute(back.values(removed_at=None))
            else:
                said = {name: getattr(row, name) for name in ("role", "attitude") if name in link.columns}
                values = {"id": key(kept, target), "contact_id": kept, column: target, **said}
                tx.connection.execute(sa.insert(link).values(values))


def _of(tx: Tx, noun: type[PartT], contact_id: UUID) -> list[PartT]:
    return list(tx.session.scalars(sa.select(noun).where(noun.contact_id == contact_id, noun.removed_at.is_(None))))


def _place(address: Address) -> tuple[str, str, str]:
    return address.city.casefold(), address.street.casefold(), address.postcode
