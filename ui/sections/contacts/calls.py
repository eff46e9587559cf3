"""The popover that writes a call into the history: one key for the result, a few words, the next step."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ActivityView, ContactCard
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.channels import channel_label
from ui.dialogs.planning import read_when
from ui.dialogs.results import Results
from ui.tasks import Task
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from app.services.activities import When


class LogCall(Popover):
    """Keys 1–6 choose the result and move on to the words; Enter there keeps the call."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: ContactCard) -> None:
        super().__init__(anchor, 372)
        self._ctx, self._card = ctx, card
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(words(_("How did the call go?"), "list_heading"))
        self._add_phones(card)
        self.results = Results("call")
        self.results.chosen.connect(self._on_chosen)
        self.body.addWidget(self.results)
        self.form = Form()
        self.text = self.form.text("text", _("What was said"), tall=64)
        self.when = self.form.line("when", _("Next call"), hint=_("tomorrow 10:30, or leave empty"))
        self.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(words(_("1–6 result, Enter keeps"), "small", "dim"))
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

    def _add_phones(self, card: ContactCard) -> None:
        for channel in card.channels:
            if channel.kind == "phone":
                row = QHBoxLayout()
                row.addWidget(ElidedWords(channel_label(channel), "small", "dim"), 1)
                row.addWidget(words(channel.shown, "strong", copyable=True))
                self.body.addLayout(row)
        if card.do_not_call:
            self.body.addWidget(words(_("Asked not to be called."), "medium", "bad"))

    def _on_chosen(self, _key: str) -> None:
        self._save.setEnabled(True)
        self.text.setFocus()

    def _keep(self) -> None:
        if not self._save.isEnabled():
            return
        when = None
        typed = self.form.values()
        if typed["when"]:
            when = read_when(self._ctx, typed["when"], self._on_refused)
            if when is None:
                return
        self._save.setEnabled(False)
        task = self._write(typed["text"], when)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def _write(self, text: str, when: "When | None") -> Task[Any]:
        """A call that was due is completed, any other is logged; the next one is planned with it."""
        from app.services.activities import complete, schedule  # noqa: PLC0415 - heavy: after the first paint
        from app.services.history import log_call  # noqa: PLC0415 - likewise

        due = self._due_call()
        if due is not None:
            return self._ctx.do(
                complete, due.id, result=self.results.value, text=text, next_kind="call", next_when=when
            )
        if when is not None:
            self._ctx.do(schedule, self._card.id, kind="call", when=when)
        return self._ctx.do(log_call, self._card.id, result=self.results.value, text=text)

    def _due_call(self) -> ActivityView | None:
        planned = self._card.next_activity
        if planned is None or planned.kind != "call":
            return None
        now = self._ctx.now()
        day = planned.start.astimezone(now.tzinfo).date() if planned.start else planned.due
        return planned if day is not None and day <= now.date() else None

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the words keeps the call, Shift+Enter begins a new line."""
        if watched is self.text and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if self.results.take(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        else:
            super().keyPressEvent(event)
