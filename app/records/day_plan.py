"""Planned activities of a stretch of days, repeating ones expanded, read by one statement for today and the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from app.command import Asking
from models.column_types import from_millis, to_millis
from models.rules.person_names import PersonName, full_name
from models.rules.recurrence import occurrences_between
from models.rules.wall_time import to_utc, to_wall

LONGEST = timedelta(days=31)  # what lasts longer does not reach into a later stretch
LAST_DAY = "date(a.due_on, '+' || ((a.duration - 1) / 1440) || ' days')"  # of what has no hour: it may last for days
_DAY = 1440  # minutes

_IS_OPEN = """
a.completed_at IS NULL AND a.removed_at IS NULL AND (a.contact_id IS NULL OR c.removed_at IS NULL)
"""
_OPEN = f"""
SELECT a.id, a.kind, a.regarding, a.details, a.place, a.start_at, a.wall_start, a.time_zone, a.due_on, a.duration,
  a.priority, a.colour, a.access, a.rrule, a.exceptions, a.contact_id, c.prefix, c.first, c.middle, c.last, c.suffix,
  f.id, f.name, a.offer_id, o.number, c.time_zone,
  (SELECT count(*) FROM activity_contact p WHERE p.activity_id = a.id AND p.removed_at IS NULL)
FROM activity a
LEFT JOIN contact c ON c.id = a.contact_id
LEFT JOIN company f ON f.id = coalesce(a.company_id, c.company_id) AND f.removed_at IS NULL
LEFT JOIN offer o ON o.id = a.offer_id AND o.removed_at IS NULL
WHERE {_IS_OPEN}
"""  # noqa: S608 - constants
_BEFORE = {
    "timed": " AND a.start_at < ?",
    "timeless": f" AND a.start_at IS NULL AND a.due_on < ?1 AND (a.duration <= 1440 OR {LAST_DAY} < ?1)",
}
_TIMED = " AND a.start_at < ? AND (a.start_at >= ? OR a.rrule <> '') ORDER BY a.start_at, a.rid"
_TIMELESS = (
    " AND a.start_at IS NULL AND a.due_on <= ?1 AND (a.due_on >= ?2 OR a.rrule <> '' OR a.due_on >= ?3 AND "
    f"a.duration > 1440 AND {LAST_DAY} >= ?2) ORDER BY a.due_on, a.rid"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a calendar, both included, on the wall of a zone, and the moments they begin and end at."""

    first: date
    last: date
    zone: str
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """An open activity as it lies in the file."""

    id: UUID
    kind: str
    regarding: str
    details: str
    place: str
    start: datetime | None
    wall: datetime  # naive; midnight where it is timeless
    zone: str
    duration: int
    priority: int
    colour: int
    private: bool
    rrule: str
    skipped: tuple[datetime, ...]
    contact_id: UUID | None
    contact_name: str
    company_id: UUID | None
    company_name: str
    offer_id: UUID | None
    offer_number: str
    contact_zone: str  # IANA, where it is known
    others: int  # who takes part beside the contact

    @property
    def days(self) -> int:
        """How many days it lasts where it has no hour."""
        return days_of_length(self.duration)


@dataclass(frozen=True, slots=True)
class Happening:
    """One time of an activity: `day` on the viewer's wall, `original` names it within its series."""

    activity: Planned
    start: datetime | None
    day: date
    original: datetime | None


