"""What making one contact of two and one company of two share: gaps are filled, doubles dropped, everything moved over.

What belongs to a noun alone (requisites, parents) stays with its own module.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.editing import editable_fields
from app.records.own_values import move_own_values
from models.base import Link, Part
from models.channel import Address, Channel
from models.company import Company
from models.contact import Contact
from models.fields import FieldKind, link_columns
from models.group import Relation
from models.nouns import NOUNS, TABLES

Merged = TypeVar("Merged", Contact, Company)
PartT = TypeVar("PartT", bound=Part)
Membership = tuple[str, str, Callable[[UUID, UUID], bytes]]  # the set's table, its other end, the key of a member

_OF_THE_MEMBER = ("role", "attitude")  # what a set says of its member beside the fact itself


def fill_gaps(kept: Merged, other: Merged) -> None:
    """What the kept one does not know it takes from the other; long texts of both stand one under the other."""
    for name, field in editable_fields(kept.__tablename__).items():
        before, more = getattr(kept, name), getattr(other, name)
        if field.kind is FieldKind.LONG_TEXT and before and more and more not in before:
            setattr(kept, name, f"{before}\n\n{more}")
        elif not before and more and name != "is_me":
            setattr(kept, name, more)


def drop_doubles(tx: Tx, kept: Merged, other: Merged) -> None:
    """Phones and addresses both have are kept once; what comes over is primary only where there was nothing."""
    channels = parts_of(tx, Channel, kept)
    known = {(row.kind, row.normal or row.value, row.extension) for row in channels}
    kinds = {row.kind for row in channels}
    for channel in parts_of(tx, Channel, other):
        if (channel.kind, channel.normal or channel.value, channel.extension) in known:
            channel.removed_at = tx.now
        elif channel.kind in kinds:
            channel.is_primary = False
    places = {_place(row) for row in parts_of(tx, Address, kept)}
    for address in parts_of(tx, Address, other):
        if _place(address) in places:
            address.removed_at = tx.now
        elif places:
            address.is_primary = False


def join_memberships(tx: Tx, kept: Merged, other: Merged, sets: Iterable[Membership]) -> None:
    """The kept one is in every set the other one is in; the rows of the other stay as they are, with it."""
    owner = f"{kept.__tablename__}_id"
    for table, end, key in sets:
        link = TABLES[table]
        own = set(tx.connection.execute(sa.select(link.c[end]).where(link.c[owner] == kept.id)).scalars())
        theirs = sa.select(link).where(link.c[owner] == other.id, link.c.removed_at.is_(None))
        for row in tx.connection.execute(theirs).all():
            target = getattr(row, end)
            if target in own:
                back = sa.update(link).where(link.c[owner] == kept.id, link.c[end] == target)
                tx.connection.execute(back.values(removed_at=None))
            else:
                said = {name: getattr(row, name) for name in _OF_THE_MEMBER if name in link.columns}
                values = {"id": key(kept.id, target), owner: kept.id, end: target, **said}
                tx.connection.execute(sa.insert(link).values(values))


def move_over(tx: Tx, kept: Merged, other: Merged) -> None:
    """Everything that points to the other points to the kept one, own fields included; none is related to itself."""
    noun = kept.__tablename__
    tx.flush()
    for table, column in _pointing_at(noun):
        tx.raw.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE "{column}" = ?',  # noqa: S608 - names of our own tables
            (kept.id.bytes, other.id.bytes),
        )
    move_own_values(tx.connection, noun, kept.id, (other.id,))
    tx.session.expire_all()
    ends = (getattr(Relation, f"{noun}_{side}_id") == kept.id for side in ("a", "b"))
    for row in tx.session.scalars(sa.select(Relation).where(*ends)):
        row.removed_at = row.removed_at or tx.now


def put_away(tx: Tx, kept: Merged, other: Merged) -> None:
    """The other one lies in the recycle bin and says where it went: what comes late follows."""
    other.merged_into = kept.id.hex
    other.removed_at = tx.now
    tx.flush()


def parts_of(tx: Tx, noun: type[PartT], owner: Contact | Company) -> list[PartT]:
    """The living parts of a kind."""
    column = getattr(noun, f"{owner.__tablename__}_id")
    return list(tx.session.scalars(sa.select(noun).where(column == owner.id, noun.removed_at.is_(None))))


@cache
def _pointing_at(noun: str) -> tuple[tuple[str, str], ...]:
    """The columns of records and parts that link to a noun; members of sets have keys of both ends and are joined."""
    return tuple(
        (other.__tablename__, column.name)
        for other in NOUNS
        if not issubclass(other, Link)
        for column in link_columns(TABLES[other.__tablename__])
        if next(iter(column.foreign_keys)).column.table.name == noun
    )


def _place(address: Address) -> tuple[str, str, str]:
    return address.city.casefold(), address.street.casefold(), address.postcode
