"""The popover that clears something planned: how it went by one key, a few words, and what comes next."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ActivityView
from app.views.left_words import About
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.outcome import Outcome
from ui.dialogs.results import ask_result
from ui.tables.next_step import kind_title
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.popover import Popover
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.tasks import Task


def clear_step(ctx: UiContext, anchor: QWidget, step: ActivityView) -> None:
    """Ask how something planned went, and what comes next."""
    title = " · ".join(part for part in (step.regarding, step.contact_name or step.company_name) if part)
    ClearStep(ctx, anchor, step.id, step.kind, title).open_beside()


class ClearStep(Popover):
    """A digit chooses the result, N goes on to the next step; Enter keeps it."""

    def __init__(self, ctx: UiContext, anchor: QWidget, activity_id: UUID, kind: str, title: str) -> None:
        super().__init__(anchor, 372)
        self._ctx, self._id = ctx, activity_id
        self.body.addWidget(words(title or kind_title(kind), "list_heading", wrap=True))
        self.outcome = Outcome(ctx, kind)
        self.results, self.text, self.when = self.outcome.results, self.outcome.text, self.outcome.when
        self.body.addWidget(self.outcome)
        foot = QHBoxLayout()
        foot.addWidget(words(_("A digit for the result, Enter keeps"), "small", "dim"))
        foot.addStretch()
        self._save = button(_("Keep"), self._keep, kind="primary")
        self._save.setEnabled(False)
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)
        self.outcome.chosen.connect(lambda _result: self._save.setEnabled(True))
        self.outcome.kept.connect(self._keep)
        self.outcome.grown.connect(self._on_grown)

    def open_beside(self) -> None:
        """Show with the keyboard on the results."""
        super().open_beside()
        self.outcome.setFocus()

    def records(self) -> tuple[About, ...]:
        """What is cleared, and whose card it stood on."""
        return (("activity", self._id), *super().records())

    def _keep(self) -> None:
        from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

        if not self._save.isEnabled() or (said := self.outcome.said()) is None:
            return
        self._save.setEnabled(False)
        task: Task[Any] = self._ctx.do(
            complete, self._id, result=said.result, text=said.text,
            next_kind=said.kind, next_when=said.when, next_regarding=said.regarding,
        )  # fmt: skip
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)
        task.ended(lambda: self._save.setEnabled(True))

    def hand_over(self) -> None:
        """Keep what was said, as Enter would; without a result it is asked for one."""
        if self.holds_typed() and not self.outcome.results.value:
            self.outcome.show_refusal(UserError(ask_result(self.outcome.results), field="text"))
        elif self.holds_typed():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return is_typed_in(self)

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.outcome.show_refusal(refusal)

    def _on_grown(self) -> None:
        if self.isVisible():
            self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if not self.outcome.take(event):
            super().keyPressEvent(event)
