"""One time of a series, or the series from it on, or all of it: moved, stretched, taken off.

A time that was moved alone becomes an activity of its own that names the series it comes from.
"""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from app.command import Tx
from app.records.timing import (
    alarms_of,
    exceptions_of,
    fitting,
    keep_exceptions,
    move_on,
    place,
    set_alarms,
    start_wall,
    wall_of,
    when_of,
    zone_of,
)
from app.views.calendar import Scope, When
from models.activity import Activity, ActivityContact, Alarm
from models.errors import UserError
from models.ids import joined_id
from models.rules.recurrence import format_rule, parse_rule, split_at
from models.rules.recurrence_shift import shifted
from resources.i18n import _

_COPIED = (
    "kind", "regarding", "details", "time_zone", "duration", "place", "priority", "colour", "contact_id", "company_id",
    "opportunity_id", "offer_id", "owner_id", "access",
)  # fmt: skip


def change(
    tx: Tx, activity: Activity, occurrence: datetime | None, scope: Scope, when: When | None, duration: int | None
) -> Activity:
    """Give an activity, or a time of a series, another time or length. Returns the activity that has it now.

    Raises:
        UserError: the series has no such time, or cannot be moved as a whole.
    """
    if not activity.rrule:
        return _set(tx, activity, when, duration)
    at = _checked(activity, occurrence)
    target = when or when_of(at, zone_of(activity), timeless=activity.timeless)
    if scope == "one":
        single = _taken_out(tx, activity, at)
        return _set(tx, single, target, duration)
    rule, zone = parse_rule(activity.rrule), zone_of(activity)
    before, later = split_at(rule, start_wall(activity), zone, at)
    delta = wall_of(target) - at
    if scope == "following" and before is not None:
        following = _copy(tx, activity)
        following.rrule = format_rule(shifted(later, at, wall_of(target)))
        skipped = exceptions_of(activity)
        keep_exceptions(following, [each + delta for each in skipped if each > at])
        keep_exceptions(activity, [each for each in skipped if each < at])
        activity.rrule = format_rule(before)
        return _set(tx, following, target, duration)
    if when is None:
        return _set(tx, activity, None, duration)  # nothing moves: what rang has rung
    activity.rrule = format_rule(shifted(rule, at, wall_of(target)))
    keep_exceptions(activity, [each + delta for each in exceptions_of(activity)])
    begin = start_wall(activity) + delta
    return _set(tx, activity, replace(target, day=begin.date()), duration)


def repeat_otherwise(
    tx: Tx, activity: Activity, occurrence: datetime | None, scope: Scope, when: When | None, duration: int | None,
    rrule: str,
) -> Activity:  # fmt: skip
    """Let an activity repeat by another rule, or no more (""): of a series from one of its times on, or all of it.

    Returns the activity that repeats so now.

    Raises:
        UserError: the rule cannot be read or names no time, or the series has no such time.
    """
    at = _checked(activity, occurrence) if activity.rrule else start_wall(activity)
    target = when or when_of(at, zone_of(activity), timeless=activity.timeless)
    delta = wall_of(target) - at
    if activity.rrule:
        before, _later = split_at(parse_rule(activity.rrule), start_wall(activity), zone_of(activity), at)
        if scope == "following" and before is not None:
            following, skipped = _copy(tx, activity), exceptions_of(activity)
            keep_exceptions(following, [each + delta for each in skipped if each > at])
            keep_exceptions(activity, [each for each in skipped if each < at])
            activity.rrule = format_rule(before)
            activity = following
        else:
            keep_exceptions(activity, [each + delta for each in exceptions_of(activity)])
            target = replace(target, day=(start_wall(activity) + delta).date())
    activity.rrule = format_rule(parse_rule(rrule)) if rrule else ""
    if not rrule:
        activity.exceptions = None
    target = fitting(target, rrule) if rrule else target
    stays = target == _present(activity)  # what rang has rung
    return _set(tx, activity, None if stays else target, duration)


def take_off(tx: Tx, activity: Activity, occurrence: datetime | None, scope: Scope) -> None:
    """Take an activity, or some times of a series, off the plan."""
    if not activity.rrule or scope == "all":
        activity.removed_at = tx.now
        return
    at = _checked(activity, occurrence)
    if scope == "one":
        if at != start_wall(activity):
            keep_exceptions(activity, [*exceptions_of(activity), at])
        elif not move_on(tx, activity):
            activity.removed_at = tx.now
        return
    before, _later = split_at(parse_rule(activity.rrule), start_wall(activity), zone_of(activity), at)
    if before is None:
        activity.removed_at = tx.now
    else:
        activity.rrule = format_rule(before)


def _checked(activity: Activity, occurrence: datetime | None) -> datetime:
    at = occurrence or start_wall(activity)
    if at == start_wall(activity):
        return at
    split_at(
        parse_rule(activity.rrule), start_wall(activity), zone_of(activity), at
    )  # refuses what the rule never names
    if at in exceptions_of(activity):
        raise UserError(_("This time was taken out of the series already."))
    return at


def _taken_out(tx: Tx, activity: Activity, at: datetime) -> Activity:
    """The time of a series as an activity of its own; the last one is the series itself, which repeats no more."""
    if at != start_wall(activity):
        keep_exceptions(activity, [*exceptions_of(activity), at])
        return _copy(tx, activity)
    if move_on(tx, activity):
        return _copy(tx, activity)
    activity.rrule, activity.exceptions = "", None
    return activity


def _present(activity: Activity) -> When | None:
    """When it is now; None for a copy that has not been placed yet."""
    if not activity.wall_start and activity.due_on is None:
        return None
    return when_of(start_wall(activity), zone_of(activity), timeless=activity.timeless)


def _set(tx: Tx, activity: Activity, when: When | None, duration: int | None) -> Activity:
    if duration is not None:
        if duration < 0:
            raise UserError(_("An activity cannot end before it begins."), field="duration")
        activity.duration = duration
    if when is not None:
        place(activity, when)
        set_alarms(tx, activity)
    tx.flush()
    return activity


def _copy(tx: Tx, activity: Activity) -> Activity:
    """The same activity once more, with its alarms and participants, in its series."""
    copied = {name: getattr(activity, name) for name in _COPIED}
    made = tx.add(Activity(**copied, series_id=activity.series_id or activity.id))
    for alarm in alarms_of(tx, activity):
        tx.add(Alarm(activity_id=made.id, minutes_before=alarm.minutes_before))
    people = sa.select(ActivityContact.contact_id).where(
        ActivityContact.activity_id == activity.id, ActivityContact.removed_at.is_(None)
    )
    for contact_id in tx.session.scalars(people).all():
        key = joined_id(made.id, contact_id)
        tx.session.add(ActivityContact(id=key, activity_id=made.id, contact_id=contact_id))
    tx.flush()
    return made
