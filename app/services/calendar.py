"""The calendar: what lies on its days, what clashes, and moving or stretching one time of a series or more of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.command import Asking, Tx, command, query
from app.records import day_plan
from app.records.day_plan import Happening, Stretch
from app.records.me import me
from app.records.occurrences import change, take_off
from app.records.participants import subject_of
from app.records.pick_lists import labels
from app.records.timing import wall_of
from app.views.calendar import CalendarDay, CalendarItem, CalendarView, Clash, Scope, When
from app.views.contacts import CompanyId, ContactId
from models.activity import Activity
from models.column_types import from_millis, to_millis
from models.errors import UserError
from models.pick_list import User
from models.rules.person_names import PersonName, full_name
from models.rules.search_text import search_text
from models.rules.wall_time import to_utc, to_wall
from models.rules.working_days import WorkCalendar, holiday_name, is_working, russian_calendar
from resources.i18n import N_, _

USUAL_HOURS = (time(9), time(18))
_STEP = timedelta(minutes=15)  # free times are looked for at quarters of an hour
_LOOK_AHEAD = 14  # days
_LONGEST_STRETCH = 400  # days

_DONE = """
SELECT h.id, h.kind, h.regarding, h.details, h.start_at, h.duration, h.result, h.access, h.contact_id, c.prefix, c.first,
  c.middle, c.last, c.suffix, f.id, f.name
FROM history h
LEFT JOIN contact c ON c.id = h.contact_id
LEFT JOIN company f ON f.id = coalesce(h.company_id, c.company_id) AND f.removed_at IS NULL
WHERE h.start_at >= ? AND h.start_at < ? AND h.kind NOT IN ('messenger', '')
  AND h.system = 0 AND h.removed_at IS NULL AND (h.contact_id IS NULL OR c.removed_at IS NULL)
