"""A thin bar that fills, with a sentence under it; told from any thread through `told`."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import metrics
from ui.theme.palette import colours
from ui.widgets.words import figures

BAR = 6


class Progress(QWidget):
    """How far something long has come; `told` may be emitted on any thread, at most some times a second."""

    told = Signal(int, str)  # per cent (below 0: nobody knows), sentence

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        self._share = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.said = figures(sentence, "body")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, BAR + 2 * metrics.GRID, 0, 0)
        down.addWidget(self.said)
        self.told.connect(self.show_progress, Qt.ConnectionType.QueuedConnection)

    def share(self) -> int:
        """The per cent shown."""
        return self._share

    def show_progress(self, share: int, sentence: str) -> None:
        """Show how far it is."""
        self._share = share
        self.said.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, 0, self.width(), BAR)
        painter.setBrush(QColor(colours().line))
        painter.drawRoundedRect(whole, BAR / 2, BAR / 2)
        if self._share > 0:
            painter.setBrush(QColor(colours().accent))
            filled = QRectF(0, 0, max(BAR, self.width() * min(self._share, 100) / 100), BAR)
            painter.drawRoundedRect(filled, BAR / 2, BAR / 2)
        painter.end()
