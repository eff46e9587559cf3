"""What a product costs whom: the price lists of the day, the quantity, the segment, else the product's own price."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from models.nouns import TABLES
from models.product import Price, PriceList, Product

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class FoundPrice:
    """A price and where it comes from; `price_list` is "" for the product's own."""

    amount: Decimal
    currency: str
    price_list: str = ""
    from_quantity: Decimal | None = None
    segment: str = ""
    option: str = ""


def price_found(
    connection: sa.Connection, product_id: UUID, quantity: Decimal = _ONE, *, on: date, currency: str = "",
    segment: str = "", option: str = "", price_list_id: UUID | None = None,
) -> FoundPrice | None:  # fmt: skip
    """The price that fits best, None where none does.

    A price for the segment and the option asked for beats a general one, then the highest quantity step reached, then
    the lower amount. A price in another currency than the one asked for is none.
    """
    listed = _listed(connection, product_id, on, price_list_id)
    found = best(listed, quantity, currency=currency, segment=segment, option=option)
    if found is not None:
        return found
    own = connection.execute(
        sa.select(Product.price, Product.currency).where(Product.id == product_id, Product.removed_at.is_(None))
    ).one_or_none()
    if own is None or own.price is None or not _agree(currency, own.currency):
        return None
    return FoundPrice(own.price, own.currency or currency)


def best(
    listed: Sequence[FoundPrice], quantity: Decimal, *, currency: str = "", segment: str = "", option: str = ""
) -> FoundPrice | None:
    """The price of a list that fits best, None where none fits."""
    fitting = [
        price
        for price in listed
        if (price.from_quantity or 0) <= quantity
        and price.segment.casefold() in {"", segment.casefold()}
        and price.option.casefold() in {"", option.casefold()}
        and _agree(currency, price.currency)
    ]
    return max(fitting, key=_fitness, default=None)


def _listed(connection: sa.Connection, product_id: UUID, on: date, price_list_id: UUID | None) -> Sequence[FoundPrice]:
    lists = TABLES["price_list"]
    statement = (
        sa.select(Price.amount, Price.from_quantity, Price.segment, Price.option, PriceList.name, PriceList.currency)
        .join(PriceList, PriceList.id == Price.price_list_id)
        .where(
            Price.product_id == product_id, Price.removed_at.is_(None), Price.amount.is_not(None),
            PriceList.removed_at.is_(None),
            sa.or_(lists.c.valid_from.is_(None), lists.c.valid_from <= on),
            sa.or_(lists.c.valid_through.is_(None), lists.c.valid_through >= on),
        )
    )  # fmt: skip
    if price_list_id is not None:
        statement = statement.where(PriceList.id == price_list_id)
    return [
        FoundPrice(row.amount, row.currency, row.name, row.from_quantity, row.segment, row.option)
        for row in connection.execute(statement)
    ]


def _agree(asked: str, present: str) -> bool:
    return not asked or not present or asked == present


def _fitness(price: FoundPrice) -> tuple[int, Decimal, Decimal]:
    exact = bool(price.segment) + bool(price.option)
    return exact, price.from_quantity or Decimal(0), -price.amount
