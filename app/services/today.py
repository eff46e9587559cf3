"""The page of today from one snapshot: what is late, what is due, who waits, what was done.

A page everybody opens many times a day, so each part is one statement over an index, and no part reads all rows of
anything.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.command import Asking, query
from app.records import day_plan, waiting
from app.records.day_plan import Happening, Stretch
from app.records.pick_lists import labels
from app.views.contacts import CompanyId, ContactId
from app.views.today import RailCounts, TodayItem, TodayView, WeekCounts
from models.column_types import from_millis, to_millis
from models.rules.person_names import PersonName, full_name
from models.rules.wall_time import to_utc, to_wall

_MOST_OVERDUE = 100
_MOST = 20  # of each list at the side

_DONE = """
SELECT a.id, h.kind, h.regarding, h.details, a.place, a.start_at, a.due_on, a.timeless, h.duration, a.priority,
  h.result, h.start_at, a.rrule, h.contact_id, c.prefix, c.first, c.middle, c.last, c.suffix, f.id, f.name, o.id, o.number
FROM history h JOIN activity a ON a.id = h.activity_id
LEFT JOIN contact c ON c.id = h.contact_id
LEFT JOIN company f ON f.id = coalesce(h.company_id, c.company_id) AND f.removed_at IS NULL
LEFT JOIN offer o ON o.id = h.offer_id AND o.removed_at IS NULL
WHERE h.start_at >= ? AND h.start_at < ? AND h.system = 0 AND h.removed_at IS NULL
  AND (h.contact_id IS NULL OR c.removed_at IS NULL)
