"""What hangs on one deal: its lines and the people who buy."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking
from app.records.names import shown_name
from app.records.pick_lists import labels
from app.views.contacts import ContactId
from app.views.deals import BuyerView, Choice, DealLineView
from app.views.offers import ProductId
from models.nouns import TABLES
from models.rules.money import quantize

_LINE = TABLES["opportunity_line"]
_BUYER = TABLES["opportunity_contact"]
_PRODUCT = TABLES["product"]
_CONTACT = TABLES["contact"]
_HUNDRED = 100


def line_rows(connection: sa.Connection, deal_id: UUID) -> Sequence[Any]:
    """The lines of a deal in their order, with what their products say."""
    statement = (
        sa.select(_LINE, _PRODUCT.c.unit, _PRODUCT.c.floor_price, _PRODUCT.c.currency)
        .outerjoin(_PRODUCT, _PRODUCT.c.id == _LINE.c.product_id)
        .where(_LINE.c.opportunity_id == deal_id, _LINE.c.removed_at.is_(None))
        .order_by(_LINE.c.position, _LINE.c.rid)
    )
    return connection.execute(statement).all()


def line_sum(row: Any) -> Decimal:
    """What a line comes to: quantity by price, less its discount."""
    full = (row.quantity or Decimal(0)) * (row.price or Decimal(0))
    return quantize(full * (_HUNDRED - (row.discount_percent or Decimal(0))) / _HUNDRED)


def lines_sum(rows: Sequence[Any]) -> Decimal:
    """What the lines come to together."""
    return sum((line_sum(row) for row in rows), Decimal(0))


def deal_line(row: Any, currency: str) -> DealLineView:
    """A line as it is shown in a deal of that currency."""
    price, discount = row.price or Decimal(0), row.discount_percent or Decimal(0)
    asked = price * (_HUNDRED - discount) / _HUNDRED
    guarded = row.floor_price is not None and row.currency == currency
    return DealLineView(
        row.id, ProductId(row.product_id) if row.product_id else None, row.name, row.unit or "",
        row.quantity or Decimal(0), price, discount, line_sum(row), bool(guarded and asked < row.floor_price),
    )  # fmt: skip


def buyers(asking: Asking, deal_id: UUID) -> tuple[BuyerView, ...]:
    """The people of a deal, those who were named first at the top."""
    words = labels(asking.connection, "buying_role")
    statement = (
        sa.select(_BUYER.c.role, _BUYER.c.attitude, _CONTACT)
        .join(_CONTACT, _CONTACT.c.id == _BUYER.c.contact_id)
        .where(_BUYER.c.opportunity_id == deal_id, _BUYER.c.removed_at.is_(None), _CONTACT.c.removed_at.is_(None))
        .order_by(_BUYER.c.rid)
    )
    return tuple(
        BuyerView(
            ContactId(row.id), shown_name(row), row.job_title, row.role, words.get(row.role, row.role), row.attitude
        )
        for row in asking.connection.execute(statement)
    )


def choices(connection: sa.Connection, list_key: str) -> tuple[Choice, ...]:
    """The values of a pick list in their order."""
    return tuple(Choice(key, label) for key, label in labels(connection, list_key).items())
