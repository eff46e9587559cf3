"""A plan is taken off while something is typed in its sheet: the plan goes, the words are put away."""

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import activities
from app.services.activity_lists import activity_page
from app.views.activities import ActivityFilter
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.editing_plan import EditStep, edit_activity
from ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def call(workspace: WatchedWorkspace, anna: UUID) -> UUID:
    """The call that is planned with Anna."""
    (row,) = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    found: UUID = row.activity.id
    return found


@pytest.fixture
def editing(window: MainWindow, call: UUID, qtbot: QtBot) -> MainWindow:
    """The sheet of that call."""
    ctx = window.context()
    assert ctx is not None
    edit_activity(ctx, window.frame.top, call)
    qtbot.waitUntil(lambda: bool(shown(window, EditStep)))
    return window


def planned(workspace: WatchedWorkspace) -> list[tuple[str, str]]:
    rows = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    return [(row.activity.regarding, row.activity.details) for row in rows]


def test_what_was_typed_before_the_plan_was_cancelled_is_put_away(
    editing: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(popover(editing), "Details"), "ask again in March")

    press(popover(editing), "Cancel it")

    qtbot.waitUntil(lambda: editing.frame.status.said.text() == "Cancel activity")
    assert shown(editing, EditStep) == []
    assert planned(workspace) == []
    assert [one.name for one in editing.unfinished.all()] == ["Edit what is planned: ask again in March"]
    assert editing.frame.status.others.text() == "1 unfinished"


def test_the_plan_comes_back_as_it_was_and_the_words_can_be_saved_to_it(
    editing: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(popover(editing), "Details"), "ask again in March")
    press(popover(editing), "Cancel it")
    qtbot.waitUntil(lambda: editing.frame.status.said.text() == "Cancel activity")

    type_keys(qtbot, editing, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: planned(workspace) == [("Ask about the discount", "")])
    qtbot.waitUntil(lambda: editing.frame.status.said.text() == "Undone: Cancel activity")
    qtbot.mouseClick(editing.frame.status.others, Qt.MouseButton.LeftButton)
    press(popover(editing), "Save")

    qtbot.waitUntil(lambda: planned(workspace) == [("Ask about the discount", "ask again in March")])


def test_with_nothing_typed_the_plan_is_cancelled_and_nothing_is_put_away(
    editing: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    press(popover(editing), "Cancel it")

    qtbot.waitUntil(lambda: not shown(editing, EditStep) and editing.is_settled())
    assert planned(workspace) == []
    assert editing.unfinished.all() == ()


def test_a_plan_that_is_done_already_is_not_cancelled_and_its_sheet_says_so_with_the_words(
    editing: MainWindow, workspace: WatchedWorkspace, call: UUID, qtbot: QtBot
) -> None:
    workspace.do(activities.complete, call, result="reached", at=NOW - timedelta(minutes=5)).result()
    qtbot.keyClicks(field(popover(editing), "Details"), "ask again in March")

    press(popover(editing), "Cancel it")

    qtbot.waitUntil(lambda: bool(shown(editing, EditStep)) and editing.is_settled())
    assert "This activity is done already." in texts(editing)
    assert shown(editing, EditStep)[0].isAncestorOf(field(editing, "Details"))
    assert field(editing, "Details").toPlainText() == "ask again in March"  # type: ignore[union-attr]
    type_keys(qtbot, editing, Qt.Key.Key_Escape)  # else it holds the window for good
