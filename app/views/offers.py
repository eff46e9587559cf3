"""What the screens and the command line are shown of money: sellers, products, offers, deals. Light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NewType
from uuid import UUID

from app.views.contacts import CompanyId, ContactId
from app.views.offer_drafts import OfferLineDraft, RefusedRow

OfferId = NewType("OfferId", UUID)
SellerId = NewType("SellerId", UUID)
ProductId = NewType("ProductId", UUID)
PriceListId = NewType("PriceListId", UUID)
OpportunityId = NewType("OpportunityId", UUID)

__all__ = [
    "BankAccountView", "BoardColumn", "OfferCard", "OfferChange", "OfferId", "OfferLineDraft", "OfferLineView",
    "OfferPage", "OfferRow", "OfferSectionView", "OfferVersion", "OpportunityId", "OpportunityPage", "OpportunityRow",
    "PriceListId", "PriceListView", "PriceView", "ProductCard", "ProductId", "ProductPage", "ProductRow", "RefusedRow",
    "SellerCard", "SellerId", "SellerView", "StageEntry", "StageView", "Sum", "VatRow",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """So much of one currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class SellerView:
    """An own firm in a list."""

    id: SellerId
    name: str
    legal_name: str
    inn: str
    vat_mode: str  # included | on_top | none
    currency: str
    number_pattern: str
    offer_days: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class BankAccountView:
    """A bank account of an own firm."""

    id: UUID
    account: str
    bic: str
    bank: str
    correspondent_account: str
    currency: str
    primary: bool


@dataclass(frozen=True, slots=True)
class SellerCard:
    """An own firm with everything: its fields by name, its accounts, the doubts about its numbers (field, sentence)."""

    seller: SellerView
    fields: tuple[tuple[str, str, str], ...]  # (name, label, value), in their order
    conditions: tuple[tuple[str, str], ...]  # (key or label, text)
    accounts: tuple[BankAccountView, ...]
    hints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the catalogue."""

    id: ProductId
    code: str
    name: str
    category: str
    unit: str
    price: Decimal | None
    currency: str
    vat_rate: Decimal | None  # None: the usual rate of the day
    archived: bool


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A window of the catalogue: rows from `offset`, of `total`."""

    rows: tuple[ProductRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class PriceView:
    """A price of a product: in which list, from what quantity, for whom."""

    id: UUID
    price_list: str
    amount: Decimal
    currency: str
    from_quantity: Decimal
    segment: str
    option: str
    price_list_id: PriceListId


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product with everything; cost and floor price are for our own eyes."""

    product: ProductRow
    description: str
    cost: Decimal | None
    floor_price: Decimal | None
    sale: str
    minimum_order: Decimal | None
    lead_time_days: int
    picture_hash: str
    analogues: tuple[ProductRow, ...]
    prices: tuple[PriceView, ...]
    offers: int  # how many offers name it


@dataclass(frozen=True, slots=True)
class PriceListView:
    """A price list and how many prices it holds."""

    id: PriceListId
    name: str
    audience: str
    currency: str
    mechanism: str
    valid_from: date | None
    valid_through: date | None
    prices: int


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in a list."""

    id: OfferId
    number: str
    version: int
    status: str
    status_label: str
    title: str
    contact_id: ContactId | None
    contact: str
    company_id: CompanyId | None
    company: str
    dated: date | None
    valid_through: date | None
    days_left: int | None  # until the last day, while an answer is awaited
    total: Decimal
    currency: str
    sent_at: datetime | None

    @property
    def name(self) -> str:
        """The number it is told by in a list."""
        return self.number


@dataclass(frozen=True, slots=True)
class OfferPage:
    """A window of the list of offers: rows from `offset`, of `total`."""

    rows: tuple[OfferRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class OfferLineView:
    """A line with its numbers as printed; `margin_percent` and `below_floor` are for our own eyes."""

    id: UUID
    number: str  # as printed: 1, 2, 2a …
    role: str  # line | option | alternative
    name: str
    description: str
    product_id: ProductId | None
    quantity: Decimal
    unit: str
    price: Decimal
    cost: Decimal | None
    discount_percent: Decimal | None
    discount_sum: Decimal | None
    vat_rate: Decimal | None
    list_sum: Decimal
    discount: Decimal
    sum: Decimal
    vat: Decimal
    gross: Decimal
    difference: Decimal | None  # of an alternative: what choosing it would change
    below_floor: bool
    picture_hash: str


@dataclass(frozen=True, slots=True)
class OfferSectionView:
    """A section with its lines; the one without a title stands first."""

    id: UUID | None
    title: str
    lines: tuple[OfferLineView, ...]
    subtotal: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class VatRow:
    """The VAT of one rate; `rate` None is what goes without VAT."""

    rate: Decimal | None
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class OfferVersion:
    """A version of an offer's chain."""

    id: OfferId
    version: int
    status: str
    dated: date | None
    total: Decimal


@dataclass(frozen=True, slots=True)
class OfferChange:
    """One difference to the previous version: what came, went or changed, in words."""

    kind: str  # added | removed | changed
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OfferCard:
    """Everything of one offer; the numbers are those of its lines."""

    row: OfferRow
    seller_id: SellerId | None
    seller: str
    opportunity_id: OpportunityId | None
    locked: bool
    basis: str
    intro: str
    closing: str
    conditions: tuple[tuple[str, str], ...]
    language: str
    template: str
    vat_mode: str
    vat_reason: str
    rounding: str
    discount_percent: Decimal | None
    discount_sum: Decimal | None
    sections: tuple[OfferSectionView, ...]
    list_sum: Decimal
    line_discount: Decimal
    subtotal: Decimal
    discount: Decimal
    net: Decimal
    vat: Decimal
    vat_rows: tuple[VatRow, ...]
    total: Decimal
    options: Decimal
    words: str
    margin: Decimal | None
    margin_percent: Decimal | None
    versions: tuple[OfferVersion, ...]
    changes: tuple[OfferChange, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage of a process."""

    id: UUID
    process_id: UUID
    name: str
    client_did: str
    probability: int
    position: int


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """A deal in a list or on the board."""

    id: OpportunityId
    name: str
    contact_id: ContactId | None
    contact: str
    company_id: CompanyId | None
    company: str
    stage_id: UUID | None
    stage: str
    probability: int
    amount: Decimal
    weighted: Decimal
    currency: str
    days_in_stage: int
    has_next_step: bool
    estimated_close: date | None
    status: str
    closed_on: date | None
    close_reason: str


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """A window of the list of deals: rows from `offset`, of `total`."""

    rows: tuple[OpportunityRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A stage on the board: its open deals, how many, and what they come to; sums of one currency each."""

    stage: StageView
    rows: tuple[OpportunityRow, ...]
    count: int
    amounts: tuple[Sum, ...]
    weighted: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class StageEntry:
    """When a deal entered a stage, and how many days it stayed (so far, in the last one)."""

    stage: str
    entered_at: datetime
    days: int
    amount: Decimal
    probability: int
