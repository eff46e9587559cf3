"""Files dropped anywhere on a widget: while they hover, a veil says what would happen to them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import icons, metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.drop_place import dropped_files


class DropCover(QWidget):
    """Watches its parent; `dropped` carries the files. A child that takes drops itself, such as a photo, goes first."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget, sentence: Callable[[], str]) -> None:
        """Where `sentence` gives nothing, nothing is taken."""
        super().__init__(parent)
        self._area, self._sentence = parent, sentence
        self._said = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what is dragged over the parent."""
        if watched is not self._area:
            return False
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if kind == QEvent.Type.DragLeave:
            self.hide()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            files = dropped_files(event)
            if files:
                event.acceptProposedAction()
                self.dropped.emit(files)
            return True
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        self._said = self._sentence()
        if not self._said or not dropped_files(event):
            return False
        event.acceptProposedAction()
        self.setGeometry(self._area.rect())
        self.setAccessibleName(self._said)
        self.show()
        self.raise_()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(palette.bg)
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        frame = QRectF(self.rect()).adjusted(10, 10, -10, -10)
        painter.setPen(QPen(QColor(palette.accent), 2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(palette.accent_soft))
        painter.drawRoundedRect(frame, metrics.RADIUS_CARD, metrics.RADIUS_CARD)
        middle = frame.center()
        icons.paint(painter, "paperclip", QRectF(middle.x() - 14, middle.y() - 36, 28, 28), palette.accent)
        painter.setPen(QColor(palette.accent))
        painter.setFont(font("list_heading"))
        place = QRectF(frame.left() + 16, middle.y(), frame.width() - 32, 60)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._said)
        painter.end()
