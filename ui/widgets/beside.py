"""A wide place and a card beside it: the card comes out when something is chosen; where room is short they take turns."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import metrics
from ui.theme.palette import colours

ALONE = 760  # a place narrower than this shows one of the two
LINE = 1


class Beside(QWidget):
    """The wide place at the left; the card at the right while it is shown."""

    folded = Signal()

    def __init__(self, main: QWidget, card: QWidget) -> None:
        super().__init__()
        self._main, self._card = main, card
        self._shown = False
        for part in (main, card):
            part.setParent(self)
        self._arrange()

    def show_card(self, *, shown: bool) -> None:
        """Bring the card out or put it away."""
        if shown != self._shown:
            self._shown = shown
            self._arrange()

    def card_is_out(self) -> bool:
        """Whether the card is shown."""
        return self._shown

    def is_alone(self) -> bool:
        """Whether only one of the two has room."""
        return self.width() < ALONE

    def _arrange(self) -> None:
        across, down = self.width(), self.height()
        card = 0 if not self._shown else across if self.is_alone() else metrics.CARD_BESIDE
        main = max(0, across - card - (LINE if 0 < card < across else 0))
        self._main.setVisible(main > 0)
        self._main.setGeometry(0, 0, main, down)
        self._card.setVisible(card > 0)
        self._card.setGeometry(across - card, 0, card, down)
        self.update()
        self.folded.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self._card.x() - LINE, 0, LINE, self.height(), QColor(colours().line))
        painter.end()


def card_column(content: QWidget) -> QScrollArea:
    """A card's content in a panel that scrolls."""
    content.setObjectName("panel")
    scroll = QScrollArea()
    scroll.setObjectName("beside")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(content)
    return scroll
