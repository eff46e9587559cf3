"""Deals on their way, and the steps they pass."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.base import Link, Part, Record
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


class Process(Record):
    """A way of selling: an ordered row of stages."""

    __tablename__ = "process"

    name: Mapped[str] = text_field(N_("Name"))
    position: Mapped[int] = integer_field(N_("Position"))


class Stage(Part):
    """A step of a process: what the client did, how likely a deal is after it, what to do next."""

    __tablename__ = "stage"

    process_id: Mapped[UUID] = link_field(N_("Process"), "process", owner=True)
    name: Mapped[str] = text_field(N_("Name"))
    client_did: Mapped[str] = text_field(N_("What the client did"))
    probability: Mapped[int] = integer_field(N_("Probability, %"))
    position: Mapped[int] = integer_field(N_("Position"))
    suggested: Mapped[Any] = structure_field(N_("Suggested activities"))


class Opportunity(Record):
    """A deal one works on. `status` is open, won, lost or inactive; being archived is another matter."""

    __tablename__ = "opportunity"
    __table_args__ = (Index("ix_opportunity_status", "status"),)

    name: Mapped[str] = text_field(N_("Name"), "what", searchable=True)
    contact_id: Mapped[UUID | None] = link_field(N_("Contact"), "contact", "who")
    company_id: Mapped[UUID | None] = link_field(N_("Company"), "company", "who")
    process_id: Mapped[UUID | None] = link_field(N_("Process"), "process", "stage")
    stage_id: Mapped[UUID | None] = link_field(N_("Stage"), "stage", "stage", history=True)
    stage_since: Mapped[datetime | None] = moment_field(N_("In stage since"), "stage", editable=False)
    probability: Mapped[int] = integer_field(N_("Probability, %"), "stage")
    amount: Mapped[Any] = money_field(N_("Amount"), "money", history=True)
    margin: Mapped[Any] = money_field(N_("Margin"), "money")
    currency: Mapped[str] = text_field(N_("Currency"), "money")
    opened_on: Mapped[date | None] = day_field(N_("Opened"), "when")
    estimated_close: Mapped[date | None] = day_field(N_("Estimated close"), "when")
    closed_on: Mapped[date | None] = day_field(N_("Closed"), "when")
    status: Mapped[str] = text_field(N_("Status"), "stage", pick_list="opportunity_status", history=True)
    close_reason: Mapped[str] = text_field(N_("Close reason"), "stage", pick_list="close_reason")
    competitor: Mapped[str] = text_field(N_("Competitor"), "stage", pick_list="competitor")
    source: Mapped[str] = text_field(N_("Source"), "what", pick_list="lead_source")
    return_on: Mapped[date | None] = day_field(N_("Come back on"), "when")
    archived: Mapped[bool] = flag_field(N_("Archived"))
    details: Mapped[str] = long_text_field(N_("Details"), "what", searchable=True)


class OpportunityContact(Link):
    """A person in a deal, with a buying role and an attitude from −2 to +2."""

    __tablename__ = "opportunity_contact"

    opportunity_id: Mapped[UUID] = link_field(N_("Opportunity"), "opportunity", owner=True)
    contact_id: Mapped[UUID] = link_field(N_("Contact"), "contact")
    role: Mapped[str] = text_field(N_("Buying role"), pick_list="buying_role")
    attitude: Mapped[int] = integer_field(N_("Attitude"))


class OpportunityLine(Part):
    """A product in a deal."""

    __tablename__ = "opportunity_line"

    opportunity_id: Mapped[UUID] = link_field(N_("Opportunity"), "opportunity", owner=True)
    product_id: Mapped[UUID | None] = link_field(N_("Product"), "product")
    name: Mapped[str] = text_field(N_("Name"))
    quantity: Mapped[Any] = decimal_field(N_("Quantity"), places=6)
    price: Mapped[Any] = money_field(N_("Price"))
    cost: Mapped[Any] = money_field(N_("Cost"))
    discount_percent: Mapped[Any] = decimal_field(N_("Discount, %"))
    position: Mapped[int] = integer_field(N_("Position"))


class StageHistory(Part):
    """When a deal entered a stage and how long it had been in the one before."""

    __tablename__ = "stage_history"

    opportunity_id: Mapped[UUID] = link_field(N_("Opportunity"), "opportunity", owner=True)
    stage_id: Mapped[UUID | None] = link_field(N_("Stage"), "stage")
    entered_at: Mapped[datetime | None] = moment_field(N_("Entered"))
    amount: Mapped[Any] = money_field(N_("Amount"))
    probability: Mapped[int] = integer_field(N_("Probability, %"))
