"""Putting an activity into time: its place on the wall, its alarms, and how what repeats moves on."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.command import Tx
from app.views.calendar import When
from models.activity import Activity, Alarm
from models.errors import UserError
from models.rules.recurrence import first_wall, format_rule, next_after, parse_rule, split_at
from models.rules.wall_time import to_utc
from resources.i18n import _

MORNING = time(9)  # when a timeless activity rings


def place(activity: Activity, when: When) -> None:
    """Say when an activity is."""
    activity.time_zone = when.zone
    activity.due_on = when.day
    activity.timeless = when.time is None
    if when.time is None:
        activity.wall_start, activity.start_at = "", None
    else:
        wall = datetime.combine(when.day, when.time.replace(second=0, microsecond=0))
        activity.wall_start = wall.isoformat(timespec="minutes")
        activity.start_at = to_utc(wall, when.zone)


def fitting(when: When, rrule: str) -> When:
    """The first time a repetition names from a moment on: where a series begins.

    Raises:
        UserError: the repetition cannot be read, or names no time at all.
    """
    found = first_wall(parse_rule(rrule), wall_of(when))
    if found is None:
        raise UserError(_("This repetition never happens."), field="recurrence")
    return when_of(found, when.zone, timeless=when.time is None)


def set_alarms(tx: Tx, activity: Activity) -> None:
    """Let the alarms of an activity ring anew, by its present time."""
    tx.session.flush()
    begin = begin_of(activity)
    for alarm in alarms_of(tx, activity):
        alarm.due_at = begin - timedelta(minutes=alarm.minutes_before)
        alarm.snoozed_until = alarm.rung_at = None


def keep_warnings(tx: Tx, activity: Activity, warnings: Sequence[int]) -> None:
    """Let an activity ring so many minutes before it and no other time; an alarm that stays goes on as it was."""
    missing = set(warnings)
    for alarm in alarms_of(tx, activity):
        if alarm.minutes_before in missing:
            missing.discard(alarm.minutes_before)
        else:
            alarm.removed_at = tx.now
    begin = begin_of(activity)
    for minutes in sorted(missing):
        due = begin - timedelta(minutes=minutes)
        tx.add(Alarm(activity_id=activity.id, minutes_before=minutes, due_at=due))


def begin_of(activity: Activity) -> datetime:
    """The moment alarms count back from: its start, or the morning of its day."""
    if activity.start_at is not None:
        return activity.start_at
    return to_utc(datetime.combine(activity.due_on or date.min, MORNING), zone_of(activity))


def alarms_of(tx: Tx, activity: Activity) -> list[Alarm]:
    """The alarms of an activity."""
    statement = sa.select(Alarm).where(Alarm.activity_id == activity.id, Alarm.removed_at.is_(None))
    return list(tx.session.scalars(statement))


def move_on(tx: Tx, activity: Activity) -> bool:
    """Move what repeats to its next occurrence. False where there is none: it was the last one."""
    if not activity.rrule or (activity.start_at is None and activity.due_on is None):
        return False
    wall, zone = start_wall(activity), zone_of(activity)
    rule, skipped = parse_rule(activity.rrule), exceptions_of(activity)
    found = next_after(rule, wall, zone, to_utc(wall, zone), exdates=skipped)
    if found is None:
        return False
    if rule.count is not None:  # the series is counted from its present start: what is over counts no more
        activity.rrule = format_rule(split_at(rule, wall, zone, found.wall)[1])
    keep_exceptions(activity, [each for each in skipped if each > found.wall])
    place(activity, when_of(found.wall, zone, timeless=activity.start_at is None))
    set_alarms(tx, activity)
    return True


def start_wall(activity: Activity) -> datetime:
    """What the clock on its own wall shows when it begins; midnight of its day where it is timeless."""
    if activity.wall_start:
        return datetime.fromisoformat(activity.wall_start)
    return datetime.combine(activity.due_on or date.min, time())


def zone_of(activity: Activity) -> str:
    """The zone an activity was agreed in."""
    return activity.time_zone or "UTC"


def exceptions_of(activity: Activity) -> list[datetime]:
    """The times that fell out of a series."""
    return [datetime.fromisoformat(text) for text in activity.exceptions or ()]


def keep_exceptions(activity: Activity, walls: list[datetime]) -> None:
    """Say which times fell out of a series."""
    activity.exceptions = [wall.isoformat(timespec="minutes") for wall in sorted(set(walls))] or None


def wall_of(when: When) -> datetime:
    """A moment as a naive time on its wall; midnight where it is timeless."""
    return datetime.combine(when.day, when.time or time())


def when_of(wall: datetime, zone: str, *, timeless: bool) -> When:
    """A time on a wall as a moment."""
    return When(wall.date(), None if timeless else wall.time(), zone)
