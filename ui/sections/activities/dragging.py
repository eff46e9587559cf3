"""The view of the list whose chosen rows can be taken and dragged elsewhere; Shift and Ctrl choose as ever."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QListView


class DragView(QListView):
    """`pulled` and `dropped` carry a point of the screen."""

    pulled = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._at: QPoint | None = None
        self._kept = False  # the press was on a row chosen with others: they stay chosen while it may be a drag
        self._pulling = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the rows that are chosen, or choose another one and take that."""
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._at = event.position().toPoint() if plain and index.isValid() else None
        self._kept = self._at is not None and self.selectionModel().isSelected(index)
        if self._kept:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row, be it that the press before kept the choice and went no further."""
        index = self.indexAt(event.position().toPoint())
        self._at, self._kept = None, False
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self.activated.emit(index)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag them along."""
        if self._at is None:
            super().mouseMoveEvent(event)
            return
        far = (event.position().toPoint() - self._at).manhattanLength() >= QApplication.startDragDistance()
        if far or self._pulling:
            self._pulling = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pulled.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let them go."""
        at, pulling, kept = self._at, self._pulling, self._kept
        self._at, self._pulling, self._kept = None, False, False
        self.viewport().unsetCursor()
        if pulling:
            self.dropped.emit(event.globalPosition().toPoint())
        elif kept and at is not None:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.indexAt(at), flag)
        if not pulling:
            super().mouseReleaseEvent(event)
