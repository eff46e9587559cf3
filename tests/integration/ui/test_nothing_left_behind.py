"""A window that is gone is gone whole: no part of it lives on, in Qt or in Python, and holds the workspace with it."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services import activities
from app.settings import Settings
from tests.integration.ui.conftest import NOW
from tests.integration.ui.remains import parts_of, still_there
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.sections import SECTIONS
from ui.theme.look import Look

_SECTIONS = [one.key for one in SECTIONS]


@pytest.fixture
def shown(
    qtbot: QtBot, qapp: QApplication, look: Look, workspace: WatchedWorkspace, people: list[UUID], tmp_path: Path
) -> Iterator[list[MainWindow]]:
    """A window in a list, so that a test can take the one reference to it out."""
    qapp.setQuitOnLastWindowClosed(False)
    settings = Settings().with_(language="en", theme="light", time_zone="UTC")
    window = MainWindow(settings, look, tmp_path / "state.json", keep=lambda _settings: None, now=lambda: NOW)
    window.resize(1440, 900)
    window.show()
    window.attach(workspace)
    qtbot.waitUntil(window.is_settled)
    there = [window]
    del window
    yield there
    for left in there:
        left.close()
        left.deleteLater()


@pytest.mark.parametrize("section", _SECTIONS)
def test_a_closed_window_leaves_nothing(shown: list[MainWindow], section: str, qtbot: QtBot) -> None:
    window = shown.pop()
    window.frame.show_section(section)
    qtbot.waitUntil(window.is_settled)

    parts = parts_of(window)
    window.close()
    window.tasks.finish_aside()
    window.deleteLater()
    del window

    qtbot.waitUntil(lambda: still_there(parts) == [])


def test_a_window_that_rang_leaves_nothing(
    shown: list[MainWindow], workspace: WatchedWorkspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", "")
    late = activities.When(NOW.date(), time(9), "UTC")
    workspace.do(activities.schedule, None, kind="todo", when=late, regarding="Water", warning=0).result()
    window = shown.pop()
    window.watch_reminders()

    parts = parts_of(window) + parts_of(_rung(window, qtbot))
    window.close()
    window.deleteLater()
    del window

    qtbot.waitUntil(lambda: still_there(parts) == [])


def test_another_language_leaves_nothing_of_the_frame_before(shown: list[MainWindow], qtbot: QtBot) -> None:
    (window,) = shown
    for section in _SECTIONS:
        window.frame.show_section(section)
        qtbot.waitUntil(window.is_settled)

    parts = parts_of(window.frame)
    window.speak("ru")
    qtbot.waitUntil(window.is_settled)

    qtbot.waitUntil(lambda: still_there(parts) == [])


def _rung(window: MainWindow, qtbot: QtBot) -> QWidget:
    """The window of reminders, as soon as there is something in it."""
    assert window.ringing is not None
    alarms = window.ringing.window
    qtbot.waitUntil(lambda: bool(alarms.rows))
    return alarms
