"""Closing the window: into the tray, out of the way, or the end; starting without a window."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.services import activities
from app.services.alarms import alarms_now
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui import state
from ui.actions import Actions
from ui.alarms import staying
from ui.alarms.tray import Tray, tray_icon
from ui.main_window import MainWindow
from ui.single_instance import FirstWindow, is_open


class Desktop:
    """Whether there is a tray, and what was told beside its icon."""

    def __init__(self) -> None:
        self.has_tray = True
        self.told: list[str] = []


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desktop:
    """A desktop with a tray; its notifications are never sent."""
    made = Desktop()
    monkeypatch.setattr(staying, "is_there", lambda: made.has_tray)
    monkeypatch.setattr(Tray, "tell", lambda _tray, sentence, _title="": made.told.append(sentence))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    return made


@pytest.fixture
def stay(open_window: Callable[..., MainWindow], desktop: Desktop, anna: UUID) -> Iterator[Callable[..., MainWindow]]:
    """Opens a window as the program does, reminders and all."""
    opened: list[MainWindow] = []

    def open_now(**changes: str) -> MainWindow:
        window = open_window(**changes)
        window.stay()
        window.watch_reminders()
        assert window.staying is not None
        window.staying.tray.begin()
        opened.append(window)
        return window

    yield open_now
    for window in opened:
        window.leave()


def test_closing_hides_the_window_and_says_so_once(stay: Callable[..., MainWindow], desktop: Desktop) -> None:
    window = stay()

    window.close()
    hidden = window.isVisible()
    window.come_forward()
    window.close()

    assert not hidden
    assert not window.isVisible()
    assert len(desktop.told) == 1
    assert "Ctrl+Q" in desktop.told[0]


def test_that_it_was_said_is_remembered_by_the_next_start(
    stay: Callable[..., MainWindow], desktop: Desktop, tmp_path: Path
) -> None:
    window = stay()
    window.close()

    window.leave()

    assert state.read(tmp_path / "state.json").tray_told


def test_what_is_due_rings_though_the_window_is_hidden(
    stay: Callable[..., MainWindow], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    window = stay()
    window.close()
    when = activities.When(NOW.date(), (NOW - timedelta(minutes=1)).time(), "UTC")

    workspace.do(activities.schedule, anna, kind="call", when=when, regarding="Now", warning=0).result()

    assert window.ringing is not None
    alarms = window.ringing
    qtbot.waitUntil(lambda: alarms.window.isVisible() and "Now" in texts(alarms.window))
    assert not window.isVisible()


def test_a_person_who_wants_it_to_end_ends_it(stay: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = stay(closing="quit")

    with qtbot.waitSignal(window.left):
        window.close()


def test_quitting_ends_it_whatever_closing_means(stay: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = stay(closing="keep")

    with qtbot.waitSignal(window.left):
        window.frame.actions_.run("quit")


def test_without_a_tray_closing_ends_the_program(
    stay: Callable[..., MainWindow], desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.has_tray = False
    window = stay()

    with qtbot.waitSignal(window.left):
        window.close()


def test_without_a_tray_who_wants_it_to_go_on_gets_a_minimised_window(
    stay: Callable[..., MainWindow], desktop: Desktop
) -> None:
    desktop.has_tray = False
    window = stay(closing="keep")

    window.close()

    assert window.isMinimized()
    assert desktop.told == []


def test_when_the_computer_is_shut_down_the_window_does_not_stand_in_the_way(
    stay: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = stay()
    assert window.staying is not None
    window.staying.let_go()

    with qtbot.waitSignal(window.left):
        window.close()


def test_what_was_being_typed_is_kept_when_the_window_hides(
    stay: Callable[..., MainWindow], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = stay()
    window.frame.top.search.begin()
    assert QApplication.focusWidget() is window.frame.top.search

    window.close()

    assert QApplication.focusWidget() is not window.frame.top.search


def test_the_menu_tells_the_day_and_puts_everything_off(
    stay: Callable[..., MainWindow], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    window = stay()
    assert window.staying is not None
    tray = window.staying.tray
    when = activities.When(NOW.date(), (NOW - timedelta(minutes=5)).time(), "UTC")
    workspace.do(activities.schedule, anna, kind="call", when=when, warning=0).result()
    qtbot.waitUntil(tray.later.isEnabled)
    qtbot.waitUntil(lambda: tray.day.text() == "Today: 2 activities, 1 late")

    tray.later.trigger()

    qtbot.waitUntil(lambda: workspace.ask(alarms_now).result().due_count == 0)
    assert workspace.ask(activities.next_alarm).result() == NOW + timedelta(hours=1)
    qtbot.waitUntil(lambda: not tray.later.isEnabled())


def test_a_press_on_the_icon_brings_the_window(stay: Callable[..., MainWindow]) -> None:
    window = stay()
    window.close()
    assert window.staying is not None

    window.staying.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)

    assert window.isVisible()


def test_who_is_it_is_in_the_menu_where_there_is_such_a_box(stay: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = stay()
    assert window.staying is not None
    tray, asked = window.staying.tray, []
    actions: Actions = window.frame.actions_
    for entry in list(actions.listed()):
        if entry.keys() == "F2":
            entry.action.setShortcuts([])
    tray.menu.aboutToShow.emit()
    assert not tray.who.isVisible()

    actions.add("who", "Who is it", "F2", "Everywhere", lambda: asked.append(1), window.frame)
    tray.menu.aboutToShow.emit()
    tray.who.trigger()

    assert tray.who.isVisible()
    assert asked == [1]


def test_a_start_without_a_window_waits_for_the_tray_and_else_is_there_minimised(
    stay: Callable[..., MainWindow], desktop: Desktop, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(staying, "PAUSE", 1)
    window = stay()
    window.hide()
    assert window.staying is not None
    window.staying.begin_hidden()
    assert not window.isVisible()

    desktop.has_tray = False
    window.staying.begin_hidden()

    qtbot.waitUntil(window.isMinimized)


def test_a_second_start_in_the_tray_leaves_the_first_window_alone(qapp: QApplication, tmp_path: Path) -> None:
    first, asked = FirstWindow(tmp_path), []
    first.asked.connect(lambda: asked.append(1))

    found = is_open(tmp_path)

    qapp.processEvents()
    assert found
    assert asked == []
    first.leave()
    assert not is_open(tmp_path)


def test_the_icon_is_seen_on_a_dark_and_on_a_light_tray(qapp: QApplication) -> None:
    plain, waiting = tray_icon(), tray_icon(waiting=True)

    image, dotted = (one.pixmap(32, 32).toImage() for one in (plain, waiting))
    assert image.pixelColor(16, 2).alpha() == 255  # a ground of its own
    assert image.pixelColor(16, 2) != image.pixelColor(16, 12)
    assert dotted != image
