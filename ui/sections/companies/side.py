"""The side of a company's card: the next step, promises, open deals, offers, branches."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.formatting import money, short_date
from app.views.companies import CompanyCard, CompanyOffer
from app.views.contacts import CompanyId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.dialogs.side_column import SideColumn
from ui.dialogs.side_rows import add_group, deal_row, promise_row, side_row
from ui.widgets.buttons import elided_button
from ui.widgets.pill import Pill
from ui.widgets.words import figures

_TONES = {"accepted": "good", "won": "good", "sent": "accent", "rejected": "bad", "lost": "bad", "expired": "warn"}


class CompanySide(SideColumn):
    """What stands beside the card of a company."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, "company_complete")

    def add_groups(self, down: QVBoxLayout, card: Any) -> None:
        """The next step and whose it is, promises, deals, offers, branches."""
        firm: CompanyCard = card

        def plan(anchor: QPushButton) -> None:
            only = firm.people[0].id if firm.people_total == 1 else None
            named = None if only else (firm.id, firm.name)
            PlanStep(self._ctx, anchor, only, company=named).open_beside()

        self.add_step(down, firm.next_activity, plan, self._whose(firm), firm.further)
        add_group(down, _("Promises"), [promise_row(self._ctx, one, whose=True) for one in firm.promises], 10)
        add_group(down, _("Deals"), [deal_row(self._ctx, one) for one in firm.opportunities], 12)
        add_group(down, _("Offers"), [self._offer(one) for one in firm.offers], 8)
        add_group(down, _("Branches"), [self._branch(*one) for one in firm.branches], 0)

    def _whose(self, firm: CompanyCard) -> QWidget | None:
        step = firm.next_activity
        if step is None or step.contact_id is None or not step.contact_name:
            return None
        ref = Ref("contact", step.contact_id)
        opener = elided_button(step.contact_name)
        opener.clicked.connect(lambda: self._ctx.open(ref))
        return opener

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
