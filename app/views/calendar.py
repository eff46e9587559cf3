"""What the calendar and the planning dialogs are shown and hand over: frozen views, light to import."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID

from app.views.contacts import CompanyId, ContactId

Scope = Literal["one", "following", "all"]


@dataclass(frozen=True, slots=True)
class When:
    """When an activity is meant: a day and, unless it is timeless, a time of day, on the wall of a zone (IANA)."""

    day: date
    time: time | None
    zone: str


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """Something in the calendar: planned, or done where `done`.

    `begins` and `ends` are what the clock on the viewer's wall shows, cut to the days asked for; `start` and `duration` are
    the whole of it. `occurrence` names one time of a series for the commands; None for what does not repeat.
    """

    id: UUID  # of the activity, of the history entry where it is done
    kind: str
    regarding: str
    details: str
    place: str
    start: datetime | None  # aware UTC; None where it is timeless
    duration: int  # minutes
    day: date
    begins: datetime  # naive, the viewer's wall; midnight where it is timeless
    ends: datetime
    cut_before: bool
    cut_after: bool
    timeless: bool
    occurrence: datetime | None  # naive, the wall of its own zone
    priority: int  # 1 highest … 5
    colour: int
    private: bool
    late: bool
    done: bool
    result: str  # the key of a result
    result_label: str
    contact_id: ContactId | None
    contact_name: str
    company_id: CompanyId | None
    company_name: str
    contact_zone: str = ""  # IANA: where the contact's clock is known
    others: int = 0  # who takes part beside the contact
    faded: bool = False  # not among what is sought


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar: how much is planned on it, and whether people work."""

    day: date
    planned: int
    working: bool
    holiday: str  # its name in the language spoken; "" on any other day


@dataclass(frozen=True, slots=True)
class CalendarView:
    """Some days of the calendar. Timed items are in the order of their time, timeless ones in that of their days."""

    first_day: date
    last_day: date
    today: date
    now: datetime  # naive, the viewer's wall: where the line stands
    days: tuple[CalendarDay, ...]
    timed: tuple[CalendarItem, ...]
    timeless: tuple[CalendarItem, ...]
    hours: tuple[time, time]  # the working hours
    found: int = 0  # how many match, where something is sought


@dataclass(frozen=True, slots=True)
class Clash:
    """What is planned already where something new is meant to be, and the next time that is free."""

    items: tuple[CalendarItem, ...]
    next_free: When | None
