"""The whole window over a workspace with a few people in it."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.collector import collect_on_demand
from app.services import activities, contacts, history
from app.settings import Settings
from tests.integration.ui.ending import WAYS, Way
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.theme.look import Look

NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_of_the_last_window_is_left(qapp: QApplication) -> Iterator[None]:
    """What remains of a closed window is freed here, on its own thread: a reader that came upon it would crash.

    What is alive after that belongs to the run, modules and statements once compiled: it is not looked through again,
    which saves a sixth of a second a test.
    """
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.freeze()
    collect_on_demand()
    yield
    collect_on_demand(wished=False)


@pytest.fixture
def now() -> Callable[[], datetime]:
    """The moment everything happens at; a file of tests may have one of its own."""
    return lambda: NOW


@pytest.fixture
def workspace(tmp_path: Path, now: Callable[[], datetime]) -> Iterator[WatchedWorkspace]:
    doors = WatchedWorkspace(tmp_path / "ws", now)
    yield doors
    doors.close()


@pytest.fixture
def anna(workspace: WatchedWorkspace) -> UUID:
    """Anna of SibMash with a phone, a call planned for today, and a past."""
    fields = {"last": "Shchukina", "first": "Anna", "company": "SibMash", "job_title": "chief technologist",
              "interest": "lathes", "birthday": "--12-12"}  # fmt: skip
    made: UUID = workspace.do(contacts.add_contact, fields, [("phone", "mobile", "+7 913 222-33-44")]).result()
    when = activities.When(NOW.date(), (NOW + timedelta(hours=3)).time(), "UTC")
    workspace.do(activities.schedule, made, kind="call", when=when, regarding="Ask about the discount").result()
    workspace.do(
        history.log, made, kind="meeting", result="held", text="Shown on site", at=NOW - timedelta(days=9)
    ).result()
    return made


@pytest.fixture
def people(workspace: WatchedWorkspace, anna: UUID) -> list[UUID]:
    """Anna and two more; by name: Abbott, O'Neill, Shchukina."""
    abbott = workspace.do(contacts.add_contact, {"last": "Abbott", "company": "SibMash"}).result()
    oneill = workspace.do(contacts.add_contact, {"last": "O'Neill", "first": "Olga"}).result()
    return [abbott, oneill, anna]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light theme, worn for the length of a test."""
    made = Look(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def open_window(
    qtbot: QtBot, look: Look, workspace: WatchedWorkspace, tmp_path: Path, now: Callable[[], datetime]
) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window on a section, contacts where none is named, and waits until everything is shown."""
    opened: list[MainWindow] = []

    def open_now(section: str = "contacts", **changes: Any) -> MainWindow:
        settings = Settings().with_(**({"language": "en", "theme": "light", "time_zone": "UTC"} | changes))
        window = MainWindow(settings, look, tmp_path / "state.json", keep=lambda _settings: None, now=now)
        opened.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.attach(workspace)
        window.frame.show_section(section)
        window.activateWindow()
        qtbot.waitUntil(window.is_settled)
        return window

    yield open_now
    for window in opened:
        window.close()


@pytest.fixture(params=list(WAYS))
def go(request: pytest.FixtureRequest) -> Way:
    """A way the frame one types in comes to its end."""
    return WAYS[request.param]


@pytest.fixture
def window(open_window: Callable[..., MainWindow], people: list[UUID]) -> MainWindow:
    """The window over three people."""
    return open_window()
