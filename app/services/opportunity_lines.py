"""The lines of a deal: what is to be sold in it, and the amount that follows them."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.records.deal_parts import line_rows, lines_sum
from app.records.editing import edit_fields
from app.records.me import my_day
from app.records.product_prices import price_found
from app.views.offers import OpportunityId, ProductId
from models.errors import UserError
from models.opportunity import Opportunity, OpportunityLine
from models.product import Product
from resources.i18n import N_, _

_HUNDRED = 100


@command(N_("Add deal line"))
def add_line(
    tx: Tx, opportunity_id: OpportunityId, *, product_id: ProductId | None = None,
    edits: Mapping[str, object] | None = None,
) -> UUID:  # fmt: skip
    """Add a product (at the price that holds today) or a free text at the end of a deal's lines.

    Raises:
        UserError: it has no name, or a number makes no sense.
    """
    deal = tx.get(Opportunity, opportunity_id)
    before = lines_sum(line_rows(tx.connection, deal.id))
    line = OpportunityLine(opportunity_id=deal.id, quantity=Decimal(1), position=_last_position(tx, deal.id) + 1)
    if product_id is not None:
        product = tx.get(Product, product_id)
        today = my_day(tx.connection, tx.now)
        price = price_found(
            tx.connection, product.id, product.minimum_order or Decimal(1), on=today, currency=deal.currency
        )
        line.product_id, line.name, line.cost = product.id, product.name, product.cost
        line.quantity = product.minimum_order or Decimal(1)
        line.price = price.amount if price is not None else None
    tx.add(line)
    edit_fields(tx, OpportunityLine, line.id, edits or {})
    _settle(tx, deal, line, before)
    return line.id


@command(N_("Edit deal line"))
def edit_line(tx: Tx, line_id: UUID, edits: Mapping[str, object]) -> None:
    """Change the name, quantity, price or discount of a line."""
    line = tx.get(OpportunityLine, line_id)
    deal = tx.get(Opportunity, line.opportunity_id)
    before = lines_sum(line_rows(tx.connection, deal.id))
    edit_fields(tx, OpportunityLine, line.id, edits)
    _settle(tx, deal, line, before)


@command(N_("Remove deal line"))
def remove_line(tx: Tx, line_id: UUID) -> None:
    """Take a line out of its deal."""
    line = tx.get(OpportunityLine, line_id)
    deal = tx.get(Opportunity, line.opportunity_id)
    before = lines_sum(line_rows(tx.connection, deal.id))
    line.removed_at = tx.now
    _follow(tx, deal, before)


@command(N_("Take the amount from the lines"))
def take_amount(tx: Tx, opportunity_id: OpportunityId) -> None:
    """Make the sum of the lines the amount of the deal."""
    deal = tx.get(Opportunity, opportunity_id)
    deal.amount = lines_sum(line_rows(tx.connection, deal.id))
    tx.subject = deal.name


def _settle(tx: Tx, deal: Opportunity, line: OpportunityLine, before: Decimal) -> None:
    tx.session.refresh(line)
    if not line.name.strip():
        raise UserError(_("A line needs a name."), field="name")
    for name in ("quantity", "price"):
        if (getattr(line, name) or 0) < 0:
            raise UserError(_("A number here cannot be negative."), field=name)
    if not 0 <= (line.discount_percent or 0) <= _HUNDRED:
        raise UserError(_("A discount lies between 0 and 100 %."), field="discount_percent")
    _follow(tx, deal, before)


def _follow(tx: Tx, deal: Opportunity, before: Decimal) -> None:
    """The amount follows the lines, unless the person named another one than they came to."""
    tx.subject = deal.name
    rows = line_rows(tx.connection, deal.id)
    if not deal.amount or deal.amount == before:
        deal.amount = lines_sum(rows)


def _last_position(tx: Tx, deal_id: UUID) -> int:
    statement = sa.select(sa.func.max(OpportunityLine.position)).where(OpportunityLine.opportunity_id == deal_id)
    return int(tx.connection.execute(statement).scalar() or 0)
