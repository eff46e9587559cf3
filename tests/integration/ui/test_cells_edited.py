"""Cells of the table of contacts, gone through and edited where they stand, as in a spreadsheet."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import custom_fields
from app.services.contact_cards import contact_card
from app.services.contacts import edit_contact
from app.views.contacts import ContactCard
from app.views.own_fields import OwnFieldId
from tests.integration.ui.seen import page, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.sections.contacts.table import ContactTable
from ui.tables.cell_field import CellField
from ui.tables.row_model import ROW

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(window: MainWindow, qtbot: QtBot) -> ContactTable:
    """The table in place of the list; the first row is current."""
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL, SHIFT)
    found = page(window).list.table
    qtbot.waitUntil(lambda: found.isVisible() and window.is_settled())
    return found


def keys(table: ContactTable) -> list[str]:
    return [column.key for column in table.columns()]


def here(table: ContactTable) -> tuple[int, str]:
    """The row and the column one is in."""
    return table.view.currentIndex().row(), keys(table)[table.cells.column()]


def cell(window: MainWindow, row: int, key: str) -> str:
    """What a cell says."""
    found = page(window).list
    shown_row = found.model.index(row).data(ROW)
    return found.table.said(shown_row)[keys(found.table).index(key)].text if shown_row is not None else "not here"


def go_to(qtbot: QtBot, window: MainWindow, table: ContactTable, key: str) -> None:
    """Go to a cell of the current row with the arrows."""
    while (by := keys(table).index(key) - table.cells.column()) != 0:
        type_keys(qtbot, window, Qt.Key.Key_Right if by > 0 else Qt.Key.Key_Left)


def type_in(qtbot: QtBot, text: str) -> None:
    """Type where the keyboard is."""
    place = QApplication.focusWidget()
    assert place is not None
    qtbot.keyClicks(place, text[:1])
    qtbot.keyClicks(QApplication.focusWidget(), text[1:])


def card(workspace: WatchedWorkspace, contact_id: UUID) -> ContactCard:
    return workspace.ask(contact_card, contact_id).result()  # type: ignore[arg-type]


def spot(window: MainWindow, table: ContactTable, row: int, key: str) -> QPoint:
    left, width = table.spots()[keys(table).index(key)]
    middle = table.view.visualRect(page(window).list.model.index(row)).center().y()
    return QPoint(left + width // 2 - table.offset(), middle)


def test_typing_in_a_cell_writes_it_and_enter_goes_on_down(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    go_to(qtbot, window, table, "job_title")

    type_in(qtbot, "director")
    assert shown(window, CellField)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert here(table) == (1, "job_title")
    assert not shown(window, CellField)
    assert cell(window, 0, "job_title") == "director"
    qtbot.waitUntil(lambda: card(workspace, people[0]).job_title == "director")


def test_enter_edits_what_stands_there_and_tab_goes_on_to_the_next_cell(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_End)
    go_to(qtbot, window, table, "job_title")

    type_keys(qtbot, window, Qt.Key.Key_Return)
    (edited,) = shown(window, CellField)
    assert edited.text() == "chief technologist"
    type_keys(qtbot, window, Qt.Key.Key_End)
    qtbot.keyClicks(edited, " of all")
    type_keys(qtbot, window, Qt.Key.Key_Tab)

    assert here(table) == (2, "phone")
    qtbot.waitUntil(lambda: card(workspace, people[2]).job_title == "chief technologist of all")
    type_keys(qtbot, window, Qt.Key.Key_Backtab, SHIFT)
    assert here(table) == (2, "job_title")


def test_esc_leaves_a_cell_as_it_was(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    go_to(qtbot, window, table, "job_title")
    type_in(qtbot, "nobody")

    type_keys(qtbot, window, Qt.Key.Key_Escape)

    assert not shown(window, CellField)
    assert here(table) == (0, "job_title")
    assert cell(window, 0, "job_title") == ""
    assert table.view.hasFocus()


def test_each_cell_is_an_undo_of_its_own(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    go_to(qtbot, window, table, "job_title")
    type_in(qtbot, "buyer")
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    type_in(qtbot, "+7 913 555-66-77")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(window, 0, "phone") == "+7 913 555-66-77" and window.is_settled())

    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: cell(window, 0, "phone") == "")
    assert card(workspace, people[0]).job_title == "buyer"


def test_what_is_refused_stays_in_its_cell_with_the_reason(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    table.turn("keep_in_touch_days")
    page(window).list.begin_again()
    qtbot.waitUntil(window.is_settled)
    go_to(qtbot, window, table, "keep_in_touch_days")

    type_in(qtbot, "often")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [one.text() for one in shown(window, CellField)] == ["often"])
    assert here(table) == (0, "keep_in_touch_days")
    assert "“often”" in texts(table)
    (edited,) = shown(window, CellField)
    edited.selectAll()
    qtbot.keyClicks(edited, "14")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(window, 0, "keep_in_touch_days") == "14" and window.is_settled())
    assert not shown(window, CellField)


def test_a_company_is_offered_while_one_types_and_taken_with_enter(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down)
    go_to(qtbot, window, table, "company")

    type_in(qtbot, "sib")
    (edited,) = shown(window, CellField)
    qtbot.waitUntil(lambda: [one.title for one in edited.suggestions()] == ["SibMash"])
    type_keys(qtbot, window, Qt.Key.Key_Down)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert here(table) == (2, "company")
    qtbot.waitUntil(lambda: card(workspace, people[1]).company == "SibMash")


def test_statuses_and_tags_of_a_cell_are_chosen_in_a_popover(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    table.turn("status")
    page(window).list.begin_again()
    qtbot.waitUntil(window.is_settled)
    go_to(qtbot, window, table, "status")

    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Customer" in texts(window).split("\n"))
    press(popover(window), "Customer")
    type_keys(qtbot, window, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: cell(window, 0, "status") == "Customer")
    assert table.view.hasFocus()


def test_the_bar_turns_a_yes_or_no(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    table.turn("do_not_call")
    page(window).list.begin_again()
    qtbot.waitUntil(window.is_settled)
    go_to(qtbot, window, table, "do_not_call")

    type_keys(qtbot, window, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: cell(window, 0, "do_not_call") == "yes" and window.is_settled())
    type_keys(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: cell(window, 0, "do_not_call") == "")


def test_a_double_click_edits_a_cell_and_a_click_elsewhere_keeps_it(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    place = spot(window, table, 1, "job_title")
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(table.view.viewport(), LEFT, pos=place)
    (edited,) = shown(window, CellField)
    qtbot.keyClicks(edited, "owner")

    qtbot.mouseClick(table.view.viewport(), LEFT, pos=spot(window, table, 0, "phone"))

    assert here(table) == (0, "phone")
    qtbot.waitUntil(lambda: card(workspace, people[1]).job_title == "owner")


def test_a_cell_that_only_tells_opens_the_card(window: MainWindow, table: ContactTable, qtbot: QtBot) -> None:
    go_to(qtbot, window, table, "last_touch")

    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(page(window).detail.isVisible)


def test_delete_empties_a_cell_and_copying_takes_what_it_says(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_End)
    go_to(qtbot, window, table, "job_title")

    type_keys(qtbot, window, Qt.Key.Key_C, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_Delete)

    assert QGuiApplication.clipboard().text() == "chief technologist"
    qtbot.waitUntil(lambda: card(workspace, people[2]).job_title == "")


def test_a_change_from_elsewhere_does_not_take_away_what_is_being_typed(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    go_to(qtbot, window, table, "job_title")
    type_in(qtbot, "dir")

    workspace.do(edit_contact, people[1], {"job_title": "engineer"}).result()
    qtbot.waitUntil(lambda: cell(window, 1, "job_title") == "engineer" and window.is_settled())

    (edited,) = shown(window, CellField)
    assert edited.text() == "dir"
    assert edited.hasFocus()


@pytest.fixture
def contract(workspace: WatchedWorkspace, people: list[UUID]) -> OwnFieldId:
    """A field of one's own: a number, said of the first contact."""
    made = workspace.do(custom_fields.define_field, "contact", "Contract", "decimal").result()
    workspace.do(custom_fields.set_value, made, people[0], "12.5").result()
    return made


