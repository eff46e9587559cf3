"""The popover for one line of a deal: name, quantity, price, discount."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.formatting import currency_sign
from app.views.deals import DealLineView
from resources.i18n import _
from ui.context import UiContext
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words


def plain(value: Decimal) -> str:
    """A number as one types it."""
    return f"{value.normalize():f}"


class LineForm(Popover):
    """Enter keeps; the amount of the deal follows unless another one was named."""

    def __init__(self, ctx: UiContext, anchor: QWidget, line: DealLineView, currency: str) -> None:
        super().__init__(anchor, 300)
        self._ctx, self._line = ctx, line
        self.body.addWidget(words(_("Line of the deal"), "list_heading"))
        self.form = Form()
        self._before = {
            "name": line.name, "quantity": plain(line.quantity), "price": plain(line.price),
            "discount_percent": plain(line.discount_percent) if line.discount_percent else "",
        }  # fmt: skip
        self.form.line("name", _("Name"), line.name)
        self.form.line("quantity", _("Quantity"), self._before["quantity"])
        self.form.line("price", _("Price, {currency}").format(currency=currency_sign(currency)), self._before["price"])
        self.form.line("discount_percent", _("Discount, %"), self._before["discount_percent"])
        self.body.addWidget(self.form)
        self._save = button(_("Keep"), self._keep, kind="primary")
        foot = QHBoxLayout()
        foot.addWidget(button(_("Remove"), self._remove, picture="trash", kind="quiet"))
        foot.addStretch()
        foot.addWidget(self._save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(foot)

    def open_beside(self) -> None:
        """Show with the cursor in the quantity: that is what changes most."""
        super().open_beside()
        self.form.set_value("quantity", self._before["quantity"])

    def _keep(self) -> None:
        from app.services.opportunity_lines import edit_line  # noqa: PLC0415 - heavy: after the first paint

        edits = self._edits()
        if not edits:
            self.close()
            return
        self._save.setEnabled(False)
        task = self._ctx.do(edit_line, self._line.id, edits)
        task.then(self, lambda _answer: self.close()).refused(self._on_refused)

    def hand_over(self) -> None:
        """Keep what was typed, as Enter would."""
        if self._save.isEnabled():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether something was changed that is not kept yet."""
        return bool(self._edits())

    def _edits(self) -> dict[str, str]:
        return {key: value for key, value in self.form.values().items() if value != self._before[key]}

    def _remove(self) -> None:
        from app.services.opportunity_lines import remove_line  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(remove_line, self._line.id)
        self.close()

    def _on_refused(self, refusal: UserError) -> None:
        self._save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
            return
        super().keyPressEvent(event)
