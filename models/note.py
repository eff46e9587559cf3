"""Notes, promises and files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from models.base import Record
from models.fields import day_field, flag_field, integer_field, link_field, long_text_field, moment_field, text_field
from resources.i18n import N_


class Note(Record):
    """A free note about a contact, a company or an opportunity."""

    __tablename__ = "note"

    text: Mapped[str] = long_text_field(N_("Text"), searchable=True)
    noted_at: Mapped[datetime | None] = moment_field(N_("Written"))
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company")
    opportunity_id: Mapped[UUID | None] = link_field(N_("Opportunity"), "opportunity")


class Promise(Record):
    """Something promised, by me or by them, with a day it is due."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_open_due_on", "due_on", sqlite_where=sql("kept_at IS NULL")),)

    mine: Mapped[bool] = flag_field(N_("Mine"), default=True)
    text: Mapped[str] = text_field(N_("Promise"), searchable=True)
    due_on: Mapped[date | None] = day_field(N_("Due"))
    kept_at: Mapped[datetime | None] = moment_field(N_("Kept"))
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company")
    note_id: Mapped[UUID | None] = link_field(N_("Note"), "note")


class Attachment(Record):
    """A file kept by the hash of its content in the workspace's folder `files/`."""

    __tablename__ = "attachment"

    name: Mapped[str] = text_field(N_("File name"), searchable=True)
    sha256: Mapped[str] = text_field(N_("Content hash"))
    size: Mapped[int] = integer_field(N_("Size, bytes"))
    media_type: Mapped[str] = text_field(N_("Type"))
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company")
    opportunity_id: Mapped[UUID | None] = link_field(N_("Opportunity"), "opportunity")
    offer_id: Mapped[UUID | None] = link_field(N_("Offer"), "offer")
    note_id: Mapped[UUID | None] = link_field(N_("Note"), "note")