def test_a_field_of_ones_own_is_a_column_edited_like_any_other(
    contract: OwnFieldId,
    window: MainWindow,
    table: ContactTable,
    workspace: WatchedWorkspace,
    people: list[UUID],
    qtbot: QtBot,
) -> None:
    name = f"own:{contract.hex}"
    table.turn(name)
    page(window).list.begin_again()
    qtbot.waitUntil(lambda: cell(window, 0, name) == "12.5")
    type_keys(qtbot, window, Qt.Key.Key_Down)
    go_to(qtbot, window, table, name)

    type_in(qtbot, "7")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: workspace.ask(custom_fields.values_of, "contact", people[1]).result()[0].shown == "7")


def test_a_field_defined_later_is_among_the_columns_at_once(
    window: MainWindow, table: ContactTable, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    table.turn("email")

    workspace.do(custom_fields.define_field, "contact", "Hobby").result()

    qtbot.waitUntil(lambda: "Hobby" in [column.label for column in table.known()])
    assert "email" not in keys(table)


def test_columns_of_ones_own_are_kept_with_the_table(
    contract: OwnFieldId,
    window: MainWindow,
    table: ContactTable,
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
) -> None:
    name = f"own:{contract.hex}"
    table.turn(name)
    page(window).list._on_columns()
    qtbot.waitUntil(window.is_settled)
    window.close()

    again = open_window()

    qtbot.waitUntil(lambda: keys(page(again).list.table)[-1:] == [name] and again.is_settled())
    assert page(again).list.table.columns()[-1].right
