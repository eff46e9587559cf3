"""What becomes of an offer: sent, discussed, accepted, declined, run out. A status never says more than happened."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from app.command import Tx, command
from app.formatting import percent
from app.records.follow_ups import drop_follow_ups, plan_follow_ups
from app.records.kinds import LOGGED, check_kind, check_result
from app.records.me import my_day
from app.records.offer_numbers import give_number, sent_by_another
from app.records.offer_rows import line_rows
from app.records.offer_steps import draft_of, named, settle
from app.views.offers import OfferId
from models.errors import UserError
from models.history import HistoryEntry
from models.offer import Offer, SellerEntity
from models.rules.vat import VatMode, is_rate_on
from resources.i18n import N_, _

_AWAITING = ("sent", "discussed")  # an answer is still expected


@command(N_("Send offer"))
def send_offer(tx: Tx, offer_id: OfferId, *, by: str = "email") -> tuple[str, ...]:
    """Lock a draft as sent (by e-mail, letter or messenger), write it into the history and plan the follow-ups.

    Returns what the sender should know: a number that had to change, a VAT rate not in force that day.

    Raises:
        UserError: it was sent already, has no lines, or has run out before it was sent.
    """
    offer = draft_of(tx, offer_id)
    check_kind(tx.raw, by, LOGGED)
    check_result(tx.raw, by, "sent")
    today = my_day(tx.connection, tx.now)
    rows = line_rows(tx.connection, offer.id)
    if not any(row.role == "line" for row in rows):
        raise UserError(_("An offer needs at least one line."), field="lines")
    if offer.valid_through is not None and offer.valid_through < today:
        raise UserError(_("The offer has run out already: give it a later last day."), field="valid_through")
    said = [*_number(tx, offer, today), *_doubts(offer, {row.vat_rate for row in rows})]
    settle(tx, offer)
    offer.status, offer.sent_at = "sent", tx.now
    tx.add(
        HistoryEntry(
            kind=by, result="sent", done=True, start_at=tx.now,
            regarding=_("Offer {number}").format(number=named(offer)), details=offer.title,
            contact_id=offer.contact_id, company_id=offer.company_id, opportunity_id=offer.opportunity_id,
            offer_id=offer.id,
        )
    )  # fmt: skip
    plan_follow_ups(tx, offer)
    tx.subject = named(offer)
    return tuple(said)


@command(N_("Discuss offer"))
def discuss_offer(tx: Tx, offer_id: OfferId) -> None:
    """The client talks about a sent offer; no answer yet."""
    _become(tx, offer_id, "discussed", ("sent",))


@command(N_("Accept offer"))
def accept_offer(tx: Tx, offer_id: OfferId) -> None:
    """The client said yes, be it after the last day or after a no."""
    drop_follow_ups(tx, _become(tx, offer_id, "accepted", (*_AWAITING, "expired", "declined")))


@command(N_("Decline offer"))
def decline_offer(tx: Tx, offer_id: OfferId) -> None:
    """The client said no."""
    drop_follow_ups(tx, _become(tx, offer_id, "declined", (*_AWAITING, "expired")))


@command(N_("Expire offers"))
def expire_offers(tx: Tx, today: date) -> int:
    """Say of the offers whose last day has passed without an answer that they have run out. Returns how many.

    An offer is valid through the end of its last day; what was accepted or declined stays so.
    """
    statement = sa.select(Offer).where(
        Offer.status.in_(_AWAITING), Offer.valid_through < today, Offer.removed_at.is_(None)
    )
    late = tx.session.scalars(statement).all()
    for offer in late:
        offer.status = "expired"
    tx.subject = named(late[0]) if len(late) == 1 else str(len(late))
    return len(late)


def _become(tx: Tx, offer_id: OfferId, status: str, origins: tuple[str, ...]) -> Offer:
    offer = tx.get(Offer, offer_id)
    tx.subject = named(offer)
    if offer.status == status:
        return offer
    if offer.status == "draft":
        raise UserError(_("This offer is a draft: send it first."))
    if offer.status == "superseded":
        raise UserError(_("A newer version has taken this offer's place."))
    if offer.status not in origins:
        raise UserError(_("This offer has its answer already."))
    offer.status = status
    return offer


def _number(tx: Tx, offer: Offer, today: date) -> Iterator[str]:
    """Give a number to a draft that has none, or whose number left the house on another paper."""
    if offer.seller_id is None or (offer.number and not sent_by_another(tx, offer)):
        return
    former, offer.number = offer.number, ""
    tx.flush()
    offer.number = give_number(tx, tx.get(SellerEntity, offer.seller_id), offer.dated or today)
    if former:
        yield _("{former} was taken: the offer is {number} now.").format(former=former, number=offer.number)


def _doubts(offer: Offer, rates: set[Decimal | None]) -> Iterator[str]:
    if offer.vat_mode == VatMode.NONE or offer.dated is None:
        return
    for rate in rates:
        if rate is not None and not is_rate_on(rate, offer.dated):
            yield _("A VAT rate of {rate} is not in force on the day of the offer.").format(rate=percent(rate))
