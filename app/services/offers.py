"""Offers: draft, edit, copy, make a new version, remove and restore. What was sent is locked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, get_args
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.documents.offer_paper import TemplateKey
from app.records.conditions import read_conditions
from app.records.editing import editable_fields, read_value
from app.records.follow_ups import drop_follow_ups
from app.records.me import my_day
from app.records.offer_numbers import give_number
from app.records.offer_steps import carry_rates, copy_lines, discount_columns, draft_of, named, settle, write_lines
from app.records.sellers import seller_for
from app.views.contacts import CompanyId, ContactId
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferId, OpportunityId, SellerId
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError, UserError
from models.offer import Offer, SellerEntity
from models.opportunity import Opportunity
from models.rules.currencies import currency_of
from models.rules.offer_lines import Discount, Rounding
from models.rules.vat import VatMode
from resources.i18n import LANGUAGES, N_, _
from resources.i18n import language as spoken_language

TEMPLATES: tuple[str, ...] = get_args(TemplateKey)

_LOCKED_FIELDS = frozenset({"number", "version", "status", "net", "vat", "total"})
_LINKS: dict[str, type[Contact] | type[Company] | type[Opportunity] | type[SellerEntity]] = {
    "seller_id": SellerEntity,
    "contact_id": Contact,
    "company_id": Company,
    "opportunity_id": Opportunity,
}
_COPIED = (
    "seller_id", "contact_id", "company_id", "opportunity_id", "title", "basis", "intro", "closing", "conditions",
    "participants", "language", "currency", "vat_mode", "vat_reason", "rounding", "discount_percent", "discount_sum",
    "template",
)  # fmt: skip


@command(N_("New offer"))
def new_offer(
    tx: Tx,
    contact_id: ContactId | None,
    company_id: CompanyId | None,
    lines: Sequence[OfferLineDraft] = (),
    *,
    seller_id: SellerId | None = None,
    opportunity_id: OpportunityId | None = None,
    dated: date | None = None,
    valid_days: int | None = None,
    vat_mode: str = "",
    vat_reason: str = "",
    language: str = "",
    currency: str = "",
    discount: Discount | None = None,
    rounding: str = "",
    template: str = "",
    edits: Mapping[str, object] | None = None,
) -> OfferId:
    """A draft with its number; what is not said comes from the seller and the addressee.

    Raises:
        UserError: there is no seller, or a line makes no sense (its field is `lines.<n>.<name>`).
    """
    seller = seller_for(tx, seller_id)
    contact = tx.get(Contact, contact_id) if contact_id else None
    day = dated or my_day(tx.connection, tx.now)
    percent, amount = discount_columns(discount)
    offer = Offer(
        seller_id=seller.id, status="draft", version=1, dated=day, valid_through=_last_day(day, seller, valid_days),
        contact_id=contact_id, company_id=company_id or (contact.company_id if contact else None),
        opportunity_id=opportunity_id, conditions=seller.conditions,
        vat_mode=vat_mode or seller.vat_mode or VatMode.INCLUDED, vat_reason=vat_reason or seller.vat_reason,
        language=language or _language_for(contact), currency=currency or seller.currency or "RUB",
        discount_percent=percent, discount_sum=amount,
        rounding=rounding or Rounding.PER_LINE, template=template or TEMPLATES[0],
    )  # fmt: skip
    _check(offer)
    offer.number = give_number(tx, seller, day)
    tx.add(offer)
    if edits:
        _write(tx, offer, edits)
    write_lines(tx, offer, lines)
    settle(tx, offer)
    tx.subject = named(offer)
    return OfferId(offer.id)


@command(N_("Edit offer"))
def edit_offer(tx: Tx, offer_id: OfferId, edits: Mapping[str, object]) -> None:
    """Change a draft's own fields; `contact_id`, `company_id`, `opportunity_id` and `conditions` may be among them.

    Raises:
        UserError: it was sent, a field is unknown or cannot be read.
    """
    offer = draft_of(tx, offer_id)
    _write(tx, offer, edits)
    settle(tx, offer)


@command(N_("Copy offer"))
def copy_offer(
    tx: Tx, offer_id: OfferId, *, contact_id: ContactId | None = None, company_id: CompanyId | None = None
) -> OfferId:
    """A new draft with the lines and words of another offer, under its own number, for whom is said or the same people."""
    source = tx.get(Offer, offer_id)
    seller = seller_for(tx, _living_seller(tx, source))
    today = my_day(tx.connection, tx.now)
    copied = _like(source, today, version=1)
    copied.seller_id = seller.id
    if contact_id or company_id:
        contact = tx.get(Contact, contact_id) if contact_id else None
        copied.contact_id, copied.opportunity_id = contact_id, None
        copied.company_id = company_id or (contact.company_id if contact else None)
    copied.number = give_number(tx, seller, today)
    return _filled(tx, copied, source)


@command(N_("New version of an offer"))
def revise_offer(tx: Tx, offer_id: OfferId) -> OfferId:
    """A new draft under the same number that continues the chain; a version still awaiting its answer is superseded.

    Raises:
        UserError: it is a draft itself, or a newer version is there already.
    """
    source = tx.get(Offer, offer_id)
    tx.subject = named(source)
    if source.status == "draft":
        raise UserError(_("This version is still a draft: change it as it is."))
    newer = sa.select(Offer.version).where(Offer.previous_id == source.id, Offer.removed_at.is_(None))
    if (version := tx.connection.execute(newer).scalar()) is not None:
        raise UserError(_("There is a version {version} of this offer already.").format(version=version))
    revised = _like(source, my_day(tx.connection, tx.now), version=_last_version(tx, source) + 1)
    revised.previous_id, revised.number = source.id, source.number
    if source.status in ("sent", "discussed"):
        source.status = "superseded"
        drop_follow_ups(tx, source)
    return _filled(tx, revised, source)


@command(N_("Remove offer"))
def remove_offer(tx: Tx, offer_id: OfferId) -> None:
    """Put an offer into the recycle bin. The version before a removed draft stands again.

    A draft's number is free for the next offer; the number of a paper that was sent never is.
    """
    offer = tx.get(Offer, offer_id)
    offer.removed_at = tx.now
    tx.subject = named(offer)
    drop_follow_ups(tx, offer)
    if offer.status == "draft" and offer.previous_id is not None:
        before = tx.session.scalars(sa.select(Offer).where(Offer.id == offer.previous_id)).one()
        if before.status == "superseded":
            before.status = "sent"


@command(N_("Restore offer"))
def restore_offer(tx: Tx, offer_id: OfferId) -> None:
    """Take an offer out of the recycle bin; a draft whose number was given away gets a new one.

    Raises:
        NotFoundError: it is not in the recycle bin either.
    """
    offer = tx.session.scalars(sa.select(Offer).where(Offer.id == offer_id)).one_or_none()
    if offer is None:
        raise NotFoundError(_("This offer is no longer here."))
    offer.removed_at = None
    if not offer.number and offer.seller_id:
        seller = tx.get(SellerEntity, offer.seller_id)
        offer.number = give_number(tx, seller, offer.dated or my_day(tx.connection, tx.now))
    if offer.status == "draft" and offer.previous_id is not None:
        before = tx.session.scalars(sa.select(Offer).where(Offer.id == offer.previous_id)).one()
        if before.status in ("sent", "discussed"):
            before.status = "superseded"
    tx.subject = named(offer)


def _write(tx: Tx, offer: Offer, edits: Mapping[str, object]) -> None:
    before, maker = offer.dated, offer.seller_id
    for name, value in _read(tx, edits).items():
        setattr(offer, name, value)
    if offer.discount_percent and "discount_percent" in edits:
        offer.discount_sum = None
    elif offer.discount_sum and "discount_sum" in edits:
        offer.discount_percent = None
    _check(offer)
    tx.flush()
    if offer.dated != before:
        carry_rates(tx, offer, before)
    if offer.seller_id != maker:
        _renumber(tx, offer)


def _renumber(tx: Tx, offer: Offer) -> None:
    """Another firm makes the offer: its number is the next of that firm's."""
    if offer.seller_id is None:
        raise UserError(_("An offer is made by a firm."), field="seller_id")
    if offer.previous_id is not None:
        raise UserError(_("A new version is made by the same firm."), field="seller_id")
    offer.number = ""
    tx.flush()
    offer.number = give_number(tx, tx.get(SellerEntity, offer.seller_id), offer.dated or my_day(tx.connection, tx.now))
    tx.subject = named(offer)


