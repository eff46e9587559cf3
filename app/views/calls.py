"""What the call panel and the "who is it" box are shown: frozen views, light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from app.views.contacts import ActivityView, ChannelView, CompanyId, ContactId, PromiseView, TimelineEntry
from app.views.offers import OfferId


@dataclass(frozen=True, slots=True)
class CallPhone:
    """A number and what a softphone is handed to dial it; `uri` is empty where it cannot be dialled."""

    channel: ChannelView
    uri: str  # "tel:+73832223344;ext=12", "sip:anna@example.com"


@dataclass(frozen=True, slots=True)
class CallOffer:
    """An offer that is being written or waits for an answer."""

    id: OfferId
    number: str
    version: int
    status: str  # draft | sent | discussed
    status_label: str
    total: Decimal
    currency: str
    valid_through: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class CallView:
    """Whom one talks with, and all one needs at hand while talking."""

    contact_id: ContactId
    name: str
    initials: str
    job_title: str
    company_id: CompanyId | None
    company: str
    time_zone: str  # IANA: where the person is, "" where it is not known
    do_not_call: bool
    phones: tuple[CallPhone, ...]
    of_company: bool  # the phones are the company's: the person has none
    planned: ActivityView | None  # the call that this one would be
    touches: tuple[TimelineEntry, ...]  # newest first
    promises: tuple[PromiseView, ...]
    offers: tuple[CallOffer, ...]
    after_offer: date | None  # the working day after the first of them runs out: a day to ask again


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may be calling."""

    kind: str  # contact | company
    id: UUID
    name: str
    company: str
    job_title: str
    touched_at: datetime | None  # aware UTC; the last talk
    touched: str  # "Call · reached"


@dataclass(frozen=True, slots=True)
class CallDraft:
    """Words of a talk that was left without a result: the note that keeps them, as the panel wrote it."""

    note_id: UUID
    text: str