ORDER BY h.start_at, h.rid LIMIT 2000
"""


@query
def calendar(
    asking: Asking, zone: str, first_day: date, last_day: date, *, done: bool = False, text: str = ""
) -> CalendarView:
    """The days from the first to the last one as seen from a zone; with `done`, what happened on them too.

    With a `text` what does not hold all its words is faded.

    Raises:
        UserError: the last day comes before the first, or too long after it.
    """
    if not 0 <= (last_day - first_day).days <= _LONGEST_STRETCH:
        raise UserError(_("A calendar shows up to {days} days.").format(days=_LONGEST_STRETCH), field="last_day")
    stretch = day_plan.days_of(first_day, last_day, zone)
    items = [_item(asking, one, stretch) for one in day_plan.happenings(asking, stretch)]
    counts = _counts(items)
    if done:
        items += _happened(asking, stretch)
    wanted = search_text(text).split()
    if wanted:
        kinds = labels(asking.connection, "activity_kind")
        items = [replace(one, faded=not _holds(one, kinds, wanted)) for one in items]
    now = to_wall(asking.now, zone)
    return CalendarView(
        first_day, last_day, now.date(), now,
        tuple(_day(day, counts, russian_calendar()) for day in _days(first_day, last_day)),
        tuple(sorted((one for one in items if not one.timeless), key=lambda one: (one.begins, one.ends))),
        tuple(sorted((one for one in items if one.timeless), key=lambda one: (one.day, one.priority))),
        working_hours(asking), sum(not one.faded for one in items) if wanted else 0,
    )  # fmt: skip


@query
def busy_days(asking: Asking, zone: str, first_day: date, last_day: date) -> tuple[CalendarDay, ...]:
    """How much is planned on each day, for the small calendar."""
    stretch = day_plan.days_of(first_day, last_day, zone)
    counts = _counts(_item(asking, one, stretch) for one in day_plan.happenings(asking, stretch))
    return tuple(_day(day, counts, russian_calendar()) for day in _days(first_day, last_day))


@query
def conflicts(asking: Asking, when: When, duration: int, *, but: UUID | None = None) -> Clash:
    """What is planned already at a time, and the next time within working hours that is free for as long.

    `but` is the activity that is being moved: it is not in its own way. What has no length is in nobody's way.
    """
    if when.time is None or duration <= 0:
        return Clash((), None)
    wanted, lasts = wall_of(when), timedelta(minutes=duration)
    stretch = day_plan.days_of(when.day, when.day + timedelta(days=_LOOK_AHEAD), when.zone)
    taken = [
        one
        for one in day_plan.happenings(asking, stretch)
        if one.start is not None and one.activity.duration and one.activity.id != but
    ]
    begin = to_utc(wanted, when.zone)
    clashing = [one for one in taken if _overlaps(_span(one), (begin, begin + lasts))]
    if not clashing:
        return Clash((), None)
    items = tuple(_item(asking, one, stretch) for one in sorted(clashing, key=_span))
    return Clash(items, _next_free([_span(one) for one in taken], when, lasts, working_hours(asking)))


@query
def hours(asking: Asking) -> tuple[time, time]:
    """The working hours."""
    return working_hours(asking)


@command(N_("Set working hours"))
def set_hours(tx: Tx, begin: time, end: time) -> None:
    """Say from when to when the person works.

    Raises:
        UserError: the end is not after the beginning.
    """
    if end <= begin:
        raise UserError(_("Work ends after it begins."), field="end")
    row = me(tx.connection)
    if row is None:
        raise UserError(_("There is no record of you in this workspace."))
    tx.update(User, row.id, {"settings": {**(row.settings or {}), "hours": [_clock(begin), _clock(end)]}})
    tx.subject = f"{_clock(begin)}–{_clock(end)}"


@command(N_("Move activity"))
def move_occurrence(
    tx: Tx, activity_id: UUID, when: When, *, occurrence: datetime | None = None, scope: Scope = "one",
    duration: int | None = None,
) -> UUID:  # fmt: skip
    """Move an activity, or one time of a series, that time and all after it, or all of them; it may change its length.

    `occurrence` is the time's name as a calendar item gives it; None means the next one. Returns the id of the activity
    that has the new time.

    Raises:
        UserError: the series has no such time, or its days cannot be moved as a whole.
    """
    moved = change(tx, _open(tx, activity_id), occurrence, scope, when, duration)
    tx.subject = subject_of(tx, moved)
    return moved.id


@command(N_("Change length"))
def stretch_occurrence(
    tx: Tx, activity_id: UUID, duration: int, *, occurrence: datetime | None = None, scope: Scope = "one"
) -> UUID:
    """Make an activity, one time of a series, or more of it longer or shorter; times stay. Returns whose length it is."""
    stretched = change(tx, _open(tx, activity_id), occurrence, scope, None, duration)
    tx.subject = subject_of(tx, stretched)
    return stretched.id


@command(N_("Cancel activity"))
def cancel_occurrence(tx: Tx, activity_id: UUID, *, occurrence: datetime | None = None, scope: Scope = "one") -> None:
    """Take an activity, one time of a series, or more of it off the plan."""
    activity = _open(tx, activity_id)
    tx.subject = subject_of(tx, activity)
    take_off(tx, activity, occurrence, scope)


def working_hours(asking: Asking) -> tuple[time, time]:
    """The working hours the person has set, else the usual ones."""
    row = me(asking.connection)
    said = (row.settings or {}).get("hours") if row is not None else None
    if not isinstance(said, list) or len(said) != len(USUAL_HOURS):
        return USUAL_HOURS
    return time.fromisoformat(said[0]), time.fromisoformat(said[1])


def _item(asking: Asking, one: Happening, stretch: Stretch) -> CalendarItem:
    activity = one.activity
    if one.start is None:
        days = activity.days
        begins = datetime.combine(one.day, time())
        ends = begins + timedelta(days=days) if days > 1 else begins
        late = (begins + timedelta(days=days - 1)).date() < to_wall(asking.now, stretch.zone).date()
    else:
        begins = to_wall(one.start, stretch.zone)
        ends = to_wall(one.start + timedelta(minutes=activity.duration), stretch.zone)
        late = one.start < asking.now
    first, after = _edges(stretch)
    return CalendarItem(
        activity.id, activity.kind, activity.regarding, activity.details, activity.place, one.start, activity.duration,
        one.day, max(begins, first), min(ends, after), cut_before=begins < first, cut_after=ends > after,
        timeless=one.start is None, occurrence=one.original, priority=activity.priority, colour=activity.colour,
        private=activity.private, late=late, done=False, result="", result_label="",
        contact_id=ContactId(activity.contact_id) if activity.contact_id else None, contact_name=activity.contact_name,
        company_id=CompanyId(activity.company_id) if activity.company_id else None, company_name=activity.company_name,
        contact_zone=activity.contact_zone, others=activity.others,
    )  # fmt: skip


def _holds(item: CalendarItem, kinds: dict[str, str], wanted: list[str]) -> bool:
    kind = kinds.get(item.kind, item.kind)
    held = search_text(kind, item.regarding, item.details, item.place, item.contact_name, item.company_name)
    return all(word in held for word in wanted)


def _happened(asking: Asking, stretch: Stretch) -> list[CalendarItem]:
    words = labels(asking.connection, "result")
    rows = asking.raw.execute(_DONE, (to_millis(stretch.begin), to_millis(stretch.end)))
    return [_done_item(row, stretch, words) for row in rows]


def _done_item(row: tuple[Any, ...], stretch: Stretch, words: dict[str, str]) -> CalendarItem:
    key, kind, regarding, details, at, duration, result, access, contact, *name, company, company_name = row
    start = from_millis(at)
    begins, ends = (to_wall(start + timedelta(minutes=more), stretch.zone) for more in (0, duration))
    after = _edges(stretch)[1]
    return CalendarItem(
        UUID(bytes=key), kind, regarding, details, "", start, duration, begins.date(), begins, min(ends, after),
        cut_before=False, cut_after=ends > after, timeless=False, occurrence=None, priority=3, colour=0,
        private=access == "private", late=False, done=True, result=result, result_label=words.get(result, result),
        contact_id=ContactId(UUID(bytes=contact)) if contact else None,
        contact_name=full_name(PersonName(*name)) if contact else "",
        company_id=CompanyId(UUID(bytes=company)) if company else None, company_name=company_name or "",
    )  # fmt: skip


def _edges(stretch: Stretch) -> tuple[datetime, datetime]:
    return datetime.combine(stretch.first, time()), datetime.combine(stretch.last + timedelta(days=1), time())


def _counts(items: Iterable[CalendarItem]) -> dict[date, int]:
    """How many items touch each day; one that ends at midnight does not touch the day that begins then."""
    counts: dict[date, int] = {}
    for one in items:
        last = max(one.begins, one.ends - timedelta(microseconds=1)).date()
        for day in _days(one.begins.date(), last):
            counts[day] = counts.get(day, 0) + 1
    return counts


def _day(day: date, counts: dict[date, int], work: WorkCalendar) -> CalendarDay:
    name = holiday_name(day, work)
    return CalendarDay(day, counts.get(day, 0), is_working(day, work), _(name) if name else "")


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _next_free(
    taken: list[tuple[datetime, datetime]], when: When, lasts: timedelta, open_hours: tuple[time, time]
) -> When | None:
    """The first quarter of an hour from the wanted one on at which nothing is planned for as long as it takes."""
    work = russian_calendar()
    for day in _days(when.day, when.day + timedelta(days=_LOOK_AHEAD - 1)):
        if day != when.day and not is_working(day, work):
            continue
        wall, close = (datetime.combine(day, each) for each in open_hours)
        if day == when.day:
            wall = max(wall, _rounded_up(wall_of(when)))
        while wall + lasts <= close:
            begin = to_utc(wall, when.zone)
            if not any(_overlaps(each, (begin, begin + lasts)) for each in taken):
                return replace(when, day=day, time=wall.time())
            wall += _STEP
    return None


def _rounded_up(wall: datetime) -> datetime:
    over = timedelta(minutes=wall.minute % (_STEP.seconds // 60), seconds=wall.second)
    return wall - over + _STEP if over else wall


def _span(one: Happening) -> tuple[datetime, datetime]:
    assert one.start is not None
    return one.start, one.start + timedelta(minutes=one.activity.duration)


def _overlaps(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _open(tx: Tx, activity_id: UUID) -> Activity:
    activity = tx.get(Activity, activity_id)
    if activity.completed_at is not None:
        raise UserError(_("This activity is done already."))
    return activity


def _clock(when: time) -> str:
    return when.isoformat(timespec="minutes")
