"""One plan for many people: an activity with its alarm for each, written as rows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.command import Tx
from app.records.kinds import check_kind
from app.records.timing import MORNING, place, zone_of
from app.views.chosen import PlanForMany
from models.activity import Activity, Alarm
from models.ids import new_id_bytes
from models.nouns import TABLES
from models.rules.wall_time import to_utc
from models.store import arrays
from models.store.transaction import stored

_COLUMNS = ("kind", "regarding", "start_at", "wall_start", "time_zone", "due_on", "timeless", "duration", "priority")
_PEOPLE = "SELECT id, company_id FROM contact WHERE rid IN (SELECT value FROM carray(?)) ORDER BY rid"


def plan_rows(tx: Tx, rids: Sequence[int], plan: PlanForMany) -> None:
    """Write an activity and its alarm for each contact of these row numbers.

    Raises:
        UserError: the kind is unknown.
    """
    check_kind(tx.raw, plan.kind)
    pattern = Activity(
        kind=plan.kind, regarding=plan.regarding, duration=plan.duration, priority=plan.priority, rrule=""
    )
    place(pattern, plan.when)
    cells = [_stored(pattern, name) for name in _COLUMNS]
    people = tx.raw.execute(_PEOPLE, (arrays.integers(rids),)).fetchall()
    made = [(new_id_bytes(), *person) for person in people]
    tx.insert_rows(Activity, ("id", "contact_id", "company_id", *_COLUMNS), ((*one, *cells) for one in made))
    due = stored(TABLES["alarm"], "due_at", _begin(pattern) - timedelta(minutes=plan.warning))
    alarms = ((new_id_bytes(), activity_id, plan.warning, due) for activity_id, _person, _firm in made)
    tx.insert_rows(Alarm, ("id", "activity_id", "minutes_before", "due_at"), alarms)


def _begin(activity: Activity) -> datetime:
    if activity.start_at is not None:
        return activity.start_at
    assert activity.due_on is not None
    return to_utc(datetime.combine(activity.due_on, MORNING), zone_of(activity))


def _stored(activity: Activity, name: str) -> Any:
    return stored(TABLES["activity"], name, getattr(activity, name))
