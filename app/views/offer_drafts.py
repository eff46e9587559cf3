"""Offer lines before they are in the file: what an editor, a table or another offer hands over. Light to import."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from models.rules.offer_lines import Discount

ROLES = ("line", "option", "alternative")


@dataclass(frozen=True, slots=True)
class OfferLineDraft:
    """A line to be added. What is left out comes from its product, found by `product_id` or by `code`.

    `vat` None is the usual rate of the offer's day, unless the line goes `without_vat`; `section` is a title.
    """

    name: str = ""
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    unit: str = ""
    description: str = ""
    discount: Discount | None = None
    vat: Decimal | None = None
    without_vat: bool = False
    section: str = ""
    role: str = "line"
    code: str = ""
    product_id: UUID | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a table that was left out: its number as a spreadsheet shows it, why, and what it said."""

    row: int
    reason: str
    text: str
