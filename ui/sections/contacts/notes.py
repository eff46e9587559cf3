"""The popover that writes a note; what was typed and not kept is there when it is opened again."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.keys import keys_said
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words


class WriteNote(Popover):
    """Ctrl+Enter keeps the note; `drafts` outlives the popover."""

    def __init__(self, ctx: UiContext, anchor: QWidget, contact_id: UUID, drafts: dict[UUID, str]) -> None:
        super().__init__(anchor, 380)
        self._ctx, self._contact_id, self._drafts = ctx, contact_id, drafts
        self.body.addWidget(words(_("Note"), "list_heading"))
        self.form = Form()
        hint = _("!I will send the price list tomorrow\n?they promised an answer by fri")
        self.text = self.form.text("text", "", drafts.get(contact_id, ""), hint, tall=120)
        self.text.setAccessibleName(_("Note"))
        self.text.textChanged.connect(self._on_typed)
        self.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(words(_("A line with ! or ? becomes a promise"), "small", "dim"))
        foot.addStretch()
        self._save = button(_("Keep"), self._keep, kind="primary", hint=keys_said("Ctrl+Return"))
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)
        self._on_typed()

    def open_beside(self) -> None:
        """Show with the cursor in the note."""
        super().open_beside()
        self.text.setFocus()

    def _on_typed(self) -> None:
        typed = self.text.toPlainText()
        self._save.setEnabled(bool(typed.strip()))
        if typed.strip():
            self._drafts[self._contact_id] = typed
        else:
            self._drafts.pop(self._contact_id, None)

    def _keep(self) -> None:
        from app.services.history import write_note  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()["text"]
        if typed:
            self._save.setEnabled(False)
            task = self._ctx.do(write_note, ContactId(self._contact_id), typed, zone=self._ctx.zone())
            task.then(self, lambda _answer: self._on_kept()).refused(self._on_refused)

    def _on_kept(self) -> None:
        self._drafts.pop(self._contact_id, None)
        self.close()

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
            return
        super().keyPressEvent(event)
