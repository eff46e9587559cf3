"""The side of a card: the next step, open promises, deals, other people of the company."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views.contacts import ColleagueView, ContactCard
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.dialogs.side_rows import add_group, deal_row, promise_row, side_row
from ui.dialogs.step_card import StepCard
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.words import ElidedWords, words


class Side(QScrollArea):
    """Shown beside the card, or brought out over it on a narrow window."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.setObjectName("side")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_card(self, card: ContactCard | None) -> None:
        """Show what stands beside the card of a contact."""
        ground = QWidget()
        ground.setObjectName("panel")
        down = QVBoxLayout(ground)
        down.setContentsMargins(20, 20, 20, 20)
        down.setSpacing(2 * metrics.GRID)
        if card is not None:
            self._add_step(down, card)
            add_group(down, _("Promises"), [promise_row(self._ctx, one) for one in card.promises])
            add_group(down, _("Deals"), [deal_row(self._ctx, one) for one in card.opportunities], spacing=12)
            add_group(down, _("At the same company"), [self._colleague(one) for one in card.colleagues], spacing=0)
        down.addStretch()
        self.setWidget(ground)

    def _add_step(self, down: QVBoxLayout, card: ContactCard) -> None:
        down.addWidget(words(_("Next step"), "small_strong", "dim"))
        if card.next_activity is not None:
            down.addWidget(StepCard(self._ctx, card.next_activity, done_hint=self._ctx.actions.hint("complete")))
        else:
            row = QHBoxLayout()
            row.addWidget(words(_("Nothing is planned."), "body", "dim"))
            row.addStretch()
            plan = button(_("Plan"), kind="small", picture="plus")
            plan.clicked.connect(lambda: PlanStep(self._ctx, plan, card.id).open_beside())
            row.addWidget(plan)
            down.addLayout(row)
        down.addSpacing(10)

    def _colleague(self, person: ColleagueView) -> QWidget:
        row, across = side_row()
        open_person = button(person.name, lambda: self._ctx.open(Ref("contact", person.id)), kind="person")
        across.setSpacing(0)
        across.addWidget(open_person)
        if person.job_title:
            across.addWidget(ElidedWords(f" · {person.job_title}", "body", "dim"), 1)
        across.addStretch()
        return row
