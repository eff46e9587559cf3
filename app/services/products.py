"""The catalogue: products and services, price lists, and what a product costs whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.editing import edit_fields
from app.records.me import my_day
from app.records.product_prices import FoundPrice, price_found
from app.records.sellers import usual_currency
from app.views.offers import (
    PriceListId,
    PriceListView,
    PriceView,
    ProductCard,
    ProductId,
    ProductPage,
    ProductRow,
)
from models.errors import NotFoundError, UserError
from models.nouns import TABLES
from models.product import Price, PriceList, Product
from models.rules.currencies import currency_of
from models.rules.search_query import fts_match, readings
from models.store.text_index import matching
from resources.i18n import N_, _

_PRODUCT = TABLES["product"]
_PRICE = TABLES["price"]
_LIST = TABLES["price_list"]
_LARGEST_MATCH = 5_000  # products a text finds
_RATE_LIMIT = 100  # per cent


@command(N_("Add product"))
def add_product(tx: Tx, edits: Mapping[str, object]) -> ProductId:
    """A new product or service; `analogues` is a list of products.

    Raises:
        UserError: it has no name, its code is taken, or a field cannot be read.
    """
    product = tx.add(Product(currency=usual_currency(tx.connection), sale="one_off"))
    _write(tx, product, edits)
    return ProductId(product.id)


@command(N_("Edit product"))
def edit_product(tx: Tx, product_id: ProductId, edits: Mapping[str, object]) -> None:
    """Change fields of a product; offers made before keep their own names and prices."""
    _write(tx, tx.get(Product, product_id), edits)


@command(N_("Archive product"))
def archive_product(tx: Tx, product_id: ProductId, *, archived: bool = True) -> None:
    """Take a product out of the catalogue, or put it back; what refers to it stays."""
    product = tx.get(Product, product_id)
    product.archived = archived
    tx.subject = product.name


@command(N_("Remove product"))
def remove_product(tx: Tx, product_id: ProductId) -> None:
    """Put a product into the recycle bin."""
    product = tx.get(Product, product_id)
    product.removed_at = tx.now
    tx.subject = product.name


@command(N_("Restore product"))
def restore_product(tx: Tx, product_id: ProductId) -> None:
    """Take a product out of the recycle bin.

    Raises:
        NotFoundError: it is not there either.
        UserError: its code belongs to another product by now.
    """
    product = tx.session.scalars(sa.select(Product).where(Product.id == product_id)).one_or_none()
    if product is None:
        raise NotFoundError(_("This product is no longer here."))
    product.removed_at = None
    tx.subject = product.name
    if product.code:
        _refuse_taken(tx, product)


@command(N_("Add price list"))
def add_price_list(tx: Tx, edits: Mapping[str, object]) -> PriceListId:
    """A new price list."""
    made = tx.add(PriceList(currency=usual_currency(tx.connection), mechanism="list"))
    _write_list(tx, made, edits)
    return PriceListId(made.id)


@command(N_("Edit price list"))
def edit_price_list(tx: Tx, price_list_id: PriceListId, edits: Mapping[str, object]) -> None:
    """Change a price list: name, audience, currency, period."""
    _write_list(tx, tx.get(PriceList, price_list_id), edits)


@command(N_("Remove price list"))
def remove_price_list(tx: Tx, price_list_id: PriceListId) -> None:
    """Put a price list into the recycle bin; its prices hold no longer."""
    found = tx.get(PriceList, price_list_id)
    found.removed_at = tx.now
    tx.subject = found.name


@command(N_("Set price"))
def set_price(
    tx: Tx, price_list_id: PriceListId, product_id: ProductId, amount: Decimal, *,
    from_quantity: Decimal = Decimal(0), segment: str = "", option: str = "",
) -> UUID:  # fmt: skip
    """The price of a product in a list from a quantity up, for a segment or an option; one of that kind is replaced."""
    product = tx.get(Product, product_id)
    tx.get(PriceList, price_list_id)
    if amount < 0:
        raise UserError(_("A number here cannot be negative."), field="amount")
    statement = sa.select(Price).where(
        Price.price_list_id == price_list_id, Price.product_id == product_id, Price.removed_at.is_(None)
    )
    tx.subject = product.name
    for price in tx.session.scalars(statement):
        same = price.segment == segment.strip() and price.option == option.strip()
        if same and (price.from_quantity or 0) == from_quantity:
            price.amount = amount
            return price.id
    price = Price(
        price_list_id=price_list_id, product_id=product_id, amount=amount, from_quantity=from_quantity,
        segment=segment.strip(), option=option.strip(),
    )  # fmt: skip
    return tx.add(price).id


@command(N_("Remove price"))
def remove_price(tx: Tx, price_id: UUID) -> None:
    """Take a price off its list."""
    price = tx.get(Price, price_id)
    price.removed_at = tx.now
    tx.subject = tx.get(Product, price.product_id).name


@query
def products(
    asking: Asking, *, text: str = "", category: str = "", archived: bool = False, offset: int = 0, limit: int = 50
) -> ProductPage:
    """A window of the catalogue by name: all, a category, or what a text finds; the archived ones only when asked.

    A category holds those below it too: "Machines" has "Machines/Lathes".
    """
    conditions: list[sa.ColumnElement[bool]] = [_PRODUCT.c.removed_at.is_(None)]
    if not archived:
        conditions.append(_PRODUCT.c.archived.is_(False))
    if category:
        conditions.append(_in_category(category))
    if text.strip():
        conditions.append(_PRODUCT.c.rid.in_(_matching(asking, text)))
    total = asking.connection.execute(sa.select(sa.func.count()).select_from(_PRODUCT).where(*conditions)).scalar_one()
    statement = sa.select(_PRODUCT).where(*conditions).order_by(sa.func.search_text(_PRODUCT.c.name), _PRODUCT.c.rid)
    rows = asking.connection.execute(statement.offset(offset).limit(limit))
    return ProductPage(tuple(_row(row) for row in rows), offset, total)


@query
def product_position(asking: Asking, product_id: ProductId) -> tuple[int, bool] | None:
    """The place of a product by name, from 0, and whether it is archived; None where it is not here.

    The place of one in the catalogue is among those in the catalogue, of an archived one among all.
    """
    alive = sa.select(_PRODUCT).where(_PRODUCT.c.id == product_id, _PRODUCT.c.removed_at.is_(None))
    row = asking.connection.execute(alive).one_or_none()
    if row is None:
        return None
    key = sa.func.search_text(_PRODUCT.c.name)
    own = sa.func.search_text(sa.literal(row.name))
    before = sa.select(sa.func.count()).where(
        _PRODUCT.c.removed_at.is_(None), (key < own) | ((key == own) & (_PRODUCT.c.rid < row.rid))
    )
    if not row.archived:
        before = before.where(_PRODUCT.c.archived.is_(False))
    return int(asking.connection.execute(before).scalar_one()), bool(row.archived)


@query
def product_card(asking: Asking, product_id: ProductId) -> ProductCard:
    """A product with everything and its prices in all lists.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    statement = sa.select(_PRODUCT).where(_PRODUCT.c.id == product_id, _PRODUCT.c.removed_at.is_(None))
    row = asking.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This product is no longer here."))
    analogues = [UUID(text) for text in row.analogues or ()]
    others = sa.select(_PRODUCT).where(_PRODUCT.c.id.in_(analogues), _PRODUCT.c.removed_at.is_(None))
    return ProductCard(
        _row(row), row.description, row.cost, row.floor_price, row.sale, row.minimum_order, row.lead_time_days,
        row.picture_hash,
        tuple(_row(other) for other in asking.connection.execute(others.order_by(_PRODUCT.c.rid))),
        _prices(asking, Price.product_id == product_id),
        _offers_with(asking, product_id),
    )  # fmt: skip


