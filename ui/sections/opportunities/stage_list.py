"""The cards of one stage: chosen by mouse and keys, dragged out and dropped in."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle

from ui.sections.opportunities.cards import GAP, SIDE, DealDelegate, Index, StageModel, dragged, paint_deal
from ui.theme.fonts import font
from ui.theme.palette import colours


class StageList(QListView):
    """The cards of a stage; `went` says the person chose another one."""

    went = Signal()
    crossed = Signal(int)
    dropped = Signal(object)
    entered_by_drag = Signal()

    def __init__(self, model: StageModel, name: str) -> None:
        super().__init__()
        self._silent = False
        self._over = False
        self.setObjectName("stage")
        self.setModel(model)
        self.setItemDelegate(DealDelegate(self))
        self.setMouseTracking(True)
        self.setFont(font())
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.verticalScrollBar().setSingleStep(30)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """While it lasts nothing is said of what is chosen."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another deal was chosen."""
        super().currentChanged(current, previous)
        if not self._silent and current.isValid():
            self.went.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the neighbouring stages."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.crossed.emit(by)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard came: nothing is chosen by that alone."""
        nothing = not self.currentIndex().isValid()
        with self.silence():
            super().focusInEvent(event)
            if nothing:
                self.selectionModel().clearCurrentIndex()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the card as it looks."""
        index = self.currentIndex()
        model = self.model()
        if not index.isValid() or not isinstance(model, StageModel):
            return
        place = self.visualRect(index).adjusted(SIDE, GAP // 2, -SIDE, -GAP // 2)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(place.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.9)
        paint_deal(painter, place.translated(-place.topLeft()), model.row_at(index.row()), QStyle.StateFlag.State_None)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(model.mimeData([index]))
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(place.width() // 2, 14))
        drag.exec(actions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A deal may be dropped here."""
        self._accept(event)
        self._show_over(over=dragged(event.mimeData()) is not None)
        self.entered_by_drag.emit()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the column will do."""
        self._accept(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        del event
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the deal."""
        self._show_over(over=False)
        deal = dragged(event.mimeData())
        if deal is not None:
            event.setDropAction(Qt.DropAction.CopyAction)  # the view dragged from must not remove anything itself
            event.accept()
            self.dropped.emit(deal)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours().accent_soft if self._over else colours().bg))
        painter.end()
        super().paintEvent(event)

    def _accept(self, event: QDragMoveEvent) -> None:
        if dragged(event.mimeData()) is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.viewport().update()
