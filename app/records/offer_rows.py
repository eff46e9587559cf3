"""Offers as rows, and their arithmetic: the lines in the order of printing, the terms, the totals of both."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from models.errors import NotFoundError
from models.nouns import TABLES
from models.rules.offer_lines import Discount, DiscountKind, LineInput, LineKind, OfferTerms, Rounding
from models.rules.offer_totals import OfferTotals, offer_totals
from models.rules.vat import VatMode
from resources.i18n import Language, _

KINDS = {"line": LineKind.REGULAR, "option": LineKind.OPTION, "alternative": LineKind.ALTERNATIVE}
_LINE = TABLES["offer_line"]
_SECTION = TABLES["offer_section"]
_OFFER = TABLES["offer"]
_NO_SECTION = -1


def offer_row(connection: sa.Connection, offer_id: UUID) -> Any:
    """The row of an offer.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    statement = sa.select(_OFFER).where(_OFFER.c.id == offer_id, _OFFER.c.removed_at.is_(None))
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError(_("This offer is no longer here."))
    return row


def line_rows(connection: sa.Connection, offer_id: UUID) -> Sequence[Any]:
    """The lines of an offer as printed: those outside of any section first, then section by section.

    `section_key` and `section_title` are None outside of a section.
    """
    section_position = sa.func.coalesce(_SECTION.c.position, _NO_SECTION)
    statement = (
        sa.select(_LINE, _SECTION.c.id.label("section_key"), _SECTION.c.title.label("section_title"))
        .outerjoin(_SECTION, (_SECTION.c.id == _LINE.c.section_id) & _SECTION.c.removed_at.is_(None))
        .where(_LINE.c.offer_id == offer_id, _LINE.c.removed_at.is_(None))
        .order_by(section_position, _SECTION.c.rid, _LINE.c.position, _LINE.c.rid)
    )
    return connection.execute(statement).all()


def line_numbers(rows: Sequence[Any], letters: str) -> list[str]:
    """The numbers printed before the lines: 1, 2, an alternative to the second 2a, options counted on at the end."""
    counted = 0
    alternatives: dict[int, int] = {}
    numbers = [""] * len(rows)
    for at, row in enumerate(rows):
        if row.role == "alternative" and counted:
            nth = alternatives[counted] = alternatives.get(counted, -1) + 1
            numbers[at] = f"{counted}{letters[nth % len(letters)]}"
        elif row.role != "option":
            counted += 1
            numbers[at] = str(counted)
    for at, row in enumerate(rows):
        if row.role == "option":
            counted += 1
            numbers[at] = str(counted)
    return numbers


def letters_of(lang: Language) -> str:
    """The letters alternatives are told apart by."""
    return "абвгдежзиклмнопрст" if lang == "ru" else "abcdefghijklmnopqrst"


def discount_of(percent: Decimal | None, amount: Decimal | None) -> Discount | None:
    """The discount two columns hold: a part or so much money."""
    if percent:
        return Discount(DiscountKind.PERCENT, percent)
    return Discount(DiscountKind.SUM, amount) if amount else None


def line_input(row: Any) -> LineInput:
    """A line as the arithmetic takes it."""
    return LineInput(
        quantity=Decimal(0) if row.quantity is None else row.quantity,
        price=Decimal(0) if row.price is None else row.price,
        discount=discount_of(row.discount_percent, row.discount_sum),
        vat=row.vat_rate,
        section=str(row.section_key or ""),
        kind=KINDS.get(row.role, LineKind.REGULAR),
        cost=row.cost,
    )


def terms_of(offer: Any) -> OfferTerms:
    """What holds for the whole offer, from its row or its record."""
    return OfferTerms(
        currency=offer.currency or "RUB",
        vat_mode=VatMode(offer.vat_mode or VatMode.INCLUDED),
        rounding=Rounding(offer.rounding or Rounding.PER_LINE),
        discount=discount_of(offer.discount_percent, offer.discount_sum),
    )


def totals_of(offer: Any, rows: Sequence[Any]) -> OfferTotals:
    """Every number of an offer; the n-th line of the totals is the n-th of `rows`."""
    return offer_totals([line_input(row) for row in rows], terms_of(offer))
