"""Preferences of the workspace: own firms, stages of deals, lists; everything is taken back where it was changed."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services.opportunities import add_opportunity
from app.services.opportunity_lists import processes
from app.services.pick_lists import values
from app.services.processes import process_stages
from app.services.sellers import add_seller, default_seller, edit_seller, sellers
from app.views.stages import StageRow
from tests.integration.ui.seen import press, shown, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.preferences.firm import FirmPage
from ui.dialogs.preferences.lists import ListsPage
from ui.dialogs.preferences.movable import MovableRow
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.dialogs.preferences.stages import StagesPage
from ui.main_window import MainWindow
from ui.widgets.in_place import InPlaceField

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sheet(window: MainWindow) -> PreferencesSheet:
    window.frame.actions_.run("preferences")
    (found,) = shown(window, PreferencesSheet)
    return found


@pytest.fixture
def lists(sheet: PreferencesSheet, qtbot: QtBot) -> ListsPage:
    sheet.turn_to("lists")
    page = sheet.pages["lists"]
    assert isinstance(page, ListsPage)
    qtbot.waitUntil(lambda: bool(page.list.value()))
    page.list.show_value("lead_source")
    page.list.picked.emit("lead_source")
    qtbot.waitUntil(lambda: "Exhibition" in texts(page))
    return page


@pytest.fixture
def stages(sheet: PreferencesSheet, qtbot: QtBot) -> StagesPage:
    sheet.turn_to("stages")
    page = sheet.pages["stages"]
    assert isinstance(page, StagesPage)
    qtbot.waitUntil(lambda: len(page.listed.rows) == 6)
    return page


@pytest.fixture
def firm(sheet: PreferencesSheet, qtbot: QtBot) -> FirmPage:
    sheet.turn_to("firm")
    page = sheet.pages["firm"]
    assert isinstance(page, FirmPage)
    qtbot.waitUntil(lambda: "name" in page.lines and "Add another firm" in texts(page))
    return page


def test_a_value_is_renamed_moved_and_taken_away(lists: ListsPage, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    _retype(_field(lists.listed.rows, "Exhibition"), "Fair", qtbot)
    qtbot.waitUntil(lambda: "Fair" in _labels(workspace))
    before = _labels(workspace)

    _row(lists.listed.rows, "Fair").up.click()
    qtbot.waitUntil(lambda: _labels(workspace) != before)
    _row(lists.listed.rows, "Tender").remove.click()

    qtbot.waitUntil(lambda: "Tender" not in _labels(workspace))
    assert _labels(workspace)[0] == "Fair"
    qtbot.waitUntil(lambda: "Tender" not in texts(lists.listed))


def test_a_row_is_moved_by_keys_and_keeps_the_keyboard(
    lists: ListsPage, window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    first = _labels(workspace)[0]
    row = _row(lists.listed.rows, first)
    window.activateWindow()
    row.down.setFocus()

    qtbot.keyClick(row.down, Qt.Key.Key_Down, ALT)

    qtbot.waitUntil(lambda: _labels(workspace)[1] == first)
    qtbot.waitUntil(row.down.hasFocus)


def test_a_value_is_added_with_enter_and_taken_back_on_the_sheet(
    lists: ListsPage, sheet: PreferencesSheet, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    lists.add.setFocus()
    lists.add.setText("Podcast")
    qtbot.keyClick(lists.add, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Podcast" in texts(lists.listed) and sheet.undo.isVisible())

    sheet.undo.click()

    qtbot.waitUntil(lambda: "Podcast" not in texts(lists.listed))
    assert "Podcast" not in _labels(workspace)
    qtbot.waitUntil(lambda: sheet.told.text().startswith("Undone"))


def test_an_empty_word_is_refused_and_the_old_one_stays(
    lists: ListsPage, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    _retype(_field(lists.listed.rows, "Exhibition"), " ", qtbot)

    qtbot.waitUntil(lambda: "needs a word" in lists.wrong.text())
    assert "Exhibition" in _labels(workspace)
    qtbot.waitUntil(lambda: "Exhibition" in texts(lists.listed))


def test_lists_whose_words_stand_on_the_screens_are_not_offered(lists: ListsPage) -> None:
    offered = {lists.list.itemData(place) for place in range(lists.list.count())}

    assert {"lead_source", "contact_status", "unit", "close_reason"} <= offered
    assert offered.isdisjoint({"result", "offer_status", "opportunity_status", "language"})


def test_a_stage_is_edited_where_it_stands(stages: StagesPage, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    row = next(iter(stages.listed.rows.values()))
    name, likely, did = row.findChildren(InPlaceField)

    _retype(name, "First talk", qtbot)
    _retype(likely, "15 %", qtbot)
    _retype(did, "answered the phone", qtbot)

    qtbot.waitUntil(lambda: _said(workspace)[0] == ("First talk", 15, "answered the phone"))


def test_a_stage_with_deals_is_taken_away_and_its_deals_move(
    stages: StagesPage, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    second = list(stages.listed.rows)[1]
    workspace.do(add_opportunity, "Lathe", stage_id=second).result()
    qtbot.waitUntil(lambda: "1 deal" in texts(stages))

    stages.listed.rows[second].remove.click()

    qtbot.waitUntil(lambda: len(stages.listed.rows) == 5)
    assert [row.deals for row in _stages(workspace)] == [1, 0, 0, 0, 0]


def test_a_second_way_of_selling_is_added_named_and_removed(
    stages: StagesPage, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(stages.name.text()))
    press(stages, "Add another way")
    qtbot.waitUntil(lambda: stages.name.text() == "Another way of selling" and stages.way.count() == 2)

    _retype(stages.name, "Tenders", qtbot)

    qtbot.waitUntil(lambda: stages.way.currentText() == "Tenders")
    stages.remove_way.click()
    qtbot.waitUntil(lambda: stages.way.count() == 1 and not stages.remove_way.isVisible())
    assert len(workspace.ask(processes).result()) == 1


def test_a_further_firm_is_added_made_the_usual_one_and_removed(
    firm: FirmPage, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    press(firm, "Add another firm")
    qtbot.waitUntil(lambda: firm.chooser.currentText() == "New firm" and "Make it the usual one" in texts(firm))

    press(firm, "Make it the usual one")

    qtbot.waitUntil(lambda: workspace.ask(sellers).result()[0].name == "New firm")
    qtbot.waitUntil(lambda: "Make it the usual one" not in texts(firm) and "Remove this firm" in texts(firm))
    press(firm, "Remove this firm")
    qtbot.waitUntil(lambda: [one.name for one in workspace.ask(sellers).result()] == ["My company"])
    qtbot.waitUntil(lambda: firm.chooser.currentText() == "My company")


def test_the_firm_that_is_shown_stays_when_another_one_changes(
    firm: FirmPage, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    other = workspace.do(add_seller, {"name": "Zenith"}).result()
    qtbot.waitUntil(lambda: firm.chooser.count() == 2)

    firm.show_firm(other)
    qtbot.waitUntil(lambda: firm.lines["name"].field.text() == "Zenith")
    workspace.do(edit_seller, workspace.ask(default_seller).result().id, {"name": "First"}).result()

    qtbot.waitUntil(lambda: "First" in [firm.chooser.itemText(place) for place in range(firm.chooser.count())])
    assert firm.lines["name"].field.text() == "Zenith"


def test_without_any_firm_one_is_offered(firm: FirmPage, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Remove this firm" in texts(firm))
    press(firm, "Remove this firm")
    qtbot.waitUntil(
        lambda: (
            {"No firm of your own is here. Offers are made in the name of one.", "Add a firm"}
            <= set(texts(firm).split("\n"))
        )
    )

    press(firm, "Add a firm")

    qtbot.waitUntil(lambda: len(workspace.ask(sellers).result()) == 1)
    qtbot.waitUntil(lambda: "name" in firm.lines and firm.lines["name"].field.text() == "New firm")


def _labels(workspace: WatchedWorkspace) -> list[str]:
    return [one.label for one in workspace.ask(values, "lead_source").result()]


def _stages(workspace: WatchedWorkspace) -> tuple[StageRow, ...]:
    way = workspace.ask(processes).result()[0].id
    found: tuple[StageRow, ...] = workspace.ask(process_stages, way).result()
    return found


def _said(workspace: WatchedWorkspace) -> list[tuple[str, int, str]]:
    return [(row.name, row.probability, row.client_did) for row in _stages(workspace)]


def _row(rows: dict[UUID, MovableRow], label: str) -> MovableRow:
    return next(row for row in rows.values() if label in texts(row))


def _field(rows: dict[UUID, MovableRow], label: str) -> InPlaceField:
    found = _row(rows, label).findChild(InPlaceField)
    assert isinstance(found, InPlaceField)
    return found


def _retype(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    assert isinstance(field, InPlaceField)
    field.begin()
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
