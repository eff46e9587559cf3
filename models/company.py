"""Firms and their requisites."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Link, Part, Record
from models.fields import flag_field, integer_field, kept_text, link_field, long_text_field, money_field, text_field
from resources.i18n import N_


class Company(Record):
    """A firm. It is made by typing its name on a contact's card."""

    __tablename__ = "company"

    name: Mapped[str] = text_field(N_("Name"), "name", searchable=True)
    full_name: Mapped[str] = text_field(N_("Name in full"), "name", searchable=True)
    industry: Mapped[str] = text_field(N_("Industry"), "business", searchable=True, pick_list="industry")
    region: Mapped[str] = text_field(N_("Region"), "business", searchable=True, pick_list="region")
    territory: Mapped[str] = text_field(N_("Territory"), "business", pick_list="territory")
    employees: Mapped[int] = integer_field(N_("Employees"), "business")
    revenue: Mapped[Any] = money_field(N_("Revenue"), "business")
    web: Mapped[str] = text_field(N_("Web"), "business", searchable=True)
    parent_id: Mapped[UUID | None] = link_field(N_("Parent company"), "company", "business")
    about: Mapped[str] = long_text_field(N_("About"), "about", searchable=True)
    foreign_uid: Mapped[str] = text_field(N_("Identity in other programs"), "exchange")
    merged_into: Mapped[str] = kept_text(N_("Merged into"))  # the id, in hexadecimal, of the firm this turned out to be


class CompanyStatus(Link):
    """A status of a company (customer, supplier …): one of several."""

    __tablename__ = "company_status"

    company_id: Mapped[UUID] = link_field(N_("Company"), "company", owner=True)
    status_id: Mapped[UUID] = link_field(N_("Status"), "pick_item")


class Requisites(Part):
    """One set of a firm's legal particulars; checked by checksum, never blocked by it.

    `form` is organisation, entrepreneur (ИП) or person.
    """

    __tablename__ = "requisites"

    company_id: Mapped[UUID] = link_field(N_("Company"), "company", owner=True)
    form: Mapped[str] = text_field(N_("Legal form"), pick_list="legal_form")
    legal_name: Mapped[str] = text_field(N_("Legal name"), searchable=True)
    inn: Mapped[str] = text_field(N_("INN"), searchable=True)
    kpp: Mapped[str] = text_field(N_("KPP"))
    ogrn: Mapped[str] = text_field(N_("OGRN"), searchable=True)
    okpo: Mapped[str] = text_field(N_("OKPO"))
    legal_address: Mapped[str] = text_field(N_("Legal address"))
    postal_address: Mapped[str] = text_field(N_("Postal address"))
    director: Mapped[str] = text_field(N_("Director"))
    director_position: Mapped[str] = text_field(N_("Director's position"))
    accountant: Mapped[str] = text_field(N_("Chief accountant"))
    is_primary: Mapped[bool] = flag_field(N_("Primary"))


class BankAccount(Part):
    """A bank account of a set of requisites or of an own firm."""

    __tablename__ = "bank_account"

    requisites_id: Mapped[UUID | None] = link_field(N_("Requisites"), "requisites", one_of_owners=True)
    seller_id: Mapped[UUID | None] = link_field(N_("Seller"), "seller", one_of_owners=True)
    account: Mapped[str] = text_field(N_("Account"))
    bic: Mapped[str] = text_field(N_("BIC"))
    bank: Mapped[str] = text_field(N_("Bank"))
    correspondent_account: Mapped[str] = text_field(N_("Correspondent account"))
    currency: Mapped[str] = text_field(N_("Currency"))
    is_primary: Mapped[bool] = flag_field(N_("Primary"))
