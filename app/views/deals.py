"""What the screens are shown of deals and their parts, beside the rows of `app.views.offers`. Light to import."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.views.contacts import ActivityView, ContactId
from app.views.offers import OpportunityRow, ProductId, StageEntry, StageView, Sum

STALE_DAYS = 21  # at one stage: longer than this an open deal is said to stand still


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a pick list: its key and the word shown."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class DealChoices:
    """What may be chosen from where a deal is edited and closed."""

    reasons: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    sources: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ProcessView:
    """A way of selling and how many open deals go it."""

    id: UUID
    name: str
    open_deals: int


@dataclass(frozen=True, slots=True)
class StatusTotal:
    """How many deals have a status, and what they come to; sums of one currency each."""

    status: str  # open | won | lost | inactive
    count: int
    amounts: tuple[Sum, ...]
    weighted: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class BuyerView:
    """A person in a deal."""

    contact_id: ContactId
    name: str
    job_title: str
    role: str  # the key or a word of the person's own
    role_label: str
    attitude: int  # −2 … +2


@dataclass(frozen=True, slots=True)
class DealLineView:
    """A product in a deal; `sum` is after the discount."""

    id: UUID
    product_id: ProductId | None
    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    discount_percent: Decimal
    sum: Decimal
    below_floor: bool  # cheaper than the product's floor price, in the same currency


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    """Everything of one deal but its offers."""

    row: OpportunityRow
    stages: tuple[StageView, ...]
    source: str
    competitor: str
    details: str
    close_reason: str
    opened_on: date | None
    closed_on: date | None
    return_on: date | None
    lines: tuple[DealLineView, ...]
    lines_sum: Decimal
    buyers: tuple[BuyerView, ...]
    history: tuple[StageEntry, ...]
    steps: tuple[ActivityView, ...]  # what is planned, the next one first
