"""Reminders over a real workspace: what rings is listed until it is answered."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import create_workspace
from app.executors import Executors
from app.services import activities, contacts
from app.settings import Settings
from app.workspace import Workspace
from ui.alarms.window import AlarmWindow
from ui.main_window import MainWindow
from ui.theme.look import Look
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
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "ws", "en", executors=Executors.threads(), clock=clock)
    yield made
    made.close()


@pytest.fixture
def open_window(
    qtbot: QtBot,
    qapp: QApplication,
    workspace: Workspace,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[], MainWindow]]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", str(tmp_path))  # no notify-send: the window alone tells
    windows: list[MainWindow] = []

    def open_now() -> MainWindow:
        settings = Settings().with_(language="en", theme="light", time_zone="UTC")
        window = MainWindow(
            settings, Look(qapp, "light"), tmp_path / "state.json", keep=lambda _settings: None, now=clock
        )
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.attach(workspace)
        qtbot.waitUntil(window.is_settled)
        window.watch_reminders()
        return window

    yield open_now
    for window in windows:
        window.close()


@pytest.fixture
def call(workspace: Workspace) -> UUID:
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
    open_window: Callable[[], MainWindow], call: UUID, qtbot: QtBot, workspace: Workspace
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
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot, workspace: Workspace
) -> None:
    window = open_window()
    clock.now = NOON + timedelta(minutes=26)
    assert window.ringing is not None
    window.ringing._tick()
    qtbot.waitUntil(lambda: alarms(window).isVisible())

    alarms(window).snooze([call], 10)

    qtbot.waitUntil(lambda: not alarms(window).isVisible())
    assert workspace.ask(activities.next_alarm).result() == clock.now + timedelta(minutes=10)


def test_a_call_is_answered_with_its_result(
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot, workspace: Workspace
) -> None:
    clock.now = NOON + timedelta(hours=1)
    window = open_window()
    qtbot.waitUntil(lambda: alarms(window).isVisible())

    alarms(window).rows[0]._complete("reached")

    qtbot.waitUntil(lambda: not alarms(window).isVisible())
    assert workspace.ask(activities.due_alarms).result() == ()


def test_another_time_is_typed_in_plain_words(
    open_window: Callable[[], MainWindow], call: UUID, clock: Clock, qtbot: QtBot, workspace: Workspace
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
