"""The ways to choose several rows of a list: Ctrl and Shift with the mouse, Shift with the arrows, Ctrl+Space, Esc.

The row with the keyboard stays one of its own, the one whose card is shown; what is chosen beside it is a `Choice`.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.tables.choice import Choice
from ui.tables.even_list import EvenList
from ui.tables.row_model import RowModel
from ui.tasks import Task

AskIds = Callable[[int, int], "Task[Any]"]  # (first place, how many)

_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home,
                   Qt.Key.Key_End})  # fmt: skip
_MOUSE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
    }
)
_WATCHED = _MOUSE | {QEvent.Type.KeyPress}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Choosing(QObject):
    """Watches the views of one list. `ask_ids` answers who stands in a stretch of it, for rows that are not here."""

    def __init__(self, model: RowModel[Any], choice: Choice, ask_ids: AskIds, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._choice, self._ask_ids = model, choice, ask_ids
        self._anchor: int | None = None  # where a stretch begins
        self._end: int | None = None  # and where it ends
        self._held = False  # the mouse went down in order to choose
        self._views: list[tuple[EvenList, QWidget]] = []  # each with the place its rows are drawn in
        model.modelReset.connect(self._forget)
        model.renewed.connect(self._forget)
        choice.changed.connect(self._repaint)

    def watch(self, view: EvenList) -> None:
        """Let rows be chosen in a view."""
        self._views.append((view, view.viewport()))
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what concerns it."""
        if event.type() not in _WATCHED:
            return False
        for view, rows in self._views:
            if isinstance(event, QMouseEvent) and watched is rows:
                return self._on_mouse(view, event)
            if isinstance(event, QKeyEvent) and watched is view:
                return self._on_key(view, event)
        return False

    def _on_mouse(self, view: EvenList, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            return self._held  # the view would choose what it is dragged over
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            held, self._held = self._held, False
            return held
        row = view.indexAt(event.position().toPoint()).row()
        modifiers = event.modifiers()
        if row < 0 or not modifiers & (_SHIFT | _CTRL):
            if row >= 0:
                self._begin_anew(row)
            return False
        self._held = True
        if modifiers & _SHIFT:
            self._stretch(view, row)
        else:
            self._turn(view, row)
        return True

    def _on_key(self, view: EvenList, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape and not self._choice.is_empty():
            self._begin_anew(None)
            return True
        if key == Qt.Key.Key_Space and modifiers == _CTRL:
            self._turn(view, view.currentIndex().row())
            return True
        if key not in _KEYS:
            return False
        if not modifiers & (_SHIFT | _CTRL):
            self._begin_anew(None)
            return False
        if modifiers & _CTRL and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            return False  # the next and the previous record
        row = self._target(view, key)
        if modifiers & _SHIFT:
            self._stretch(view, row)
        else:
            self._move(view, row)
        return True

    def _begin_anew(self, row: int | None) -> None:
        """Choose nothing beside the row that is gone to: a stretch begins there."""
        self._anchor, self._end = row, None
        self._choice.clear()

    def _target(self, view: EvenList, key: Qt.Key) -> int:
        row, last = view.currentIndex().row(), self._model.rowCount() - 1
        page = max(1, view.viewport().height() // max(1, view.sizeHintForRow(0)) - 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        found = 0 if key == Qt.Key.Key_Home else last if key == Qt.Key.Key_End else row + steps[key]
        return min(max(found, 0), last)

    def _turn(self, view: EvenList, row: int) -> None:
        here, current = self._model.row_at(row), self._model.row_at(view.currentIndex().row())
        if here is None:
            return
        if self._choice.is_empty() and current is not None and current.id != here.id:
            self._choice.take({current.id, here.id})
        else:
            self._choice.turn(here.id)
        self._anchor, self._end = row, None
        self._move(view, row)

    def _stretch(self, view: EvenList, row: int) -> None:
        """Choose from where the stretch begins to a row; rows that are not here are asked for by their places."""
        if self._anchor is None:
            self._anchor = max(view.currentIndex().row(), 0)
        first, last = sorted((self._anchor, row))
        self._move(view, row)
        here = self._model.ids_here(first, last)
        if here is not None:
            self._choice.take(here)
        else:
            task = self._ask_ids(first, last - first + 1)
            task.then(self, partial(self._take, (self._anchor, row)), slot="stretch")
        self._end = row

    def _take(self, asked: tuple[int | None, int], found: Sequence[UUID]) -> None:
        if asked == (self._anchor, self._end):  # meanwhile something else may have been chosen
            self._choice.take(found)

    def _move(self, view: EvenList, row: int) -> None:
        index = self._model.index(row)
        view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        view.scrollTo(index)

    def _forget(self) -> None:
        self._anchor = self._end = None

    def _repaint(self) -> None:
        for _view, rows in self._views:
            rows.update()
