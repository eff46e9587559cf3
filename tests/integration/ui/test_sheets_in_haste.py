"""The window ends, or is built anew, over a sheet with words: they are kept, or the window is held where that is on purpose."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.contact_cards import contact_card
from app.services.pick_lists import values
from tests.integration.ui.ending import Way
from tests.integration.ui.seen import field, page, popover, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.many.editing import EditMany
from ui.dialogs.marks import EditMarks
from ui.dialogs.picking import PickRecord
from ui.dialogs.preferences.general import GeneralPage
from ui.dialogs.preferences.lists import ListsPage
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.main_window import MainWindow
from ui.sections.contacts.views import ChooseView

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def lists(window: MainWindow, qtbot: QtBot) -> PreferencesSheet:
    """The preferences, turned to where leads come from."""
    window.frame.actions_.run("preferences")
    (sheet,) = shown(window, PreferencesSheet)
    sheet.turn_to("lists")
    found = sheet.pages["lists"]
    assert isinstance(found, ListsPage)
    qtbot.waitUntil(lambda: bool(found.list.value()))
    found.list.show_value("lead_source")
    found.list.picked.emit("lead_source")
    qtbot.waitUntil(lambda: "Exhibition" in texts(found))
    return sheet


def test_a_tag_being_typed_is_put_on(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, go: Way, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", anna))
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: bool(shown(window, EditMarks)) and window.is_settled())
    qtbot.keyClicks(shown(window, EditMarks)[0].new_tag, "dealer")

    go(window)

    card: Any = workspace.ask(contact_card, anna).result()
    assert "dealer" in card.tags


def test_a_tag_being_typed_is_put_on_as_its_sheet_is_left(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", anna))
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: bool(shown(window, EditMarks)) and window.is_settled())
    qtbot.keyClicks(shown(window, EditMarks)[0].new_tag, "dealer")

    type_keys(qtbot, window, Qt.Key.Key_Escape)

    assert shown(window, EditMarks) == []
    qtbot.waitUntil(window.is_settled)
    card: Any = workspace.ask(contact_card, anna).result()
    assert "dealer" in card.tags


def test_a_view_being_named_is_kept(
    open_window: Callable[..., MainWindow], window: MainWindow, go: Way, qtbot: QtBot
) -> None:
    page(window).list.views_button.click()
    qtbot.keyClicks(field(popover(window), "Name what is shown now"), "Machines")

    go(window)

    next_one = open_window()
    page(next_one).list.views_button.click()
    assert "Machines" in texts(shown(next_one, ChooseView)[0])


def test_words_that_would_do_in_place_of_a_record_are_taken(window: MainWindow, go: Way, qtbot: QtBot) -> None:
    taken: list[str] = []
    ctx = window.context()
    assert ctx is not None
    sheet = PickRecord(ctx, window.frame.top, "What?", "product", lambda _one: None, free=taken.append)
    sheet.open_beside()
    qtbot.keyClicks(sheet.field, "repair")

    go(window)

    assert taken == ["repair"]


def test_what_changes_many_holds_the_window_and_changes_nobody(window: MainWindow, go: Way, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    page(window).list.bar.buttons["edit"].click()
    qtbot.waitUntil(lambda: bool(shown(window, EditMany)) and window.is_settled())
    (sheet,) = shown(window, EditMany)
    sheet.value.setFocus()
    qtbot.keyClicks(sheet.value, "cold")
    qtbot.waitUntil(window.is_settled)

    go(window)

    assert window.isVisible()
    assert "Nothing is changed yet." in texts(sheet)
    assert sheet.value.text() == "cold"
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    window.close()
    assert not window.isVisible()


def test_a_value_being_added_to_a_list_is_added(
    window: MainWindow, lists: PreferencesSheet, workspace: WatchedWorkspace, go: Way, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(lists, "One more value"), "Telegram")
    lists.turn_to("general")

    go(window)

    assert "Telegram" in [one.label for one in workspace.ask(values, "lead_source").result()]


def test_preferences_left_with_a_value_half_typed_come_back_with_it(
    window: MainWindow, lists: PreferencesSheet, qtbot: QtBot
) -> None:
    field(lists, "One more value").setFocus()
    qtbot.keyClicks(field(lists, "One more value"), "Teleg")
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert shown(window, PreferencesSheet) == []

    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    assert field(shown(window, PreferencesSheet)[0], "One more value").text() == "Teleg"  # type: ignore[union-attr]


def test_preferences_in_another_language_lose_no_value_half_typed(
    window: MainWindow, lists: PreferencesSheet, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(lists, "One more value"), "Telegram")

    lists.turn_to("general")
    general = lists.pages["general"]
    assert isinstance(general, GeneralPage)
    general.language.picked.emit("ru")

    qtbot.waitUntil(lambda: bool(shown(window, PreferencesSheet)) and window.is_settled())
    assert "Telegram" in [one.label for one in workspace.ask(values, "lead_source").result()]