@query
def product_by_code(asking: Asking, code: str) -> ProductRow | None:
    """The product of that code; None where there is none."""
    statement = sa.select(_PRODUCT).where(_PRODUCT.c.code == code.strip(), _PRODUCT.c.removed_at.is_(None)).limit(1)
    row = asking.connection.execute(statement).one_or_none()
    return _row(row) if row is not None and code.strip() else None


@query
def price_of(
    asking: Asking, product_id: ProductId, quantity: Decimal = Decimal(1), *, segment: str = "", option: str = "",
    currency: str = "", on: date | None = None, price_list_id: PriceListId | None = None,
) -> FoundPrice | None:  # fmt: skip
    """What a product costs on a day at a quantity, for a segment; None where no price fits."""
    day = on or my_day(asking.connection, asking.now)
    return price_found(
        asking.connection, product_id, quantity, on=day, currency=currency, segment=segment, option=option,
        price_list_id=price_list_id,
    )  # fmt: skip


@query
def price_lists(asking: Asking) -> tuple[PriceListView, ...]:
    """The price lists by name, with how many prices each holds."""
    count = (
        sa.select(sa.func.count())
        .where(_PRICE.c.price_list_id == _LIST.c.id, _PRICE.c.removed_at.is_(None))
        .scalar_subquery()
    )
    statement = sa.select(_LIST, count.label("prices")).where(_LIST.c.removed_at.is_(None))
    rows = asking.connection.execute(statement.order_by(sa.func.search_text(_LIST.c.name), _LIST.c.rid))
    return tuple(
        PriceListView(
            PriceListId(row.id), row.name, row.audience, row.currency, row.mechanism, row.valid_from,
            row.valid_through, row.prices,
        )
        for row in rows
    )  # fmt: skip


