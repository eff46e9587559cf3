"""Own firms as rows: the usual one, and the account an offer is paid to."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from models.company import BankAccount
from models.errors import UserError
from models.nouns import TABLES
from models.offer import SellerEntity
from resources.i18n import _

_SELLER = TABLES["seller"]


def usual_seller_id(connection: sa.Connection) -> UUID | None:
    """The firm marked as default, else the first one; None where there is none."""
    statement = sa.select(_SELLER.c.id).where(_SELLER.c.removed_at.is_(None))
    found: UUID | None = connection.execute(statement.order_by(_SELLER.c.is_default.desc(), _SELLER.c.rid)).scalar()
    return found


def seller_for(tx: Tx, seller_id: UUID | None) -> SellerEntity:
    """The firm asked for, else the usual one.

    Raises:
        UserError: there is no firm yet.
    """
    chosen = seller_id or usual_seller_id(tx.connection)
    if chosen is None:
        raise UserError(_("Add your own firm first: an offer is made in its name."), field="seller")
    return tx.get(SellerEntity, chosen)


def accounts_of(connection: sa.Connection, seller_id: UUID) -> tuple[Any, ...]:
    """The bank accounts of an own firm, the primary one first."""
    table = TABLES["bank_account"]
    statement = (
        sa.select(table)
        .where(BankAccount.seller_id == seller_id, BankAccount.removed_at.is_(None))
        .order_by(table.c.is_primary.desc(), table.c.rid)
    )
    return tuple(connection.execute(statement))


def usual_currency(connection: sa.Connection) -> str:
    """The currency of the firm one sells for, roubles where there is none."""
    statement = sa.select(_SELLER.c.currency).where(_SELLER.c.id == usual_seller_id(connection))
    return str(connection.execute(statement).scalar() or "RUB")
