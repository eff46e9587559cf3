"""A new offer: for the contact on the screen, or for nobody yet; the first one asks which firm makes it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.contacts import ContactId
from app.views.offers import OfferId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.choice import Choice
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words


def vat_modes() -> tuple[tuple[str, str], ...]:
    """How prices may stand to VAT, in words."""
    return (("included", _("VAT included")), ("on_top", _("VAT on top")), ("none", _("Without VAT")))


def begin_offer(ctx: UiContext, anchor: QWidget) -> None:
    """Draft an offer for whom the screen shows and open it; without a firm of our own, ask for one first."""
    shown = ctx.shown()
    contact = ContactId(shown.id) if shown is not None and shown.kind == "contact" else None

    from app.services.sellers import default_seller  # noqa: PLC0415 - heavy: after the first paint

    def go_on(seller: object) -> None:
        if seller is None:
            OwnFirm(ctx, anchor, contact).open_beside()
        else:
            draft_offer(ctx, anchor, contact)

    ctx.ask(default_seller).then(anchor, go_on, slot="begin offer")


def draft_offer(ctx: UiContext, receiver: QWidget, contact: ContactId | None) -> None:
    """Make the draft and open it."""
    from app.services.offers import new_offer  # noqa: PLC0415 - heavy: after the first paint

    ctx.do(new_offer, contact, None).then(receiver, lambda made: _open(ctx, made))


def _open(ctx: UiContext, made: OfferId) -> None:
    ctx.open(Ref("offer", made))


class OwnFirm(Popover):
    """The little that is needed to begin: whose name stands on the paper, and its VAT."""

    def __init__(self, ctx: UiContext, anchor: QWidget, contact: ContactId | None) -> None:
        super().__init__(anchor, 340)
        self._ctx, self._contact, self._beside = ctx, contact, anchor
        self.body.addWidget(words(_("Who makes the offer?"), "list_heading"))
        self.body.addWidget(
            words(_("Your firm as it stands on the paper. The rest can follow."), "body", "dim", wrap=True)
        )
        self.form = Form()
        self.form.line("name", _("Firm"))
        self.form.line("inn", _("INN"))
        self.body.addWidget(self.form)
        self.body.addWidget(words(_("VAT"), "small", "dim"))
        self.vat = Choice(_("VAT"), vat_modes())
        self.vat.show_value("included")
        self.body.addWidget(self.vat)
        self._save = button(_("Go on"), self._keep, kind="primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_beside(self) -> None:
        """Show with the cursor in the first field."""
        super().open_beside()
        self.form.setFocus()

    def hand_over(self) -> None:
        """Keep the firm and begin its offer, as Enter would."""
        if self.holds_typed() and self._save.isEnabled():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return is_typed_in(self)

    def _keep(self) -> None:
        from app.services.sellers import add_seller  # noqa: PLC0415 - heavy: after the first paint

        edits: dict[str, object] = {**self.form.values(), "vat_mode": self.vat.value()}
        self._save.setEnabled(False)
        self._ctx.do(add_seller, edits).then(self, lambda _made: self._go_on()).refused(self._on_refused)

    def _go_on(self) -> None:
        self.close()
        draft_offer(self._ctx, self._beside, self._contact)

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)
