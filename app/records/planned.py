"""Planned activities as rows and as what a screen is shown of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking
from app.records.alarms import is_told, moment_of_alarm
from app.records.day_plan import days_of_length
from app.records.names import shown_name
from app.views.contacts import ActivityView
from models.activity import Activity, ActivityContact, Alarm
from models.company import Company
from models.nouns import TABLES
from models.rules.wall_time import to_wall

_ACTIVITY = TABLES["activity"]
_CONTACT = TABLES["contact"]
_DAY = 86_400  # seconds


def planned(
    asking: Asking, *conditions: sa.ColumnElement[bool], limit: int = 200, offset: int = 0,
    order: Sequence[sa.ColumnElement[Any]] = (),
) -> Sequence[Any]:  # fmt: skip
    """Open activities with the names they concern, in the order of their time; timeless ones by their day."""
    due = sa.func.coalesce(_ACTIVITY.c.start_at, sa.func.unixepoch(_ACTIVITY.c.due_on) * 1000)
    statement = (
        sa.select(_ACTIVITY, *(_CONTACT.c[name] for name in ("prefix", "first", "middle", "last", "suffix")),
                  Company.id.label("firm_id"), Company.name.label("company_name"))
        .select_from(_ACTIVITY)
        .outerjoin(_CONTACT, _CONTACT.c.id == _ACTIVITY.c.contact_id)
        .outerjoin(
            Company,
            (Company.id == sa.func.coalesce(_ACTIVITY.c.company_id, _CONTACT.c.company_id))
            & Company.removed_at.is_(None),
        )
        .where(
            Activity.completed_at.is_(None), Activity.removed_at.is_(None), _CONTACT.c.removed_at.is_(None), *conditions
        )
        .order_by(*(order or (due, Activity.rid)))
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return asking.connection.execute(statement).all()


def planned_for(asking: Asking, contact_id: UUID, limit: int = 20) -> Sequence[Any]:
    """The open activities of a contact, and those where others are met together with him or her."""
    own = sa.select(Activity.id).where(
        Activity.contact_id == contact_id, Activity.completed_at.is_(None), Activity.removed_at.is_(None)
    )
    comes = sa.select(ActivityContact.activity_id).where(
        ActivityContact.contact_id == contact_id, ActivityContact.removed_at.is_(None)
    )
    # Found first, by one index each: the store would rather look through everything that is open.
    found = asking.connection.execute(sa.union(own, comes)).scalars().all()
    return planned(asking, Activity.id.in_(found), limit=limit) if found else ()


def activity_view(asking: Asking, row: Any, alarm_at: datetime | None = None) -> ActivityView:
    """What a screen is shown of a row of `planned`; its next alarm is looked up unless one is named."""
    return ActivityView(
        id=row.id, kind=row.kind, regarding=row.regarding, details=row.details,
        start=row.start_at, timeless=row.timeless, due=row.due_on, duration=row.duration, priority=row.priority,
        contact_id=row.contact_id, contact_name=shown_name(row) if row.contact_id else "",
        company_name=row.company_name or "",
        late=is_late(row, asking.now), alarm_at=alarm_at or _alarm(asking, row.id),
        company_id=row.firm_id,
    )  # fmt: skip


def is_late(row: Any, now: datetime) -> bool:
    """Whether an open activity's time has passed; a timeless one is late the day after its last."""
    if row.timeless or row.start_at is None:
        today = to_wall(now, row.time_zone or "UTC").date()
        return bool(row.due_on and row.due_on + timedelta(days=days_of_length(row.duration) - 1) < today)
    return bool(row.start_at < now)


def _alarm(asking: Asking, activity_id: UUID) -> datetime | None:
    untold = sa.select(moment_of_alarm()).where(
        Alarm.activity_id == activity_id, Alarm.removed_at.is_(None), sa.not_(is_told())
    )
    return asking.connection.execute(untold.order_by(moment_of_alarm()).limit(1)).scalar()