def _read(tx: Tx, edits: Mapping[str, object]) -> dict[str, Any]:
    known = editable_fields("offer")
    read: dict[str, Any] = {}
    for name, value in edits.items():
        if name in _LINKS:
            read[name] = _link(tx, name, value)
        elif name in ("conditions", "participants"):
            read[name] = [list(pair) for pair in read_conditions(value)] if name == "conditions" else value
        elif name not in known or name in _LOCKED_FIELDS:
            raise UserError(_("An offer has no field {name} to change.").format(name=name), field=name)
        else:
            read[name] = read_value(known[name], name, value)
    return read


def _link(tx: Tx, name: str, value: object) -> UUID | None:
    if not value:
        return None
    linked = value if isinstance(value, UUID) else UUID(str(value))
    return tx.get(_LINKS[name], linked).id


def _check(offer: Offer) -> None:
    for name, allowed in (
        ("vat_mode", tuple(VatMode)), ("rounding", tuple(Rounding)), ("language", LANGUAGES),
        ("template", TEMPLATES),
    ):  # fmt: skip
        if getattr(offer, name) not in allowed:
            words = ", ".join(allowed)
            raise UserError(_("This is one of: {words}.").format(words=words), field=name)
    offer.currency = currency_of(offer.currency).code
    if offer.vat_mode != VatMode.NONE:
        offer.vat_reason = ""
    if offer.dated is None:
        raise UserError(_("An offer needs a date."), field="dated")
    if offer.valid_through is not None and offer.valid_through < offer.dated:
        raise UserError(_("The offer would run out before its own date."), field="valid_through")


