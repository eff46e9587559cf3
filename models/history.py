"""What happened: the rows that are never rewritten."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from models.base import Link, Record, timeline_index
from models.fields import flag_field, integer_field, link_field, long_text_field, moment_field, text_field
from resources.i18n import N_


class HistoryEntry(Record):
    """Something that happened with a person, with its result; `system` rows are written by the program.

    `result` is one of a kind's results (reached, held, done, sent …), `detail_result` its second level
    (busy, secretary, wrong number, refused, interested).
    """

    __tablename__ = "history"
    __table_args__ = (
        timeline_index("history", "contact_id"),
        timeline_index("history", "company_id"),
        # What happened in a day or a week, over everybody: today's page, the calendar, reports.
        Index("ix_history_start_at", "start_at", "kind", sqlite_where=text("system = 0 AND removed_at IS NULL")),
    )

    kind: Mapped[str] = text_field(N_("Kind"), "what", pick_list="activity_kind")
    done: Mapped[bool] = flag_field(N_("Done"), "what", default=True)
    result: Mapped[str] = text_field(N_("Result"), "what", pick_list="result")
    detail_result: Mapped[str] = text_field(N_("Result in detail"), "what")
    regarding: Mapped[str] = text_field(N_("Regarding"), "what", searchable=True)
    details: Mapped[str] = long_text_field(N_("Details"), "what", searchable=True)
    start_at: Mapped[datetime | None] = moment_field(N_("Start"), "when")
    duration: Mapped[int] = integer_field(N_("Duration, minutes"), "when")
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact", "who", index=False)
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", "who", index=False)
    opportunity_id: Mapped[UUID | None] = link_field(N_("Opportunity"), "opportunity", "who")
    offer_id: Mapped[UUID | None] = link_field(N_("Offer"), "offer", "who")
    activity_id: Mapped[UUID | None] = link_field(N_("Activity"), "activity", "who")
    system: Mapped[bool] = flag_field(N_("Written by the program"))
    field: Mapped[str] = text_field(N_("Field"))


class HistoryContact(Link):
    """A further participant of something that happened."""

    __tablename__ = "history_contact"

    history_id: Mapped[UUID] = link_field(N_("History"), "history", owner=True)
    contact_id: Mapped[UUID] = link_field(N_("Contact"), "contact")
