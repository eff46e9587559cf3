"""Several contacts chosen by mouse and by keys, and what is done to all of them with one undo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.command import Command, Tx
from app.services.contact_cards import contact_card
from app.services.contact_lists import contact_count
from app.services.contacts import edit_contact
from app.views.conditions import Condition
from tests.helpers.builders import a_contact
from tests.integration.ui.seen import field, names, page, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.exporting import ExportSheet
from ui.main_window import MainWindow
from ui.sections.contacts.narrowing import Named
from ui.tables.row_model import PAGE
from ui.widgets.popover import Popover

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def click(
    qtbot: QtBot, window: MainWindow, row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press the mouse on a row of the list."""
    view = page(window).list.view
    place: QPoint = view.visualRect(page(window).list.model.index(row)).center()
    qtbot.mouseClick(view.viewport(), LEFT, held, place)


def chosen(window: MainWindow) -> int:
    """How many the bar says are chosen; 0 while it is away."""
    bar = page(window).list.bar
    return bar.count() if bar.isVisible() else 0


def cards(workspace: WatchedWorkspace, people: list[UUID]) -> list[Any]:
    return [workspace.ask(contact_card, one).result() for one in people]


@pytest.fixture
def crowd(workspace: WatchedWorkspace, people: list[UUID]) -> int:
    """So many that most of them are not loaded."""

    def fill(tx: Tx) -> None:
        tx.session.add_all([a_contact(f"P{number:04}", last="Zimin") for number in range(1_000)])

    workspace.do(Command("Fill", fill)).result()
    return len(people) + 1_000


def test_a_click_with_ctrl_chooses_one_more_and_a_plain_one_none(window: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, window, 1, CTRL)
    assert chosen(window) == 2
    assert "2 chosen" in texts(page(window).list.bar)

    click(qtbot, window, 1, CTRL)
    assert chosen(window) == 1

    click(qtbot, window, 2)
    assert chosen(window) == 0
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Anna Shchukina")


def test_a_click_with_shift_chooses_all_between(window: MainWindow, people: list[UUID], qtbot: QtBot) -> None:
    click(qtbot, window, 2)

    click(qtbot, window, 0, SHIFT)

    assert page(window).list.choice.named() == frozenset(people)
    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Abbott")


def test_shift_with_the_arrows_stretches_the_choice_and_draws_it_in(
    window: MainWindow, people: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    assert page(window).list.choice.named() == frozenset(people)

    type_keys(qtbot, window, Qt.Key.Key_Up, SHIFT)

    assert page(window).list.choice.named() == frozenset(people[:2])


def test_ctrl_with_the_arrows_goes_on_and_ctrl_space_chooses(
    window: MainWindow, people: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_Space, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_Down, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_Down, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_Space, CTRL)
    assert page(window).list.choice.named() == {people[0], people[2]}

    type_keys(qtbot, window, Qt.Key.Key_Escape)

    assert chosen(window) == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_A, 0x424], ids=["latin", "russian"])
def test_everybody_is_chosen_on_either_layout_without_being_loaded(
    open_window: Callable[..., MainWindow], crowd: int, workspace: WatchedWorkspace, qtbot: QtBot, key: int
) -> None:
    window = open_window()
    asked = workspace.asked.count("contact_page")

    type_keys(qtbot, window, key, CTRL)

    assert chosen(window) == crowd
    qtbot.waitUntil(window.is_settled)
    assert workspace.asked.count("contact_page") == asked


def test_a_stretch_over_rows_that_are_not_here_chooses_them_too(
    open_window: Callable[..., MainWindow], crowd: int, qtbot: QtBot
) -> None:
    window = open_window()

    type_keys(qtbot, window, Qt.Key.Key_End, SHIFT)

    qtbot.waitUntil(lambda: chosen(window) == crowd)
    assert page(window).list.model.ids_here(0, crowd - 1) is None
    assert crowd > 3 * PAGE


def test_a_field_of_all_chosen_is_edited_after_a_preview_and_undone_at_once(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    workspace.do(edit_contact, people[1], {"department": "sales"}).result()
    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    page(window).list.bar.buttons["edit"].click()
    sheet = popover(window)
    qtbot.waitUntil(lambda: "3 contacts: job title is emptied; 2 have none already" in texts(sheet))

    sheet.field.show_value("department")  # type: ignore[attr-defined]
    sheet.field.picked.emit("department")  # type: ignore[attr-defined]
    qtbot.keyClicks(field(window, "Value"), "sales")
    qtbot.waitUntil(lambda: "3 contacts: department → sales; 1 has it already" in texts(sheet))
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [card.department for card in cards(workspace, people)] == ["sales"] * 3)
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Edit contacts: 3")
    qtbot.waitUntil(lambda: not shown(window, Popover))
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [card.department for card in cards(workspace, people)] == ["", "sales", ""])


