"""Taking lines and sections by the grip before their number: dragged along the grid, let go between two rows.

Pictures dropped onto a line are told of as well. Esc leaves everything where it was.
"""

import shiboken6
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app.formatting import counted
from ui.sections.offers.dragging import Taken, gaps, taken
from ui.sections.offers.lines_model import Col, LinesModel
from ui.theme.fonts import elided
from ui.theme.palette import colours
from ui.widgets.drop_place import dropped_files
from ui.widgets.pill import paint_pill, pill_width

_FLAG = QItemSelectionModel.SelectionFlag
_DOT = 3.5  # of the line that tells where it would go


class Grip(QObject):
    """Watches the pointer over a grid; the keyboard has Ctrl with an arrow for the same."""

    dropped = Signal(object, int)  # Taken, the row it is left before
    pulled = Signal(int)  # how far down the pointer is, so that the page may scroll along
    picture_dropped = Signal(int, object)  # row, Path

    def __init__(self, view: QTableView, model: LinesModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.hovered = -1
        self._pressed: QPoint | None = None
        self._held: Taken | None = None
        self._line = DropLine(view.viewport())
        view.viewport().setMouseTracking(True)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        model.modelReset.connect(self.let_go)

    def is_dragging(self) -> bool:
        """Whether something is being dragged now."""
        return self._line.isVisible()

    def let_go(self) -> None:
        """Forget what was taken."""
        self._pressed = self._held = None
        self._line.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what concerns it."""
        if not shiboken6.isValid(self._view):
            return False  # the grid is being taken down
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if watched is not self._view.viewport() or self._model.locked:
            return False
        if isinstance(event, QDropEvent):
            return self._on_files(event)
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return isinstance(event, QMouseEvent) and self._on_mouse(event)

    def _on_mouse(self, event: QMouseEvent) -> bool:
        kind, place = event.type(), event.position().toPoint()
        if kind == QEvent.Type.MouseButtonPress:
            return event.button() == Qt.MouseButton.LeftButton and self._press(event)
        if kind == QEvent.Type.MouseMove:
            return self._move(place)
        return kind == QEvent.Type.MouseButtonRelease and self._release(place)

    def _on_key(self, event: QKeyEvent) -> bool:
        escape = event.key() == Qt.Key.Key_Escape and self.is_dragging()
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif escape:
            self.let_go()
        return escape

    def _press(self, event: QMouseEvent) -> bool:
        index = self._view.indexAt(event.position().toPoint())
        if not index.isValid() or index.column() != Col.NUMBER:
            return False
        row = index.row()
        self._view.setFocus()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._view.currentIndex().isValid():
            self.mark(self._view.currentIndex().row(), row)
        elif row not in self._rows():
            self.mark(row, row)
        self._held = taken(self._model.rows, row, self._rows())
        self._pressed = event.position().toPoint() if self._held is not None else None
        return True

    def _move(self, place: QPoint) -> bool:
        index = self._view.indexAt(place)
        self._hover(index.row() if index.isValid() else -1)
        if self._pressed is None or self._held is None:
            on_grip = index.isValid() and index.column() == Col.NUMBER and self._model.rows[index.row()].id is not None
            self._view.viewport().setCursor(Qt.CursorShape.OpenHandCursor if on_grip else Qt.CursorShape.ArrowCursor)
            return False
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self.is_dragging():
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._show(self._held, self._gap(self._held, place.y()), place)
            self.pulled.emit(place.y())
        return True

    def _release(self, place: QPoint) -> bool:
        held, dragged, was_pressed = self._held, self.is_dragging(), self._pressed is not None
        self.let_go()
        if held is not None and dragged:
            self.dropped.emit(held, self._gap(held, place.y()))
        elif was_pressed and (index := self._view.indexAt(place)).isValid() and not _shift():
            self.mark(index.row(), index.row())
        return was_pressed

    def _on_files(self, event: QDropEvent) -> bool:
        files = dropped_files(event)
        row = self._view.indexAt(event.position().toPoint()).row()
        line = self._model.line_at(row)
        if not files:
            return False
        if (line is None or line.id is None) and event.type() != QEvent.Type.DragEnter:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.picture_dropped.emit(row, files[0])
        return True

    def mark(self, first: int, last: int) -> None:
        """Mark whole rows; the cursor goes to the name of the last one."""
        low, high = sorted((first, last))
        model, chosen = self._model, self._view.selectionModel()
        chosen.setCurrentIndex(model.index(first, Col.NAME), _FLAG.NoUpdate)
        chosen.select(QItemSelection(model.index(low, 0), model.index(high, len(Col) - 1)), _FLAG.ClearAndSelect)

    def _rows(self) -> set[int]:
        return {index.row() for index in self._view.selectionModel().selectedIndexes()}

    def _top(self, gap: int) -> int:
        last = len(self._model.rows) - 1
        return self._view.rowViewportPosition(gap) if gap <= last else self._view.viewport().height()

    def _gap(self, held: Taken, down: int) -> int:
        """The place nearest to the pointer."""
        return min(gaps(self._model.rows, held), key=lambda gap: abs(self._top(gap) - down))

    def _show(self, held: Taken, gap: int, place: QPoint) -> None:
        view, own = self._view, held.rows(self._model.rows)
        veiled = [(view.rowViewportPosition(row), view.rowHeight(row)) for row in own]
        said = held.heading.title if held.heading is not None else _said(held)
        self._line.setGeometry(view.viewport().rect())
        self._line.show_at(self._top(gap), veiled, place, said)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self._view.viewport().update()


class DropLine(QWidget):
    """Floats over the grid: where it would go, what goes, and what is gone from its place meanwhile."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.top = 0
        self._veiled: list[tuple[int, int]] = []
        self._at = QPoint()
        self._said = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, top: int, veiled: list[tuple[int, int]], place: QPoint, said: str) -> None:
        """Show it at a height; `said` stands beside the pointer."""
        self.top, self._veiled, self._at, self._said = top, veiled, place, said
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(palette.panel)
        veil.setAlpha(170)
        for top, tall in self._veiled:
            painter.fillRect(0, top, self.width(), tall - 1, veil)
        line = min(max(self.top - 0.5, _DOT), self.height() - _DOT)
        painter.setPen(QPen(QColor(palette.accent), 2))
        painter.drawLine(QPoint(8, round(line)), QPoint(self.width(), round(line)))
        painter.setBrush(QColor(palette.panel))
        painter.drawEllipse(QRectF(2, round(line) - _DOT, 2 * _DOT, 2 * _DOT))
        wide = round(min(pill_width(self._said, "accent"), 260) + 0.5)
        left = min(self._at.x() + 14, self.width() - wide - 4)
        shown = elided(self._said, "small_medium", wide - 16)
        paint_pill(painter, QRectF(left, min(self._at.y() + 10, self.height() - 24), wide, 22), shown, "accent")
        painter.end()


def _said(held: Taken) -> str:
    count = len(held.lines)
    return held.lines[0].name if count == 1 else counted("{count} line", "{count} lines", count)


def _shift() -> bool:
    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
