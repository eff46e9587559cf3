"""The side of a card: the next step, open promises, deals, other people of the company."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.formatting import counted, money, percent, relative_day
from app.views.contacts import ColleagueView, ContactCard, OpportunityView, PromiseView
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.planning import PlanStep
from ui.dialogs.step_card import StepCard
from ui.theme import metrics
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures, words


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
            _add_group(down, _("Promises"), [self._promise(one) for one in card.promises])
            _add_group(down, _("Deals"), [_deal(one) for one in card.opportunities], spacing=12)
            _add_group(down, _("At the same company"), [self._colleague(one) for one in card.colleagues], spacing=0)
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

    def _promise(self, promise: PromiseView) -> QWidget:
        row, across = _row()
        if promise.due is not None:
            today = self._ctx.now().date()
            across.addWidget(Pill(relative_day(promise.due, today), "bad" if promise.late else "neutral"))
        whose = _("I: {text}") if promise.mine else _("They: {text}")
        across.addWidget(words(whose.format(text=promise.text), wrap=True), 1)
        return row

    def _colleague(self, person: ColleagueView) -> QWidget:
        row, across = _row()
        open_person = button(person.name, lambda: self._ctx.open(Ref("contact", person.id)), kind="person")
        across.setSpacing(0)
        across.addWidget(open_person)
        if person.job_title:
            across.addWidget(ElidedWords(f" · {person.job_title}", "body", "dim"), 1)
        across.addStretch()
        return row


def _add_group(down: QVBoxLayout, title: str, rows: Sequence[QWidget], spacing: int = 6) -> None:
    if not rows:
        return
    down.addWidget(words(title, "small_strong", "dim"))
    group = QVBoxLayout()
    group.setSpacing(spacing)
    for row in rows:
        group.addWidget(row)
    down.addLayout(group)
    down.addSpacing(10)


def _row() -> tuple[QWidget, QHBoxLayout]:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    return row, across


def _deal(deal: OpportunityView) -> QWidget:
    row = QWidget()
    down = QVBoxLayout(row)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    down.addWidget(words(deal.name, "strong", wrap=True))
    days = counted("{count} day at this stage", "{count} days at this stage", deal.days_in_stage)
    amount = figures(f"{money(deal.amount, deal.currency, 0)} · {percent(deal.probability)}", "body")
    down.addWidget(amount)
    down.addWidget(figures(f"{deal.stage} · {days}", "small"))
    down.addSpacing(6)
    down.addWidget(Progress(deal.probability))
    return row


class Progress(QWidget):
    """A share as a bar."""

    def __init__(self, share: int) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(6)
        self.setAccessibleName(percent(share))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().line))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.setBrush(QColor(colours().accent))
        done = self.rect().adjusted(0, 0, -round(self.width() * (100 - self._share) / 100), 0)
        painter.drawRoundedRect(done, 3, 3)
        painter.end()
