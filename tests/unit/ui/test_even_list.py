"""The view of long lists: rows stand where they are counted to stand, and only those in sight are asked for."""

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from ui.tables.even_list import EvenList
from ui.tables.row_delegate import Drawn, RowDelegate
from ui.theme.metrics import ROW as TALL

MANY = 100_000


class _Rows(QAbstractListModel):
    """Counts what it is asked."""

    def __init__(self, count: int = 0) -> None:
        super().__init__()
        self.count = count
        self.asked: set[int] = set()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802 - Qt's
        return 0 if parent is not None and parent.isValid() else self.count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        del role
        self.asked.add(index.row())

    def grow(self, count: int) -> None:
        self.beginInsertRows(QModelIndex(), self.count, count - 1)
        self.count = count
        self.endInsertRows()

    def shrink(self, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), count, self.count - 1)
        self.count = count
        self.endRemoveRows()


@pytest.fixture
def model() -> _Rows:
    return _Rows()


@pytest.fixture
def view(qtbot: QtBot, model: _Rows) -> EvenList:
    """Ten rows high."""
    found = EvenList()
    delegate = RowDelegate(lambda _row: Drawn("", "", "", "", ""))
    delegate.setParent(found)
    found.setItemDelegate(delegate)
    found.setModel(model)
    qtbot.addWidget(found)
    found.setFrameShape(EvenList.Shape.NoFrame)
    found.resize(300, 10 * TALL)
    with qtbot.waitExposed(found):
        found.show()
    return found


def row_at_top(view: EvenList) -> int:
    return view.indexAt(QPoint(5, 0)).row()


def test_only_rows_in_sight_are_asked_for_however_many_come(view: EvenList, model: _Rows, qtbot: QtBot) -> None:
    model.grow(MANY)

    qtbot.waitUntil(lambda: 0 in model.asked)
    assert max(model.asked) < 20
    assert view.verticalScrollBar().maximum() == (MANY - 10) * TALL


def test_keys_go_through_the_rows_and_keep_them_in_sight(view: EvenList, model: _Rows, qtbot: QtBot) -> None:
    model.grow(MANY)
    view.setCurrentIndex(model.index(0))

    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == MANY - 1
    assert row_at_top(view) == MANY - 10
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() == MANY - 10
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert row_at_top(view) == MANY - 11
    qtbot.keyClick(view, Qt.Key.Key_Home)

    assert (view.currentIndex().row(), row_at_top(view)) == (0, 0)


def test_letters_look_for_nothing(view: EvenList, model: _Rows, qtbot: QtBot) -> None:
    model.grow(MANY)
    qtbot.waitUntil(lambda: bool(model.asked))

    qtbot.keyClick(view, Qt.Key.Key_Z)

    assert max(model.asked) < 20


def test_a_click_makes_the_row_under_it_the_current_one(view: EvenList, model: _Rows, qtbot: QtBot) -> None:
    model.grow(50)

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(model.index(7)).center())

    assert view.currentIndex().row() == 7
    assert view.selectionModel().isSelected(model.index(7))
    assert not view.indexAt(QPoint(5, 11 * TALL)).isValid()


def test_rows_that_go_take_the_end_of_the_list_with_them(view: EvenList, model: _Rows) -> None:
    model.grow(50)
    view.setCurrentIndex(model.index(49))

    model.shrink(12)

    assert view.verticalScrollBar().maximum() == 2 * TALL
    assert row_at_top(view) == 2


@pytest.mark.parametrize(("hint", "top"), [("PositionAtTop", 30), ("PositionAtCenter", 25), ("PositionAtBottom", 21)])
def test_a_row_is_brought_where_it_is_wished(view: EvenList, model: _Rows, hint: str, top: int) -> None:
    model.grow(100)

    view.scrollTo(model.index(30), QAbstractItemView.ScrollHint[hint])

    assert abs(row_at_top(view) - top) <= 1
