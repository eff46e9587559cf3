"""Contacts narrowed by conditions, put into another order, marked with statuses and tags."""

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import contacts, history
from app.services.contact_cards import contact_card
from app.views.conditions import Condition
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import field, names, page, popover, press, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.contacts.conditions import ChooseValue, condition_menu
from ui.sections.contacts.narrowing import Named, Narrowing

CTRL = Qt.KeyboardModifier.ControlModifier
AT_SIBMASH = Named(Condition("company", "is", "SibMash"), "Company: SibMash")
NO_STEP = Named(Condition("next_step", "empty"), "No next step")


def test_a_value_is_chosen_by_keyboard_and_becomes_a_chip(window: MainWindow, qtbot: QtBot) -> None:
    contact_list = page(window).list
    menu = condition_menu(page(window)._ctx, contact_list.add_chip, contact_list.add_condition)
    next(action for action in menu.actions() if action.text() == "Company").trigger()
    qtbot.waitUntil(lambda: "SibMash 2" in texts(popover(window)))

    qtbot.keyClicks(field(window, "Company"), "sib")
    qtbot.keyClick(field(window, "Company"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: names(window) == ["Abbott", "Anna Shchukina"])
    press(contact_list, "Company: SibMash  ✕")
    qtbot.waitUntil(lambda: len(names(window)) == 3)


def test_conditions_and_a_text_narrow_together(window: MainWindow, qtbot: QtBot) -> None:
    contact_list = page(window).list

    contact_list.add_condition(AT_SIBMASH)
    contact_list.add_condition(NO_STEP)
    qtbot.waitUntil(lambda: names(window) == ["Abbott"])
    page(window).narrow("shchukina")

    qtbot.waitUntil(lambda: "Nobody meets all of this." in texts(contact_list))
    press(contact_list, "Show all")
    qtbot.waitUntil(lambda: len(names(window)) == 3)
    assert not contact_list.is_narrowed()


def test_another_value_of_a_field_takes_the_place_of_the_first(window: MainWindow, qtbot: QtBot) -> None:
    page(window).list.add_condition(AT_SIBMASH)

    page(window).list.add_condition(Named(Condition("company", "empty"), "Company: not filled"))

    qtbot.waitUntil(lambda: names(window) == ["Olga O'Neill"])


def test_somebody_left_out_is_shown_when_opened_from_elsewhere(
    window: MainWindow, people: list[UUID], qtbot: QtBot
) -> None:
    page(window).list.add_condition(AT_SIBMASH)
    qtbot.waitUntil(lambda: len(names(window)) == 2)

    window.open(Ref("contact", people[1]))

    qtbot.waitUntil(lambda: page(window).detail.header.name.text() == "Olga O'Neill")
    qtbot.waitUntil(lambda: len(names(window)) == 3)
    assert page(window).current() == Ref("contact", people[1])


def test_a_contact_leaves_the_list_when_a_change_makes_it_no_longer_meet_a_condition(
    window: MainWindow, people: list[UUID], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page(window).list.add_condition(AT_SIBMASH)
    qtbot.waitUntil(lambda: len(names(window)) == 2)

    workspace.do(contacts.edit_contact, people[0], {"company": "Volta"}).result()

    qtbot.waitUntil(lambda: names(window) == ["Anna Shchukina"])


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("next", ["Anna Shchukina", "Abbott", "Olga O'Neill"]),
        ("last_touch", ["Abbott", "Anna Shchukina", "Olga O'Neill"]),
    ],
)
def test_another_order_keeps_the_chosen_contact(
    window: MainWindow, people: list[UUID], workspace: WatchedWorkspace, qtbot: QtBot, order: str, expected: list[str]
) -> None:
    workspace.do(history.log, people[1], kind="call", result="reached", text="", at=NOW - timedelta(days=1)).result()
    window.open(Ref("contact", people[1]))
    qtbot.waitUntil(window.is_settled)

    page(window).list.sort_by(order)

    qtbot.waitUntil(lambda: names(window) == expected)
    qtbot.waitUntil(window.is_settled)
    assert page(window).current() == Ref("contact", people[1])


def test_what_goes_to_paper_is_what_the_conditions_leave(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page(window).list.add_condition(AT_SIBMASH)
    qtbot.waitUntil(lambda: len(names(window)) == 2)

    listing = page(window).listing()

    assert listing is not None
    assert listing.title == "Contacts: Company: SibMash"
    assert [row[0] for row in listing.read(workspace, 0, 10)] == ["Abbott", "Anna Shchukina"]  # type: ignore[arg-type]


def test_a_status_and_a_tag_are_put_on_the_card_and_taken_back(
    window: MainWindow, people: list[UUID], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: "Customer" in texts(popover(window)))
    press(popover(window), "Customer")
    qtbot.keyClicks(field(window, "New tag"), "autumn")
    qtbot.keyClick(field(window, "New tag"), Qt.Key.Key_Return)

    def card() -> tuple[list[str], tuple[str, ...]]:
        found = workspace.ask(contact_card, people[0]).result()
        return [status.key for status in found.statuses], found.tags

    qtbot.waitUntil(lambda: card() == (["customer"], ("autumn",)))
    popover(window).close()
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: card() == (["customer"], ()))


def test_a_promise_is_kept_from_the_side_of_the_card(
    window: MainWindow, anna: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.do(history.write_note, anna, "!send the price list").result()
    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: "send the price list" in texts(page(window).side))

    press(page(window).side, "Kept")

    qtbot.waitUntil(lambda: "send the price list" not in texts(page(window).side))


def test_a_working_set_is_named_by_everything_that_narrows_it() -> None:
    assert Narrowing("sib", (NO_STEP,)).title() == "Contacts: sib, No next step"


def test_escape_leaves_the_values_without_a_condition(window: MainWindow, qtbot: QtBot) -> None:
    contact_list = page(window).list
    ChooseValue(page(window)._ctx, contact_list.add_chip, "city", "City", contact_list.add_condition).open_beside()

    qtbot.keyClick(field(window, "City"), Qt.Key.Key_Escape)

    assert not contact_list.is_narrowed()


def test_the_company_of_a_card_is_a_press_away(window: MainWindow, qtbot: QtBot) -> None:
    name = page(window).detail.header._company

    qtbot.mouseClick(name, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: window.frame.shown() == "companies")
    qtbot.waitUntil(lambda: "Anna Shchukina" in texts(window.frame.page()))
