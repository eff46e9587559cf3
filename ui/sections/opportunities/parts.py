"""What hangs on a deal, group by group: lines, people, offers, the way it went."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.formatting import MINUS, counted, money, number, percent, quantity, short_date
from app.views.deals import BuyerView, Choice, DealLineView, OpportunityCard
from app.views.offers import OfferRow, StageEntry
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.sections.opportunities.lines import LineForm
from ui.sections.opportunities.wording import attitude_words
from ui.widgets.buttons import button, elided_button
from ui.widgets.group import group_row
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures

OFFER_TONES = {"accepted": "good", "declined": "bad", "expired": "warn", "sent": "accent", "discussed": "accent"}
ATTITUDES = (2, 1, 0, -1, -2)


def line_row(ctx: UiContext, line: DealLineView, currency: str) -> QWidget:
    """A line: what, how many at what price, what it comes to; a press opens it."""
    row, across = group_row()
    name = elided_button(line.name)
    name.clicked.connect(lambda: LineForm(ctx, name, line, currency).open_beside())
    across.addWidget(name, 1)
    if line.below_floor:
        across.addWidget(Pill(_("below floor"), "bad"))
    discount = f" {MINUS}{percent(line.discount_percent)}" if line.discount_percent else ""
    across.addWidget(figures(f"{quantity(line.quantity, line.unit)} × {number(line.price)}{discount}", "small"))
    total = figures(money(line.sum, currency, 0), "medium", "")
    total.setMinimumWidth(84)
    total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    across.addWidget(total)
    return row


def lines_total(ctx: UiContext, card: OpportunityCard) -> QWidget | None:
    """What the lines come to where that is not the amount, and the way to make it so."""
    if not card.lines or card.lines_sum == card.row.amount:
        return None

    def take() -> None:
        from app.services.opportunity_lines import take_amount  # noqa: PLC0415 - heavy: after the first paint

        ctx.do(take_amount, card.row.id)

    row, across = group_row()
    text = _("The lines come to {sum}").format(sum=money(card.lines_sum, card.row.currency, 0))
    across.addWidget(figures(text, "small"))
    across.addWidget(button(_("Make it the amount"), take, kind="link"))
    across.addStretch()
    return row


def buyer_row(ctx: UiContext, card: OpportunityCard, buyer: BuyerView, roles: Sequence[Choice]) -> QWidget:
    """A person: who, what part they play, whether they are for us."""
    row, across = group_row()
    name = button(buyer.name, lambda: ctx.open(Ref("contact", buyer.contact_id)), kind="person")
    across.setSpacing(4)
    across.addWidget(name)
    across.addWidget(ElidedWords(buyer.job_title, "small", "dim"), 1)
    role = button(buyer.role_label or _("role"), kind="chip")
    role.setCheckable(False)
    role.setAccessibleName(_("Buying role: {role}").format(role=buyer.role_label))
    role.clicked.connect(lambda: _role_menu(ctx, card, buyer, roles, role))
    figure, said = attitude_words(buyer.attitude)
    attitude = button(figure, kind="chip", hint=said)
    attitude.setCheckable(False)
    attitude.setAccessibleName(_("Attitude: {attitude}").format(attitude=said))
    attitude.clicked.connect(lambda: _attitude_menu(ctx, card, buyer, attitude))
    across.addWidget(role)
    across.addWidget(attitude)
    return row


def offer_row(ctx: UiContext, offer: OfferRow) -> QWidget:
    """An offer of the deal; a press opens it."""
    row, across = group_row()
    title = f"{offer.number} · {offer.version}" if offer.version > 1 else offer.number
    across.addWidget(button(title, lambda: ctx.open(Ref("offer", offer.id)), kind="person"))
    across.addWidget(Pill(offer.status_label, OFFER_TONES.get(offer.status, "neutral")))
    across.addStretch()
    across.addWidget(figures(money(offer.total, offer.currency, 0), "medium", ""))
    return row


def history_row(ctx: UiContext, entry: StageEntry, *, last: bool) -> QWidget:
    """A stage the deal passed: when it came there and how long it stayed."""
    row, across = group_row()
    now = ctx.now()
    day = short_date(entry.entered_at.astimezone(now.tzinfo).date(), now.date())
    across.addWidget(ElidedWords(entry.stage, "medium" if last else "body"), 1)
    days = counted("{count} day", "{count} days", entry.days)
    across.addWidget(figures(f"{day} · {days}", "small"))
    return row


def _role_menu(
    ctx: UiContext, card: OpportunityCard, buyer: BuyerView, roles: Sequence[Choice], anchor: QWidget
) -> None:
    menu = QMenu(anchor)
    for role in roles:
        menu.addAction(role.label, partial(_set_buyer, ctx, card, buyer, role.key, buyer.attitude))
    menu.addSeparator()
    menu.addAction(_("Remove from the deal"), partial(_remove_buyer, ctx, card, buyer))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def _attitude_menu(ctx: UiContext, card: OpportunityCard, buyer: BuyerView, anchor: QWidget) -> None:
    menu = QMenu(anchor)
    for attitude in ATTITUDES:
        figure, said = attitude_words(attitude)
        menu.addAction(f"{figure}  {said}", partial(_set_buyer, ctx, card, buyer, buyer.role, attitude))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def _set_buyer(ctx: UiContext, card: OpportunityCard, buyer: BuyerView, role: str, attitude: int) -> None:
    from app.services.opportunities import set_buyer  # noqa: PLC0415 - heavy: after the first paint

    ctx.do(set_buyer, card.row.id, buyer.contact_id, role=role, attitude=attitude)


def _remove_buyer(ctx: UiContext, card: OpportunityCard, buyer: BuyerView) -> None:
    from app.services.opportunities import remove_buyer  # noqa: PLC0415 - heavy: after the first paint

    ctx.do(remove_buyer, card.row.id, buyer.contact_id)
