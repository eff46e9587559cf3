"""Two companies made one: everything that points to the second points to the first, which fills its gaps from it."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.editing import editable_fields
from app.records.own_values import move_own_values
from models.base import Link
from models.channel import Address, Channel
from models.company import BankAccount, Company, Requisites
from models.fields import FieldKind, link_columns
from models.group import Relation
from models.ids import joined_id
from models.nouns import NOUNS, TABLES

PartT = TypeVar("PartT", Channel, Address, Requisites)

_MEMBERSHIPS: tuple[tuple[str, str, Callable[[UUID, UUID], bytes]], ...] = (
    ("company_status", "status_id", joined_id),
    ("company_tag", "tag_id", joined_id),
    ("group_member", "group_id", lambda company, group: joined_id(group, company)),
)
_MOVED: tuple[tuple[str, str], ...] = tuple(
    (noun.__tablename__, column.name)
    for noun in NOUNS
    if not issubclass(noun, Link)
    for column in link_columns(TABLES[noun.__tablename__])
    if next(iter(column.foreign_keys)).column.table.name == "company"
)


def merge_into(tx: Tx, kept: Company, other: Company) -> None:
    """Move everything of one company to another and put it into the recycle bin."""
    _fill_gaps(kept, other)
    _drop_doubles(tx, kept.id, other.id)
    _join_memberships(tx, kept.id, other.id)
    if kept.parent_id == other.id:
        kept.parent_id = other.parent_id if other.parent_id != kept.id else None
    other.parent_id = None
    tx.flush()
    for table, column in _MOVED:
        tx.raw.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE "{column}" = ?',  # noqa: S608 - names of our own tables
            (kept.id.bytes, other.id.bytes),
        )
    move_own_values(tx.connection, "company", kept.id, (other.id,))
    tx.session.expire_all()
    _drop_relations_to_itself(tx, kept.id)
    _stay_below_others(tx, kept)
    other.merged_into = kept.id.hex
    other.removed_at = tx.now
    tx.flush()


def _fill_gaps(kept: Company, other: Company) -> None:
    for name, field in editable_fields("company").items():
        before, more = getattr(kept, name), getattr(other, name)
        if field.kind is FieldKind.LONG_TEXT and before and more and more not in before:
            setattr(kept, name, f"{before}\n\n{more}")
        elif not before and more:
            setattr(kept, name, more)
    if other.name != kept.name and not kept.full_name:
        kept.full_name = other.full_name


def _drop_doubles(tx: Tx, kept: UUID, other: UUID) -> None:
    """What both have is kept once; what comes over is primary only where there was nothing."""
    known = {(row.kind, row.normal or row.value, row.extension) for row in _of(tx, Channel, kept)}
    kinds = {kind for kind, _value, _extension in known}
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
    _join_requisites(tx, _of(tx, Requisites, kept), _of(tx, Requisites, other))


def _join_requisites(tx: Tx, kept: Sequence[Requisites], others: Sequence[Requisites]) -> None:
    """The same set known to both stays once, with the accounts of both."""
    by_number = {(row.inn, row.kpp): row for row in kept if row.inn}
    for row in others:
        same = by_number.get((row.inn, row.kpp))
        if same is None:
            row.is_primary = row.is_primary and not kept
            continue
        known = {account.account for account in _accounts(tx, same.id)}
        for account in _accounts(tx, row.id):
            if account.account in known:
                account.removed_at = tx.now
            else:
                account.requisites_id, account.is_primary = same.id, account.is_primary and not known
        row.removed_at = tx.now


def _join_memberships(tx: Tx, kept: UUID, other: UUID) -> None:
    """The kept company is in every set the other one is in; the rows of the other stay as they are, with it."""
    for table, column, key in _MEMBERSHIPS:
        link = TABLES[table]
        own = set(tx.connection.execute(sa.select(link.c[column]).where(link.c.company_id == kept)).scalars())
        theirs = sa.select(link.c[column]).where(link.c.company_id == other, link.c.removed_at.is_(None))
        for target in tx.connection.execute(theirs).scalars().all():
            if target in own:
                back = sa.update(link).where(link.c.company_id == kept, link.c[column] == target)
                tx.connection.execute(back.values(removed_at=None))
            else:
                values = {"id": key(kept, target), "company_id": kept, column: target}
                tx.connection.execute(sa.insert(link).values(values))


def _stay_below_others(tx: Tx, kept: Company) -> None:
    """A company that became its own parent's parent has none."""
    above, seen = kept.parent_id, {kept.id}
    while above is not None and above not in seen:
        seen.add(above)
        above = tx.connection.execute(sa.select(Company.parent_id).where(Company.id == above)).scalar()
    if above == kept.id:
        kept.parent_id = None


def _drop_relations_to_itself(tx: Tx, kept: UUID) -> None:
    for row in tx.session.scalars(
        sa.select(Relation).where(Relation.company_a_id == kept, Relation.company_b_id == kept)
    ):
        row.removed_at = row.removed_at or tx.now


def _of(tx: Tx, noun: type[PartT], company_id: UUID) -> list[PartT]:
    return list(tx.session.scalars(sa.select(noun).where(noun.company_id == company_id, noun.removed_at.is_(None))))


def _accounts(tx: Tx, requisites_id: UUID) -> list[BankAccount]:
    statement = sa.select(BankAccount).where(
        BankAccount.requisites_id == requisites_id, BankAccount.removed_at.is_(None)
    )
    return list(tx.session.scalars(statement))


def _place(address: Address) -> tuple[str, str, str]:
    return address.city.casefold(), address.street.casefold(), address.postcode
