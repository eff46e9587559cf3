"""The popover for who a person is: the name, post and company of a contact that is there."""

from PySide6.QtWidgets import QWidget

from app.views.contacts import ContactCard
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.new_contact import NAME
from ui.widgets.form_sheet import FormSheet


class EditName(FormSheet):
    """The parts of the name and where the person works."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: ContactCard) -> None:
        super().__init__(anchor, _("Name and company"), _("Keep"))
        self._ctx, self._card = ctx, card
        self._before = {key: str(getattr(card, key)) for key, _label in NAME}
        for key, label in NAME:
            self.form.line(key, _(label), self._before[key])

    def keep(self) -> None:
        """Write what was changed."""
        from app.services.contacts import edit_contact  # noqa: PLC0415 - heavy: after the first paint

        edits = {key: value for key, value in self.form.values().items() if value != self._before[key]}
        if not edits:
            self.close()
            return
        self.save.setEnabled(False)
        task = self._ctx.do(edit_contact, self._card.id, edits)
        task.then(self, lambda _answer: self.close()).refused(self.show_refusal)
