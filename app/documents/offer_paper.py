"""What is printed in an offer: every word and figure of one PDF, already chosen, declined and computed.

Nothing here is looked up or calculated again; `offer_pdf` only lays it out. Images are the bytes of a file (PNG, JPEG,
…); one that cannot be read is left out. Money is `Decimal` in `OfferPaper.currency`.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from resources.i18n import Language

LineKind = Literal["line", "alternative"]
VatMode = Literal["included", "on_top", "none"]
TemplateKey = Literal["strict", "pictures", "compact", "letter"]
PageSize = Literal["A4", "Letter"]

DEFAULT_ACCENT = "#0f6b68"


@dataclass(frozen=True, slots=True)
class SellerOnPaper:
    """Our own firm in the letterhead and the footer; `requisites` are label and value, in the order of printing."""

    name: str
    tagline: str = ""
    legal_name: str = ""
    requisites: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    web: str = ""
    logo: bytes | None = None
    stamp: bytes | None = None


@dataclass(frozen=True, slots=True)
class SalespersonOnPaper:
    """Whom the client calls back: printed first, large enough to dial from."""

    name: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class AddresseeOnPaper:
    """To whom: the company, and the person with the position, both already in the dative where the language has one."""

    company: str = ""
    position: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class LineOnPaper:
    """One position. `discount_percent` or `discount_sum` is shown, whichever is set; `vat_rate` None is "without VAT"."""

    number: str
    name: str
    quantity: Decimal
    price: Decimal
    amount: Decimal
    unit: str = ""
    description: str = ""
    picture: bytes | None = None
    discount_percent: Decimal | None = None
    discount_sum: Decimal | None = None
    vat_rate: Decimal | None = None
    kind: LineKind = "line"


@dataclass(frozen=True, slots=True)
class SectionOnPaper:
    """Positions under one heading; without a title they stand straight in the table."""

    lines: tuple[LineOnPaper, ...]
    title: str = ""
    subtotal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VatOnPaper:
    """The VAT of one rate."""

    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TotalsOnPaper:
    """The figures under the table; what is None is not printed. `discount` is positive, `words` is the total in words."""

    total: Decimal
    subtotal: Decimal | None = None
    discount: Decimal | None = None
    discount_percent: Decimal | None = None
    net: Decimal | None = None
    vat_mode: VatMode = "none"
    vat: tuple[VatOnPaper, ...] = ()
    vat_reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SignatureOnPaper:
    """Who signs; `with_images` prints the signature here and the seller's stamp beside it."""

    position: str = ""
    name: str = ""
    image: bytes | None = None
    with_images: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """What a bank needs to fill in a transfer to us (ГОСТ Р 56042), `amount` in roubles."""

    name: str
    account: str
    bank: str
    bic: str
    correspondent_account: str
    inn: str = ""
    kpp: str = ""
    amount: Decimal | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class OfferPaper:
    """One offer, ready to be set; `title` and `intro` may be empty, `conditions` are label and text."""

    seller: SellerOnPaper
    number: str
    dated: date
    sections: tuple[SectionOnPaper, ...]
    totals: TotalsOnPaper
    language: Language = "ru"
    currency: str = "RUB"
    version: int = 1
    valid_through: date | None = None
    title: str = ""
    salesperson: SalespersonOnPaper = field(default_factory=SalespersonOnPaper)
    addressee: AddresseeOnPaper = field(default_factory=AddresseeOnPaper)
    basis: str = ""
    salutation: str = ""
    intro: str = ""
    options: tuple[LineOnPaper, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    signature: SignatureOnPaper = field(default_factory=SignatureOnPaper)
    payment: Payment | None = None
    accent: str = DEFAULT_ACCENT
    template: TemplateKey = "strict"
    page_size: PageSize = "A4"