def test_a_value_that_cannot_be_read_is_refused_in_the_sheet(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    page(window).list.bar.edit()
    sheet = popover(window)
    qtbot.waitUntil(lambda: "contacts: job title" in texts(sheet))
    sheet.field.show_value("trust")  # type: ignore[attr-defined]
    sheet.field.picked.emit("trust")  # type: ignore[attr-defined]

    qtbot.keyClicks(field(window, "Value"), "much")

    qtbot.waitUntil(lambda: "“much” cannot be read as trust." in texts(sheet))


def test_a_mark_that_some_have_is_put_on_all_and_then_taken_off_all(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    workspace.do(edit_contact, people[0], {"tags": "vip", "status": "customer"}).result()
    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    sheet = popover(window)
    qtbot.waitUntil(lambda: {"vip · 1 of 3", "Customer · 1 of 3"} <= set(texts(sheet).split("\n")))

    press(sheet, "vip · 1 of 3")
    qtbot.waitUntil(lambda: [card.tags for card in cards(workspace, people)] == [("vip",)] * 3)
    qtbot.waitUntil(lambda: "vip" in texts(sheet).split("\n"))
    press(sheet, "vip")
    qtbot.waitUntil(lambda: [card.tags for card in cards(workspace, people)] == [()] * 3)
    press(sheet, "Customer · 1 of 3")

    qtbot.waitUntil(lambda: all(len(card.statuses) == 1 for card in cards(workspace, people)))


def test_a_new_tag_is_put_on_all_chosen(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_A, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    qtbot.keyClicks(field(window, "New tag"), "autumn")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [card.tags for card in cards(workspace, people)] == [("autumn",)] * 3)


def test_the_same_step_is_planned_with_all_chosen(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    click(qtbot, window, 1, CTRL)
    type_keys(qtbot, window, Qt.Key.Key_F7)
    assert "Plan with 2 contacts" in texts(popover(window))

    qtbot.keyClicks(field(window, "When"), "tomorrow")
    qtbot.keyClicks(field(window, "What about"), "Price list")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    def steps() -> list[str]:
        return [card.next_activity.regarding if card.next_activity else "" for card in cards(workspace, people)]

    qtbot.waitUntil(lambda: steps() == ["Price list", "Price list", "Ask about the discount"])
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Plan for contacts: 2")


def test_the_chosen_are_removed_together_and_come_back_together(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    click(qtbot, window, 1, CTRL)

    type_keys(qtbot, window, Qt.Key.Key_Delete, CTRL)

    qtbot.waitUntil(lambda: names(window) == ["Anna Shchukina"])
    assert chosen(window) == 0
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Remove contacts: 2")
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: workspace.ask(contact_count).result() == 3)


def test_only_the_chosen_are_exported(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    click(qtbot, window, 1, CTRL)
    window.frame.actions_.run("chosen_export")
    (sheet,) = shown(window, ExportSheet)
    assert "2 chosen contacts." in texts(sheet)

    sheet.choose_form("csv")
    sheet.save(tmp_path / "two.csv")

    qtbot.waitUntil(lambda: "2 cards are in two.csv." in texts(sheet))
    written = (tmp_path / "two.csv").read_text("utf-8-sig")
    assert "Abbott" in written
    assert "Shchukina" not in written


def test_whoever_meets_the_conditions_no_more_is_no_longer_chosen(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    page(window).list.add_condition(Named(Condition("company", "is", "SibMash"), "Company: SibMash"))
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_Down, SHIFT)
    assert chosen(window) == 2

    workspace.do(edit_contact, people[0], {"company": "Volta"}).result()
    qtbot.waitUntil(lambda: chosen(window) == 1)

    workspace.do(edit_contact, people[2], {"company": "Volta"}).result()
    qtbot.waitUntil(lambda: chosen(window) == 0)


def test_another_order_keeps_the_choice_and_another_set_forgets_it(window: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, window, 1, CTRL)

    page(window).list.sort_by("-name")
    qtbot.waitUntil(lambda: names(window)[:1] == ["Anna Shchukina"])
    assert chosen(window) == 2

    page(window).narrow("anna")
    assert chosen(window) == 0


def test_typing_ctrl_a_in_a_field_chooses_text_not_people(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.top.search.begin()
    box = window.frame.top.search.findChild(QLineEdit) or window.focusWidget()
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, "anna")

    qtbot.keyClick(box, Qt.Key.Key_A, CTRL)

    assert box.selectedText() == "anna"
    assert chosen(window) == 0
