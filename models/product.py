"""What is sold, and for how much to whom."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Part, Record
from models.fields import (
    day_field,
    decimal_field,
    flag_field,
    integer_field,
    link_field,
    long_text_field,
    money_field,
    structure_field,
    text_field,
)
from resources.i18n import N_


class Product(Record):
    """A product or service. `sale` is one_off, recurring, licence, rent or commission."""

    __tablename__ = "product"

    code: Mapped[str] = text_field(N_("Code"), "what", searchable=True)
    name: Mapped[str] = text_field(N_("Name"), "what", searchable=True)
    description: Mapped[str] = long_text_field(N_("Description"), "what", searchable=True)
    category: Mapped[str] = text_field(N_("Category"), "what", searchable=True, pick_list="product_category")
    unit: Mapped[str] = text_field(N_("Unit"), "what", pick_list="unit")
    cost: Mapped[Any] = money_field(N_("Cost"), "money")
    price: Mapped[Any] = money_field(N_("Price"), "money", history=True)
    floor_price: Mapped[Any] = money_field(N_("Floor price"), "money")
    currency: Mapped[str] = text_field(N_("Currency"), "money")
    vat_rate: Mapped[Any] = decimal_field(N_("VAT, %"), "money", places=2)
    sale: Mapped[str] = text_field(N_("Way of sale"), "money", pick_list="sale")
    picture_hash: Mapped[str] = text_field(N_("Picture"), "what")
    minimum_order: Mapped[Any] = decimal_field(N_("Minimum order"), "terms", places=6)
    lead_time_days: Mapped[int] = integer_field(N_("Lead time, days"), "terms")
    analogues: Mapped[Any] = structure_field(N_("Analogues"))
    archived: Mapped[bool] = flag_field(N_("Archived"))


class PriceList(Record):
    """Prices for an audience, in a currency, for a period.

    `mechanism` is list, option, segment, volume or negotiated.
    """

    __tablename__ = "price_list"

    name: Mapped[str] = text_field(N_("Name"))
    audience: Mapped[str] = text_field(N_("Audience"))
    currency: Mapped[str] = text_field(N_("Currency"))
    mechanism: Mapped[str] = text_field(N_("Pricing"), pick_list="pricing")
    valid_from: Mapped[date | None] = day_field(N_("Valid from"))
    valid_through: Mapped[date | None] = day_field(N_("Valid through"))


class Price(Part):
    """The price of a product in a price list, from a quantity up, for a segment or an option."""

    __tablename__ = "price"

    price_list_id: Mapped[UUID] = link_field(N_("Price list"), "price_list", owner=True)
    product_id: Mapped[UUID] = link_field(N_("Product"), "product")
    amount: Mapped[Any] = money_field(N_("Price"))
    from_quantity: Mapped[Any] = decimal_field(N_("From quantity"), places=6)
    segment: Mapped[str] = text_field(N_("Segment"))
    option: Mapped[str] = text_field(N_("Option"))
