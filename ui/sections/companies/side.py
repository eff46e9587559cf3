"""The side of a company's card: the next step, promises, open deals, offers, branches."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.formatting import money, short_date
from app.views.companies import CompanyCard, CompanyOffer
from app.views.contacts import CompanyId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.dialogs.side_rows import add_group, deal_row, promise_row, side_row
from ui.dialogs.step_card import StepCard
from ui.theme import metrics
from ui.widgets.buttons import button, elided_button
from ui.widgets.pill import Pill
from ui.widgets.words import figures, words

_TONES = {"accepted": "good", "won": "good", "sent": "accent", "rejected": "bad", "lost": "bad", "expired": "warn"}


class CompanySide(QScrollArea):
    """Shown beside the card, or brought out over it on a narrow window."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.setObjectName("side")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_card(self, card: CompanyCard | None) -> None:
        """Show what stands beside the card of a company."""
        ground = QWidget()
        ground.setObjectName("panel")
        down = QVBoxLayout(ground)
        down.setContentsMargins(20, 20, 20, 20)
        down.setSpacing(2 * metrics.GRID)
        if card is not None:
            self._add_step(down, card)
            add_group(down, _("Promises"), [promise_row(self._ctx, one, whose=True) for one in card.promises], 10)
            add_group(down, _("Deals"), [deal_row(self._ctx, one) for one in card.opportunities], 12)
            add_group(down, _("Offers"), [self._offer(one) for one in card.offers], 8)
            add_group(down, _("Branches"), [self._branch(*one) for one in card.branches], 0)
        down.addStretch()
        self.setWidget(ground)

    def _add_step(self, down: QVBoxLayout, card: CompanyCard) -> None:
        down.addWidget(words(_("Next step"), "small_strong", "dim"))
        step = card.next_activity
        if step is not None:
            down.addWidget(StepCard(self._ctx, step, done_hint=self._ctx.actions.hint("company_complete")))
            if step.contact_id is not None and step.contact_name:
                whose = elided_button(step.contact_name)
                ref = Ref("contact", step.contact_id)
                whose.clicked.connect(lambda: self._ctx.open(ref))
                down.addWidget(whose)
        else:
            row = QHBoxLayout()
            row.addWidget(words(_("Nothing is planned."), "body", "dim"))
            row.addStretch()
            plan = button(_("Plan"), kind="small", picture="plus")
            only = card.people[0].id if card.people_total == 1 else None
            plan.clicked.connect(lambda: PlanStep(self._ctx, plan, only).open_beside())
            row.addWidget(plan)
            down.addLayout(row)
        down.addSpacing(10)

    def _offer(self, offer: CompanyOffer) -> QWidget:
        row = QWidget()
        down = QVBoxLayout(row)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(6)
        title = f"{offer.number} · {offer.version}" if offer.version > 1 else offer.number
        name = elided_button(title)
        name.clicked.connect(lambda: self._ctx.open(Ref("offer", offer.id)))
        top.addWidget(name, 1)
        top.addWidget(Pill(offer.status_label, _TONES.get(offer.status, "neutral")))
        down.addLayout(top)
        dated = short_date(offer.dated, self._ctx.now().date()) if offer.dated else ""
        said = " · ".join(part for part in (money(offer.total, offer.currency, 0), dated) if part)
        line = figures(said, "small")
        line.setContentsMargins(3, 0, 0, 0)
        down.addWidget(line)
        return row

    def _branch(self, company_id: CompanyId, name: str) -> QWidget:
        row, across = side_row()
        opener = elided_button(name)
        opener.clicked.connect(lambda: self._ctx.open(Ref("company", company_id)))
        across.addWidget(opener, 1)
        return row
