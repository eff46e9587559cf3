"""The list view of this folder: rows of one height, so nothing is ever laid out, however many there are.

`QListView` asks the model for the index of every row before it shows the first one: a fifth of a second of 100,000 rows
in which nothing else happens. Here the place of a row is a multiplication.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_State = QStyle.StateFlag


class EvenList(QAbstractItemView):
    """One column of rows as tall as the delegate says, drawn where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self._tall = 1
        self._shown: QAbstractItemModel | None = None
        self._hot = -1  # the row under the mouse
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        """Draw rows with it, as tall as it likes them to be."""
        super().setItemDelegate(delegate)
        self._tall = max(1, delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of a model."""
        super().setModel(model)
        self._shown = model
        if model is not None:
            for changed in (model.rowsInserted, model.rowsRemoved, model.layoutChanged, model.modelReset):
                changed.connect(self._on_rows)

    def row_at(self, down: int) -> int:
        """The row at a height of the place rows are drawn in; -1 for none."""
        row = (down + self.verticalOffset()) // self._tall
        return row if 0 <= row < self._count() else -1

    def visualRect(self, index: Index) -> QRect:
        """Where a row is drawn."""
        if not index.isValid():
            return QRect()
        return QRect(0, index.row() * self._tall - self.verticalOffset(), self.viewport().width(), self._tall)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point."""
        row = self.row_at(point.y()) if self.viewport().rect().contains(point) else -1
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def sizeHintForRow(self, row: int) -> int:
        """How tall rows are."""
        del row
        return self._tall

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        """Bring a row into sight."""
        if not index.isValid():
            return
        top, room = index.row() * self._tall, self.viewport().height()
        bar = self.verticalScrollBar()
        if hint == _Hint.PositionAtCenter:
            bar.setValue(top - (room - self._tall) // 2)
        elif hint == _Hint.PositionAtTop or (top < bar.value() and hint == _Hint.EnsureVisible):
            bar.setValue(top)
        elif hint == _Hint.PositionAtBottom or (top + self._tall > bar.value() + room):
            bar.setValue(top + self._tall - room)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The row a key leads to."""
        del modifiers
        row, last = self.currentIndex().row(), self._count() - 1
        page = max(1, self.viewport().height() // self._tall - 1)
        steps = {_Action.MoveUp: -1, _Action.MoveDown: 1, _Action.MovePageUp: -page, _Action.MovePageDown: page}
        if action == _Action.MoveHome:
            row = 0
        elif action == _Action.MoveEnd:
            row = last
        elif row >= 0:
            row += steps.get(action, 0)
        row = min(max(row, 0), last)
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def horizontalOffset(self) -> int:
        """It never scrolls sideways by itself."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """Every row is shown."""
        del index
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the row the mouse is on: it is the current one by then."""
        del rect
        self.selectionModel().select(self.currentIndex(), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be drawn anew where rows are chosen or no longer."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def keyboardSearch(self, search: str) -> None:
        """Nothing: to look for letters would fetch every row there is. There is a field to search in."""

    def updateGeometries(self) -> None:
        """The scroll bar follows the rows and the room."""
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(room)
        bar.setRange(0, max(0, self._count() * self._tall - room))
        super().updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stays in sight is moved, the rest is drawn."""
        self.viewport().scroll(dx, dy)

    def viewportEvent(self, event: QEvent) -> bool:
        """The mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._show_hot(-1)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mouse is on a row."""
        self._show_hot(self.row_at(round(event.position().y())))
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in sight."""
        painter = QPainter(self.viewport())
        top, offset, last = event.rect().top(), self.verticalOffset(), self._count() - 1
        first, last = (top + offset) // self._tall, min((event.rect().bottom() + offset) // self._tall, last)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(_State.State_Selected | _State.State_MouseOver | _State.State_HasFocus)
        model, chosen, delegate = self.model(), self.selectionModel(), self.itemDelegate()
        current, focused = self.currentIndex().row(), self.hasFocus()
        for row in range(max(first, 0), last + 1):
            index = model.index(row, 0)
            option.rect = QRect(0, row * self._tall - offset, self.viewport().width(), self._tall)
            option.state = plain
            if chosen.isSelected(index):
                option.state |= _State.State_Selected
            if focused and row == current:
                option.state |= _State.State_HasFocus
            if row == self._hot:
                option.state |= _State.State_MouseOver
            delegate.paint(painter, option, index)
        painter.end()

    def _count(self) -> int:
        return self._shown.rowCount() if self._shown is not None else 0

    def _on_rows(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def _show_hot(self, row: int) -> None:
        if row != self._hot:
            for each in (self._hot, row):
                if each >= 0:
                    self.viewport().update(
                        0, each * self._tall - self.verticalOffset(), self.viewport().width(), self._tall
                    )
            self._hot = row
