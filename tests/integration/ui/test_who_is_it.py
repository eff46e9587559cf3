"""Who is calling? Found by a number or a name, or added with one key; then the call begins."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.formatting import short_date
from app.services.contact_cards import contact_card
from tests.integration.ui.calling import TODAY, gone, panel
from tests.integration.ui.seen import shown, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.calls.who_is_it import WhoIsIt
from ui.context import Ref
from ui.main_window import MainWindow


def test_with_nobody_at_hand_f5_asks_who_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.show_section("products")
    qtbot.waitUntil(window.is_settled)

    type_keys(qtbot, window, Qt.Key.Key_F5)

    assert len(shown(window, WhoIsIt)) == 1
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert not shown(window, WhoIsIt)


def box(window: MainWindow, qtbot: QtBot, text: str) -> WhoIsIt:
    """Press F2, type, and wait for what is found."""
    QGuiApplication.clipboard().clear()
    type_keys(qtbot, window, Qt.Key.Key_F2)
    (found,) = shown(window, WhoIsIt)
    qtbot.keyClicks(found.field, text)
    qtbot.waitUntil(found.is_settled)
    return found


@pytest.mark.parametrize("typed", ["222-33-44", "89132223344", "+7 (913) 222 33 44", "shch"])
def test_a_caller_is_found_by_number_or_name_and_the_call_begins(
    window: MainWindow, anna: UUID, typed: str, qtbot: QtBot
) -> None:
    window.frame.show_section("today")
    found = box(window, qtbot, typed)
    line = found.found.marked()
    assert line is not None
    assert (line.title, line.aside) == ("Anna Shchukina", f"{short_date(date(2026, 11, 11), TODAY)} · Meeting · held")
    assert "SibMash" in line.second

    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not gone(window) and panel(window).view is not None)
    assert panel(window).contact_id == anna
    qtbot.waitUntil(lambda: window.frame.page().current() == Ref("contact", anna))
    assert not shown(window, WhoIsIt)


def test_enter_pressed_before_the_answer_takes_whom_it_brings(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.held.clear()
    QGuiApplication.clipboard().clear()
    type_keys(qtbot, window, Qt.Key.Key_F2)
    (found,) = shown(window, WhoIsIt)
    qtbot.keyClicks(found.field, "2223344")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    workspace.held.set()

    qtbot.waitUntil(lambda: not gone(window))
    assert panel(window).contact_id == anna


def test_an_unknown_number_becomes_a_contact_with_one_key(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    found = box(window, qtbot, "8 999 000-11-22")
    assert [line.title for line in found.found.lines()] == ["Add a contact with 8 999 000-11-22"]

    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not gone(window) and panel(window).view is not None)
    assert [one.channel.shown for one in panel(window).view.phones] == ["+7 999 000-11-22"]  # type: ignore[union-attr]
    card = workspace.real.ask(contact_card, panel(window).contact_id).result()  # type: ignore[arg-type]
    assert [one.normal for one in card.channels] == ["+79990001122"]


def test_a_copied_number_stands_in_the_box_already(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("+7 913 222-33-44")
    type_keys(qtbot, window, Qt.Key.Key_F2)

    (found,) = shown(window, WhoIsIt)
    qtbot.waitUntil(lambda: bool(found.found.lines()))

    assert found.field.text() == "+7 913 222-33-44"
    assert found.found.lines()[0].title == "Anna Shchukina"
    QGuiApplication.clipboard().clear()


def test_arrows_choose_among_those_found_and_a_company_opens_its_card(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    found = box(window, qtbot, "sibmash")
    kinds = [line.ref and line.ref.kind for line in found.found.lines()]
    assert kinds[-1] == "company"

    type_keys(qtbot, window, Qt.Key.Key_Up)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.frame.shown() == "companies")
    assert gone(window)


def test_nobody_of_that_name_is_said(window: MainWindow, qtbot: QtBot) -> None:
    found = box(window, qtbot, "qqqq")

    assert found.hint.text() == "Nobody found."
    assert found.found.lines() == []
