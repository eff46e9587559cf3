"""The popovers for who a person is: a new contact, and the name, post and company of one that is there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ContactCard, ContactId
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words

NAME = (
    ("last", N_("Last name")),
    ("first", N_("First name")),
    ("middle", N_("Middle name")),
    ("company", N_("Company")),
    ("job_title", N_("Job title")),
)


class _Naming(Popover):
    """A form kept with Enter or by its button."""

    def __init__(self, ctx: UiContext, anchor: QWidget, heading: str, title: str) -> None:
        super().__init__(anchor, 320)
        self._ctx = ctx
        self.form = Form()
        self.body.addWidget(words(heading, "list_heading"))
        self.body.addWidget(self.form)
        self._save = button(title, self._keep, kind="primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_beside(self) -> None:
        """Show with the cursor in the first field."""
        super().open_beside()
        self.form.setFocus()

    def _keep(self) -> None:
        raise NotImplementedError

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)


class NewContact(_Naming):
    """A name or a phone is enough; nothing is kept until it is added."""

    def __init__(self, ctx: UiContext, anchor: QWidget) -> None:
        super().__init__(ctx, anchor, _("New contact"), _("Add"))
        for key, label in NAME:
            self.form.line(key, _(label))
        self.form.line("phone", _("Phone"))
        self.form.line("email", _("E-mail"))

    def _keep(self) -> None:
        from app.services.contacts import add_contact  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        given = (("phone", "mobile", typed.pop("phone")), ("email", "work", typed.pop("email")))
        channels = [one for one in given if one[2]]
        self._save.setEnabled(False)
        task = self._ctx.do(add_contact, {key: value for key, value in typed.items() if value}, channels)
        task.then(self, self._on_added).refused(self._on_refused)

    def _on_added(self, contact_id: ContactId) -> None:
        self.close()
        self._ctx.open(Ref("contact", contact_id))


class EditName(_Naming):
    """The parts of the name and where the person works."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: ContactCard) -> None:
        super().__init__(ctx, anchor, _("Name and company"), _("Keep"))
        self._card = card
        self._before = {key: str(getattr(card, key)) for key, _label in NAME}
        for key, label in NAME:
            self.form.line(key, _(label), self._before[key])

    def _keep(self) -> None:
        from app.services.contacts import edit_contact  # noqa: PLC0415 - heavy: after the first paint

        edits = {key: value for key, value in self.form.values().items() if value != self._before[key]}
        if not edits:
            self.close()
            return
        self._save.setEnabled(False)
        task = self._ctx.do(edit_contact, self._card.id, edits)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)
