"""Steps of changing an offer: the lock of what was sent, lines from drafts, totals kept up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.offer_rows import line_rows, totals_of
from app.records.product_prices import price_found
from app.views.offer_drafts import ROLES, OfferLineDraft
from models.errors import UserError
from models.nouns import TABLES
from models.offer import Offer, OfferLine, OfferSection
from models.product import Product
from models.rules.offer_lines import Discount, DiscountKind
from models.rules.vat import general_rate
from resources.i18n import _

_PRODUCT = TABLES["product"]
_LARGEST = Decimal(900_000_000_000_000)  # what a column of money holds


def draft_of(tx: Tx, offer_id: UUID) -> Offer:
    """An offer that may still be changed.

    Raises:
        UserError: it was sent, and is locked.
    """
    offer = tx.get(Offer, offer_id)
    tx.subject = named(offer)
    if offer.status != "draft":
        raise UserError(_("This offer was sent and is locked. Make a new version of it to change something."))
    return offer


def named(offer: Offer) -> str:
    """What the journal calls an offer."""
    if offer.version > 1:
        return _("{number}, version {version}").format(number=offer.number, version=offer.version)
    return offer.number


def settle(tx: Tx, offer: Offer) -> None:
    """Compute the totals anew and keep them on the offer.

    Raises:
        UserError: a line or a discount makes no sense; it names the field.
    """
    totals = totals_of(offer, line_rows(tx.connection, offer.id))
    if totals.total > _LARGEST:
        raise UserError(_("The total is too large."), field="lines")
    offer.net, offer.vat, offer.total = totals.net, totals.vat, totals.total
    tx.flush()


def write_lines(tx: Tx, offer: Offer, drafts: Iterable[OfferLineDraft]) -> list[UUID]:
    """Add lines at the end of an offer; sections are found by their titles or made."""
    query = sa.select(sa.func.max(OfferLine.position)).where(OfferLine.offer_id == offer.id)
    last = tx.connection.execute(query).scalar()
    position = 0 if last is None else last + 1
    made: list[UUID] = []
    for place, draft in enumerate(drafts):
        line = _line(tx, offer, _completed(tx, offer, draft, place), place)
        line.position = position + place
        tx.session.add(line)
        tx.flush()
        made.append(line.id)
    return made


def line_values(tx: Tx, offer: Offer, draft: OfferLineDraft) -> dict[str, Any]:
    """The columns of a line that come from its product, as a draft of it would be completed."""
    made = _completed(tx, offer, draft, 0)
    return {
        "product_id": made.product_id, "name": made.name.strip(), "description": made.description, "unit": made.unit,
        "price": Decimal(0) if made.price is None else made.price, "cost": made.cost,
        "vat_rate": None if made.without_vat else made.vat, "picture_hash": _picture(tx, made.product_id),
    }  # fmt: skip


def section_named(tx: Tx, offer_id: UUID, title: str) -> UUID | None:
    """The section of that title, made at the end where there is none; None for an empty title."""
    wanted = " ".join(title.split())
    if not wanted:
        return None
    statement = sa.select(OfferSection).where(OfferSection.offer_id == offer_id, OfferSection.removed_at.is_(None))
    sections = tx.session.scalars(statement).all()
    for section in sections:
        if section.title.casefold() == wanted.casefold():
            return section.id
    position = max((section.position for section in sections), default=-1) + 1
    return tx.add(OfferSection(offer_id=offer_id, title=wanted, position=position)).id


def copy_lines(tx: Tx, source_id: UUID, target: Offer, dated: date | None) -> None:
    """Copy sections and lines; a line at the general VAT rate of the old day gets that of the new one."""
    sections: dict[UUID, UUID] = {}
    kept = sa.select(OfferSection).where(OfferSection.offer_id == source_id, OfferSection.removed_at.is_(None))
    for section in tx.session.scalars(kept).all():
        copied = tx.add(OfferSection(offer_id=target.id, title=section.title, position=section.position))
        sections[section.id] = copied.id
    names = [column.name for column in TABLES["offer_line"].columns if column.name not in _OWN]
    for row in line_rows(tx.connection, source_id):
        values = {name: getattr(row, name) for name in names}
        line = OfferLine(offer_id=target.id, **values)
        line.section_id = sections.get(row.section_id) if row.section_id else None
        tx.session.add(line)
    tx.flush()
    carry_rates(tx, target, dated)


def carry_rates(tx: Tx, offer: Offer, dated: date | None) -> None:
    """Move lines from the general VAT rate of `dated` to that of the offer's own day."""
    if dated is None or offer.dated is None:
        return
    before, now = general_rate(dated), general_rate(offer.dated)
    if before == now:
        return
    statement = sa.select(OfferLine).where(OfferLine.offer_id == offer.id, OfferLine.removed_at.is_(None))
    for line in tx.session.scalars(statement):
        if line.vat_rate == before:
            line.vat_rate = now
    tx.flush()


