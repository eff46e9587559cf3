"""Alarms: what the program tells of, exactly once, and putting off what rings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.alarms import (
    alarms_to_snooze,
    is_ahead,
    is_due,
    is_untold,
    moment_of_alarm,
    rang_too_early,
    select_open,
)
from app.records.planned import activity_view, planned
from app.views.contacts import ActivityView
from models.activity import Activity, Alarm
from models.column_types import to_millis
from models.errors import UserError
from resources.i18n import N_, _

SHOWN = 200  # so many at once are told of one by one; the others are counted


@dataclass(frozen=True, slots=True)
class Alarms:
    """How things stand with the alarms.

    `untold` are the activities whose alarm has come and of which the person has not been told, the newest alarms first,
    `SHOWN` at the most; `untold_count` counts them all. `due_count` counts what waits for an answer, told of or not;
    `next_at` is when the next one comes.
    """

    untold: tuple[ActivityView, ...]
    untold_count: int
    due_count: int
    next_at: datetime | None


@command(N_("Ring"))
def tell_due(tx: Tx) -> Alarms:
    """Take what has to be told of now and mark it as told, in one step: whoever calls tells it, and nobody tells it again.

    For the reminder watch, as upkeep (`Sender(source=UPKEEP)`): a ring is nothing to undo.
    """
    asking = Asking(tx, tx.now, tx.user_id)
    found, early = _standing(asking)
    if early:
        _mark(tx, None, rang_too_early(tx.now))
        found, _none = _standing(asking)
    if found.untold_count:
        _mark(tx, tx.now, is_untold(tx.now))
    return found


@query
def alarms_now(asking: Asking) -> Alarms:
    """How things stand with the alarms, without marking anything."""
    return _standing(asking)[0]


@command(N_("Snooze reminder"))
def snooze_until(tx: Tx, activity_ids: Sequence[UUID], until: datetime) -> None:
    """Let what rings for some activities ring again at a moment; alarms of theirs that are yet to come stay.

    Where none of an activity's alarms has come, its next one is put off.

    Raises:
        UserError: the moment has passed, or an activity is done.
        NotFoundError: an activity is no longer here.
    """
    if until <= tx.now:
        raise UserError(_("This time has passed already."), field="until")
    for activity_id in activity_ids:
        activity = tx.get(Activity, activity_id)
        if activity.completed_at is not None:
            raise UserError(_("This activity is done already."))
        tx.subject = activity.regarding
        for alarm in alarms_to_snooze(tx, activity_id):
            alarm.snoozed_until, alarm.rung_at = until, None


def _mark(tx: Tx, rung_at: datetime | None, which: sa.ColumnElement[bool]) -> None:
    rows = tx.connection.execute(select_open(Alarm.rid).where(which)).all()
    value = None if rung_at is None else to_millis(rung_at)
    tx.raw.executemany("UPDATE alarm SET rung_at = ? WHERE rid = ?", ((value, row.rid) for row in rows))


def _standing(asking: Asking) -> tuple[Alarms, int]:
    """How things stand, and how many alarms rang too early. One look at the open alarms: it follows every change."""
    due = select_open(
        sa.func.count(sa.distinct(sa.case((is_due(asking.now), Activity.rid)))).label("due"),
        sa.func.count(sa.distinct(sa.case((is_untold(asking.now), Activity.rid)))).label("untold"),
        sa.func.min(sa.case((is_ahead(asking.now), moment_of_alarm()))).label("next_at"),
        sa.func.count(sa.case((rang_too_early(asking.now), Alarm.rid))).label("early"),
    )
    counted: Any = asking.connection.execute(due).one()
    untold = _untold(asking) if counted.untold else ()
    return Alarms(untold, counted.untold, counted.due, counted.next_at), counted.early


def _untold(asking: Asking) -> tuple[ActivityView, ...]:
    moment = sa.func.max(moment_of_alarm()).label("moment")
    newest = (
        select_open(Activity.id, moment)
        .where(is_untold(asking.now))
        .group_by(Activity.id)
        .order_by(moment.desc(), Activity.id)
        .limit(SHOWN)
    )
    rang: dict[UUID, datetime] = {row.id: row.moment for row in asking.connection.execute(newest)}
    rows = planned(asking, Activity.id.in_(rang), limit=SHOWN)
    views = (activity_view(asking, row, rang[row.id]) for row in rows)
    return tuple(sorted(views, key=lambda view: (rang[view.id], view.id), reverse=True))
