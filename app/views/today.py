"""What the page of today is shown: frozen views, light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from app.views.contacts import CompanyId, ContactId


@dataclass(frozen=True, slots=True)
class TodayItem:
    """A line of the plan: something to do, or done today with its result."""

    id: UUID  # of the activity, done or not
    kind: str
    regarding: str
    details: str
    place: str
    start: datetime | None  # aware UTC; when it was done, where it was not meant for today; None where it is timeless
    day: date  # the day it was meant for, in the viewer's zone
    timeless: bool
    duration: int  # minutes
    priority: int  # 1 highest … 5
    days_late: int  # 0 where it is meant for today
    late: bool  # its time has passed and it is not done
    repeats: bool
    occurrence: datetime | None  # names the time of a series for the commands of the calendar
    done: bool
    result: str  # the key of a result
    result_label: str
    contact_id: ContactId | None
    contact_name: str
    company_id: CompanyId | None
    company_name: str
    offer_id: UUID | None
    offer_number: str
    others: int = 0  # who takes part beside the contact


@dataclass(frozen=True, slots=True)
class TodayPromise:
    """An open promise that is late or due soon."""

    id: UUID
    mine: bool
    text: str
    due: date
    late: bool
    contact_id: ContactId | None
    contact_name: str
    contact_gender: str  # male | female | "": «его», «её», «их»
    company_name: str


@dataclass(frozen=True, slots=True)
class ExpiringOffer:
    """An offer that waits for an answer and runs out soon."""

    id: UUID
    number: str
    version: int
    contact_id: ContactId | None
    contact_name: str
    company_id: CompanyId | None
    company_name: str
    valid_through: date
    days_left: int
    total: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class StalledDeal:
    """An open deal for which nothing is planned."""

    id: UUID
    name: str
    company_id: CompanyId | None
    company_name: str
    contact_id: ContactId | None
    contact_name: str
    amount: Decimal
    currency: str
    stage: str
    days: int  # in its stage


@dataclass(frozen=True, slots=True)
class NeglectedContact:
    """Somebody whose keep-in-touch rhythm asks for a word."""

    id: ContactId
    name: str
    company_name: str
    every_days: int
    days_since: int | None  # since the last touch; None where there was none
    last_touch: datetime | None


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday of the next days; `age` is what they turn, None where the year is not known."""

    contact_id: ContactId
    name: str
    company_name: str
    on: date
    days: int  # 0 is today
    age: int | None
    favourite: bool


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """What was done since Monday."""

    calls: int
    meetings: int
    offers: int


@dataclass(frozen=True, slots=True)
class RailCounts:
    """The numbers beside the sections."""

    late: int  # what was planned for a day before today
    contacts: int
    planned: int  # open, up to the end of today
    deals: int  # open
    offers: int  # waiting for an answer
    companies: int = 0
    products: int = 0  # that may be sold


@dataclass(frozen=True, slots=True)
class TodayView:
    """The page of today. Lists hold the first of each; a total beside them counts all."""

    day: date
    now: datetime  # aware UTC
    overdue: tuple[TodayItem, ...]
    overdue_total: int
    timed: tuple[TodayItem, ...]  # today's in the order of their time, done ones in their place
    timeless: tuple[TodayItem, ...]
    now_row: int  # the line of now stands before this item of `timed`; len(timed) after the last
    calls_left: int  # overdue and today's calls with somebody, for a round of calls
    promises: tuple[TodayPromise, ...]
    promises_total: int
    offers: tuple[ExpiringOffer, ...]
    offers_total: int
    deals: tuple[StalledDeal, ...]
    deals_total: int
    neglected: tuple[NeglectedContact, ...]
    neglected_total: int
    birthdays: tuple[Birthday, ...]
    birthdays_total: int
    week: WeekCounts
    rail: RailCounts
