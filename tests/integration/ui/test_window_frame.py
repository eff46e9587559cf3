"""The frame of the window: folds, languages, themes, shortcuts, what it remembers, what it says when things break."""

import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.integration.ui.seen import page, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui import errors
from ui.context import Ref
from ui.dialogs.shortcuts import ShortcutSheet
from ui.main_window import MainWindow
from ui.theme.palette import DARK, LIGHT, colours

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_narrow_window_folds_the_side_and_offers_the_next_step_in_a_chip(
    window: MainWindow, anna: UUID, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    assert page(window).side.isVisible()
    window.resize(1024, 680)
    assert not page(window).side.isVisible()

    press(window, "today 2:12\u00a0pm")

    assert page(window).side.isVisible()
    assert "Ask about the discount" in texts(window)


def test_a_very_narrow_window_shows_the_list_or_the_card(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.resize(800, 600)
    assert page(window).list.isVisible()
    assert not page(window).detail.isVisible()

    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: page(window).detail.isVisible() and not page(window).list.isVisible())
    press(window, "All contacts")

    assert page(window).list.isVisible()


def test_the_language_changes_at_once_and_the_person_stays(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)

    window.speak("ru")

    qtbot.waitUntil(window.is_settled)
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Anna Shchukina")
    assert page(window).list.place.text() != ""


def test_the_theme_changes_at_once(window: MainWindow) -> None:
    window.wear("dark")
    dark = window.grab().toImage().pixelColor(700, 880).name()
    window.wear("light")
    light = window.grab().toImage().pixelColor(700, 880).name()

    assert (dark, light) == (DARK.panel, LIGHT.panel)
    assert colours() is LIGHT


def test_the_f1_sheet_lists_every_shortcut_in_force(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F1)

    (sheet,) = shown(window, ShortcutSheet)
    seen = texts(sheet)
    for words in (
        "Find anything",
        "Ctrl+K",
        "Who is calling?",
        "F2",
        "Call",
        "F5",
        "Undo",
        "Ctrl+Z",
        "New contact",
        "Ctrl+N",
    ):
        assert words in seen
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert not shown(window, ShortcutSheet)


def test_find_works_on_a_russian_layout(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, ord("Л"), CTRL)

    assert QApplication.focusWidget() is window.frame.top.search


def test_copy_and_select_all_work_in_a_field_on_a_russian_layout(window: MainWindow, qtbot: QtBot) -> None:
    search = window.frame.top.search
    search.begin()
    qtbot.keyClicks(search, "anna")

    type_keys(qtbot, window, ord("Ф"), CTRL)
    type_keys(qtbot, window, ord("С"), CTRL)

    assert QGuiApplication.clipboard().text() == "anna"


def test_the_window_comes_back_to_where_it_was(
    window: MainWindow, open_window: Callable[..., MainWindow], anna: UUID, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_B, CTRL)
    window.close()

    again = open_window()

    qtbot.waitUntil(lambda: page(again).detail.header.name.text() == "Anna Shchukina")
    assert again.frame.rail.is_folded()


def test_a_damaged_state_file_is_no_reason_to_complain(
    open_window: Callable[..., MainWindow], people: list[UUID], tmp_path: Path
) -> None:
    (tmp_path / "state.json").write_text('{"geometry": 3, "section": "gone", "record_id": "x"', encoding="utf-8")

    window = open_window()

    assert page(window).list.isVisible()


def test_nothing_to_undo_is_said_in_the_status_line(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = open_window()

    window.frame.actions_.run("undo")

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "There is nothing to undo.")


def test_trouble_outside_offers_another_try(window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    workspace.broken.add("find")
    search = window.frame.top.search
    search.begin()
    qtbot.keyClicks(search, "x")
    qtbot.waitUntil(lambda: len(shown(window, errors.OutsideSheet)) == 1)
    assert "The disk is full." in texts(window)

    workspace.broken.clear()
    press(shown(window, errors.OutsideSheet)[0], "Try again")

    qtbot.waitUntil(window.is_settled)
    assert not shown(window, errors.OutsideSheet)


def test_a_bug_opens_a_sheet_whose_report_can_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    with capture_exceptions() as caught:
        hook = errors.install(window)
        try:
            sys.excepthook(ValueError, ValueError("a bug of ours"), None)
        finally:
            hook.remove()
        qtbot.waitUntil(lambda: len(shown(window, errors.CrashSheet)) == 1)
    assert len(caught) == 1

    press(window, "Copy report")
    press(window, "Go on")

    assert "a bug of ours" in QGuiApplication.clipboard().text()
    assert not shown(window, errors.CrashSheet)


def test_a_long_wait_is_admitted(window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot) -> None:
    workspace.held.clear()

    window.open(Ref("contact", anna))

    qtbot.waitUntil(window.frame._busy.isVisible)
    workspace.held.set()
    qtbot.waitUntil(lambda: not window.frame._busy.isVisible())
