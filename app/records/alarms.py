"""Alarms as rows: which have come, which were told of, which are yet to come.

An alarm's moment is `snoozed_until`, else `due_at`; `rung_at` is what the clock read when the person was told. It was told
of when it rang at its moment or later: an alarm moved to a later moment (also by an undo) has yet to ring. One that was
told of stays in the list of what is due until it is answered: rung does not mean answered.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from models.activity import Activity, Alarm
from models.contact import Contact
from models.pick_list import User

SLIP = timedelta(minutes=5)  # a clock put back by so little was set right; by more, it tells another time


def moment_of_alarm() -> sa.ColumnElement[datetime | None]:
    """When an alarm rings: where it was snoozed to, else its own time."""
    return sa.func.coalesce(Alarm.snoozed_until, Alarm.due_at)


def is_told() -> sa.ColumnElement[bool]:
    """Whether the person was told of an alarm at its moment or later."""
    return sa.func.coalesce(Alarm.rung_at >= moment_of_alarm(), sa.false())


def is_due(now: datetime) -> sa.ColumnElement[bool]:
    """Whether an alarm belongs to the list of what is due: its time has come, or it was told of."""
    return sa.or_(moment_of_alarm() <= now, is_told())


def is_untold(now: datetime) -> sa.ColumnElement[bool]:
    """Whether an alarm's time has come and the person has not been told."""
    return sa.and_(moment_of_alarm() <= now, sa.not_(is_told()))


def is_ahead(now: datetime) -> sa.ColumnElement[bool]:
    """Whether an alarm is yet to ring."""
    return sa.and_(moment_of_alarm() > now, sa.not_(is_told()))


def rang_too_early(now: datetime) -> sa.ColumnElement[bool]:
    """Whether an alarm rang by a clock that ran ahead and was put back since to before its time: it has to ring again."""
    return sa.and_(Alarm.rung_at > now + SLIP, moment_of_alarm() > now)


def select_open(*columns: Any) -> sa.Select[Any]:
    """Select from the alarms of my open activities; what was planned with somebody in the recycle bin is not open.

    What a colleague has planned comes with the exchange, rings on his computer, and is none of mine.
    """
    return (
        sa.select(*columns)
        .select_from(Activity)
        .join(Alarm, Alarm.activity_id == Activity.id)
        .outerjoin(Contact, Contact.id == Activity.contact_id)
        .where(
            Activity.completed_at.is_(None),
            Activity.removed_at.is_(None),
            Alarm.removed_at.is_(None),
            Contact.removed_at.is_(None),
            sa.or_(Activity.owner_id.is_(None), Activity.owner_id.in_(sa.select(User.id).where(User.is_me))),
        )
    )


def alarms_to_snooze(tx: Tx, activity_id: UUID) -> list[Alarm]:
    """The alarms of an activity that have come; where none has, the next one."""
    own = sa.select(Alarm).where(Alarm.activity_id == activity_id, Alarm.removed_at.is_(None))
    come = list(tx.session.scalars(own.where(is_due(tx.now))))
    return come or list(tx.session.scalars(own.order_by(moment_of_alarm()).limit(1)))
