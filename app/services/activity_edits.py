"""A planned activity seen and edited as a whole: all it has, for one time of a series, from it on, or for all of it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.kinds import check_kind
from app.records.names import shown_name
from app.records.occurrences import change, repeat_otherwise
from app.records.participants import keep_people, people_of, subject_of
from app.records.planned import planned
from app.records.timing import keep_warnings
from app.views.calendar import Scope, When
from app.views.planning import ActivityEdits, Named, WholeActivity
from models.activity import Activity, Alarm
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError, UserError
from models.opportunity import Opportunity
from models.rules.recurrence_end import with_end, without_end
from models.rules.recurrence_words import describe
from models.rules.wall_time import to_utc, to_wall
from resources.i18n import N_, _

_COLUMNS = ("kind", "regarding", "details", "priority")
LOWEST = 5  # priority


def read_repetition(rule: str, ends: str, now: datetime, zone: str) -> str:
    """A rule with the end that was typed: «10 раз», "until 31 Dec"; nothing typed is no end.

    Raises:
        UserError: the words name no end; the field is `until`.
    """
    return with_end(rule, ends, to_wall(now, zone)) if rule else ""


@query
def whole_activity(asking: Asking, activity_id: UUID, zone: str, occurrence: datetime | None = None) -> WholeActivity:
    """All there is about an open activity, its time as seen from a zone; of a series about one time, the next one else.

    Raises:
        NotFoundError: it is done, removed or was never here.
    """
    rows = planned(asking, Activity.id == activity_id, limit=1)
    if not rows:
        raise NotFoundError(_("This activity is not planned any more."))
    row = rows[0]
    start = _wall(row)
    at = occurrence if occurrence is not None and row.rrule else start
    repeats, ends = without_end(row.rrule) if row.rrule else ("", "")
    return WholeActivity(
        id=row.id, kind=row.kind, regarding=row.regarding, details=row.details, place=row.place,
        when=_seen(row, at, zone), duration=row.duration, priority=row.priority, warnings=_warnings(asking, row.id),
        rrule=row.rrule, repeats=repeats, repetition=describe(repeats, start) if repeats else "", ends=ends,
        occurrence=at if row.rrule else None, is_next=at == start,
        people=_people(asking, row), company=_company(asking, row), deal=_deal(asking, row),
        private=row.access == "private", agreed_zone=row.time_zone or "UTC", contact_zone=_contact_zone(asking, row),
    )  # fmt: skip


@command(N_("Edit activity"))
def edit_activity(
    tx: Tx, activity_id: UUID, edits: ActivityEdits, *, occurrence: datetime | None = None, scope: Scope = "one"
) -> UUID:
    """Change what an activity has: of a series for one time, for that time and all after it, or for all of them.

    One time of a series that is changed alone becomes an activity of its own. Its alarms ring anew where it is moved; else
    those that stay go on as they were. Returns the id of the activity that has it now.

    Raises:
        NotFoundError: it, or somebody it is to be with, is not here.
        UserError: it is done, the series has no such time, or how it repeats is to be changed for one time alone.
    """
    activity = tx.get(Activity, activity_id)
    if activity.completed_at is not None:
        raise UserError(_("This activity is done already."))
    _check(tx, activity, edits)
    edited = _placed(tx, activity, occurrence, scope, edits)
    for name in _COLUMNS:
        if name in edits:
            setattr(edited, name, edits[name])  # type: ignore[literal-required]  # names of its own columns
    if "where" in edits:
        edited.place = edits["where"]
    if "private" in edits and edits["private"] != (edited.access == "private"):
        edited.access = "private" if edits["private"] else "public"
    _give(tx, edited, edits)
    if "warnings" in edits:
        keep_warnings(tx, edited, edits["warnings"])
    tx.subject = subject_of(tx, edited)
    return edited.id


def _check(tx: Tx, activity: Activity, edits: ActivityEdits) -> None:
    kind = edits.get("kind", activity.kind)
    if kind != activity.kind:
        check_kind(tx.raw, kind)
    if not 1 <= edits.get("priority", activity.priority) <= LOWEST:
        raise UserError(_("A priority is a number from 1 to 5."), field="priority")


def _placed(tx: Tx, activity: Activity, occurrence: datetime | None, scope: Scope, edits: ActivityEdits) -> Activity:
    """The activity the edits are for, where and as often as they say."""
    when, duration, rrule = edits.get("when"), edits.get("duration"), edits.get("rrule")
    if rrule is None or rrule == activity.rrule:
        return change(tx, activity, occurrence, scope, when, duration)
    if activity.rrule and scope == "one":
        said = _("How it repeats is changed for all its times, or from this one on.")
        raise UserError(said, field="recurrence")
    return repeat_otherwise(tx, activity, occurrence, scope, when, duration, rrule)


def _give(tx: Tx, activity: Activity, edits: ActivityEdits) -> None:
    """With whom it is, who else comes, about which deal."""
    if "opportunity_id" in edits:
        deal = tx.get(Opportunity, edits["opportunity_id"]) if edits["opportunity_id"] is not None else None
        activity.opportunity_id = deal.id if deal is not None else None
    before = activity.contact_id
    if "people" in edits:
        people = [tx.get(Contact, each) for each in edits["people"]]
        activity.contact_id = people[0].id if people else None
        keep_people(tx, activity, [each.id for each in people[1:]])
    company_id = edits.get("company_id")
    if company_id is not None:
        activity.company_id = tx.get(Company, company_id).id
    elif "company_id" in edits or activity.contact_id != before:  # whom it is with has brought the company
        activity.company_id = tx.get(Contact, activity.contact_id).company_id if activity.contact_id else None


def _wall(row: Any) -> datetime:
    if row.wall_start:
        return datetime.fromisoformat(row.wall_start)
    if row.start_at is not None:
        return to_wall(row.start_at, row.time_zone or "UTC")
    return datetime.combine(row.due_on, time())


def _seen(row: Any, at: datetime, zone: str) -> When:
    """A time of it on the viewer's wall."""
    if row.start_at is None:
        return When(at.date(), None, zone)
    wall = to_wall(to_utc(at, row.time_zone or "UTC"), zone)
    return When(wall.date(), wall.time(), zone)


