"""What the screens and the command line are shown of companies: frozen views, light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from app.views.contacts import (
    ActivityView,
    AddressView,
    ChannelView,
    CompanyId,
    ContactId,
    OpportunityView,
    PromiseView,
    StatusView,
    TimelineEntry,
)
from app.views.own_fields import OwnValue

CompanySort = Literal["name", "people", "last_touch"]


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in a list."""

    id: CompanyId
    name: str
    industry: str
    region: str
    city: str
    people: int
    last_touch: datetime | None  # aware UTC; the last talk with anybody there
    status: str  # the first status's label, "" where it has none


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """A window of the list of companies: rows from `offset`, of `total`."""

    rows: tuple[CompanyRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class RequisiteHint:
    """A doubt about a requisite: the field it stands beside and the sentence to show there; it never blocks."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """A bank account of a set of requisites, with the doubts about its numbers."""

    id: UUID
    account: str
    bic: str
    bank: str
    correspondent_account: str
    currency: str
    primary: bool
    hints: tuple[RequisiteHint, ...]


@dataclass(frozen=True, slots=True)
class RequisitesView:
    """A set of legal particulars with its accounts and the doubts about its numbers."""

    id: UUID
    form: str  # organisation | entrepreneur | person
    legal_name: str
    fields: tuple[tuple[str, str, str], ...]  # (name, label, value), in their order
    primary: bool
    accounts: tuple[AccountView, ...]
    hints: tuple[RequisiteHint, ...]


@dataclass(frozen=True, slots=True)
class CompanyPerson:
    """Somebody who works there."""

    id: ContactId
    name: str
    job_title: str
    last_touch: datetime | None
    next_at: datetime | None
    favourite: bool


@dataclass(frozen=True, slots=True)
class CompanyOffer:
    """An offer made to a company or to one of its people."""

    id: UUID
    number: str
    version: int
    status: str
    status_label: str
    dated: date | None
    valid_through: date | None
    total: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """Everything a company's card shows at once; the timeline is paged beside it."""

    id: CompanyId
    name: str
    full_name: str
    industry: str
    region: str
    web: str
    about: str
    parent_id: CompanyId | None
    parent: str
    branches: tuple[tuple[CompanyId, str], ...]  # the companies it is the parent of
    statuses: tuple[StatusView, ...]
    tags: tuple[str, ...]
    facts: tuple[tuple[str, str, str], ...]  # (field name, label, shown value) of the other filled fields
    requisites: tuple[RequisitesView, ...]
    channels: tuple[ChannelView, ...]
    addresses: tuple[AddressView, ...]
    people: tuple[CompanyPerson, ...]  # the first of them; `people_total` counts all
    people_total: int
    opportunities: tuple[OpportunityView, ...]
    offers: tuple[CompanyOffer, ...]
    promises: tuple[PromiseView, ...]
    next_activity: ActivityView | None
    last_touch: datetime | None
    edited: datetime
    own: tuple[OwnValue, ...] = ()  # every field people added to companies, empty where nothing was said
    access: str = "public"
    further: tuple[ActivityView, ...] = ()  # what is planned after the next activity


@dataclass(frozen=True, slots=True)
class CompanyTimelineEntry:
    """A row of a company's timeline and with whom it was."""

    entry: TimelineEntry
    contact_id: ContactId | None
    contact_name: str
