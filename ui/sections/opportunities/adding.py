"""The popover for a new deal: a name, with whom, how much; it begins in the first stage."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ContactId
from app.views.offers import OpportunityId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.picking import finder
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.suggest import SuggestField, Suggestion
from ui.widgets.words import words


class NewDeal(Popover):
    """With whom is the contact on the screen, if one is; nothing is kept until it is added."""

    def __init__(self, ctx: UiContext, anchor: QWidget) -> None:
        super().__init__(anchor, 320)
        self._ctx = ctx
        self._contact: UUID | None = None
        self._contact_name = ""
        self.body.addWidget(words(_("New deal"), "list_heading"))
        self.form = Form()
        self.form.line("name", _("What about"), hint=_("Lathe for the new shop"))
        self.who = SuggestField(finder(ctx, self, "contact"))
        self.who.setPlaceholderText(_("A few letters are enough"))
        self.who.taken.connect(self._on_taken)
        self.form.add("contact_id", _("Contact"), self.who)
        self.form.line("amount", _("Amount"))
        self.body.addWidget(self.form)
        self._save = button(_("Add"), self._keep, kind="primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_beside(self) -> None:
        """Show with the cursor in the name."""
        super().open_beside()
        self.form.setFocus()
        shown = self._ctx.shown()
        if shown is not None and shown.kind == "contact":
            from app.services.contact_cards import contact_card  # noqa: PLC0415 - heavy: after the first paint

            task = self._ctx.ask(contact_card, ContactId(shown.id))
            task.then(self, lambda card: self._take(card.id, card.name), slot="shown")

    def _on_taken(self, chosen: Suggestion) -> None:
        self._take(chosen.key, chosen.title)
        self.who.setFocus()

    def _take(self, contact: UUID, name: str) -> None:
        self._contact, self._contact_name = contact, name
        self.who.setText(name)

    def _keep(self) -> None:
        from app.services.opportunities import add_opportunity  # noqa: PLC0415 - heavy: after the first paint

        typed = self.form.values()
        said = typed["contact_id"]
        if said and said != self._contact_name:
            self._on_refused(UserError(_("Choose a contact from the list, or leave this empty."), field="contact_id"))
            return
        contact = ContactId(self._contact) if self._contact is not None and said else None
        edits: dict[str, Any] = {"amount": typed["amount"]} if typed["amount"] else {}
        self._save.setEnabled(False)
        task = self._ctx.do(add_opportunity, typed["name"], contact_id=contact, edits=edits)
        task.then(self, self._on_added).refused(self._on_refused)

    def hand_over(self) -> None:
        """Add the deal, as Enter would."""
        if self.holds_typed() and self._save.isEnabled():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not added yet."""
        return is_typed_in(self)

    def _on_added(self, deal_id: OpportunityId) -> None:
        self.close()
        self._ctx.open(Ref("opportunity", deal_id))

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)
