"""The side of a card: the next step, open promises, deals, other people of the company."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.views.contacts import ColleagueView, ContactCard
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.dialogs.side_column import SideColumn
from ui.dialogs.side_rows import add_group, deal_row, promise_row, side_row
from ui.widgets.buttons import elided_button
from ui.widgets.words import ElidedWords

NAME = 190  # px a name takes at most: some of the post is seen behind it


class Side(SideColumn):
    """What stands beside the card of a contact."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, "complete")

    def add_groups(self, down: QVBoxLayout, card: Any) -> None:
        """The next step, promises, deals, colleagues."""
        contact: ContactCard = card

        def plan(anchor: QPushButton) -> None:
            PlanStep(self._ctx, anchor, contact.id).open_beside()

        self.add_step(down, contact.next_activity, plan, further=contact.further)
        add_group(down, _("Promises"), [promise_row(self._ctx, one) for one in contact.promises])
        add_group(down, _("Deals"), [deal_row(self._ctx, one) for one in contact.opportunities], spacing=12)
        add_group(down, _("At the same company"), [self._colleague(one) for one in contact.colleagues], spacing=0)

    def _colleague(self, person: ColleagueView) -> QWidget:
        row, across = side_row()
        open_person = elided_button(person.name)
        open_person.clicked.connect(lambda: self._ctx.open(Ref("contact", person.id)))
        open_person.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        natural = open_person.fontMetrics().horizontalAdvance(person.name) + 10  # its margins and the focus ring
        open_person.setFixedWidth(min(natural, NAME))
        across.setSpacing(0)
        across.addWidget(open_person)
        if person.job_title:
            across.addWidget(ElidedWords(f" · {person.job_title}", "body", "dim"), 1)
        across.addStretch()
        return row
