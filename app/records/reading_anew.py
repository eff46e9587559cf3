"""What the program keeps beside what people gave, made anew where an exchange or a choice put other values together."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.channels import KINDS, read_channel
from app.records.offer_steps import settle
from models.channel import Channel
from models.errors import UserError
from models.offer import Offer, OfferLine
from models.store.transaction import Raw


def read_anew(tx: Tx, kind: str, record_id: bytes) -> None:
    """A value of this record was chosen: what is read from it follows."""
    tx.session.expire_all()
    if kind == "channel":
        _read_channel(tx, UUID(bytes=record_id))
    elif kind == "offer":
        sum_up(tx, [UUID(bytes=record_id)])
    elif kind == "offer_line":
        line = tx.session.scalars(sa.select(OfferLine).where(OfferLine.id == UUID(bytes=record_id))).one_or_none()
        sum_up(tx, [line.offer_id] if line is not None else [])


def sum_up(tx: Tx, offers: Iterable[UUID]) -> int:
    """Compute the totals of these offers, of those still being written. Returns how many said something else."""
    changed = 0
    for offer in tx.session.scalars(sa.select(Offer).where(Offer.id.in_(list(offers)), Offer.status == "draft")).all():
        before = offer.net, offer.vat, offer.total
        try:
            settle(tx, offer)
        except UserError:  # two people's lines make no sum together: whoever opens the offer is told
            tx.session.refresh(offer)
        changed += before != (offer.net, offer.vat, offer.total)
    return changed


def with_new_lines(raw: Raw, cursor: int) -> list[UUID]:
    """The offers still being written something of which came past this cursor: only their own lines are looked at."""
    rows = raw.execute(
        "SELECT id FROM offer o WHERE status = 'draft' AND removed_at IS NULL AND (srv_seq > ?1"
        " OR EXISTS(SELECT 1 FROM offer_line l WHERE l.offer_id = o.id AND l.srv_seq > ?1))",
        (cursor,),
    )
    return [UUID(bytes=row[0]) for row in rows.fetchall() if isinstance(row[0], bytes)]


def _read_channel(tx: Tx, channel_id: UUID) -> None:
    channel = tx.session.scalars(sa.select(Channel).where(Channel.id == channel_id)).one_or_none()
    if channel is None or channel.kind not in KINDS or not channel.value.strip():
        return
    first, *_further = read_channel(channel.kind, channel.value)
    channel.normal, channel.extension = first.normal, first.extension
