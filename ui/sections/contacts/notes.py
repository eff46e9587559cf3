"""The popover that writes a note; what was typed and not kept is there when it is opened again, be it the next day."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ContactId
from app.views.left_words import About, LeftWords
from resources.i18n import _
from ui.context import UiContext
from ui.keys import keys_said
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words
from ui.words_left import NOTE, WordsLeft


class NoteDrafts:
    """Notes that were begun and not kept, by contact: for another language and another start."""

    def __init__(self, kept: WordsLeft) -> None:
        self._kept = kept

    def of(self, contact_id: UUID) -> str:
        """What was begun for a contact; "" where nothing was."""
        return self._kept.text(f"{NOTE}{contact_id}")

    def put(self, contact_id: UUID, text: str) -> None:
        """Keep what was begun; "" forgets it."""
        if text == self.of(contact_id):
            return
        if text:
            self._kept.put(LeftWords(f"{NOTE}{contact_id}", text, about=(("contact", contact_id),)))
        else:
            self._kept.drop(f"{NOTE}{contact_id}")


class WriteNote(Popover):
    """Ctrl+Enter keeps the note; closed without, it is a draft."""

    def __init__(self, ctx: UiContext, anchor: QWidget, contact_id: UUID) -> None:
        super().__init__(anchor, 380)
        self._ctx, self._contact_id, self._drafts = ctx, contact_id, NoteDrafts(ctx.words)
        self._written = False
        self.body.addWidget(words(_("Note"), "list_heading"))
        self.form = Form()
        hint = _("!I will send the price list tomorrow\n?they promised an answer by fri")
        self.text = self.form.text("text", "", self._drafts.of(contact_id), hint, tall=120)
        self.text.setAccessibleName(_("Note"))
        self.text.textChanged.connect(self._show_keeping)
        self.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(words(_("A line with ! or ? becomes a promise"), "small", "dim"))
        foot.addStretch()
        self._save = button(_("Keep"), self._keep, kind="primary", hint=keys_said("Ctrl+Return"))
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)
        self._show_keeping()
        ctx.words.changed.connect(self._show_draft)

    def open_beside(self) -> None:
        """Show with the cursor in the note."""
        for other in self.window().findChildren(WriteNote):
            if other is not self and other.is_of(self._contact_id):
                other.close()  # it was put away; its words are here
        super().open_beside()
        self.text.setFocus()

    def is_of(self, contact_id: UUID) -> bool:
        """Whether it is about this contact."""
        return self._contact_id == contact_id

    def holds_words(self) -> bool:
        """A draft from before counts as much as what was typed just now."""
        return bool(self.text.toPlainText().strip()) and not self._written

    def words_left(self) -> list[tuple[str, str]]:
        """Nothing but the draft."""
        return []

    def records(self) -> tuple[About, ...]:
        """Whom the note is about."""
        return (("contact", self._contact_id),)

    def give_up(self) -> None:
        """No draft either."""
        self._written = True
        super().give_up()

    def step_back(self) -> None:
        """A note that was put away is a draft too: it is there tomorrow."""
        self.hand_over()
        super().step_back()

    def hand_over(self) -> None:
        """A note that is not kept yet is a draft."""
        typed = self.text.toPlainText()
        self._drafts.put(self._contact_id, typed if typed.strip() and not self._written else "")

    def holds_typed(self) -> bool:
        """Whether the draft is not kept yet."""
        return False

    def _show_draft(self) -> None:
        """At the start drafts are read behind everything else: one may have come when the sheet is open already."""
        draft = self._drafts.of(self._contact_id)
        if draft and not self.text.toPlainText() and not self.text.document().isModified():
            self.text.setPlainText(draft)

    def _show_keeping(self) -> None:
        self._save.setEnabled(bool(self.text.toPlainText().strip()))

    def _keep(self) -> None:
        from app.services.history import write_note  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()["text"]
        if typed:
            self._save.setEnabled(False)
            task = self._ctx.do(write_note, ContactId(self._contact_id), typed, zone=self._ctx.zone())
            task.then(self, lambda _answer: self._on_kept()).refused(self._on_refused)

    def _on_kept(self) -> None:
        self._written = True
        self.close()

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave a draft behind."""
        self.hand_over()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
            return
        super().keyPressEvent(event)
