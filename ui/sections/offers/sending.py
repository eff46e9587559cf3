"""The popover that sends an offer: how it goes, to which address; then it is locked and follow-ups are planned."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from app.errors import UserError
from app.views.contacts import ContactCard
from app.views.offers import OfferCard
from resources.i18n import _
from ui.context import UiContext
from ui.sections.offers.papers import Wanted, file_name, letter_of, open_file, save_pdf
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import key_cap, words


def usual_folder() -> Path:
    """Where papers go unless another folder is chosen."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found or Path.home())


class SendOffer(Popover):
    """Keys 1–3 choose the way, Enter sends."""

    def __init__(self, ctx: UiContext, anchor: QWidget, card: OfferCard, *, with_images: bool = True) -> None:
        super().__init__(anchor, 380)
        self._ctx, self._card, self._with_images = ctx, card, with_images
        self._page: QWidget = anchor.window()
        self._by = "email"
        self._ways: dict[str, QPushButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(words(_("How does it go?"), "list_heading"))
        ways = (
            ("email", _("By e-mail: a letter with the PDF opens")),
            ("messenger", _("By messenger: the PDF goes into a folder")),
            ("letter", _("On paper: the PDF goes into a folder")),
        )
        for place, (key, title) in enumerate(ways, 1):
            self._add_way(key, title, place)
        self.form = Form()
        self.address = self.form.line("to", _("To"), hint=_("address, or fill it in the letter"))
        self.body.addWidget(self.form)
        said = _("A sent offer is locked; calls to follow up are planned. Ctrl+Z takes it back.")
        self.body.addWidget(words(said, "small", "dim", wrap=True))
        self._send = button(_("Send"), self._go, kind="primary", picture="send")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._send)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)
        self._choose("email")
        self._ask_address()

    def open_beside(self) -> None:
        """Show with the keyboard on the ways."""
        super().open_beside()
        self.setFocus()

    def _add_way(self, key: str, title: str, place: int) -> None:
        way = button(title, partial(self._choose, key), kind="choice")
        way.setCheckable(True)
        inside = QHBoxLayout(way)
        inside.setContentsMargins(0, 0, 7, 0)
        inside.addWidget(key_cap(str(place)), 0, Qt.AlignmentFlag.AlignRight)
        self._ways[key] = way
        self.body.addWidget(way)

    def _choose(self, key: str) -> None:
        self._by = key
        for name, way in self._ways.items():
            way.setChecked(name == key)
        self.form.setVisible(key == "email")
        if self.isVisible():
            self.settle()

    def _ask_address(self) -> None:
        from app.services.contact_cards import contact_card  # noqa: PLC0415 - heavy: after the first paint

        def fill(card: ContactCard) -> None:
            found = [one for one in card.channels if one.kind == "email"]
            found.sort(key=lambda one: not one.primary)
            if found and not self.address.text():
                self.address.setText(found[0].raw)

        if self._card.row.contact_id is not None:
            self._ctx.ask(contact_card, self._card.row.contact_id).then(self, fill)

    def _go(self) -> None:
        if not self._send.isEnabled():
            return
        path = self._target()
        if path is None:
            return
        from app.services.offer_statuses import send_offer  # noqa: PLC0415 - heavy: after the first paint

        self._send.setEnabled(False)
        task = self._ctx.do(send_offer, self._card.row.id, by=self._by)
        task.then(self, partial(self._on_sent, path, self.address.text().strip())).refused(self._on_refused)

    def _target(self) -> Path | None:
        """Where the file goes; None where the person thought better of it."""
        name = file_name(self._card)
        if self._by == "email":
            return usual_folder() / file_name(self._card, ".eml")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the PDF"), str(usual_folder() / name), "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    def _on_sent(self, path: Path, to: str, notices: tuple[str, ...]) -> None:
        """The offer is sent in the file; now its paper, which may say another number than before."""
        from app.services.offer_lists import offer_card  # noqa: PLC0415 - heavy: after the first paint

        ctx, page, by, head = self._ctx, self._page, self._by, self._anchor.parentWidget() or self._page
        said = _("The offer counts as sent; its file was not made.")
        wanted = Wanted(self._card.row.id, head, self._with_images, said)

        def write(card: OfferCard) -> None:
            if by == "email":
                save_pdf(ctx, page, wanted, path, open_file, lambda pdf: letter_of(card, pdf, to))
            else:
                save_pdf(ctx, page, wanted, path, _stay)

        ctx.ask(offer_card, self._card.row.id).then(page, write)
        for notice in notices:
            ctx.tasks.refused.emit(UserError(notice))  # said in the status line
        self.close()

    def hand_over(self) -> None:
        """An offer is sent on purpose alone: what was typed holds the window."""
        if self.holds_typed() and self._send.isEnabled():
            self._on_refused(UserError(_("Not sent yet. Enter sends it, Esc puts it away.")))

    def holds_typed(self) -> bool:
        """Whether an address was typed and the offer is not sent yet."""
        return is_typed_in(self)

    def _on_refused(self, refusal: UserError) -> None:
        self._send.setEnabled(True)
        self.form.setVisible(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._ways) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(list(self._ways)[place])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)


def _stay(_path: Path) -> None:
    """A file that was put into a folder stays there."""