def check_role(role: str, field: str = "role") -> str:
    """A role a line may have, "line" where none was said."""
    if role and role not in ROLES:
        raise UserError(_("A line is one of: {roles}.").format(roles=", ".join(ROLES)), field=field)
    return role or "line"


_OWN = frozenset({"rid", "id", "srv_seq", "srv_hlc", "removed_at", "offer_id", "section_id"})


def _line(tx: Tx, offer: Offer, draft: OfferLineDraft, place: int) -> OfferLine:
    percent, amount = discount_columns(draft.discount)
    return OfferLine(
        offer_id=offer.id,
        section_id=section_named(tx, offer.id, draft.section),
        product_id=draft.product_id,
        name=draft.name.strip(), description=draft.description, quantity=draft.quantity, unit=draft.unit,
        price=Decimal(0) if draft.price is None else draft.price, cost=draft.cost,
        discount_percent=percent, discount_sum=amount,
        vat_rate=None if draft.without_vat else draft.vat,
        role=check_role(draft.role, f"lines.{place}.role"),
        picture_hash=_picture(tx, draft.product_id),
    )  # fmt: skip


def discount_columns(discount: Discount | None) -> tuple[Decimal | None, Decimal | None]:
    """The two columns a discount is kept in: per cent, sum."""
    if discount is None or not discount.value:
        return None, None
    return (discount.value, None) if discount.kind is DiscountKind.PERCENT else (None, discount.value)


def _completed(tx: Tx, offer: Offer, draft: OfferLineDraft, place: int) -> OfferLineDraft:
    """The draft with what it left out: from its product, and the VAT rate of the offer's day."""
    product = _product(tx, draft, place)
    if product is not None:
        draft = _from_product(tx, offer, draft, product, place)
    if not draft.name.strip():
        raise UserError(_("A line needs a name."), field=f"lines.{place}.name")
    if draft.vat is None and not draft.without_vat and offer.dated is not None:
        draft = replace(draft, vat=general_rate(offer.dated))
    return draft


def _product(tx: Tx, draft: OfferLineDraft, place: int) -> Any:
    if draft.product_id is None and not draft.code.strip():
        return None
    found = _PRODUCT.c.id == draft.product_id if draft.product_id else _PRODUCT.c.code == draft.code.strip()
    row = tx.connection.execute(sa.select(_PRODUCT).where(found, _PRODUCT.c.removed_at.is_(None)).limit(1)).first()
    if row is None and (draft.product_id or not draft.name.strip()):
        sentence = _("There is no product with the code “{code}”.").format(code=draft.code.strip() or draft.product_id)
        raise UserError(sentence, field=f"lines.{place}.code")
    return row


def _from_product(tx: Tx, offer: Offer, draft: OfferLineDraft, product: Any, place: int) -> OfferLineDraft:
    price = draft.price
    if price is None:
        currency = offer.currency or "RUB"
        on = offer.dated or tx.now.date()
        found = price_found(tx.connection, product.id, draft.quantity, on=on, currency=currency)
        if found is None and product.price is not None:
            sentence = _("“{product}” has no price in {currency}.").format(product=product.name, currency=currency)
            raise UserError(sentence, field=f"lines.{place}.price")
        price = found.amount if found else None
    same_currency = (product.currency or offer.currency) == offer.currency
    return replace(
        draft,
        product_id=product.id,
        name=draft.name.strip() or product.name,
        description=draft.description or product.description,
        unit=draft.unit or product.unit,
        price=price,
        vat=product.vat_rate if draft.vat is None else draft.vat,
        cost=product.cost if draft.cost is None and same_currency else draft.cost,
    )


def _picture(tx: Tx, product_id: UUID | None) -> str:
    if product_id is None:
        return ""
    query = sa.select(Product.picture_hash).where(Product.id == product_id)
    return tx.connection.execute(query).scalar() or ""


def lines_by_id(tx: Tx, offer_id: UUID) -> Sequence[OfferLine]:
    """The lines of an offer as records, in the order of printing."""
    order = [row.id for row in line_rows(tx.connection, offer_id)]
    statement = sa.select(OfferLine).where(OfferLine.offer_id == offer_id, OfferLine.removed_at.is_(None))
    by_id = {line.id: line for line in tx.session.scalars(statement)}
    return [by_id[line_id] for line_id in order]
