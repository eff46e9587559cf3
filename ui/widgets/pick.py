"""A choice from a list of any length: it scrolls, is found by typing, and is never turned by a passing wheel.

A few values are better in `choice`; hundreds (zones, countries, what a column may become) are here.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui.theme import icons, metrics
from ui.theme.fonts import font
from ui.theme.palette import colours

MOST_SHOWN = 14
ARROW = 14


def picks_model(options: Sequence[tuple[str, str]]) -> QStandardItemModel:
    """Pairs of value and title as a model many picks may share."""
    model = QStandardItemModel()
    for value, title in options:
        entry = QStandardItem(title)
        entry.setData(value, Qt.ItemDataRole.UserRole)
        model.appendRow(entry)
    return model


class Pick(QComboBox):
    """`picked` carries the value a person chose; showing one from elsewhere is silent."""

    picked = Signal(str)

    def __init__(self, name: str, options: "Sequence[tuple[str, str]] | QStandardItemModel", value: str = "") -> None:
        super().__init__()
        self.setFont(font())
        self.setAccessibleName(name)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(options)
        self.show_value(value)
        self.activated.connect(lambda _row: self.picked.emit(self.value()))

    def offer(self, options: "Sequence[tuple[str, str]] | QStandardItemModel") -> None:
        """Other values to choose from; the one shown stays where it is among them."""
        value = self.value()
        self.setModel(options if isinstance(options, QStandardItemModel) else picks_model(options))
        self.show_value(value)

    def value(self) -> str:
        """The value shown."""
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Show a value."""
        self.setCurrentIndex(self.findData(value))

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(super().sizeHint().width(), metrics.BUTTON)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead of choosing something else by accident."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force, with our own arrow."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        room = self.rect().adjusted(10, 0, -ARROW - 14, 0)
        painter.setPen(colours().text if self.isEnabled() else colours().faint)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        place = QRectF(self.width() - ARROW - 9, (self.height() - ARROW) / 2, ARROW, ARROW)
        icons.paint(painter, "chevron-down", place, colours().dim if self.isEnabled() else colours().faint)
