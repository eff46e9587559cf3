"""The column beside a record's card: its next step, and whatever else the record has beside it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.views.contacts import ActivityView
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.clearing import clear_step
from ui.dialogs.side_rows import further_row
from ui.dialogs.step_card import StepCard
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.words import words


class SideColumn(QScrollArea):
    """Shown beside the card, or brought out over it on a narrow window; `done` is the action that ends the next step."""

    def __init__(self, ctx: UiContext, done: str) -> None:
        super().__init__()
        self._ctx, self._done = ctx, done
        self.setObjectName("side")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_card(self, card: Any) -> None:
        """Show what stands beside a card; nothing where there is none."""
        ground = QWidget()
        ground.setObjectName("panel")
        down = QVBoxLayout(ground)
        down.setContentsMargins(20, 20, 20, 20)
        down.setSpacing(2 * metrics.GRID)
        if card is not None:
            self.add_groups(down, card)
        down.addStretch()
        self.setWidget(ground)

    @abstractmethod
    def add_groups(self, down: QVBoxLayout, card: Any) -> None:
        """Put in what a card has."""

    def clear_step(self, detail: QWidget, step: ActivityView) -> None:
        """Ask how the next step went, here or, while this is folded away, over the card."""
        clear_step(self._ctx, self if self.isVisible() else detail, step)

    def add_step(
        self,
        down: QVBoxLayout,
        step: ActivityView | None,
        plan: Callable[[QPushButton], object],
        whose: QWidget | None = None,
        further: Sequence[ActivityView] = (),
    ) -> None:
        """The next step and whose it is, or a way to plan one; what is planned after it, a row each."""
        down.addWidget(words(_("Next step"), "small_strong", "dim"))
        if step is not None:
            down.addWidget(StepCard(self._ctx, step, done_hint=self._ctx.actions.hint(self._done)))
            if whose is not None:
                down.addWidget(whose)
        else:
            row = QHBoxLayout()
            row.addWidget(words(_("Nothing is planned."), "body", "dim"))
            row.addStretch()
            opener = button(_("Plan"), kind="small", picture="plus")
            opener.clicked.connect(lambda: plan(opener))
            row.addWidget(opener)
            down.addLayout(row)
        for one in further:
            down.addWidget(further_row(self._ctx, one))
        down.addSpacing(10)
