"""Ways to reach somebody: typed phones, e-mails, pages, messengers, and postal addresses."""

from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from models.base import Part
from models.fields import flag_field, kept_text, link_field, text_field
from resources.i18n import N_


class Channel(Part):
    """A phone, e-mail, page or messenger of a contact or a company, as typed and as the program reads it."""

    __tablename__ = "channel"
    __table_args__ = (Index("ix_channel_normal", "normal", sqlite_where=text("normal <> ''")),)

    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact", one_of_owners=True)
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", one_of_owners=True)
    kind: Mapped[str] = text_field(N_("Kind"))
    type: Mapped[str] = text_field(N_("Type"), pick_list="channel_type")
    label: Mapped[str] = text_field(N_("Label"))
    service: Mapped[str] = text_field(N_("Service"))
    value: Mapped[str] = text_field(N_("Value"), searchable=True)
    normal: Mapped[str] = kept_text(N_("Normalised value"))
    extension: Mapped[str] = text_field(N_("Extension"))
    is_primary: Mapped[bool] = flag_field(N_("Primary"))


class Address(Part):
    """A postal address of a contact or a company."""

    __tablename__ = "address"
    __table_args__ = (  # who lives in a city, and how many
        Index(
            "ix_address_city",
            "city",
            "contact_id",
            sqlite_where=text("city <> '' AND contact_id IS NOT NULL AND removed_at IS NULL"),
        ),
    )

    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact", one_of_owners=True)
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", one_of_owners=True)
    type: Mapped[str] = text_field(N_("Type"), pick_list="address_type")
    label: Mapped[str] = text_field(N_("Label"))
    po_box: Mapped[str] = text_field(N_("PO box"))
    extended: Mapped[str] = text_field(N_("Building, office"))
    street: Mapped[str] = text_field(N_("Street"), searchable=True)
    city: Mapped[str] = text_field(N_("City"), searchable=True)
    region: Mapped[str] = text_field(N_("Region"), searchable=True)
    postcode: Mapped[str] = text_field(N_("Postcode"))
    country: Mapped[str] = text_field(N_("Country"))
    is_primary: Mapped[bool] = flag_field(N_("Primary"))
