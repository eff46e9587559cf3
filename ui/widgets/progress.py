"""A thin bar that fills, with a sentence under it; told from any thread through `told`."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import metrics
from ui.theme.palette import colours
from ui.widgets.words import figures

BAR = 6
PAUSE = 80  # ms between two looks


class Word:
    """What the work said last. It outlives the widget: work that is being stopped may still say something."""

    def __init__(self) -> None:
        self._said: tuple[int, str] | None = None

    def emit(self, share: int, sentence: str) -> None:
        """How far it is, in per cent (below 0: nobody knows), and in words; on any thread, as often as one likes."""
        self._said = (share, sentence)

    def take(self) -> tuple[int, str] | None:
        """What was said since the last time."""
        said, self._said = self._said, None
        return said


class Progress(QWidget):
    """How far something long has come; the work tells `told` on its own thread and this looks while it is seen."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        self._share = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.said = figures(sentence, "body")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, BAR + 2 * metrics.GRID, 0, 0)
        down.addWidget(self.said)
        self.told = Word()
        self._look = QTimer(self, interval=PAUSE)
        self._look.timeout.connect(self._on_look)

    def share(self) -> int:
        """The per cent shown."""
        return self._share

    def show_progress(self, share: int, sentence: str) -> None:
        """Show how far it is; what the work said before that is out of date."""
        self.told.take()
        self._share = share
        self.said.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.update()

    def _on_look(self) -> None:
        said = self.told.take()
        if said is not None:
            self.show_progress(*said)

    def showEvent(self, event: QShowEvent) -> None:
        """Look from now on."""
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        self._look.stop()
        super().hideEvent(event)

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
