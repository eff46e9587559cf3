"""The page of offers: the list, and the editor of the one that was opened."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.views.offers import OfferCard, OfferId
from resources.i18n import N_, _
from ui.context import Ref, UiContext
from ui.section import AtHand, Listing, SectionPage
from ui.sections.offers.editor import Editor
from ui.sections.offers.list import OfferList
from ui.sections.offers.paper import offer_listing
from ui.sections.offers.papers import Ending, Wanted, file_name, make_pdf, print_pdf, save_pdf
from ui.sections.offers.sending import SendOffer, usual_folder
from ui.widgets.states import Notice

if TYPE_CHECKING:
    from app.command import Command

OFFER = N_("Offer")
ENDINGS: dict[Ending, str] = {
    "printed": N_("Handed over to the printer."),
    "stopped": N_("Stopped; no more pages go to the printer."),
    "refused": N_("The printer did not take the pages."),
}
# In which states an action makes sense.
_FITS = {
    "offer_send": ("draft",),
    "offer_discuss": ("sent",),
    "offer_accept": ("sent", "discussed", "expired", "declined"),
    "offer_decline": ("sent", "discussed", "expired"),
    "offer_revise": ("sent", "discussed", "expired", "declined", "accepted"),
}


class OffersPage(SectionPage):
    """Shows the list until an offer is opened; Esc goes back."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._made: dict[str, QAction] = {}
        self._stack = QStackedWidget()
        self.list = OfferList(ctx)
        self._add_actions()
        self.editor = Editor(ctx, self._go_back, self._open_more)
        self._nothing = self._nobody()
        for part in (self.list, self.editor, self._nothing):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.list.opened.connect(self._open)
        self.list.counted.connect(self._on_counted)
        self.editor.shown.connect(self._on_shown)
        self.editor.opened.connect(self._open)
        ctx.relay.changed.connect(self._on_changed)

    def open_record(self, ref: Ref) -> None:
        """Show an offer in the editor."""
        self._open(OfferId(ref.id))

    def narrow(self, text: str) -> None:
        """Show only those that match."""
        self._go_back()
        self.list.narrow(text)

    def current(self) -> Ref | None:
        """The offer in the editor."""
        card = self.editor.card
        return Ref("offer", card.row.id) if card is not None and self._is_editing() else None

    def at_hand(self) -> AtHand | None:
        """The person the offer is addressed to."""
        card = self.editor.card if self._is_editing() else None
        return AtHand(card.row.contact_id) if card is not None and card.row.contact_id is not None else None

    def listing(self) -> Listing | None:
        """The list as it is narrowed, for paper."""
        total = 0 if self._is_editing() else self.list.model.total()
        return offer_listing(*self.list.narrowed_to(), total, self._ctx.now().date()) if total else None

    def print_itself(self) -> bool:
        """The offer that is open goes to paper in place of the list."""
        if self._is_editing():
            self._print()
        return self._is_editing()

    def arrive(self) -> None:
        """The list takes the keyboard, or the lines of the open offer."""
        place: QWidget = self.editor.lines.view if self._is_editing() else self.list.view
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def settled(self) -> bool:
        """List and editor show what was asked for."""
        return self.list.model.is_settled() and (not self._is_editing() or self.editor.is_settled())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing inside wanted goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self._is_editing():
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _is_editing(self) -> bool:
        return self._stack.currentWidget() is self.editor

    def _open(self, offer_id: OfferId) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.editor.show_offer(offer_id)

    def _go_back(self) -> None:
        if not self._is_editing():
            return
        left = self.editor.card
        self.editor.show_offer(None)
        self._enable(None)
        self._stack.setCurrentWidget(self._nothing if self.list.model.total() == 0 and self._is_whole() else self.list)
        if left is not None:
            self.list.mark(left.row.id)
        self.list.view.setFocus()

    def _is_whole(self) -> bool:
        return self.list.is_whole()

    def _add_actions(self) -> None:
        for key, title, keys, run in (
            ("offer_send", N_("Send the offer"), "Ctrl+Return", self._send),
            ("offer_accept", N_("The client accepted"), "Ctrl+Shift+A", partial(self._answer, "accept_offer")),
            ("offer_decline", N_("The client declined"), "Ctrl+Shift+D", partial(self._answer, "decline_offer")),
            ("offer_discuss", N_("The offer is being discussed"), "", partial(self._answer, "discuss_offer")),
            ("offer_revise", N_("New version"), "Ctrl+Shift+N", partial(self._follow, "revise_offer")),
            ("offer_copy", N_("Copy the offer"), "Ctrl+D", partial(self._follow, "copy_offer")),
            ("offer_pdf", N_("Save as PDF"), "Ctrl+S", self._save_pdf),
            ("offer_print", N_("Print the offer"), "", self._print),
            ("offer_attach", N_("Attach files…"), "Ctrl+Shift+F", self._attach),
            ("offer_paper", N_("Show the paper"), "Ctrl+J", self._turn_paper),
            ("offer_remove", N_("Remove the offer"), "Ctrl+Delete", self._remove),
            ("offer_back", N_("All offers"), "", self._go_back),
        ):  # fmt: skip
            self._made[key] = self._ctx.actions.add(key, title, keys, OFFER, run, self._stack)
        self._enable(None)

    def _enable(self, card: OfferCard | None) -> None:
        for key, action in self._made.items():
            action.setEnabled(card is not None and card.row.status in _FITS.get(key, (card.row.status,)))

    def _nobody(self) -> Notice:
        said = _("No offer has been made yet. F10 on a contact begins one for it.")
        return Notice("file-text", said, _("New offer"), lambda: self._ctx.actions.run("add_offers"), "primary")

    def _open_more(self, anchor: QWidget) -> None:
        menu = QMenu(self)
        card = self._card()
        if card is not None and card.row.contact_id is not None:
            menu.addAction(_("Open the contact"), partial(self._ctx.open, Ref("contact", card.row.contact_id)))
            menu.addSeparator()
        self._ctx.actions.put_into(menu, "offer_copy", "offer_revise", "offer_pdf", "offer_print", "offer_attach")
        menu.addSeparator()
        self._ctx.actions.put_into(menu, "offer_remove")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _card(self) -> OfferCard | None:
        return self.editor.card if self._is_editing() else None

    def _turn_paper(self) -> None:
        self.editor.turn_paper()

    def _send(self) -> None:
        self.editor.when_kept(self._send_kept)

    def _send_kept(self) -> None:
        if (card := self._card()) is not None:
            images = self.editor.stamp.isChecked()
            SendOffer(self._ctx, self.editor.header.buttons["offer_send"], card, with_images=images).open_beside()

    def _answer(self, name: str) -> None:
        from app.services import offer_statuses  # noqa: PLC0415 - heavy: after the first paint

        command: Command[[OfferId], Any] = getattr(offer_statuses, name)
        if (card := self._card()) is not None:
            self._ctx.do(command, card.row.id).then(self, lambda _none: None)

    def _follow(self, name: str) -> None:
        """Make an offer out of this one and go on with it."""
        from app.services import offers  # noqa: PLC0415 - heavy: after the first paint

        command: Command[[OfferId], OfferId] = getattr(offers, name)
        if (card := self._card()) is not None:
            self._ctx.do(command, card.row.id).then(self, self._open)

    def _remove(self) -> None:
        from app.services.offers import remove_offer  # noqa: PLC0415 - heavy: after the first paint

        if (card := self._card()) is not None:
            self._go_back()
            self._ctx.do(remove_offer, card.row.id)

    def _attach(self) -> None:
        self.editor.attaching.choose()

    def _save_pdf(self) -> None:
        self.editor.when_kept(self._save_kept)

    def _save_kept(self) -> None:
        card = self._card()
        if card is None:
            return
        usual = str(usual_folder() / file_name(card))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the PDF"), usual, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(card, Path(chosen))

    def save_pdf(self, card: OfferCard, path: Path) -> None:
        """Write the paper of an offer into a file."""
        save_pdf(self._ctx, self, self._wanted(card, "offer_pdf"), path, self._on_written)

    def _wanted(self, card: OfferCard, action: str) -> Wanted:
        """The paper of an offer, told of beside the button of an action."""
        return Wanted(card.row.id, self.editor.header.buttons[action], self.editor.stamp.isChecked())

    def _on_written(self, path: Path) -> None:
        said = _("Saved as {file}.").format(file=path.name)
        self._ctx.tasks.refused.emit(UserError(said))  # the status line says it

    def _print(self) -> None:
        self.editor.when_kept(self._print_kept)

    def _print_kept(self) -> None:
        if (card := self._card()) is not None:
            then = partial(self._print_pdf, file_name(card, ""))
            make_pdf(self._ctx, self, self._wanted(card, "offer_print"), then)

    def _print_pdf(self, title: str, pdf: bytes) -> None:
        print_pdf(self.editor.header.buttons["offer_print"], pdf, title, self._on_printed)

    def _on_printed(self, ending: Ending) -> None:
        self._ctx.tasks.refused.emit(UserError(_(ENDINGS[ending])))  # the status line says it

    def _on_shown(self, card: OfferCard | None) -> None:
        self._enable(card)
        if card is None:
            self._go_back()

    def _on_counted(self, total: int) -> None:
        if not self._is_editing():
            self._stack.setCurrentWidget(self.list if total else self._nothing)

    def _on_changed(self, changed: Any) -> None:
        self.list.refresh(changed)
        if self._is_editing():
            self.editor.on_changed(changed)
