"""Changes to companies: add, edit, merge, remove, restore; how they are reached, their requisites and accounts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.records import reach, requisites
from app.records.company_merge import merge_into
from app.records.editing import listed, read_all
from app.records.statuses import set_company_statuses
from app.records.tags import set_company_tags
from app.views.companies import RequisiteHint
from app.views.contacts import CompanyId
from models.company import BankAccount, Company, Requisites
from models.errors import NotFoundError, UserError
from resources.i18n import N_, _

_REACH = ("phone", "email")  # kinds of channels that a company's edits may name


@command(N_("Add company"))
def add_company(tx: Tx, edits: Mapping[str, object], channels: Sequence[tuple[str, str, str]] = ()) -> CompanyId:
    """A new company from its first fields and channels (kind, type, value).

    Raises:
        UserError: it has no name, or a field cannot be read.
    """
    if not str(edits.get("name") or "").strip():
        raise UserError(_("A company needs a name."), field="name")
    company_id = CompanyId(tx.add(Company()).id)
    _write(tx, company_id, edits)
    for kind, channel_type, value in channels:
        reach.add_channels(tx, _owner(company_id), kind, channel_type, value)
    return company_id


@command(N_("Edit company"))
def edit_company(tx: Tx, company_id: CompanyId, edits: Mapping[str, object]) -> None:
    """Change fields of a company.

    `status` and `tags` are lists divided by commas, `parent_id` is a company's id or None, `phone` and `email` mean the
    primary one.
    """
    _write(tx, company_id, edits)


@command(N_("Remove company"))
def remove_company(tx: Tx, company_id: CompanyId) -> None:
    """Put a company into the recycle bin; its people stay."""
    company = tx.get(Company, company_id)
    company.removed_at = tx.now
    tx.subject = company.name


@command(N_("Restore company"))
def restore_company(tx: Tx, company_id: CompanyId) -> None:
    """Take a company out of the recycle bin."""
    company = tx.session.scalars(sa.select(Company).where(Company.id == company_id)).one_or_none()
    if company is None:
        raise NotFoundError(_("This company is no longer here."))
    company.removed_at = None
    tx.subject = company.name


@command(N_("Merge companies"))
def merge_companies(tx: Tx, kept_id: CompanyId, other_id: CompanyId, edits: Mapping[str, object] | None = None) -> None:
    """Make two companies one: people, history, deals and offers of the other are the kept one's from now on.

    Empty fields are filled from the other; `edits` say what is chosen where both say something.

    Raises:
        UserError: it is one and the same company.
    """
    if kept_id == other_id:
        raise UserError(_("A company cannot be merged with itself."))
    kept, other = tx.get(Company, kept_id), tx.get(Company, other_id)
    name = other.name
    merge_into(tx, kept, other)
    if edits:
        _write(tx, kept_id, edits)
    tx.subject = _("{other} into {kept}").format(other=name, kept=_name(tx, kept_id))


@command(N_("Add channel"))
def add_channel(tx: Tx, company_id: CompanyId, kind: str, channel_type: str, value: str) -> UUID:
    """Add a phone, e-mail, page or messenger; a cell with several phones becomes several channels."""
    tx.subject = tx.get(Company, company_id).name
    return reach.add_channels(tx, _owner(company_id), kind, channel_type, value)


@command(N_("Edit channel"))
def edit_channel(tx: Tx, channel_id: UUID, edits: Mapping[str, object]) -> None:
    """Change a channel; its normal form follows its value. An emptied channel is removed."""
    tx.subject = reach.owner_name(tx, reach.change_channel(tx, channel_id, edits))


@command(N_("Remove channel"))
def remove_channel(tx: Tx, channel_id: UUID) -> None:
    """Take a channel off its card; another one of its kind becomes the primary one where this one was."""
    tx.subject = reach.owner_name(tx, reach.drop_channel(tx, channel_id))


@command(N_("Add address"))
def add_address(tx: Tx, company_id: CompanyId, address_type: str, edits: Mapping[str, object]) -> UUID:
    """Add a postal address to a company."""
    tx.subject = tx.get(Company, company_id).name
    return reach.add_address(tx, _owner(company_id), address_type, edits)


@command(N_("Edit address"))
def edit_address(tx: Tx, address_id: UUID, edits: Mapping[str, object]) -> None:
    """Change an address; an emptied one is removed."""
    tx.subject = reach.owner_name(tx, reach.change_address(tx, address_id, edits))


@command(N_("Remove address"))
def remove_address(tx: Tx, address_id: UUID) -> None:
    """Take an address off its card."""
    tx.subject = reach.owner_name(tx, reach.drop_address(tx, address_id))


@command(N_("Add requisites"))
def add_requisites(tx: Tx, company_id: CompanyId, edits: Mapping[str, object]) -> UUID:
    """Add a set of legal particulars; the first one is the primary one. A doubtful number is kept as it was typed."""
    company = tx.get(Company, company_id)
    primary = not requisites.set_rows(tx.connection, company_id)
    row = tx.add(Requisites(company_id=company_id, form="organisation", is_primary=primary))
    requisites.write_numbers(tx, Requisites, row.id, edits)
    _one_primary_set(tx, row.id, edits)
    tx.subject = company.name
    return row.id


@command(N_("Edit requisites"))
def edit_requisites(tx: Tx, requisites_id: UUID, edits: Mapping[str, object]) -> None:
    """Change a set of legal particulars."""
    requisites.write_numbers(tx, Requisites, requisites_id, edits)
    _one_primary_set(tx, requisites_id, edits)
    tx.subject = _name(tx, tx.get(Requisites, requisites_id).company_id)


@command(N_("Remove requisites"))
def remove_requisites(tx: Tx, requisites_id: UUID) -> None:
    """Take a set off, its accounts with it; another one becomes primary where this one was."""
    row = tx.get(Requisites, requisites_id)
    row.removed_at, row.is_primary = tx.now, False
    for account in requisites.account_rows(tx.connection, requisites_id):
        tx.get(BankAccount, account.id).removed_at = tx.now
    left = requisites.set_rows(tx.connection, row.company_id)
    if left and not any(each.is_primary for each in left):
        tx.get(Requisites, left[0].id).is_primary = True
    tx.subject = _name(tx, row.company_id)


@command(N_("Add bank account"))
def add_bank_account(tx: Tx, requisites_id: UUID, edits: Mapping[str, object]) -> UUID:
    """Add an account to a set of requisites; the first one is the primary one."""
    row = tx.get(Requisites, requisites_id)
    primary = not requisites.account_rows(tx.connection, requisites_id)
    account = tx.add(BankAccount(requisites_id=requisites_id, is_primary=primary))
    requisites.write_numbers(tx, BankAccount, account.id, edits)
    _one_primary_account(tx, account.id, edits)
    tx.subject = _name(tx, row.company_id)
    return account.id


@command(N_("Edit bank account"))
def edit_bank_account(tx: Tx, account_id: UUID, edits: Mapping[str, object]) -> None:
    """Change an account of a company."""
    requisites.write_numbers(tx, BankAccount, account_id, edits)
    _one_primary_account(tx, account_id, edits)
    tx.subject = tx.get(BankAccount, account_id).account


@command(N_("Remove bank account"))
def remove_bank_account(tx: Tx, account_id: UUID) -> None:
    """Take an account off; another one becomes primary where this one was."""
    account = tx.get(BankAccount, account_id)
    account.removed_at, account.is_primary = tx.now, False
    tx.subject = account.account
    left = requisites.account_rows(tx.connection, account.requisites_id) if account.requisites_id else []
    if left and not any(each.is_primary for each in left):
        tx.get(BankAccount, left[0].id).is_primary = True


def requisite_hints(fields: Mapping[str, object]) -> tuple[RequisiteHint, ...]:
    """The doubts about requisites and accounts while they are typed: a field's name and a sentence; nothing is barred."""
    return requisites.hints_of(fields)


