"""The same window on a real X server: what the offscreen platform cannot prove (run with `-p xvfb -m xcb`)."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.services import contacts
from tests.helpers.real_keys import RealKeyboard, real_keyboard
from tests.integration.ui.calling import gone, panel, planned, show, talks
from tests.integration.ui.seen import page, shown, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.calls.panel import CallPanel
from ui.context import Ref
from ui.main_window import MainWindow

pytestmark = pytest.mark.xcb


def test_the_window_comes_to_a_real_screen_with_its_people(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitExposed(window)

    assert QGuiApplication.platformName() == "xcb"
    qtbot.waitUntil(lambda: "Shchukina" in texts(window))


def test_typing_on_a_real_screen_finds_a_person_and_undo_takes_an_edit_back(
    window: MainWindow, anna: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    qtbot.waitExposed(window)
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    workspace.do(contacts.edit_contact, anna, {"job_title": "director"}).result()
    qtbot.waitUntil(lambda: "director" in texts(window))

    window.frame.actions_.run("undo")

    qtbot.waitUntil(lambda: "chief technologist" in texts(window))


def test_the_keyboard_walks_the_list_on_a_real_screen(window: MainWindow, people: list[UUID], qtbot: QtBot) -> None:
    qtbot.waitExposed(window)
    view = page(window).list.view
    view.setFocus()
    before = window.frame.page().current()

    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: window.frame.page().current() != before)


def test_a_picture_of_the_window_is_no_blank_sheet(
    open_window: Callable[..., MainWindow], people: list[UUID], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    qtbot.waitExposed(window)

    picture = window.grab().toImage()

    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 40) for y in range(0, picture.height(), 40)}
    assert len(colours) > 5


def test_a_call_is_kept_by_keys_pressed_on_the_x_server(
    window: MainWindow, anna: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    take_the_keyboard(window, qtbot)
    show(window, anna, qtbot)

    with real_keyboard() as keys:
        call_by(keys, window, qtbot)

    assert [one.title for one in talks(workspace, anna)] == ["Call · reached"]
    assert len(planned(workspace, anna)) == 1


@pytest.mark.parametrize("typed", ["shch", "13222"], ids=["a name", "digits of a phone"])
def test_somebody_is_found_by_keys_pressed_on_the_x_server(
    window: MainWindow, anna: UUID, qtbot: QtBot, typed: str
) -> None:
    take_the_keyboard(window, qtbot)
    search = window.frame.top.search

    with real_keyboard() as keys:
        keys.presses("k", held=["Control_L"])
        qtbot.waitUntil(search.hasFocus)
        keys.types(typed)
        qtbot.waitUntil(lambda: search.text() == typed and search.is_settled())
        qtbot.waitUntil(lambda: any(line.title == "Anna Shchukina" for line in search.results()))
        keys.presses("Return")

        qtbot.waitUntil(lambda: window.frame.page().current() == Ref("contact", anna))


def test_the_same_keys_serve_on_a_russian_layout_of_the_x_server(
    window: MainWindow, anna: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    take_the_keyboard(window, qtbot)
    search = window.frame.top.search

    with real_keyboard() as keys, keys.russian():
        keys.presses("k", held=["Control_L"])
        qtbot.waitUntil(search.hasFocus)
        keys.types("oerbyf")
        qtbot.waitUntil(lambda: search.text() == "щукина" and search.is_settled())
        qtbot.waitUntil(lambda: any(line.title == "Anna Shchukina" for line in search.results()))
        keys.presses("Return")
        qtbot.waitUntil(lambda: window.frame.page().current() == Ref("contact", anna))
        qtbot.waitUntil(window.is_settled)
        call_by(keys, window, qtbot)

    assert [one.title for one in talks(workspace, anna)] == ["Call · reached"]
    assert len(planned(workspace, anna)) == 1


def call_by(keys: RealKeyboard, window: MainWindow, qtbot: QtBot) -> None:
    """A call that reached whoever is shown, kept with a next step."""
    keys.presses("F5")
    qtbot.waitUntil(lambda: bool(shown(window, CallPanel)) and panel(window).view is not None)
    keys.presses("1")
    qtbot.waitUntil(lambda: panel(window).outcome.results.value == "reached")
    keys.presses("n")
    qtbot.waitUntil(panel(window).outcome.when.hasFocus)
    keys.presses("Return")
    qtbot.waitUntil(lambda: gone(window))


def take_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    """There is no window manager on a bare X server: the window asks for the keyboard itself."""
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
