"""Calls that are left, hurried or made one after another: nothing typed is ever lost, nothing is told twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.integration.ui.calling import CTRL, Clock, call, gone, panel, planned, show, talks, write
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import page, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now(clock: Clock) -> Callable[[], datetime]:
    """The window and the workspace go by a clock that can be moved."""
    return clock


def test_keys_faster_than_the_answer_are_not_lost(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    show(window, anna, qtbot)
    workspace.held.clear()
    for key in (Qt.Key.Key_F5, Qt.Key.Key_1, Qt.Key.Key_Return):
        type_keys(qtbot, window, key)
    assert panel(window).view is None

    workspace.held.set()

    qtbot.waitUntil(lambda: gone(window))
    assert len(talks(workspace, anna)) == 1
    assert planned(workspace, anna) == []


def test_esc_right_after_enter_leaves_one_call_and_no_note(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    call(window, people[0], qtbot)
    write(qtbot, window, "sent")
    type_keys(qtbot, window, Qt.Key.Key_1, CTRL)

    type_keys(qtbot, window, Qt.Key.Key_Return)
    window.calls.leave()

    qtbot.waitUntil(lambda: bool(talks(workspace, people[0])))
    qtbot.waitUntil(window.is_settled)
    assert len(talks(workspace, people[0], ("call", "note"))) == 1
    assert call(window, people[0], qtbot).outcome.text.toPlainText() == ""


def test_a_call_without_a_result_is_asked_for_one(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    call(window, anna, qtbot)
    write(qtbot, window, "hm")

    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert "How did it go? A digit from 1 to 6 tells." in texts(panel(window))
    type_keys(qtbot, window, Qt.Key.Key_1)
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gone(window))


def test_a_moment_that_cannot_be_read_is_said_beside_and_nothing_is_kept(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)
    type_keys(qtbot, window, Qt.Key.Key_1)
    panel(window).outcome.when.setText("when pigs fly")

    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert "“when pigs fly” is no time I understand." in texts(panel(window))
    assert talks(workspace, anna) == []


def test_words_left_by_esc_are_a_note_at_once_and_back_in_the_next_call(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, clock: Clock, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)
    type_keys(qtbot, window, Qt.Key.Key_5)
    write(qtbot, window, "wants two lathes")
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert gone(window)
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Keep the words of a call as a note")
    assert [one.text for one in talks(workspace, anna, ("note",))] == ["wants two lathes"]
    clock.now = NOW + timedelta(minutes=4)

    found = call(window, anna, qtbot)
    assert found.outcome.text.toPlainText() == "wants two lathes"
    assert found.outcome.results.value == "interested"
    assert found.head.timer.text() == "4:00"
    qtbot.waitUntil(window.tasks.is_idle)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: gone(window))
    assert [one.text.splitlines()[-1] for one in talks(workspace, anna)] == ["wants two lathes"]
    assert talks(workspace, anna, ("note",)) == []


def test_a_call_taken_up_the_next_day_is_another_call(
    window: MainWindow, anna: UUID, clock: Clock, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)
    write(qtbot, window, "later")
    type_keys(qtbot, window, Qt.Key.Key_Escape)

    clock.now = NOW + timedelta(hours=5)
    assert call(window, anna, qtbot).head.timer.text() == "0:00"
    assert panel(window).outcome.text.toPlainText() == "later"
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    clock.now = NOW + timedelta(days=2)
    assert call(window, anna, qtbot).outcome.text.toPlainText() == ""


def test_two_calls_in_a_row_are_two_entries(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    for contact in people[:2]:
        call(window, contact, qtbot)
        type_keys(qtbot, window, Qt.Key.Key_2)
        type_keys(qtbot, window, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: gone(window))

    assert [len(talks(workspace, one)) for one in people] == [1, 1, 0]


def test_the_next_call_begins_where_the_last_one_ended(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    call(window, people[0], qtbot)
    type_keys(qtbot, window, Qt.Key.Key_2)
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gone(window))

    assert QApplication.focusWidget() is page(window).list.view


def test_calling_somebody_else_keeps_the_words_of_the_call_that_was_open(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    call(window, people[0], qtbot)
    write(qtbot, window, "half a sentence")
    page(window).list.view.setFocus()

    found = call(window, people[1], qtbot)

    assert found.contact_id == people[1]
    assert found.outcome.text.toPlainText() == ""
    qtbot.waitUntil(lambda: [one.text for one in talks(workspace, people[0], ("note",))] == ["half a sentence"])


def test_closing_the_window_loses_no_word(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    call(window, people[0], qtbot)
    write(qtbot, window, "half a sentence")

    window.close()

    qtbot.waitUntil(lambda: [one.text for one in talks(workspace, people[0], ("note",))] == ["half a sentence"])


def test_another_language_loses_no_word_either(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    call(window, people[0], qtbot)
    write(qtbot, window, "half a sentence")

    window.speak("ru")

    qtbot.waitUntil(lambda: bool(talks(workspace, people[0], ("note",))))
    assert call(window, people[0], qtbot).outcome.text.toPlainText() == "half a sentence"
