"""What a list looks like before its rows are here: grey shapes where they will stand."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import metrics
from ui.theme.palette import colours

MARGIN = 16
GAP = 12


def paint_blank(painter: QPainter, place: QRect) -> None:
    """One row that is still on its way."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().line))
    painter.setOpacity(0.6)
    middle = place.y() + place.height() / 2
    painter.drawEllipse(QRectF(place.x() + MARGIN, middle - 18, metrics.AVATAR, metrics.AVATAR))
    left = place.x() + MARGIN + metrics.AVATAR + GAP
    painter.drawRoundedRect(QRectF(left, middle - 14, 150, 9), 4, 4)
    painter.drawRoundedRect(QRectF(left, middle + 5, 96, 8), 4, 4)
    painter.setOpacity(1)


class BlankPage(QWidget):
    """Stands in the window while the workspace is being opened."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().bg))
        painter.fillRect(0, 0, metrics.LIST, self.height(), QColor(colours().panel))
        painter.fillRect(metrics.LIST, 0, 1, self.height(), QColor(colours().line))
        for row in range(self.height() // metrics.ROW + 1):
            paint_blank(painter, QRect(0, 80 + row * metrics.ROW, metrics.LIST, metrics.ROW))
        painter.end()
