"""What is planned: schedule, reschedule, complete with a result and a next step, snooze, cancel; the agenda."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.alarms import alarms_to_snooze, is_ahead, is_due, moment_of_alarm, select_open
from app.records.kinds import DEFAULTS, KindDefaults, defaults_of
from app.records.occurrences import change
from app.records.participants import people_of, subject_of
from app.records.planned import activity_view, planned
from app.records.scheduling import (
    NextStep,
    Outcome,
    Plan,
    clear_activity,
    follow,
    plan_activity,
)
from app.records.timing import start_wall, zone_of
from app.views.calendar import When
from app.views.contacts import ActivityView, CompanyId, ContactId
from models.activity import Activity
from models.errors import NotFoundError, UserError
from models.rules.natural_time import parse_when
from models.rules.wall_time import to_utc, to_wall
from resources.i18n import N_, _

__all__ = [
    "DEFAULTS",
    "KindDefaults",
    "When",
    "activity",
    "agenda",
    "cancel",
    "cancel_many",
    "complete",
    "complete_many",
    "defaults_of",
    "due_alarms",
    "next_alarm",
    "read_when",
    "reschedule",
    "reschedule_many",
    "schedule",
    "snooze",
]


def read_when(text: str, now: datetime, zone: str) -> When:
    """When a text means («завтра 10:30», "fri 3pm"), on the wall of a zone.

    Raises:
        UserError: it names no time; the field is `when`.
    """
    day, clock = parse_when(text, to_wall(now, zone))
    return When(day, clock, zone)


@command(N_("Schedule activity"))
def schedule(
    tx: Tx,
    contact_id: ContactId | None,
    *,
    kind: str = "call",
    when: When,
    regarding: str = "",
    details: str = "",
    duration: int | None = None,
    warning: int | None = None,
    priority: int | None = None,
    rrule: str = "",
    opportunity_id: UUID | None = None,
    company_id: CompanyId | None = None,
    participants: Sequence[ContactId] = (),
    where: str = "",
    warnings: Sequence[int] | None = None,
    private: bool = False,
) -> UUID:
    """Plan something, with an alarm or several; what is not said comes from the kind's defaults, of a deal its people.

    It is planned with a person, with a company and nobody there in particular, or with nobody; `participants` come beside.

    Raises:
        UserError: the kind is unknown, or the recurrence cannot be read.
    """
    return plan_activity(
        tx, contact_id,
        Plan(kind, when, regarding, details, duration, warning, priority, rrule, opportunity_id, company_id, participants,
             where, warnings, private),
    )  # fmt: skip


@command(N_("Reschedule"))
def reschedule(tx: Tx, activity_id: UUID, when: When) -> UUID:
    """Move an activity; its alarms ring anew. Of a series its next time is moved, and becomes an activity of its own.

    Returns the id of the activity that has the new time.
    """
    moved = change(tx, _open(tx, activity_id), None, "one", when, None)
    tx.subject = subject_of(tx, moved)
    return moved.id


@command(N_("Complete"))
def complete(
    tx: Tx, activity_id: UUID, *, result: str = "", text: str = "", duration: int | None = None,
    at: datetime | None = None, next_kind: str = "", next_when: When | None = None, next_regarding: str = "",
) -> UUID:  # fmt: skip
    """Clear an activity with its result: history is written, a recurring one moves on, a next step may follow.

    It happened `at`, now where that is not said. Returns the id of the history entry.
    """
    activity = _open(tx, activity_id)
    entry = clear_activity(tx, activity, Outcome(result, text, duration, at))
    follow(tx, entry, NextStep(next_when, next_kind, next_regarding) if next_when else None)
    tx.subject = subject_of(tx, activity)
    return entry.id


@command(N_("Cancel activity"))
def cancel(tx: Tx, activity_id: UUID) -> None:
    """Take an activity off the plan, a series as a whole, without a history entry."""
    activity = _open(tx, activity_id)
    activity.removed_at = tx.now
    tx.subject = subject_of(tx, activity)


@command(N_("Snooze reminder"))
def snooze(tx: Tx, activity_id: UUID, minutes: int) -> datetime:
    """Ring again in so many minutes; the time of the activity itself stays. Returns when."""
    activity = _open(tx, activity_id)
    until = tx.now + timedelta(minutes=minutes)
    for alarm in alarms_to_snooze(tx, activity_id):
        alarm.snoozed_until, alarm.rung_at = until, None
    tx.subject = subject_of(tx, activity)
    return until


@query
def agenda(asking: Asking, *, zone: str, through: date | None = None, limit: int = 200) -> tuple[ActivityView, ...]:
    """The open activities up to the end of a day (today where none is said), late ones first."""
    last = through or to_wall(asking.now, zone).date()
    end = to_utc(datetime.combine(last + timedelta(days=1), time()), zone)
    due = ((Activity.start_at.is_not(None)) & (Activity.start_at < end)) | (
        Activity.start_at.is_(None) & (Activity.due_on <= last)
    )
    return tuple(activity_view(asking, row) for row in planned(asking, due, limit=limit))


@query
def activity(asking: Asking, activity_id: UUID) -> ActivityView:
    """One open activity.

    Raises:
        NotFoundError: it is done, removed or was never here.
    """
    rows = planned(asking, Activity.id == activity_id, limit=1)
    if not rows:
        raise NotFoundError(_("This activity is not planned any more."))
    return replace(activity_view(asking, rows[0]), people=people_of(asking, [activity_id]).get(activity_id, ()))


@query
def due_alarms(asking: Asking, *, limit: int = 200) -> tuple[ActivityView, ...]:
    """The open activities whose alarm has come and was not answered, rung or not: what the alarm window shows.

    In the order of their time; of more than `limit` those whose alarm came last. `alarm_at` is when it came.
    """
    came = sa.func.max(moment_of_alarm()).label("came")
    newest = select_open(Activity.id, came).where(is_due(asking.now)).group_by(Activity.id).order_by(came.desc())
    due: dict[UUID, datetime] = {row.id: row.came for row in asking.connection.execute(newest.limit(limit))}
    rows = planned(asking, Activity.id.in_(due), limit=limit)
    people = people_of(asking, list(due))
    return tuple(replace(activity_view(asking, row, due[row.id]), people=people.get(row.id, ())) for row in rows)


@query
def next_alarm(asking: Asking) -> datetime | None:
    """When the next alarm of an open activity comes; None where nothing is planned."""
    statement = select_open(sa.func.min(moment_of_alarm())).where(is_ahead(asking.now))
    return asking.connection.execute(statement).scalar()


@command(N_("Complete activities"))
def complete_many(tx: Tx, activity_ids: Sequence[UUID], *, result: str = "", text: str = "") -> tuple[UUID, ...]:
    """Clear several activities alike, as one change; where they are of several kinds, without a result.

    Returns the ids of the history entries.
    """
    made = tuple(complete(tx, activity_id, result=result, text=text) for activity_id in activity_ids)
    tx.subject = str(len(made))
    return made


@command(N_("Reschedule activities"))
def reschedule_many(tx: Tx, activity_ids: Sequence[UUID], when: When) -> tuple[UUID, ...]:
    """Move several activities to a day, as one change; where no time is said each keeps its own time of day.

    Returns the ids of the activities that have the new times.
    """
    made = tuple(change(tx, one, None, "one", _on_day(one, when), None).id for one in _all_open(tx, activity_ids))
    tx.subject = str(len(made))
    return made


@command(N_("Cancel activities"))
def cancel_many(tx: Tx, activity_ids: Sequence[UUID]) -> None:
    """Take several activities off the plan, as one change."""
    for one in _all_open(tx, activity_ids):
        one.removed_at = tx.now
    tx.subject = str(len(activity_ids))


def _all_open(tx: Tx, activity_ids: Sequence[UUID]) -> list[Activity]:
    return [_open(tx, activity_id) for activity_id in activity_ids]


def _on_day(activity: Activity, when: When) -> When:
    if when.time is not None or activity.timeless:
        return when
    return When(when.day, start_wall(activity).time(), zone_of(activity))


def _open(tx: Tx, activity_id: UUID) -> Activity:
    activity = tx.get(Activity, activity_id)
    if activity.completed_at is not None:
        raise UserError(_("This activity is done already."))
    return activity
