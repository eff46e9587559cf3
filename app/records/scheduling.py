"""Putting a step on the plan, and what clearing one leaves behind: shared by whatever plans and whatever happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.command import Tx
from app.records.kinds import PLANNED, check_kind, check_result, defaults_of, own_kinds
from app.records.names import shown_name
from app.records.noted_promises import note_promises
from app.records.participants import add_people, carry_people
from app.records.results import history_of
from app.records.timing import fitting, move_on, place, set_alarms
from app.views.calendar import When
from app.views.contacts import CompanyId, ContactId
from models.activity import Activity, Alarm
from models.company import Company
from models.contact import Contact
from models.history import HistoryEntry
from models.opportunity import Opportunity


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be planned; None is what the kind begins with."""

    kind: str
    when: When
    regarding: str = ""
    details: str = ""
    duration: int | None = None
    warning: int | None = None
    priority: int | None = None
    rrule: str = ""
    opportunity_id: UUID | None = None
    company_id: CompanyId | None = None
    participants: Sequence[ContactId] = ()
    where: str = ""
    warnings: Sequence[int] | None = None  # in place of one warning: several, or none at all
    private: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How something went; the length is the planned one and the moment is now where they are not said."""

    result: str = ""
    text: str = ""
    duration: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, and when; what is not said is taken from what has just happened."""

    when: When
    kind: str = ""
    regarding: str = ""


def plan_activity(tx: Tx, contact_id: ContactId | None, plan: Plan) -> UUID:
    """Plan something, with an alarm; what is not said comes from the kind's defaults, of a deal its people.

    Raises:
        UserError: the kind is unknown, or the recurrence cannot be read.
    """
    check_kind(tx.raw, plan.kind)
    defaults = defaults_of(plan.kind)
    activity = Activity(
        kind=plan.kind, regarding=plan.regarding, details=plan.details, rrule=plan.rrule, place=plan.where,
        duration=defaults.duration if plan.duration is None else plan.duration,
        priority=defaults.priority if plan.priority is None else plan.priority,
        access="private" if plan.private else "public",
    )  # fmt: skip
    if plan.opportunity_id is not None:
        deal = tx.get(Opportunity, plan.opportunity_id)
        activity.opportunity_id, activity.company_id, tx.subject = deal.id, deal.company_id, deal.name
        contact_id = contact_id or (ContactId(deal.contact_id) if deal.contact_id else None)
    _give(tx, activity, contact_id, plan.company_id)
    place(activity, fitting(plan.when, plan.rrule) if plan.rrule else plan.when)
    tx.add(activity)
    add_people(tx, activity, plan.participants)
    usual = defaults.warning if plan.warning is None else plan.warning
    for minutes in (usual,) if plan.warnings is None else sorted(set(plan.warnings)):
        tx.add(Alarm(activity_id=activity.id, minutes_before=minutes))
    set_alarms(tx, activity)
    return activity.id


def clear_activity(tx: Tx, activity: Activity, outcome: Outcome) -> HistoryEntry:
    """Write what has become of an open activity; what repeats moves on. Promises in its words are kept as such.

    Raises:
        UserError: the result is none of its kind.
    """
    check_result(tx.raw, activity.kind, outcome.result)
    entry = history_of(tx, activity, outcome.result, outcome.text, outcome.duration)
    entry.start_at = outcome.at or tx.now
    tx.add(entry)
    carry_people(tx, activity, entry)
    note_promises(tx, entry.contact_id, entry.company_id, outcome.text)
    if not move_on(tx, activity):
        activity.completed_at, activity.result = tx.now, outcome.result
    return entry


def follow(tx: Tx, done: HistoryEntry, step: NextStep | None) -> None:
    """Plan what comes after something that happened: with the same person, about the same deal and matter."""
    if step is None:
        return
    kind = step.kind or (done.kind if done.kind in (*PLANNED, *own_kinds(tx.raw)) else "call")
    contact_id = ContactId(done.contact_id) if done.contact_id else None
    company_id = CompanyId(done.company_id) if done.company_id and contact_id is None else None
    regarding = step.regarding or done.regarding
    plan_activity(
        tx, contact_id,
        Plan(kind, step.when, regarding, opportunity_id=done.opportunity_id, company_id=company_id),
    )  # fmt: skip


def _give(tx: Tx, activity: Activity, contact_id: ContactId | None, company_id: CompanyId | None) -> None:
    """Whom it is with: a person and their company, or a company alone."""
    if company_id is not None:
        activity.company_id, tx.subject = company_id, tx.get(Company, company_id).name
    if contact_id is not None:
        contact = tx.get(Contact, contact_id)
        activity.contact_id, activity.company_id = contact_id, company_id or contact.company_id
        tx.subject = shown_name(contact)
