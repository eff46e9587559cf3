"""People."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from models.base import Link, Record
from models.fields import (
    day_field,
    flag_field,
    integer_field,
    kept_text,
    link_field,
    long_text_field,
    partial_day_field,
    structure_field,
    text_field,
    zone_field,
)
from resources.i18n import N_


class Contact(Record):
    """A person one sells to, buys from or knows. A name or a phone is enough."""

    __tablename__ = "contact"
    __table_args__ = (
        # Birthdays of a week, whatever the year.
        Index("ix_contact_birthday_day", text("substr(birthday, -5)"), sqlite_where=text("birthday <> ''")),
        # The recycle bin: few, and asked for by what counts the living.
        Index("ix_contact_recycled", "id", sqlite_where=text("removed_at IS NOT NULL")),
    )

    prefix: Mapped[str] = text_field(N_("Prefix"), "name")
    last: Mapped[str] = text_field(N_("Last name"), "name", searchable=True)
    first: Mapped[str] = text_field(N_("First name"), "name", searchable=True)
    middle: Mapped[str] = text_field(N_("Middle name"), "name", searchable=True)
    suffix: Mapped[str] = text_field(N_("Suffix"), "name")
    nickname: Mapped[str] = text_field(N_("Nickname"), "name", searchable=True)
    gender: Mapped[str] = text_field(N_("Gender"), "name", pick_list="gender")
    salutation: Mapped[str] = text_field(N_("Salutation"), "name")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", "work", history=True)
    job_title: Mapped[str] = text_field(N_("Job title"), "work", searchable=True, pick_list="job_title", history=True)
    department: Mapped[str] = text_field(N_("Department"), "work", searchable=True, pick_list="department")
    referred_by: Mapped[str] = text_field(N_("Referred by"), "origin", searchable=True)
    lead_source: Mapped[str] = text_field(N_("Lead source"), "origin", pick_list="lead_source")
    interest: Mapped[str] = text_field(N_("Interest"), "origin", searchable=True, pick_list="interest")
    birthday: Mapped[str] = partial_day_field(N_("Birthday"), "person")
    important_dates: Mapped[Any] = structure_field(N_("Important dates"))
    photo_hash: Mapped[str] = text_field(N_("Photo"), "person")
    favourite: Mapped[bool] = flag_field(N_("Favourite"), "person")
    time_zone: Mapped[str] = zone_field(N_("Time zone"), "person")
    language: Mapped[str] = text_field(N_("Language"), "person", pick_list="language")
    keep_in_touch_days: Mapped[int] = integer_field(N_("Keep in touch, days"), "relationship")
    consent_on: Mapped[date | None] = day_field(N_("Consent given"), "consent")
    consent_basis: Mapped[str] = text_field(N_("Consent basis"), "consent")
    consent_channel: Mapped[str] = text_field(N_("Consent channel"), "consent")
    do_not_call: Mapped[bool] = flag_field(N_("Do not call"), "consent", history=True)
    do_not_mail: Mapped[bool] = flag_field(N_("Do not mail"), "consent", history=True)
    relationship_stage: Mapped[str] = text_field(
        N_("Relationship stage"), "relationship", pick_list="relationship_stage", history=True
    )
    satisfaction: Mapped[int] = integer_field(N_("Satisfaction"), "relationship")
    trust: Mapped[int] = integer_field(N_("Trust"), "relationship")
    involvement: Mapped[int] = integer_field(N_("Involvement"), "relationship")
    is_me: Mapped[bool] = flag_field(N_("My record"), "person", synced=False)
    about: Mapped[str] = long_text_field(N_("About"), "about", searchable=True)
    foreign_uid: Mapped[str] = text_field(N_("Identity in other programs"), "exchange")
    foreign_properties: Mapped[Any] = structure_field(N_("Properties of other programs"))
    merged_into: Mapped[str] = kept_text(N_("Merged into"))  # the id, in hexadecimal, of who this turned out to be


class ContactStatus(Link):
    """A status of a contact (customer, decision maker …): one of several."""

    __tablename__ = "contact_status"

    contact_id: Mapped[UUID] = link_field(N_("Contact"), "contact", owner=True)
    status_id: Mapped[UUID] = link_field(N_("Status"), "pick_item")
