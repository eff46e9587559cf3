"""The foot of the editor: what the lines come to, what is taken off, VAT and the total; computed while one types."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import money, number, percent
from app.views.offers import OfferCard
from resources.i18n import _, language
from ui.theme.palette import colours
from ui.widgets.in_place import InPlaceField
from ui.widgets.words import figures, words

Discount = tuple[Decimal | None, Decimal | None]


class Totals(QWidget):
    """`discount_typed` at every key that makes sense, `discount_left` with the text when the field is done."""

    discount_typed = Signal(object, object)
    discount_left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._currency = "RUB"
        self._mode = "included"
        self._before: Discount = (None, None)
        self.discount = InPlaceField("", name=_("Discount of the offer"), hint=_("none"))
        self.discount.setFixedWidth(110)
        self.wrong = words("", "small", "bad")
        self._margin = figures()
        self._options = figures()
        self._grid = QGridLayout()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.total = figures("", "name", "text")
        self._arrange()
        self.discount.textEdited.connect(self._on_typed)
        self.discount.edited.connect(self._on_left)
        self.discount.abandoned.connect(lambda: self.discount_typed.emit(*self._before))

    def show_card(self, card: OfferCard) -> None:
        """Take what holds for the whole offer."""
        self._currency, self._mode = card.row.currency, card.vat_mode
        self._before = (card.discount_percent, card.discount_sum)
        self.discount.setEnabled(not card.locked)
        if not self.wrong.text():
            self.discount.show_value(_discount_words(*self._before))

    def show_terms(self, *, vat_mode: str = "", currency: str = "") -> None:
        """Another VAT mode or currency, before it is kept."""
        self._mode = vat_mode or self._mode
        self._currency = currency or self._currency

    def show_totals(self, totals: Any) -> None:
        """Every number of the offer, from the arithmetic."""
        rows = [(_("Lines"), totals.subtotal)] if totals.discount or len(totals.vat_by_rate) > 1 else []
        if totals.discount:
            rows.append((_("Discount"), -totals.discount))
        if self._mode == "on_top":
            rows.append((_("Without VAT"), totals.net))
        for rate in totals.vat_by_rate:
            if rate.percent is not None and self._mode != "none":
                said = _("VAT {rate}") if self._mode == "on_top" else _("VAT {rate} inside")
                rows.append((said.format(rate=percent(rate.percent)), rate.vat))
        self._fill(rows)
        self.total.setText(money(totals.total, self._currency))
        self.total.setAccessibleName(_("Total {amount}").format(amount=self.total.text()))
        self._options.setText(
            _("Options {amount}").format(amount=money(totals.options, self._currency)) if totals.options else ""
        )
        self._margin.setText(_margin(totals, self._currency))

    def rows(self) -> dict[str, str]:
        """What stands above the total: label → amount."""
        return {label.text(): amount.text() for label, amount in self._rows if not label.isHidden()}

    def is_wrong(self) -> bool:
        """Whether a discount stands there that cannot be read."""
        return bool(self.wrong.text())

    def refuse(self, refusal: UserError) -> None:
        """Say why the discount cannot be."""
        self.wrong.setText(str(refusal))
        self.discount.mark_wrong(wrong=True)

    def _fill(self, rows: list[tuple[str, Decimal]]) -> None:
        while len(self._rows) < len(rows):
            pair = (words("", "small", "dim"), figures("", "small", "text"))
            at = len(self._rows)
            self._grid.addWidget(pair[0], at, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(pair[1], at, 1, Qt.AlignmentFlag.AlignRight)
            self._rows.append(pair)
        for at, (label, amount) in enumerate(self._rows):
            label.setVisible(at < len(rows))
            amount.setVisible(at < len(rows))
            if at < len(rows):
                label.setText(rows[at][0])
                amount.setText(money(rows[at][1], self._currency))

    def _on_typed(self, text: str) -> None:
        read = _read(text)
        if isinstance(read, tuple):
            self._clear()
            self.discount_typed.emit(*read)

    def _on_left(self, text: str) -> None:
        read = _read(text)
        if isinstance(read, UserError):
            self.refuse(read)
            return
        self._clear()
        self.discount.show_value(_discount_words(*read))
        self.discount_left.emit(text)

    def _clear(self) -> None:
        self.wrong.setText("")
        self.discount.mark_wrong(wrong=False)

    def _arrange(self) -> None:
        taken = QHBoxLayout()
        taken.setSpacing(6)
        taken.addWidget(words(_("Discount"), "body", "dim"))
        taken.addWidget(self.discount)
        taken.addStretch()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(taken)
        left.addWidget(self.wrong)
        left.addStretch()
        left.addWidget(self._options)
        left.addWidget(self._margin)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addStretch()
        right.addLayout(self._grid)
        last = QHBoxLayout()
        last.setSpacing(24)
        last.addWidget(words(_("Total"), "strong"))
        last.addStretch()
        last.addWidget(self.total)
        right.addLayout(last)
        right.addStretch()
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 9, 20, 9)
        across.setSpacing(24)
        across.addLayout(left, 1)
        across.addLayout(right)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours().line))
        painter.end()


def _read(text: str) -> Discount | UserError:
    from app.records.typed_numbers import read_discount  # noqa: PLC0415 - heavy: after the first paint

    try:
        found = read_discount(text, language())
    except UserError as refusal:
        return refusal
    if found is None:
        return None, None
    return (found.value, None) if found.kind == "percent" else (None, found.value)


def _discount_words(part: Decimal | None, amount: Decimal | None) -> str:
    return percent(part) if part else number(amount) if amount else ""


def _margin(totals: Any, currency: str) -> str:
    """For our own eyes: never on paper."""
    if totals.margin is None or totals.margin_percent is None:
        return ""
    said = _("Margin {amount}, {part} (not printed)")
    return said.format(amount=money(totals.margin, currency), part=percent(round(totals.margin_percent, 1)))
