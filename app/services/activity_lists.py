"""Lists of what is planned over all contacts: pages by day, kind, priority and text, and how many there are."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.contact_rows import matching_contacts
from app.records.participants import people_of
from app.records.planned import activity_view, planned
from app.views.activities import SPANS, ActivityCounts, ActivityFilter, ActivityPage, ActivityRow, Span
from models.activity import Activity
from models.nouns import TABLES
from models.rules.wall_time import to_utc, to_wall

_ACTIVITY = TABLES["activity"]
_CONTACT = TABLES["contact"]
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@query
def activity_page(
    asking: Asking, wanted: ActivityFilter, zone: str, *, offset: int = 0, limit: int = 50
) -> ActivityPage:
    """A window of the open activities by their time as seen from a zone; of what is overdue the newest first."""
    conditions = _conditions(asking, wanted, zone)
    rows = planned(asking, *conditions, limit=limit, offset=offset, order=_order(asking, wanted.span, zone))
    people = people_of(asking, [row.id for row in rows])
    made = tuple(
        ActivityRow(replace(activity_view(asking, row), people=people.get(row.id, ())), bool(row.rrule)) for row in rows
    )
    return ActivityPage(made, offset, _number(asking, conditions))


@query
def activity_ids(asking: Asking, wanted: ActivityFilter, zone: str) -> tuple[UUID, ...]:
    """All of what is wanted in the order of its pages: for a selection that reaches beyond the pages fetched."""
    statement = (
        _open(sa.select(_ACTIVITY.c.id))
        .where(*_conditions(asking, wanted, zone))
        .order_by(*_order(asking, wanted.span, zone))
    )
    return tuple(asking.connection.execute(statement).scalars())


@query
def activity_place(asking: Asking, activity_id: UUID, zone: str) -> int | None:
    """The place of an open activity among all of them, from 0; None where it is not planned any more."""
    ids = activity_ids(asking, ActivityFilter(), zone)
    return ids.index(activity_id) if activity_id in ids else None


@query
def activity_counts(asking: Asking, wanted: ActivityFilter, zone: str) -> ActivityCounts:
    """How many of what is wanted otherwise fall into each span; `due` counts all that are due by the end of today."""
    narrowed = _narrowing(asking, wanted)
    spans = tuple((span, _number(asking, [*narrowed, *_span(asking, span, zone)])) for span in SPANS)
    return ActivityCounts(spans, _number(asking, [_before(_today(asking, zone) + _DAY, zone)]))


def _conditions(asking: Asking, wanted: ActivityFilter, zone: str) -> list[sa.ColumnElement[bool]]:
    days = [] if wanted.day is None else _between(wanted.day, wanted.day + _DAY, zone)
    return [*_narrowing(asking, wanted), *_span(asking, wanted.span, zone), *days]


def _narrowing(asking: Asking, wanted: ActivityFilter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.kind:
        found.append(Activity.kind == wanted.kind)
    if wanted.priority:
        found.append(Activity.priority == wanted.priority)
    if wanted.text.strip():
        about = sa.func.search_text(Activity.regarding).contains(sa.func.search_text(wanted.text.strip()))
        found.append(about | _CONTACT.c.rid.in_(matching_contacts(asking, wanted.text)))
    return found


def _span(asking: Asking, span: Span, zone: str) -> list[sa.ColumnElement[bool]]:
    today = _today(asking, zone)
    if span == "overdue":
        passed = Activity.start_at < asking.now
        return [sa.func.coalesce(passed, _last_day() < today.isoformat())]
    days = {
        "today": (today, today + _DAY),
        "tomorrow": (today + _DAY, today + 2 * _DAY),
        "week": (today, today + _WEEK),
    }
    if span not in days:
        return []
    return _between(*days[span], zone)


def _between(first: date, after: date, zone: str) -> list[sa.ColumnElement[bool]]:
    return [sa.not_(_over_before(first, zone)), _before(after, zone)]


def _before(day: date, zone: str) -> sa.ColumnElement[bool]:
    """Whether an activity begins on an earlier day; one without any time is on no day."""
    begin = to_utc(datetime.combine(day, time()), zone)
    return sa.func.coalesce(Activity.start_at < begin, Activity.due_on < day, sa.false())


def _over_before(day: date, zone: str) -> sa.ColumnElement[bool]:
    """Whether the last day of an activity is an earlier one: what has no hour may last for days."""
    begin = to_utc(datetime.combine(day, time()), zone)
    return sa.func.coalesce(Activity.start_at < begin, _last_day() < day.isoformat(), sa.false())


def _last_day() -> sa.ColumnElement[str]:
    more = sa.cast((Activity.duration - 1) / sa.literal_column("1440"), sa.Integer)
    return sa.func.date(_ACTIVITY.c.due_on, sa.literal("+").concat(sa.cast(more, sa.Text)).concat(" days"))


def _order(asking: Asking, span: Span, zone: str) -> tuple[sa.ColumnElement[Any], ...]:
    """By time; what has no time of day begins its day, which is told by the present offset of the zone."""
    ahead = to_wall(asking.now, zone) - asking.now.replace(tzinfo=None)
    millis = round(ahead.total_seconds()) * 1000
    at = sa.func.coalesce(
        sa.type_coerce(_ACTIVITY.c.start_at, sa.Integer), sa.func.unixepoch(_ACTIVITY.c.due_on) * 1000 - millis
    )
    return (at.desc() if span == "overdue" else at.asc(), _ACTIVITY.c.rid)


def _number(asking: Asking, conditions: list[sa.ColumnElement[bool]]) -> int:
    statement = _open(sa.select(sa.func.count())).where(*conditions)
    return int(asking.connection.execute(statement).scalar_one())


def _open(statement: sa.Select[Any]) -> sa.Select[Any]:
    return (
        statement.select_from(_ACTIVITY)
        .outerjoin(_CONTACT, _CONTACT.c.id == _ACTIVITY.c.contact_id)
        .where(Activity.completed_at.is_(None), Activity.removed_at.is_(None), _CONTACT.c.removed_at.is_(None))
    )


def _today(asking: Asking, zone: str) -> date:
    return to_wall(asking.now, zone).date()
