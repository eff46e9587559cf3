"""Offers as they are looked at: the list, one by its number, and the card with every number and what changed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, query
from app.records.conditions import read_conditions
from app.records.me import my_day
from app.records.names import shown_name
from app.records.offer_changes import Compared, differences
from app.records.offer_rows import letters_of, line_numbers, line_rows, offer_row, totals_of
from app.records.pick_lists import labels
from app.views.contacts import CompanyId, ContactId
from app.views.offers import (
    OfferCard,
    OfferChange,
    OfferId,
    OfferLineView,
    OfferPage,
    OfferRow,
    OfferSectionView,
    OfferVersion,
    OpportunityId,
    ProductId,
    SellerId,
    VatRow,
)
from models.errors import NotFoundError
from models.nouns import TABLES
from models.offer import Offer
from models.rules.offer_totals import LineTotals, OfferTotals
from models.rules.search_query import fts_match, readings
from models.rules.words import amount_in_words
from models.store.text_index import matching
from resources.i18n import _, language

_OFFER = TABLES["offer"]
_CONTACT = TABLES["contact"]
_COMPANY = TABLES["company"]
_LARGEST_MATCH = 5_000  # offers a text finds
_NEWEST = (_OFFER.c.dated.desc(), _OFFER.c.rid.desc())  # an imported past does not stand above today


@query
def offers(
    asking: Asking,
    *,
    statuses: Sequence[str] = (),
    text: str = "",
    contact_id: ContactId | None = None,
    company_id: CompanyId | None = None,
    opportunity_id: OpportunityId | None = None,
    offset: int = 0,
    limit: int = 50,
) -> OfferPage:
    """A window of the offers, newest first: all, or those of some statuses, of somebody, or found by a text."""
    links = {"contact_id": contact_id, "company_id": company_id, "opportunity_id": opportunity_id}
    conditions: list[sa.ColumnElement[bool]] = [
        _OFFER.c[name] == value for name, value in links.items() if value is not None
    ]
    if statuses:
        conditions.append(_OFFER.c.status.in_(statuses))
    if text.strip():
        conditions.append(_OFFER.c.rid.in_(_matching(asking, text)))
    chosen = sa.select(_OFFER.c.rid).where(_OFFER.c.removed_at.is_(None), *conditions)
    total = asking.connection.execute(sa.select(sa.func.count()).select_from(chosen.subquery())).scalar_one()
    window = chosen.order_by(*_NEWEST).offset(offset).limit(limit)
    rows = asking.connection.execute(_with_names(_OFFER.c.rid.in_(window)).order_by(*_NEWEST)).all()
    return OfferPage(_rows(asking, rows), offset, total)


@query
def offer_counts(asking: Asking, *, text: str = "") -> dict[str, int]:
    """How many offers there are of each status, all or those a text finds; a status without any is not in it."""
    statement = sa.select(_OFFER.c.status, sa.func.count()).where(_OFFER.c.removed_at.is_(None))
    if text.strip():
        statement = statement.where(_OFFER.c.rid.in_(_matching(asking, text)))
    rows = asking.connection.execute(statement.group_by(_OFFER.c.status))
    return {str(row[0]): int(row[1]) for row in rows}


@query
def offer_by_number(asking: Asking, number: str, version: int | None = None) -> OfferRow:
    """The offer of that number: the version asked for, else the newest one.

    Raises:
        NotFoundError: there is none.
    """
    statement = _with_names(_OFFER.c.number == number.strip()).order_by(_OFFER.c.version.desc(), _OFFER.c.rid.desc())
    if version is not None:
        statement = statement.where(_OFFER.c.version == version)
    row = asking.connection.execute(statement.limit(1)).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no offer {number}.").format(number=number.strip()))
    return _rows(asking, [row])[0]


@query
def offer_card(asking: Asking, offer_id: OfferId) -> OfferCard:
    """Everything of an offer, its numbers computed from its lines.

    Raises:
        NotFoundError: it is not here or lies in the recycle bin.
    """
    offer = offer_row(asking.connection, offer_id)
    row = asking.connection.execute(_with_names(_OFFER.c.id == offer_id)).one()
    lines = line_rows(asking.connection, offer_id)
    totals = totals_of(offer, lines)
    return OfferCard(
        row=_rows(asking, [row])[0],
        seller_id=SellerId(offer.seller_id) if offer.seller_id else None,
        seller=row.seller_name or "",
        opportunity_id=OpportunityId(offer.opportunity_id) if offer.opportunity_id else None,
        locked=offer.status != "draft",
        basis=offer.basis, intro=offer.intro, closing=offer.closing,
        conditions=read_conditions(offer.conditions),
        language=offer.language, template=offer.template,
        vat_mode=offer.vat_mode, vat_reason=offer.vat_reason, rounding=offer.rounding,
        discount_percent=offer.discount_percent, discount_sum=offer.discount_sum,
        sections=_sections(asking, lines, totals),
        list_sum=totals.list_sum, line_discount=totals.line_discount, subtotal=totals.subtotal,
        discount=totals.discount, net=totals.net, vat=totals.vat,
        vat_rows=tuple(VatRow(rate.percent, rate.net, rate.vat, rate.gross) for rate in totals.vat_by_rate),
        total=totals.total, options=totals.options, words=amount_in_words(totals.total_money),
        margin=totals.margin, margin_percent=totals.margin_percent,
        versions=_versions(asking, offer),
        changes=_changes(asking, offer, lines, totals),
    )  # fmt: skip


def _with_names(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    seller = TABLES["seller"]
    return (
        sa.select(
            _OFFER, *(_CONTACT.c[name] for name in ("prefix", "first", "middle", "last", "suffix")),
            _COMPANY.c.name.label("company_name"), seller.c.name.label("seller_name"),
        )
        .select_from(_OFFER)
        .outerjoin(_CONTACT, _CONTACT.c.id == _OFFER.c.contact_id)
        .outerjoin(_COMPANY, _COMPANY.c.id == _OFFER.c.company_id)
        .outerjoin(seller, seller.c.id == _OFFER.c.seller_id)
        .where(_OFFER.c.removed_at.is_(None), condition)
    )  # fmt: skip


def _rows(asking: Asking, rows: Sequence[Any]) -> tuple[OfferRow, ...]:
    words = labels(asking.connection, "offer_status")
    today = my_day(asking.connection, asking.now)
    return tuple(
        OfferRow(
            OfferId(row.id), row.number, row.version, row.status, words.get(row.status, row.status), row.title,
            ContactId(row.contact_id) if row.contact_id else None, shown_name(row) if row.contact_id else "",
            CompanyId(row.company_id) if row.company_id else None, row.company_name or "",
            row.dated, row.valid_through,
            (row.valid_through - today).days if row.valid_through and row.status in ("sent", "discussed") else None,
            row.total if row.total is not None else Decimal(0), row.currency, row.sent_at,
        )
        for row in rows
    )  # fmt: skip


def _matching(asking: Asking, text: str) -> list[int]:
    for reading in readings(text):
        if reading.kind != "digits":
            found = matching(asking.raw, "offer", fts_match(reading), _LARGEST_MATCH)
            if found:
                return found
    return []


def _sections(asking: Asking, rows: Sequence[Any], totals: OfferTotals) -> tuple[OfferSectionView, ...]:
    floors = _floors(asking, rows)
    numbers = line_numbers(rows, letters_of(language()))
    lines: dict[str, list[OfferLineView]] = {}
    heads: dict[str, Any] = {}
    for row, number, line in zip(rows, numbers, totals.lines, strict=True):
        key = str(row.section_key or "")
        heads.setdefault(key, row)
        lines.setdefault(key, []).append(_line(row, number, line, floors.get(row.product_id)))
    sums = {section.section: section for section in totals.sections}
    return tuple(
        OfferSectionView(
            heads[key].section_key,
            heads[key].section_title or "",
            tuple(own),
            sums[key].sum,
            sums[key].vat,
            sums[key].gross,
        )
        for key, own in lines.items()
    )


def _line(row: Any, number: str, line: LineTotals, floor: Decimal | None) -> OfferLineView:
    return OfferLineView(
        id=row.id, number=number, role=row.role, name=row.name, description=row.description,
        product_id=ProductId(row.product_id) if row.product_id else None,
        quantity=row.quantity if row.quantity is not None else Decimal(0), unit=row.unit,
        price=line.price, cost=row.cost, discount_percent=row.discount_percent, discount_sum=row.discount_sum,
        vat_rate=row.vat_rate, list_sum=line.list_sum, discount=line.discount, sum=line.sum, vat=line.vat,
        gross=line.gross, difference=line.difference,
        below_floor=bool(floor and row.quantity and line.sum < floor * row.quantity),
        picture_hash=row.picture_hash,
    )  # fmt: skip


def _floors(asking: Asking, rows: Sequence[Any]) -> dict[UUID, Decimal | None]:
    """The floor prices of the products on the lines."""
    product = TABLES["product"]
    wanted = {row.product_id for row in rows if row.product_id}
    if not wanted:
        return {}
    found = asking.connection.execute(sa.select(product.c.id, product.c.floor_price).where(product.c.id.in_(wanted)))
    return {row.id: row.floor_price for row in found}


def _versions(asking: Asking, offer: Any) -> tuple[OfferVersion, ...]:
    statement = (
        sa.select(_OFFER)
        .where(Offer.seller_id == offer.seller_id, Offer.number == offer.number, Offer.removed_at.is_(None))
        .order_by(_OFFER.c.version, _OFFER.c.rid)
    )
    rows = asking.connection.execute(statement).all() if offer.number else [offer]
    return tuple(
        OfferVersion(OfferId(row.id), row.version, row.status, row.dated, row.total or Decimal(0)) for row in rows
    )


def _changes(asking: Asking, offer: Any, lines: Sequence[Any], totals: OfferTotals) -> tuple[OfferChange, ...]:
    if offer.previous_id is None:
        return ()
    before = asking.connection.execute(sa.select(_OFFER).where(_OFFER.c.id == offer.previous_id)).one_or_none()
    if before is None:
        return ()
    former = line_rows(asking.connection, before.id)
    found = differences(Compared(before, former, totals_of(before, former)), Compared(offer, lines, totals))
    return tuple(OfferChange(each.kind, each.what, each.before, each.after) for each in found)
