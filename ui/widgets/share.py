"""A share of a whole as a thin bar, such as how likely a deal is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.formatting import percent
from ui.theme.palette import colours


class ShareBar(QWidget):
    """A share as a bar."""

    def __init__(self, share: int) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(6)
        self.setAccessibleName(percent(share))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().line))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.setBrush(QColor(colours().accent))
        done = self.rect().adjusted(0, 0, -round(self.width() * (100 - self._share) / 100), 0)
        painter.drawRoundedRect(done, 3, 3)
        painter.end()
