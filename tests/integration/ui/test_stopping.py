"""What takes long is stopped by one key, wherever the keyboard is; every button that stops names it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import UserError
from tests.integration.ui.seen import field, page, press, shown, texts, type_keys
from ui.context import UiContext
from ui.dialogs import long_work
from ui.dialogs.exporting import ExportSheet, all_contacts
from ui.dialogs.long_work import GoOn, LongWork, WorkSheet, make_long
from ui.dialogs.new_contact import NewContact
from ui.dialogs.restoring import RestoreSheet
from ui.main_window import MainWindow
from ui.widgets.lasting import Lasting

SHIFT = Qt.KeyboardModifier.ShiftModifier
TIP = "Stop what is under way  Shift+Esc"


class Endless:
    """Work that goes on until it is stopped, or the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def run(self, go_on: GoOn) -> None:
        while go_on(1, 10) and not self.over.wait(0.01):
            continue
        if not self.over.is_set():
            raise UserError("Stopped; nothing was made.")


@pytest.fixture
def endless() -> Iterator[Endless]:
    made = Endless()
    yield made
    made.over.set()


def context(window: MainWindow) -> UiContext:
    found = window.context()
    assert found is not None
    return found


def begin(window: MainWindow, endless: Endless) -> None:
    """Something is made, and says so beside the status line."""
    make_long(window.tasks, window.frame.status, "It is being made.", endless.run).then(window, lambda _none: None)


def stop(qtbot: QtBot, window: MainWindow) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Escape, SHIFT)


def is_stopped(window: MainWindow) -> bool:
    return window.frame.status.said.text() == "Stopped; nothing was made." and not shown(window, WorkSheet)


def test_long_work_is_stopped_while_the_keyboard_is_elsewhere(
    window: MainWindow, endless: Endless, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "LONG", 0)
    begin(window, endless)
    qtbot.waitUntil(lambda: bool(shown(window, WorkSheet)))
    assert shown(window, WorkSheet)[0].leave.toolTip() == TIP
    window.frame.top.search.setFocus()

    stop(qtbot, window)

    qtbot.waitUntil(lambda: is_stopped(window))
    assert window.frame.top.search.hasFocus()


def test_long_work_goes_on_as_another_record_is_shown_and_is_stopped_there(
    window: MainWindow, endless: Endless, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "LONG", 0)
    begin(window, endless)
    qtbot.waitUntil(lambda: bool(shown(window, WorkSheet)))

    window.frame.show_section("companies")

    assert shown(window, WorkSheet)
    stop(qtbot, window)
    qtbot.waitUntil(lambda: is_stopped(window))


def test_long_work_takes_no_keys_from_a_sheet_that_is_being_typed_in(
    window: MainWindow, endless: Endless, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "LONG", 0)
    type_keys(qtbot, window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (sheet,) = shown(window, NewContact)
    qtbot.keyClicks(field(sheet, "Last name"), "New")

    begin(window, endless)
    qtbot.waitUntil(lambda: bool(shown(window, WorkSheet)))

    assert shown(window, NewContact) == [sheet]
    qtbot.keyClicks(QApplication.focusWidget(), "man")
    assert field(sheet, "Last name").text() == "Newman"  # type: ignore[union-attr]
    stop(qtbot, window)
    qtbot.waitUntil(lambda: is_stopped(window))
    assert sheet.isAncestorOf(QApplication.focusWidget())
    type_keys(qtbot, window, Qt.Key.Key_Escape)


def test_work_whose_sheet_is_closed_or_did_not_come_yet_is_stopped_too(
    window: MainWindow, endless: Endless, qtbot: QtBot
) -> None:
    begin(window, endless)
    assert shown(window, WorkSheet) == []

    stop(qtbot, window)

    qtbot.waitUntil(lambda: is_stopped(window) and not window.findChildren(LongWork))


def test_with_nothing_under_way_the_key_does_nothing(window: MainWindow, qtbot: QtBot) -> None:
    before = texts(window)

    stop(qtbot, window)

    assert texts(window) == before


def test_a_copy_on_the_card_is_stopped_and_of_two_the_uppermost(window: MainWindow, qtbot: QtBot) -> None:
    stopped: list[str] = []
    below = page(window).detail.attaching
    above = Lasting()
    above.setParent(window)
    for strip, name in ((below, "below"), (above, "above")):
        strip._soon.setInterval(0)
        strip.begin(lambda name=name: stopped.append(name))  # type: ignore[misc]  # of the loop
    qtbot.waitUntil(lambda: below.isVisible() and above.isVisible())
    above.raise_()
    assert below.stop.toolTip() == TIP

    stop(qtbot, window)
    assert stopped == ["above"]
    above.hide()
    stop(qtbot, window)

    assert stopped == ["above", "below"]


def test_a_sheet_that_writes_a_file_is_stopped_by_it_and_only_then(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    ctx = context(window)
    sheet = ExportSheet(window, ctx, all_contacts(ctx))
    sheet.open()
    stop(qtbot, window)
    assert sheet.isVisible()
    ctx.doors.held.clear()  # type: ignore[attr-defined]  # the disk is slow

    sheet.save(tmp_path / "all.vcf")
    assert button(sheet, "Stop").toolTip() == TIP
    stop(qtbot, window)
    ctx.doors.held.set()  # type: ignore[attr-defined]

    qtbot.waitUntil(lambda: "Close" in texts(sheet))
    assert not (tmp_path / "all.vcf").exists()
    assert button(sheet, "Close").toolTip() == ""
    press(sheet, "Close")


def test_a_sheet_names_the_key_only_while_there_is_something_to_stop(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    ctx = context(window)
    sheet = RestoreSheet(window, ctx.tasks, ctx.now, (ctx.doors.folder, tmp_path / "new"), lambda _folder: None)
    sheet.open()
    qtbot.waitUntil(window.is_settled)

    assert button(sheet, "Cancel").toolTip() == ""
    sheet.close()


def button(sheet: ExportSheet | RestoreSheet, title: str) -> QPushButton:
    return next(one for one in shown(sheet, QPushButton) if one.text() == title)
