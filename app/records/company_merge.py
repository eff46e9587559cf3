"""Two companies made one: everything that points to the second points to the first, which fills its gaps from it."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.merging import Membership, drop_doubles, fill_gaps, join_memberships, move_over, parts_of, put_away
from models.company import BankAccount, Company, Requisites
from models.ids import joined_id

_MEMBERSHIPS: tuple[Membership, ...] = (
    ("company_status", "status_id", joined_id),
    ("company_tag", "tag_id", joined_id),
    ("group_member", "group_id", lambda company, group: joined_id(group, company)),
)


def merge_into(tx: Tx, kept: Company, other: Company) -> None:
    """Move everything of one company to another and put it into the recycle bin."""
    fill_gaps(kept, other)
    if other.name != kept.name and not kept.full_name:
        kept.full_name = other.full_name
    drop_doubles(tx, kept, other)
    _join_requisites(tx, parts_of(tx, Requisites, kept), parts_of(tx, Requisites, other))
    join_memberships(tx, kept, other, _MEMBERSHIPS)
    if kept.parent_id == other.id:
        kept.parent_id = other.parent_id if other.parent_id != kept.id else None
    other.parent_id = None
    move_over(tx, kept, other)
    _stay_below_others(tx, kept)
    put_away(tx, kept, other)


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


def _stay_below_others(tx: Tx, kept: Company) -> None:
    """A company that became its own parent's parent has none."""
    above, seen = kept.parent_id, {kept.id}
    while above is not None and above not in seen:
        seen.add(above)
        above = tx.connection.execute(sa.select(Company.parent_id).where(Company.id == above)).scalar()
    if above == kept.id:
        kept.parent_id = None


def _accounts(tx: Tx, requisites_id: UUID) -> list[BankAccount]:
    statement = sa.select(BankAccount).where(
        BankAccount.requisites_id == requisites_id, BankAccount.removed_at.is_(None)
    )
    return list(tx.session.scalars(statement))
