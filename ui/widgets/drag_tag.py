"""A word beside the pointer that says what is being dragged."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.pill import paint_pill, pill_width

_TALL = 24


class DragTag(QWidget):
    """Floats over the window while something is dragged; it is never in the pointer's way."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, spot: QPoint, text: str) -> None:
        """Show it beside a point of the screen."""
        self._text = text
        self.resize(round(pill_width(text, "accent") + 0.5), _TALL)
        home = self.parentWidget()
        assert home is not None
        self.move(home.mapFromGlobal(spot) + QPoint(14, 12))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, QRectF(self.rect()), self._text, "accent")
        painter.end()
