"""Own firms: requisites, pictures, VAT regime, numbering and bank accounts of those that make offers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.conditions import read_conditions
from app.records.editing import edit_fields, editable_fields
from app.records.sellers import accounts_of, usual_seller_id
from app.views.offers import BankAccountView, SellerCard, SellerId, SellerView
from models.company import BankAccount
from models.errors import NotFoundError, UserError
from models.nouns import TABLES
from models.offer import SellerEntity
from models.rules import requisites
from models.rules.currencies import currency_of
from models.rules.numbering import DEFAULT_PATTERN, parse_pattern
from models.rules.vat import VatMode
from resources.i18n import N_, _

_SELLER = TABLES["seller"]
_COLOUR_LENGTH = 7  # #rrggbb
_LONGEST_TERM = 3650  # days


@command(N_("Add seller"))
def add_seller(tx: Tx, edits: Mapping[str, object]) -> SellerId:
    """A new own firm; the first one becomes the default.

    Raises:
        UserError: it has no name, or a field cannot be read.
    """
    if not str(edits.get("name", "")).strip():
        raise UserError(_("A firm needs a name."), field="name")
    first = usual_seller_id(tx.connection) is None
    pattern = str(edits.get("number_pattern", "")) or DEFAULT_PATTERN
    seller = tx.add(SellerEntity(vat_mode=VatMode.INCLUDED, currency="RUB", number_pattern=pattern, is_default=first))
    _write(tx, seller, edits)
    return SellerId(seller.id)


@command(N_("Edit seller"))
def edit_seller(tx: Tx, seller_id: SellerId, edits: Mapping[str, object]) -> None:
    """Change fields of an own firm; `conditions` is a list of pairs (key or label, text)."""
    _write(tx, tx.get(SellerEntity, seller_id), edits)


@command(N_("Remove seller"))
def remove_seller(tx: Tx, seller_id: SellerId) -> None:
    """Put an own firm into the recycle bin; its offers stay, and where it was the usual one another one is."""
    seller = tx.get(SellerEntity, seller_id)
    seller.removed_at, was_usual = tx.now, seller.is_default
    seller.is_default, tx.subject = False, seller.name
    tx.flush()
    heir = usual_seller_id(tx.connection)
    if was_usual and heir is not None:
        tx.get(SellerEntity, heir).is_default = True


@command(N_("Add bank account"))
def add_bank_account(tx: Tx, seller_id: SellerId, edits: Mapping[str, object]) -> UUID:
    """Add a bank account to an own firm; the first one is the primary one."""
    seller = tx.get(SellerEntity, seller_id)
    primary = not accounts_of(tx.connection, seller_id)
    account = tx.add(BankAccount(seller_id=seller.id, currency=seller.currency, is_primary=primary))
    _write_account(tx, account, edits)
    tx.subject = seller.name
    return account.id


@command(N_("Edit bank account"))
def edit_bank_account(tx: Tx, account_id: UUID, edits: Mapping[str, object]) -> None:
    """Change a bank account."""
    account = tx.get(BankAccount, account_id)
    _write_account(tx, account, edits)
    tx.subject = account.account


@command(N_("Remove bank account"))
def remove_bank_account(tx: Tx, account_id: UUID) -> None:
    """Take a bank account off; another one becomes primary where this one was."""
    account = tx.get(BankAccount, account_id)
    account.removed_at, account.is_primary = tx.now, False
    tx.subject = account.account
    left = accounts_of(tx.connection, account.seller_id) if account.seller_id else ()
    if left and not any(row.is_primary for row in left):
        tx.get(BankAccount, left[0].id).is_primary = True


@query
def sellers(asking: Asking) -> tuple[SellerView, ...]:
    """Own firms, the default one first."""
    statement = sa.select(_SELLER).where(_SELLER.c.removed_at.is_(None))
    rows = asking.connection.execute(statement.order_by(_SELLER.c.is_default.desc(), _SELLER.c.rid))
    return tuple(_view(row) for row in rows)


@query
def default_seller(asking: Asking) -> SellerView | None:
    """The firm an offer is made by unless another is said; None while there is none."""
    seller_id = usual_seller_id(asking.connection)
    return _view(_row(asking, seller_id)) if seller_id else None


@query
def seller_card(asking: Asking, seller_id: SellerId) -> SellerCard:
    """An own firm with everything, and the doubts about its numbers."""
    row = _row(asking, seller_id)
    accounts = accounts_of(asking.connection, seller_id)
    return SellerCard(
        _view(row),
        tuple(
            (name, _(field.label), "" if (value := getattr(row, name)) is None else str(value))
            for name, field in editable_fields("seller").items()
        ),
        read_conditions(row.conditions),
        tuple(
            BankAccountView(
                each.id, each.account, each.bic, each.bank, each.correspondent_account, each.currency, each.is_primary
            )
            for each in accounts
        ),
        _hints(row, accounts),
    )


def _write(tx: Tx, seller: SellerEntity, edits: Mapping[str, object]) -> None:
    plain = dict(edits)
    if "conditions" in plain:
        seller.conditions = [list(pair) for pair in read_conditions(plain.pop("conditions"))]
    edit_fields(tx, SellerEntity, seller.id, plain)
    _check(seller)
    if plain.get("is_default") and seller.is_default:
        for other in tx.session.scalars(sa.select(SellerEntity).where(SellerEntity.id != seller.id)):
            other.is_default = False
    tx.flush()
    tx.subject = seller.name


def _check(seller: SellerEntity) -> None:
    if not seller.name.strip():
        raise UserError(_("A firm needs a name."), field="name")
    if seller.vat_mode not in {mode.value for mode in VatMode}:
        modes = ", ".join(VatMode)
        raise UserError(_("A VAT mode is one of: {modes}.").format(modes=modes), field="vat_mode")
    seller.currency = currency_of(seller.currency).code
    try:
        parse_pattern(seller.number_pattern)
    except UserError as error:
        raise UserError(str(error), field="number_pattern") from error
    if not 0 <= Decimal(seller.offer_days) <= _LONGEST_TERM:
        raise UserError(_("An offer is valid for 0 to {days} days.").format(days=_LONGEST_TERM), field="offer_days")
    if seller.accent and not _is_colour(seller.accent):
        raise UserError(_("A colour is written as #0f6b68."), field="accent")


def _is_colour(text: str) -> bool:
    digits = text[1:].lower()
    return len(text) == _COLOUR_LENGTH and text[0] == "#" and all(char in "0123456789abcdef" for char in digits)


def _write_account(tx: Tx, account: BankAccount, edits: Mapping[str, object]) -> None:
    plain = dict(edits)
    for name in ("account", "bic", "correspondent_account"):
        if name in plain:
            plain[name] = requisites.normal_requisite(str(plain[name]))
    edit_fields(tx, BankAccount, account.id, plain)
    if plain.get("is_primary") and account.is_primary:
        others = sa.select(BankAccount).where(
            BankAccount.seller_id == account.seller_id, BankAccount.id != account.id, BankAccount.is_primary
        )
        for other in tx.session.scalars(others):
            other.is_primary = False
    tx.flush()


def _row(asking: Asking, seller_id: UUID) -> Any:
    statement = sa.select(_SELLER).where(_SELLER.c.id == seller_id, _SELLER.c.removed_at.is_(None))
    row = asking.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This firm is no longer here."))
    return row


def _view(row: Any) -> SellerView:
    return SellerView(
        SellerId(row.id), row.name, row.legal_name, row.inn, row.vat_mode, row.currency, row.number_pattern,
        row.offer_days, row.is_default,
    )  # fmt: skip


def _hints(row: Any, accounts: tuple[Any, ...]) -> tuple[tuple[str, str], ...]:
    doubts = [requisites.check_inn(row.inn), requisites.check_kpp(row.kpp), requisites.check_ogrn(row.ogrn)]
    for account in accounts:
        doubts += [
            requisites.check_bik(account.bic),
            requisites.check_account(account.account, account.bic),
            requisites.check_correspondent(account.correspondent_account, account.bic),
        ]
    return tuple((doubt.field, doubt.message) for doubt in doubts if doubt)
