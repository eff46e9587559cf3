"""The lazy list: pages on demand, only what changed asked anew, order and size kept right."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.errors import OutsideError
from ui.tables.row_model import PAGE, ROW, RowModel
from ui.tasks import Task, Tasks


@dataclass(frozen=True)
class _Row:
    id: int
    name: str


@dataclass(frozen=True)
class _Page:
    rows: tuple[_Row, ...]
    offset: int
    total: int


class _Source(QObject):
    """A working set that can change and fail, and remembers what was asked."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.rows = [_Row(number, f"row {number}") for number in range(size)]
        self.asked: list[int] = []
        self.broken = False
        self.tasks = Tasks(self)

    def fetch(self, offset: int, limit: int) -> Task[Any]:
        self.asked.append(offset // PAGE)
        return self.tasks.start(lambda: self._answer(offset, limit))

    def _answer(self, offset: int, limit: int) -> "Future[_Page]":
        future: Future[_Page] = Future()
        if self.broken:
            future.set_exception(OutsideError("The disk is full."))
        else:
            future.set_result(_Page(tuple(self.rows[offset : offset + limit]), offset, len(self.rows)))
        return future


@pytest.fixture
def started(qtbot: QtBot) -> Callable[[int], tuple[RowModel[_Row], _Source]]:
    def start(size: int) -> tuple[RowModel[_Row], _Source]:
        source = _Source(size)
        model: RowModel[_Row] = RowModel(source.fetch)
        model.start()
        qtbot.waitUntil(lambda: model.total() is not None and model.is_settled())
        return model, source

    return start


def test_the_model_keeps_the_rules_of_item_models(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    model, source = started(PAGE * 3)

    qtmodeltester.check(model, force_py=True)
    source.rows = source.rows[:20]
    model.refresh([3])
    qtbot.waitUntil(lambda: model.rowCount() == 20)

    qtmodeltester.check(model, force_py=True)


def test_only_painted_pages_are_asked_for(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, source = started(100_000)
    assert model.rowCount() == 100_000

    assert model.index(70_123).data(ROW) is None
    qtbot.waitUntil(model.is_settled)

    assert model.index(70_123).data(ROW) == _Row(70_123, "row 70123")
    assert source.asked == [0, 70_123 // PAGE]


def test_pages_scrolled_past_are_never_asked_for(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, source = started(100_000)

    for row in range(0, 100_000, PAGE):
        model.index(row).data(ROW)
    qtbot.waitUntil(model.is_settled)

    assert len(source.asked) <= 10
    assert (100_000 - 1) // PAGE in source.asked


def test_a_changed_row_refreshes_its_page_alone(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, source = started(PAGE * 3)
    model.index(PAGE).data(ROW)
    qtbot.waitUntil(model.is_settled)
    source.asked.clear()
    source.rows[PAGE] = _Row(PAGE, "renamed")

    model.refresh([PAGE])
    model.index(PAGE).data(ROW)
    qtbot.waitUntil(model.is_settled)

    assert model.index(PAGE).data() == "renamed"
    assert source.asked == [1]


def test_a_row_added_elsewhere_makes_room_without_a_reset(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, source = started(10)
    source.rows.insert(0, _Row(99, "new"))

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        model.refresh([99])

    qtbot.waitUntil(model.is_settled)
    assert model.index(0).data() == "new"
    assert model.rowCount() == 11


def test_another_order_of_the_same_set_is_asked_without_a_reset(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, source = started(PAGE * 3)
    source.rows.reverse()

    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.rowsInserted):
        model.ask_anew()
        assert model.index(0).data(ROW) is None
        qtbot.waitUntil(lambda: model.index(0).data(ROW) is not None)

    assert model.index(0).data() == f"row {PAGE * 3 - 1}"
    assert model.rowCount() == PAGE * 3


def test_the_records_of_a_stretch_are_known_only_where_all_of_them_are_here(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, _source = started(PAGE * 3)
    assert model.ids_here(2, 4) == [2, 3, 4]
    assert model.ids_here(PAGE - 1, PAGE) is None

    model.index(PAGE).data(ROW)
    qtbot.waitUntil(model.is_settled)

    assert model.ids_here(PAGE - 1, PAGE) == [PAGE - 1, PAGE]


def test_trouble_is_told_and_can_be_tried_again(
    started: Callable[[int], tuple[RowModel[_Row], _Source]], qtbot: QtBot
) -> None:
    model, source = started(10)
    source.broken = True

    with qtbot.waitSignal(model.failed):
        model.start()
    source.broken = False
    model.start()

    qtbot.waitUntil(lambda: model.rowCount() == 10)


def test_a_change_told_while_its_page_is_on_the_way_is_asked_for_again(qtbot: QtBot) -> None:
    source, held = _Source(PAGE), Future[_Page]()
    before = _Page(tuple(source.rows), 0, PAGE)
    fetches = [lambda: source.tasks.start(lambda: held)]
    model: RowModel[_Row] = RowModel(lambda offset, limit: fetches.pop()() if fetches else source.fetch(offset, limit))
    model.start()
    qtbot.waitUntil(lambda: not fetches)

    source.rows[3] = _Row(3, "changed")
    model.refresh([3])
    held.set_result(before)  # read before the change

    qtbot.waitUntil(lambda: model.is_settled() and model.index(3).data() == "changed")
