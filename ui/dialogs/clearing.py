"""The popover that clears something planned: how it went by one key, a few words, and what comes next."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.planning import read_when
from ui.dialogs.results import Results
from ui.tables.next_step import kind_title
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.activities import When

NEXT = (N_("tomorrow 10:00"), N_("in 3 days 10:00"), N_("in a week 10:00"))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClearStep(Popover):
    """A digit chooses the result and moves on to the words; Enter there keeps it."""

    def __init__(self, ctx: UiContext, anchor: QWidget, activity_id: UUID, kind: str, title: str) -> None:
        super().__init__(anchor, 372)
        self._ctx, self._id, self._kind = ctx, activity_id, kind
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(words(title or kind_title(kind), "list_heading", wrap=True))
        self.results = Results(kind)
        self.results.chosen.connect(self._on_chosen)
        self.body.addWidget(self.results)
        self.form = Form()
        self.text = self.form.text("text", _("What was said"), tall=56)
        self.when = self.form.line("when", _("Next step"), hint=_("tomorrow 10:30, or leave empty"))
        self.body.addWidget(self.form)
        chips = Flow()
        for text in NEXT:
            chips.add(button(_(text), partial(self.when.setText, _(text)), kind="chip"))
        self.body.addWidget(chips)
        foot = QHBoxLayout()
        foot.addWidget(words(_("A digit for the result, Enter keeps"), "small", "dim"))
        foot.addStretch()
        self._save = button(_("Keep"), self._keep, kind="primary")
        self._save.setEnabled(False)
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)
        self.text.installEventFilter(self)

    def open_beside(self) -> None:
        """Show with the keyboard on the results."""
        super().open_beside()
        self.setFocus()

    def _on_chosen(self, _key: str) -> None:
        self._save.setEnabled(True)
        self.text.setFocus()

    def _keep(self) -> None:
        from app.services.activities import complete  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        when: When | None = None
        if not self._save.isEnabled():
            return
        if typed["when"] and (when := read_when(self._ctx, typed["when"], self._on_refused)) is None:
            return
        self._save.setEnabled(False)
        task = self._ctx.do(complete, self._id, result=self.results.value, text=typed["text"], next_when=when)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the words keeps it, Shift+Enter begins a new line."""
        if watched is self.text and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() in _ENTER:
                self._keep()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if self.results.take(event):
            return
        if event.key() in _ENTER:
            self._keep()
        else:
            super().keyPressEvent(event)
