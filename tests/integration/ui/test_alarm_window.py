"""Reminders over a real workspace: what rings is listed until it is answered."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services import activities, contacts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.alarms.window import AlarmWindow
from ui.main_window import MainWindow
from ui.widgets.words import ElidedWords

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now(clock: Clock) -> Clock:
    return clock


@pytest.fixture
def open_window(
    open_window: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], MainWindow]:
    """A window that rings; no notify-send: the window alone tells."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", str(tmp_path))

    def open_now() -> MainWindow:
        window = open_window("today")
        window.watch_reminders()
        return window

    return open_now


@pytest.fixture
def call(workspace: WatchedWorkspace) -> UUID:
    anna = workspace.do(contacts.add_contact, {"last": "Shchukina", "first": "Anna"}).result()
    when = activities.When(NOON.date(), time(12, 30), "UTC")
    made: UUID = workspace.do(
        activities.schedule, anna, kind="call", when=when, regarding="Discount", warning=5
    ).result()
    return made


def said(window: AlarmWindow) -> str:
    labels = [label.text() for label in window.findChildren(QLabel)]
    return "\n".join([*labels, *(one.text() for one in window.findChildren(ElidedWords))])


def alarms(window: MainWindow) -> AlarmWindow:
    assert window.ringing is not None
    return window.ringing.window


def test_nothing_rings_before_its_time(
    open_window: Callable[[], MainWindow], call: UUID, qtbot: QtBot, workspace: WatchedWorkspace
) -> None:
    window = open_window()
    workspace.ask(activities.due_alarms).result()
    qtbot.waitUntil(window.is_settled)

    assert not alarms(window).isVisible()


def test_what_came_while_the_program_was_closed_is_listed_at_the_start(
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = NOON + timedelta(hours=3)

    window = open_window()

    qtbot.waitUntil(lambda: alarms(window).isVisible())
    assert "1 reminder" in said(alarms(window))
    assert "While you were away" in said(alarms(window))
    assert "Anna Shchukina" in said(alarms(window))


def test_an_alarm_rings_in_its_time_and_leaves_when_it_is_put_off(
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot, workspace: WatchedWorkspace
) -> None:
    window = open_window()
    clock.now = NOON + timedelta(minutes=26)
    assert window.ringing is not None
    window.ringing._tick()
    qtbot.waitUntil(lambda: alarms(window).isVisible())

    window.ringing._pressed.emit(str(call), "snooze")

    qtbot.waitUntil(lambda: not alarms(window).isVisible())
    assert workspace.ask(activities.next_alarm).result() == clock.now + timedelta(minutes=10)


def test_a_call_is_answered_with_its_result(
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot, workspace: WatchedWorkspace
) -> None:
    clock.now = NOON + timedelta(hours=1)
    window = open_window()
    qtbot.waitUntil(lambda: alarms(window).isVisible())

    alarms(window).rows[0].complete("reached")

    qtbot.waitUntil(lambda: not alarms(window).isVisible())
    assert workspace.ask(activities.due_alarms).result() == ()


def test_another_time_is_typed_in_plain_words(
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot, workspace: WatchedWorkspace
) -> None:
    clock.now = NOON + timedelta(hours=1)
    window = open_window()
    qtbot.waitUntil(lambda: alarms(window).isVisible())
    row = alarms(window).rows[0]

    qtbot.mouseClick(row.move_it, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(row.when, "tomorrow 9:00")
    qtbot.keyClick(row.when, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not alarms(window).isVisible())
    planned = workspace.ask(activities.agenda, zone="UTC", through=NOON.date() + timedelta(days=1)).result()
    assert [one.start for one in planned] == [datetime(2026, 11, 21, 9, tzinfo=UTC)]