ORDER BY h.start_at, h.rid
"""
_WEEK = {
    "calls": "SELECT count(*) FROM history WHERE start_at >= ? AND start_at <= ? AND kind = 'call' AND system = 0"
    " AND removed_at IS NULL",
    "meetings": "SELECT count(*) FROM history WHERE start_at >= ? AND start_at <= ? AND kind = 'meeting' AND system = 0"
    " AND removed_at IS NULL AND done = 1",
    "offers": "SELECT count(*) FROM offer WHERE sent_at >= ? AND sent_at <= ? AND removed_at IS NULL",
}
_RAIL = {
    "contacts": "SELECT count(*) FROM contact_summary",
    "deals": "SELECT count(*) FROM opportunity WHERE status = 'open' AND archived = 0 AND removed_at IS NULL",
    "offers": "SELECT count(*) FROM offer WHERE status IN ('sent', 'discussed') AND removed_at IS NULL",
    "companies": "SELECT count(*) FROM company_summary",
    "products": "SELECT count(*) FROM product WHERE archived = 0 AND removed_at IS NULL",
}


@query
def today(asking: Asking, zone: str) -> TodayView:
    """Everything of today as seen from a zone."""
    day = to_wall(asking.now, zone).date()
    stretch = day_plan.days_of(day, day, zone)
    late = tuple(_item(asking, one, day) for one in day_plan.overdue(asking, stretch, _MOST_OVERDUE))
    due = [
        _item(asking, one, day)
        for one in day_plan.happenings(asking, stretch)
        if one.start is None or one.start >= stretch.begin
    ]
    done = _done(asking, stretch)
    timed = tuple(sorted((one for one in (*due, *done) if one.start), key=lambda one: (one.start, one.done)))
    timeless = tuple(one for one in (*due, *done) if one.start is None)
    promises, offers = waiting.promises(asking, day, _MOST), waiting.expiring(asking, day, _MOST)
    deals, neglected = waiting.stalled(asking, _MOST), waiting.neglected(asking, _MOST)
    birthdays = waiting.birthdays(asking, day, _MOST)
    return TodayView(
        day=day, now=asking.now,
        overdue=late, overdue_total=day_plan.overdue_count(asking, stretch),
        timed=timed, timeless=timeless,
        now_row=sum(one.start is not None and one.start <= asking.now for one in timed),
        calls_left=sum(one.kind == "call" and one.contact_id is not None and not one.done
                       for one in (*late, *timed, *timeless)),
        promises=promises[0], promises_total=promises[1],
        offers=offers[0], offers_total=offers[1],
        deals=deals[0], deals_total=deals[1],
        neglected=neglected[0], neglected_total=neglected[1],
        birthdays=birthdays[0], birthdays_total=birthdays[1],
        week=_week(asking, day, zone),
        rail=rail(asking, zone),
    )  # fmt: skip


@query
def rail(asking: Asking, zone: str) -> RailCounts:
    """The numbers beside the sections, without the page."""
    day = to_wall(asking.now, zone).date()
    late = day_plan.overdue_count(asking, day_plan.days_of(day, day, zone))
    tomorrow = day + timedelta(days=1)
    through_today = day_plan.overdue_count(asking, day_plan.days_of(tomorrow, tomorrow, zone))
    counts = {name: _number(asking, statement) for name, statement in _RAIL.items()}
    return RailCounts(late, planned=through_today, **counts)


def _item(asking: Asking, one: Happening, today: date) -> TodayItem:
    activity = one.activity
    last = one.day + timedelta(days=activity.days - 1) if one.start is None else one.day
    days_late = max((today - last).days, 0)
    return TodayItem(
        activity.id, activity.kind, activity.regarding, activity.details, activity.place, one.start, one.day,
        one.start is None, activity.duration, activity.priority, days_late,
        bool(days_late or (one.start is not None and one.start < asking.now)), bool(activity.rrule), one.original,
        done=False, result="", result_label="",
        contact_id=ContactId(activity.contact_id) if activity.contact_id else None, contact_name=activity.contact_name,
        company_id=CompanyId(activity.company_id) if activity.company_id else None, company_name=activity.company_name,
        offer_id=activity.offer_id, offer_number=activity.offer_number, others=activity.others,
    )  # fmt: skip


def _done(asking: Asking, stretch: Stretch) -> list[TodayItem]:
    """What was planned and is done today, in the place it had in the plan where that was today."""
    words = labels(asking.connection, "result")
    rows = asking.raw.execute(_DONE, (to_millis(stretch.begin), to_millis(stretch.end)))
    return [_done_item(row, stretch, words) for row in rows]


def _done_item(row: tuple[object, ...], stretch: Stretch, words: dict[str, str]) -> TodayItem:
    (key, kind, regarding, details, place, start, due, timeless, duration, priority, result, done_at, rrule, contact,
     prefix, first, middle, last, suffix, company, company_name, offer, number) = row  # fmt: skip
    at = from_millis(int(str(done_at)))
    meant = from_millis(start) if isinstance(start, int) and not rrule else at
    if not stretch.begin <= meant < stretch.end:
        meant = at
    day = date.fromisoformat(str(due)) if due and not rrule else stretch.first
    who = PersonName(str(prefix), str(first), str(middle), str(last), str(suffix))
    person, firm = _id(contact), _id(company)
    assert isinstance(key, bytes)
    return TodayItem(
        UUID(bytes=key), str(kind), str(regarding), str(details), str(place), None if timeless else meant, day,
        bool(timeless), int(str(duration)), int(str(priority)), 0,
        late=False, repeats=bool(rrule), occurrence=None, done=True, result=str(result), result_label=words.get(str(result), str(result)),
        contact_id=ContactId(person) if person else None, contact_name=full_name(who) if person else "",
        company_id=CompanyId(firm) if firm else None, company_name=str(company_name or ""),
        offer_id=_id(offer), offer_number=str(number or ""),
    )  # fmt: skip


def _week(asking: Asking, day: date, zone: str) -> WeekCounts:
    monday = datetime.combine(day - timedelta(days=day.weekday()), time())
    since = (to_millis(to_utc(monday, zone)), to_millis(asking.now))
    counts = {name: _number(asking, statement, *since) for name, statement in _WEEK.items()}
    return WeekCounts(**counts)


def _number(asking: Asking, statement: str, *values: int) -> int:
    ((number,),) = asking.raw.execute(statement, values).fetchall()
    return int(str(number))


def _id(value: object) -> UUID | None:
    return UUID(bytes=value) if isinstance(value, bytes) else None
