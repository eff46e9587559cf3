"""What is planned: calls, meetings, to-dos, with their alarms and recurrence."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.base import Link, Part, Record
from models.fields import (
    day_field,
    flag_field,
    integer_field,
    link_field,
    long_text_field,
    moment_field,
    structure_field,
    text_field,
    zone_field,
)
from resources.i18n import N_


class Activity(Record):
    """A planned call, meeting, to-do, e-mail, personal matter or an own kind.

    The start is kept three ways: `start_at` (UTC, for order and alarms), `wall_start` (`YYYY-MM-DDTHH:MM`, what the
    person meant) and `time_zone` (IANA), so that a rule change of a zone moves the moment and not the appointment.
    A timeless activity has `due_on` alone. `rrule` is RFC 5545; `exceptions` lists wall starts that fell out.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_open_start_at", "completed_at", "start_at"),)

    kind: Mapped[str] = text_field(N_("Kind"), "what", pick_list="activity_kind")
    regarding: Mapped[str] = text_field(N_("Regarding"), "what", searchable=True)
    details: Mapped[str] = long_text_field(N_("Details"), "what", searchable=True)
    start_at: Mapped[datetime | None] = moment_field(N_("Start"), "when")
    wall_start: Mapped[str] = text_field(N_("Wall time"), "when")
    time_zone: Mapped[str] = zone_field(N_("Time zone"), "when")
    due_on: Mapped[date | None] = day_field(N_("Day"), "when")
    timeless: Mapped[bool] = flag_field(N_("Timeless"), "when")
    duration: Mapped[int] = integer_field(N_("Duration, minutes"), "when")
    rrule: Mapped[str] = text_field(N_("Repeats"), "when")
    exceptions: Mapped[Any] = structure_field(N_("Exceptions"))
    place: Mapped[str] = text_field(N_("Place"), "where", searchable=True)
    priority: Mapped[int] = integer_field(N_("Priority"), "what", default=3)
    colour: Mapped[int] = integer_field(N_("Colour"), "what")
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact", "who")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", "who")
    opportunity_id: Mapped[UUID | None] = link_field(N_("Opportunity"), "opportunity", "who")
    offer_id: Mapped[UUID | None] = link_field(N_("Offer"), "offer", "who")
    series_id: Mapped[UUID | None] = link_field(N_("Follows"), "activity", "when")
    completed_at: Mapped[datetime | None] = moment_field(N_("Completed"), editable=False)
    result: Mapped[str] = text_field(N_("Result"), pick_list="result")


class ActivityContact(Link):
    """A further participant of an activity."""

    __tablename__ = "activity_contact"

    activity_id: Mapped[UUID] = link_field(N_("Activity"), "activity", owner=True)
    contact_id: Mapped[UUID] = link_field(N_("Contact"), "contact")


class Alarm(Part):
    """When an activity rings: so many minutes before it, or at a moment it was snoozed to."""

    __tablename__ = "alarm"
    __table_args__ = (Index("ix_alarm_due_at", "due_at"),)

    activity_id: Mapped[UUID] = link_field(N_("Activity"), "activity", owner=True)
    minutes_before: Mapped[int] = integer_field(N_("Minutes before"))
    due_at: Mapped[datetime | None] = moment_field(N_("Rings at"))
    snoozed_until: Mapped[datetime | None] = moment_field(N_("Snoozed until"))
    rung_at: Mapped[datetime | None] = moment_field(N_("Rang"), editable=False)
