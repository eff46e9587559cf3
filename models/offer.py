"""Commercial offers (КП) and the own firms that make them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from models.base import Part, Record
from models.fields import (
    day_field,
    decimal_field,
    flag_field,
    integer_field,
    link_field,
    long_text_field,
    moment_field,
    money_field,
    structure_field,
    text_field,
)
from resources.i18n import N_


class SellerEntity(Record):
    """An own firm that makes offers: particulars, pictures, VAT regime and numbering."""

    __tablename__ = "seller"

    name: Mapped[str] = text_field(N_("Name"), searchable=True)
    legal_name: Mapped[str] = text_field(N_("Legal name"))
    tagline: Mapped[str] = text_field(N_("Tagline"))
    form: Mapped[str] = text_field(N_("Legal form"), pick_list="legal_form")
    inn: Mapped[str] = text_field(N_("INN"))
    kpp: Mapped[str] = text_field(N_("KPP"))
    ogrn: Mapped[str] = text_field(N_("OGRN"))
    legal_address: Mapped[str] = text_field(N_("Legal address"))
    phone: Mapped[str] = text_field(N_("Phone"))
    email: Mapped[str] = text_field(N_("E-mail"))
    web: Mapped[str] = text_field(N_("Web"))
    director: Mapped[str] = text_field(N_("Director"))
    director_position: Mapped[str] = text_field(N_("Director's position"))
    accountant: Mapped[str] = text_field(N_("Chief accountant"))
    logo_hash: Mapped[str] = text_field(N_("Logo"))
    stamp_hash: Mapped[str] = text_field(N_("Stamp"))
    signature_hash: Mapped[str] = text_field(N_("Signature"))
    accent: Mapped[str] = text_field(N_("Colour"))
    vat_mode: Mapped[str] = text_field(N_("VAT mode"), pick_list="vat_mode")
    vat_reason: Mapped[str] = text_field(N_("Reason for no VAT"))
    currency: Mapped[str] = text_field(N_("Currency"))
    number_pattern: Mapped[str] = text_field(N_("Number pattern"))
    offer_days: Mapped[int] = integer_field(N_("Offer valid, days"), default=14)
    conditions: Mapped[Any] = structure_field(N_("Usual conditions"))
    is_default: Mapped[bool] = flag_field(N_("Default"))


class NumberCounter(Part):
    """How far the numbering of a seller has come in a year, within the range reserved for this laptop."""

    __tablename__ = "number_counter"

    seller_id: Mapped[UUID] = link_field(N_("Seller"), "seller", owner=True)
    scope: Mapped[str] = text_field(N_("Scope"))
    last: Mapped[int] = integer_field(N_("Last number"))
    reserved_from: Mapped[int] = integer_field(N_("Reserved from"))
    reserved_through: Mapped[int] = integer_field(N_("Reserved through"))


class Offer(Record):
    """A commercial offer. Once sent it is locked; a new version continues the chain.

    `status` is draft, sent, discussed, accepted, declined, expired or superseded.
    """

    __tablename__ = "offer"
    __table_args__ = (
        Index("ix_offer_status_valid_through", "status", "valid_through"),
        Index("ix_offer_sent_at", "sent_at", sqlite_where=text("sent_at IS NOT NULL")),
    )

    number: Mapped[str] = text_field(N_("Number"), "head", searchable=True)
    version: Mapped[int] = integer_field(N_("Version"), "head", default=1)
    previous_id: Mapped[UUID | None] = link_field(N_("Previous version"), "offer", "head")
    seller_id: Mapped[UUID | None] = link_field(N_("Seller"), "seller", "head")
    dated: Mapped[date | None] = day_field(N_("Date"), "head")
    valid_through: Mapped[date | None] = day_field(N_("Valid through"), "head")
    contact_id: Mapped[UUID | None] = link_field(N_("Addressee"), "contact", "who")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", "who")
    opportunity_id: Mapped[UUID | None] = link_field(N_("Opportunity"), "opportunity", "who")
    title: Mapped[str] = text_field(N_("Title"), "text", searchable=True)
    basis: Mapped[str] = text_field(N_("Basis"), "text", searchable=True)
    intro: Mapped[str] = long_text_field(N_("Introduction"), "text", searchable=True)
    closing: Mapped[str] = long_text_field(N_("Closing words"), "text")
    conditions: Mapped[Any] = structure_field(N_("Conditions"))
    participants: Mapped[Any] = structure_field(N_("Participants"))
    language: Mapped[str] = text_field(N_("Language"), "head", pick_list="language")
    currency: Mapped[str] = text_field(N_("Currency"), "money")
    vat_mode: Mapped[str] = text_field(N_("VAT mode"), "money", pick_list="vat_mode")
    vat_reason: Mapped[str] = text_field(N_("Reason for no VAT"), "money")
    rounding: Mapped[str] = text_field(N_("Rounding"), "money", pick_list="rounding")
    discount_percent: Mapped[Any] = decimal_field(N_("Discount, %"), "money")
    discount_sum: Mapped[Any] = money_field(N_("Discount"), "money")
    template: Mapped[str] = text_field(N_("Template"), "head")
    status: Mapped[str] = text_field(N_("Status"), "head", pick_list="offer_status", history=True)
    sent_at: Mapped[datetime | None] = moment_field(N_("Sent"), "head", editable=False)
    net: Mapped[Any] = money_field(N_("Net"), "money")
    vat: Mapped[Any] = money_field(N_("VAT"), "money")
    total: Mapped[Any] = money_field(N_("Total"), "money")


class OfferSection(Part):
    """A part of an offer with a heading and a subtotal."""

    __tablename__ = "offer_section"

    offer_id: Mapped[UUID] = link_field(N_("Offer"), "offer", owner=True)
    title: Mapped[str] = text_field(N_("Title"), searchable=True)
    position: Mapped[int] = integer_field(N_("Position"))


class OfferLine(Part):
    """A line of an offer: a product or free text. `role` is line, option or alternative."""

    __tablename__ = "offer_line"

    offer_id: Mapped[UUID] = link_field(N_("Offer"), "offer", owner=True)
    section_id: Mapped[UUID | None] = link_field(N_("Section"), "offer_section")
    product_id: Mapped[UUID | None] = link_field(N_("Product"), "product")
    position: Mapped[int] = integer_field(N_("Position"))
    name: Mapped[str] = text_field(N_("Name"), searchable=True)
    description: Mapped[str] = long_text_field(N_("Description"), searchable=True)
    picture_hash: Mapped[str] = text_field(N_("Picture"))
    quantity: Mapped[Any] = decimal_field(N_("Quantity"), places=6)
    unit: Mapped[str] = text_field(N_("Unit"))
    price: Mapped[Any] = money_field(N_("Price"))
    cost: Mapped[Any] = money_field(N_("Cost"))
    discount_percent: Mapped[Any] = decimal_field(N_("Discount, %"))
    discount_sum: Mapped[Any] = money_field(N_("Discount"))
    vat_rate: Mapped[Any] = decimal_field(N_("VAT, %"), places=2)
    role: Mapped[str] = text_field(N_("Role"))