def _write(tx: Tx, company_id: CompanyId, edits: Mapping[str, object]) -> None:
    plain = dict(edits)
    statuses, tags = plain.pop("status", None), plain.pop("tags", None)
    primary = {kind: str(plain.pop(kind)) for kind in _REACH if kind in plain}
    has_parent, parent = "parent_id" in plain, plain.pop("parent_id", None)
    values = read_all(tx, "company", plain)
    if "name" in values and not str(values["name"]).strip():
        raise UserError(_("A company needs a name."), field="name")
    if has_parent:
        values["parent_id"] = _parent(tx, company_id, parent)
    tx.update(Company, company_id, values)
    if statuses is not None:
        set_company_statuses(tx, company_id, listed(statuses))
    if tags is not None:
        set_company_tags(tx, company_id, listed(tags))
    for kind, value in primary.items():
        reach.set_primary(tx, _owner(company_id), kind, value)
    tx.subject = _name(tx, company_id)


def _parent(tx: Tx, company_id: CompanyId, parent: object) -> UUID | None:
    """A company stands below another one, never below itself."""
    if not parent:
        return None
    chosen = parent if isinstance(parent, UUID) else UUID(str(parent))
    above: UUID | None = tx.get(Company, chosen).id
    seen: set[UUID] = set()
    while above is not None and above not in seen:
        if above == company_id:
            raise UserError(_("A company cannot be a part of itself."), field="parent_id")
        seen.add(above)
        above = tx.connection.execute(sa.select(Company.parent_id).where(Company.id == above)).scalar()
    return chosen


def _one_primary_set(tx: Tx, requisites_id: UUID, edits: Mapping[str, object]) -> None:
    row = tx.get(Requisites, requisites_id)
    if edits.get("is_primary") and row.is_primary:
        for each in requisites.set_rows(tx.connection, row.company_id):
            if each.id != requisites_id:
                tx.get(Requisites, each.id).is_primary = False


def _one_primary_account(tx: Tx, account_id: UUID, edits: Mapping[str, object]) -> None:
    row = tx.get(BankAccount, account_id)
    if edits.get("is_primary") and row.is_primary and row.requisites_id:
        for each in requisites.account_rows(tx.connection, row.requisites_id):
            if each.id != account_id:
                tx.get(BankAccount, each.id).is_primary = False


def _owner(company_id: CompanyId) -> reach.Owner:
    return reach.Owner("company_id", company_id)


def _name(tx: Tx, company_id: UUID) -> str:
    return reach.owner_name(tx, reach.Owner("company_id", company_id))
