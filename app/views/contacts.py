"""What the screens and the command line are shown of contacts: frozen views, light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NewType
from uuid import UUID

from app.views.own_fields import OwnValue
from app.views.tables import CellValue

ContactId = NewType("ContactId", UUID)
CompanyId = NewType("CompanyId", UUID)

BY = "by:"  # begins an order by a column that no index keeps ready: "by:city", "-by:city"


def by_column(sort: str) -> bool:
    """Whether an order is that of a column no index keeps ready."""
    return sort.removeprefix("-").startswith(BY)


Tone = Literal["neutral", "bad", "warn", "good"]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in a list: who, where, and the pill that says what comes next."""

    id: ContactId
    name: str  # "Щукина Анна Викторовна"
    company: str
    job_title: str
    next_at: datetime | None  # aware UTC; the next planned activity
    next_kind: str  # "call", "meeting", "todo" …, "" where nothing is planned
    next_timeless: bool
    favourite: bool
    photo_hash: str
    cells: tuple[CellValue, ...] = ()  # what stands in the columns asked for


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A window of the working set: rows from `offset`, of `total`."""

    rows: tuple[ContactRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A typed phone, e-mail, page or messenger, with the form shown to a person."""

    id: UUID
    kind: str  # phone | email | web | messenger
    type: str  # mobile | work | home | fax | main | other
    label: str
    service: str
    shown: str  # "+7 383 222-33-44, доб. 12"
    raw: str
    normal: str
    primary: bool


@dataclass(frozen=True, slots=True)
class AddressView:
    """A typed postal address in one line and in its parts."""

    id: UUID
    type: str
    shown: str
    street: str
    city: str
    region: str
    postcode: str
    country: str
    extended: str = ""  # building, office
    po_box: str = ""
    label: str = ""  # the person's own word for it


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status pill: the pick-list key and the word shown."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ActivityView:
    """A planned activity in a list or a side column."""

    id: UUID
    kind: str
    regarding: str
    details: str
    start: datetime | None  # aware UTC
    timeless: bool
    due: date | None
    duration: int  # minutes
    priority: int  # 1 highest … 5
    contact_id: UUID | None
    contact_name: str
    company_name: str
    late: bool
    alarm_at: datetime | None
    company_id: UUID | None = None
    people: tuple[tuple[UUID, str], ...] = ()  # who else takes part


@dataclass(frozen=True, slots=True)
class PromiseView:
    """An open promise: whose it is, what and by when."""

    id: UUID
    mine: bool
    text: str
    due: date | None
    late: bool
    contact_id: UUID | None
    contact_name: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One row of a card's timeline: history, note, offer or file."""

    id: UUID
    kind: str  # call | meeting | todo | email | note | offer | file | system …
    title: str  # "Call · reached"
    text: str
    at: datetime  # aware UTC
    duration: int  # minutes, 0 where there is none
    system: bool
    people: tuple[tuple[UUID, str], ...] = ()  # everybody who took part, where it was shared by several


@dataclass(frozen=True, slots=True)
class OpportunityView:
    """An open deal in a side column."""

    id: UUID
    name: str
    amount: Decimal
    currency: str
    probability: int  # per cent
    days_in_stage: int
    stage: str


@dataclass(frozen=True, slots=True)
class ColleagueView:
    """Another person of the same company."""

    id: ContactId
    name: str
    job_title: str


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Everything a contact's card shows at once; the timeline is paged beside it."""

    id: ContactId
    name: str
    initials: str
    prefix: str
    first: str
    middle: str
    last: str
    suffix: str
    salutation: str
    job_title: str
    department: str
    company_id: CompanyId | None
    company: str
    statuses: tuple[StatusView, ...]
    tags: tuple[str, ...]
    channels: tuple[ChannelView, ...]
    addresses: tuple[AddressView, ...]
    facts: tuple[tuple[str, str, str], ...]  # (field name, label, shown value) of the other filled fields
    about: str
    birthday: str
    time_zone: str
    favourite: bool
    do_not_call: bool
    photo_hash: str
    next_activity: ActivityView | None
    promises: tuple[PromiseView, ...]
    opportunities: tuple[OpportunityView, ...]
    colleagues: tuple[ColleagueView, ...]
    timeline_counts: tuple[tuple[str, int], ...]  # (kind, number), system rows under "system"
    edited: datetime
    do_not_mail: bool = False
    own: tuple[OwnValue, ...] = ()  # every field people added to contacts, empty where nothing was said
    access: str = "public"
    further: tuple[ActivityView, ...] = ()  # what is planned after the next activity
