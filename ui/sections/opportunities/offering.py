"""An offer begun from a deal: its people and its lines go along."""

from PySide6.QtWidgets import QWidget

from app.views.deals import DealLineView, OpportunityCard
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferId
from ui.context import Ref, UiContext


def draft_offer(ctx: UiContext, receiver: QWidget, card: OpportunityCard) -> None:
    """Make the draft and open it."""
    from app.services.offers import new_offer  # noqa: PLC0415 - heavy: after the first paint

    row = card.row
    lines = [offer_line(line) for line in card.lines]
    task = ctx.do(new_offer, row.contact_id, row.company_id, lines, opportunity_id=row.id, currency=row.currency)
    task.then(receiver, lambda made: _open(ctx, made))


def offer_line(line: DealLineView) -> OfferLineDraft:
    """A line of a deal as a line of an offer."""
    from app.records.typed_numbers import read_discount  # noqa: PLC0415 - heavy: after the first paint

    discount = read_discount(f"{line.discount_percent:f} %", "en") if line.discount_percent else None
    return OfferLineDraft(
        name=line.name, quantity=line.quantity, price=line.price, unit=line.unit, product_id=line.product_id,
        discount=discount,
    )  # fmt: skip


def _open(ctx: UiContext, made: OfferId) -> None:
    ctx.open(Ref("offer", made))