def days_of_length(minutes: int) -> int:
    """How many days something without an hour lasts: one, unless it is longer than that."""
    return max((minutes - 1) // _DAY + 1, 1)


def days_of(first: date, last: date, zone: str) -> Stretch:
    """A stretch of days."""
    begin = to_utc(datetime.combine(first, time()), zone)
    return Stretch(first, last, zone, begin, to_utc(datetime.combine(last + timedelta(days=1), time()), zone))


def overdue(asking: Asking, stretch: Stretch, limit: int) -> list[Happening]:
    """What was planned for an earlier day and is open, the last days first: of a series its present time alone."""
    timed = _OPEN + _BEFORE["timed"] + " ORDER BY a.start_at DESC, a.rid LIMIT ?"
    timeless = _OPEN + _BEFORE["timeless"] + " ORDER BY a.due_on DESC, a.rid LIMIT ?2"
    rows = asking.raw.execute(timed, (to_millis(stretch.begin), limit)).fetchall()
    rows += asking.raw.execute(timeless, (stretch.first.isoformat(), limit)).fetchall()
    found = [_first_time(_planned(row), stretch.zone) for row in rows]
    found.sort(key=lambda one: (one.start is None, one.start or stretch.begin))
    return sorted(found, key=lambda one: one.day, reverse=True)[:limit]


def overdue_count(asking: Asking, stretch: Stretch) -> int:
    """How much was planned for an earlier day and is open."""
    count = "SELECT count(*) FROM activity a LEFT JOIN contact c ON c.id = a.contact_id WHERE " + _IS_OPEN  # noqa: S608 - constants
    found = 0
    for kind, value in (("timed", to_millis(stretch.begin)), ("timeless", stretch.first.isoformat())):
        ((number,),) = asking.raw.execute(count + _BEFORE[kind], (value,)).fetchall()
        found += int(str(number))
    return found


def happenings(asking: Asking, stretch: Stretch) -> Iterator[Happening]:
    """Everything planned that touches a stretch of days, repeating activities expanded."""
    begin, end = stretch.begin, stretch.end
    for row in asking.raw.execute(_OPEN + _TIMED, (to_millis(end), to_millis(begin - LONGEST))):
        yield from _times(_planned(row), stretch)
    days = (stretch.last.isoformat(), stretch.first.isoformat(), (stretch.first - LONGEST).isoformat())
    for row in asking.raw.execute(_OPEN + _TIMELESS, days):
        yield from _days(_planned(row), stretch)


def _times(activity: Planned, stretch: Stretch) -> Iterator[Happening]:
    lasts = timedelta(minutes=activity.duration)
    if not activity.rrule:
        assert activity.start is not None
        if activity.start + lasts > stretch.begin or activity.start >= stretch.begin:
            yield _first_time(activity, stretch.zone)
        return
    lower = stretch.begin - lasts
    for one in occurrences_between(
        activity.rrule, activity.wall, activity.zone, lower, stretch.end, exdates=activity.skipped
    ):
        if one.utc + lasts > stretch.begin or one.utc >= stretch.begin:
            yield Happening(activity, one.utc, to_wall(one.utc, stretch.zone).date(), one.original)


def _days(activity: Planned, stretch: Stretch) -> Iterator[Happening]:
    if not activity.rrule:
        yield _first_time(activity, stretch.zone)
        return
    midnight = datetime.combine(stretch.first - timedelta(days=activity.days - 1), time(), UTC)
    after = datetime.combine(stretch.last + timedelta(days=1), time(), UTC)
    for one in occurrences_between(activity.rrule, activity.wall, "UTC", midnight, after, exdates=activity.skipped):
        yield Happening(activity, None, one.wall.date(), one.original)


def _first_time(activity: Planned, zone: str) -> Happening:
    original = activity.wall if activity.rrule else None
    if activity.start is None:
        return Happening(activity, None, activity.wall.date(), original)
    return Happening(activity, activity.start, to_wall(activity.start, zone).date(), original)


def _planned(row: tuple[object, ...]) -> Planned:
    (key, kind, regarding, details, place, start, wall, zone, due, duration, priority, colour, access, rrule, exceptions,
     contact, prefix, first, middle, last, suffix, company, company_name, offer, number, there, others) = row  # fmt: skip
    assert isinstance(key, bytes)
    name = PersonName(str(prefix), str(first), str(middle), str(last), str(suffix))
    at = from_millis(start) if isinstance(start, int) else None
    return Planned(
        UUID(bytes=key), str(kind), str(regarding), str(details), str(place), at,
        _wall(str(wall), str(due or ""), at, str(zone)), str(zone) or "UTC", int(str(duration)),
        int(str(priority)), int(str(colour)), access == "private", str(rrule), _skipped(str(exceptions or "")),
        _id(contact), full_name(name) if contact else "", _id(company), str(company_name or ""), _id(offer),
        str(number or ""), str(there or ""), int(str(others)),
    )  # fmt: skip


def _wall(wall: str, due: str, start: datetime | None, zone: str) -> datetime:
    if wall:
        return datetime.fromisoformat(wall)
    if start is not None:
        return to_wall(start, zone or "UTC")
    return datetime.fromisoformat(due) if due else datetime.min  # noqa: DTZ901 - a wall time is naive


@lru_cache(maxsize=1024)
def _skipped(exceptions: str) -> tuple[datetime, ...]:
    import json  # noqa: PLC0415 - few series have exceptions

    return tuple(datetime.fromisoformat(text) for text in json.loads(exceptions)) if exceptions else ()


def _id(value: object) -> UUID | None:
    return UUID(bytes=value) if isinstance(value, bytes) else None