@query
def categories(asking: Asking) -> tuple[tuple[str, int], ...]:
    """The categories of the catalogue and how many products each holds."""
    statement = (
        sa.select(_PRODUCT.c.category, sa.func.count())
        .where(_PRODUCT.c.removed_at.is_(None), _PRODUCT.c.archived.is_(False), _PRODUCT.c.category != "")
        .group_by(_PRODUCT.c.category)
        .order_by(sa.func.search_text(_PRODUCT.c.category))
    )
    return tuple((name, number) for name, number in asking.connection.execute(statement))


def _write(tx: Tx, product: Product, edits: Mapping[str, object]) -> None:
    plain = dict(edits)
    if "analogues" in plain:
        listed = plain.pop("analogues") or ()
        assert isinstance(listed, Sequence)
        product.analogues = [str(tx.get(Product, UUID(str(each))).id) for each in listed]
    edit_fields(tx, Product, product.id, plain)
    tx.subject = product.name
    if not product.name.strip():
        raise UserError(_("A product needs a name."), field="name")
    product.currency = currency_of(product.currency).code
    for name in ("price", "cost", "floor_price", "minimum_order"):
        if (getattr(product, name) or 0) < 0:
            raise UserError(_("A number here cannot be negative."), field=name)
    if product.vat_rate is not None and not 0 <= product.vat_rate < _RATE_LIMIT:
        raise UserError(_("“{text}” is not a VAT rate.").format(text=product.vat_rate), field="vat_rate")
    if "code" in plain and product.code:
        _refuse_taken(tx, product)
    tx.flush()


def _refuse_taken(tx: Tx, product: Product) -> None:
    taken = sa.select(Product.name).where(
        Product.code == product.code, Product.id != product.id, Product.removed_at.is_(None)
    )
    if (other := tx.connection.execute(taken.limit(1)).scalar()) is not None:
        sentence = _("The code {code} belongs to “{product}”.").format(code=product.code, product=other)
        raise UserError(sentence, field="code")


def _write_list(tx: Tx, price_list: PriceList, edits: Mapping[str, object]) -> None:
    edit_fields(tx, PriceList, price_list.id, edits)
    tx.subject = price_list.name
    if not price_list.name.strip():
        raise UserError(_("A price list needs a name."), field="name")
    price_list.currency = currency_of(price_list.currency).code
    first, last = price_list.valid_from, price_list.valid_through
    if first and last and last < first:
        raise UserError(_("The price list would end before it begins."), field="valid_through")
    tx.flush()


def _in_category(category: str) -> sa.ColumnElement[bool]:
    below = f"{category}/"
    return (_PRODUCT.c.category == category) | (sa.func.substr(_PRODUCT.c.category, 1, len(below)) == below)


def _offers_with(asking: Asking, product_id: UUID) -> int:
    offer, line = TABLES["offer"], TABLES["offer_line"]
    statement = (
        sa.select(sa.func.count(sa.distinct(line.c.offer_id)))
        .join(offer, offer.c.id == line.c.offer_id)
        .where(line.c.product_id == product_id, line.c.removed_at.is_(None), offer.c.removed_at.is_(None))
    )
    return int(asking.connection.execute(statement).scalar_one())


def _matching(asking: Asking, text: str) -> list[int]:
    for reading in readings(text):
        if reading.kind != "digits":
            found = matching(asking.raw, "product", fts_match(reading), _LARGEST_MATCH)
            if found:
                return found
    return []


def _row(row: Any) -> ProductRow:
    return ProductRow(
        ProductId(row.id), row.code, row.name, row.category, row.unit, row.price, row.currency, row.vat_rate,
        row.archived,
    )  # fmt: skip


def _prices(asking: Asking, condition: sa.ColumnElement[bool]) -> tuple[PriceView, ...]:
    statement = (
        sa.select(_PRICE, _LIST.c.name.label("list_name"), _LIST.c.currency)
        .join(_LIST, _LIST.c.id == _PRICE.c.price_list_id)
        .where(condition, _PRICE.c.removed_at.is_(None), _LIST.c.removed_at.is_(None))
        .order_by(sa.func.search_text(_LIST.c.name), _PRICE.c.segment, _PRICE.c.option, _PRICE.c.from_quantity)
    )
    return tuple(
        PriceView(
            row.id, row.list_name, row.amount or Decimal(0), row.currency, row.from_quantity or Decimal(0),
            row.segment, row.option, PriceListId(row.price_list_id),
        )
        for row in asking.connection.execute(statement)
    )  # fmt: skip