def _warnings(asking: Asking, activity_id: UUID) -> tuple[int, ...]:
    statement = sa.select(Alarm.minutes_before).where(Alarm.activity_id == activity_id, Alarm.removed_at.is_(None))
    return tuple(sorted(set(asking.connection.execute(statement).scalars())))


def _people(asking: Asking, row: Any) -> tuple[Named, ...]:
    others = people_of(asking, [row.id]).get(row.id, ())
    return ((row.contact_id, shown_name(row) or row.company_name or ""), *others) if row.contact_id else others


def _company(asking: Asking, row: Any) -> Named | None:
    if row.company_id is None or row.firm_id is None:
        return None
    works = sa.select(Contact.company_id).where(Contact.id == row.contact_id)
    if row.contact_id is not None and asking.connection.execute(works).scalar() == row.company_id:
        return None
    return row.firm_id, row.company_name


def _deal(asking: Asking, row: Any) -> Named | None:
    if row.opportunity_id is None:
        return None
    statement = sa.select(Opportunity.id, Opportunity.name).where(
        Opportunity.id == row.opportunity_id, Opportunity.removed_at.is_(None)
    )
    found = asking.connection.execute(statement).one_or_none()
    return (found.id, found.name) if found is not None else None


def _contact_zone(asking: Asking, row: Any) -> str:
    if row.contact_id is None:
        return ""
    return asking.connection.execute(sa.select(Contact.time_zone).where(Contact.id == row.contact_id)).scalar() or ""