def _like(source: Offer, day: date, *, version: int) -> Offer:
    span = source.valid_through - source.dated if source.valid_through and source.dated else None
    values = {name: getattr(source, name) for name in _COPIED}
    return Offer(
        status="draft", version=version, dated=day, valid_through=None if span is None else day + span, **values
    )


def _filled(tx: Tx, offer: Offer, source: Offer) -> OfferId:
    tx.add(offer)
    copy_lines(tx, source.id, offer, source.dated)
    settle(tx, offer)
    tx.subject = named(offer)
    return OfferId(offer.id)


def _last_version(tx: Tx, offer: Offer) -> int:
    """The highest version of the chain, versions in the recycle bin included: their numbers may come back."""
    query = sa.select(sa.func.max(Offer.version)).where(
        Offer.seller_id == offer.seller_id, Offer.number == offer.number
    )
    return tx.connection.execute(query).scalar() or offer.version


def _living_seller(tx: Tx, offer: Offer) -> UUID | None:
    query = sa.select(SellerEntity.id).where(SellerEntity.id == offer.seller_id, SellerEntity.removed_at.is_(None))
    found: UUID | None = tx.connection.execute(query).scalar()
    return found


def _last_day(day: date, seller: SellerEntity, valid_days: int | None) -> date | None:
    if valid_days is None:
        return day + timedelta(days=seller.offer_days) if seller.offer_days else None
    return day + timedelta(days=valid_days)


def _language_for(contact: Contact | None) -> str:
    """The language of the paper: the addressee's own where we print it, else that of the screen."""
    wanted = (contact.language if contact else "").casefold()[:2]
    return wanted if wanted in LANGUAGES else spoken_language()
