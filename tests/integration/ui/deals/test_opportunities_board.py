"""Working with deals as a person does: looking over the board, moving, closing, adding, undoing."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services import opportunities
from app.services.opportunity_lists import board
from tests.integration.ui.deals.dealing import CTRL, Show, card_of, columns, deals, settle
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.opportunities.cards import MIME, StageModel


def test_the_board_shows_every_stage_and_what_the_deals_come_to(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show()

    settle(qtbot, window)
    assert len(deals(window).board.columns) == 6
    assert columns(window) == {"Enquiry": ["Lathe"]}
    assert deals(window).summary.forecast.text() == "$1,000 · weighted $100"
    assert deals(window).summary.chips["open"].text() == "In progress 1"


def test_a_deal_is_moved_on_by_keyboard_and_brought_back_by_undo(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show(deal)
    settle(qtbot, window)
    deals(window).arrive()

    type_keys(qtbot, window, Qt.Key.Key_Right, CTRL)

    qtbot.waitUntil(lambda: columns(window) == {"Need clarified": ["Lathe"]})
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Advance deal")
    settle(qtbot, window)
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: columns(window) == {"Enquiry": ["Lathe"]})


def test_a_deal_dropped_on_another_stage_stands_there(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show()
    settle(qtbot, window)
    stages = deals(window).board.columns
    carried = stages[0].model.mimeData([stages[0].model.index(0)])

    drop_on(stages[3].view, carried)

    qtbot.waitUntil(lambda: columns(window) == {"Offer made": ["Lathe"]})
    assert card_of(workspace, deal).row.probability == 55


def test_something_else_dropped_on_a_stage_changes_nothing(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show()
    settle(qtbot, window)
    carried = QMimeData()
    carried.setText("a lathe")

    drop_on(deals(window).board.columns[3].view, carried)

    settle(qtbot, window)
    assert not carried.hasFormat(MIME)
    assert columns(window) == {"Enquiry": ["Lathe"]}


def test_arrow_keys_choose_a_deal_and_its_card_comes_out(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)
    assert not deals(window).beside.card_is_out()

    type_keys(qtbot, window, Qt.Key.Key_Down)

    qtbot.waitUntil(deals(window).beside.card_is_out)
    assert deals(window).detail.header.name.text() == "Lathe"
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert not deals(window).beside.card_is_out()


def test_left_and_right_pass_over_stages_without_deals(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    last = workspace.ask(board).result()[5].stage.id
    workspace.do(opportunities.add_opportunity, "Press", stage_id=last).result()
    window = show(deal)
    settle(qtbot, window)
    deals(window).arrive()

    type_keys(qtbot, window, Qt.Key.Key_Right)

    qtbot.waitUntil(lambda: deals(window).detail.header.name.text() == "Press")


def test_a_deal_is_not_lost_without_a_reason(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show(deal)
    settle(qtbot, window)

    press(deals(window).detail, "Lost")
    press(popover(window), "Lose the deal")

    qtbot.waitUntil(lambda: "Say why the deal was lost" in texts(popover(window)))


def test_a_lost_deal_leaves_the_board_and_tells_why_and_when_to_come_back(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(deal)
    settle(qtbot, window)
    press(deals(window).detail, "Lost")
    qtbot.waitUntil(lambda: deals(window).detail.choices() is not None)

    qtbot.keyClicks(field(window, "Reason"), "Price")
    press(popover(window), "in 3 months")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: columns(window) == {})
    settle(qtbot, window)
    assert "come back 20\u00a0Feb\u00a02027" in texts(deals(window).detail)
    press(deals(window).summary, "Lost 1")
    settle(qtbot, window)
    assert deals(window).closed.model.row_at(0).name == "Lathe"  # type: ignore[union-attr]  # it has come


def test_a_won_deal_is_reopened(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show(deal)
    settle(qtbot, window)
    press(deals(window).detail, "Won")
    qtbot.waitUntil(lambda: columns(window) == {})
    settle(qtbot, window)

    press(deals(window).detail, "Reopen")

    qtbot.waitUntil(lambda: columns(window) == {"Enquiry": ["Lathe"]})


def test_a_deal_put_aside_waits_under_its_own_chip(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show(deal)
    settle(qtbot, window)

    press(deals(window).detail, "Put aside")
    press(popover(window), "Put aside")

    qtbot.waitUntil(lambda: deals(window).summary.chips["inactive"].text() == "Put aside 1")


def test_a_new_deal_is_opened_once_it_is_added(
    show: Show, people: list[UUID], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show()
    settle(qtbot, window)
    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)

    qtbot.keyClicks(field(window, "What about"), "Milling machine")
    who = field(window, "Contact")
    who.setFocus()
    qtbot.keyClicks(who, "shch")
    qtbot.waitUntil(lambda: len(popover(window).who.suggestions()) == 1)  # type: ignore[attr-defined]  # the new deal's
    qtbot.keyClick(who, Qt.Key.Key_Down)
    qtbot.keyClick(who, Qt.Key.Key_Return)
    qtbot.keyClicks(field(window, "Amount"), "2 500")
    qtbot.keyClick(field(window, "Amount"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: deals(window).detail.header.name.text() == "Milling machine")
    settle(qtbot, window)
    row = card_of(workspace, deals(window).current().id).row  # type: ignore[union-attr]  # it is shown
    assert (row.contact, row.company, row.amount) == ("Anna Shchukina", "SibMash", Decimal(2500))


def test_a_new_deal_takes_the_contact_on_the_screen(window: MainWindow, people: list[UUID], qtbot: QtBot) -> None:
    window.open(Ref("contact", people[1]))
    settle(qtbot, window)

    window.frame.actions_.run("add_opportunities")

    qtbot.waitUntil(lambda: field(window, "Contact").text() == "Olga O'Neill")  # type: ignore[union-attr]  # one line


def test_ctrl_n_adds_what_the_section_shows(show: Show, people: list[UUID], qtbot: QtBot) -> None:
    window = show()
    settle(qtbot, window)

    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)
    assert "New deal" in texts(popover(window))
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    window.frame.show_section("contacts")
    settle(qtbot, window)
    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)

    assert "New contact" in texts(popover(window))


def test_deals_are_narrowed_by_a_text(show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    workspace.do(opportunities.add_opportunity, "Press").result()
    window = show()
    settle(qtbot, window)

    deals(window).narrow("lath")
    qtbot.waitUntil(lambda: columns(window) == {"Enquiry": ["Lathe"]})
    deals(window).narrow("nothing like it")

    qtbot.waitUntil(lambda: "No open deal matches" in texts(deals(window)))
    press(deals(window), "Show all")
    qtbot.waitUntil(lambda: columns(window) == {"Enquiry": ["Press", "Lathe"]})


def test_an_empty_workspace_says_how_to_begin(show: Show, people: list[UUID], qtbot: QtBot) -> None:
    window = show()

    settle(qtbot, window)
    press(deals(window), "Add a deal")
    assert "New deal" in texts(popover(window))


def test_a_board_that_cannot_be_read_offers_another_try(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    workspace.broken.add("board")
    window = show()
    qtbot.waitUntil(lambda: "The disk is full." in texts(deals(window)))

    workspace.broken.clear()
    press(deals(window), "Try again")

    qtbot.waitUntil(lambda: columns(window) == {"Enquiry": ["Lathe"]})


def test_the_model_of_a_stage_keeps_the_rules_of_item_models(
    deal: UUID, workspace: WatchedWorkspace, qtmodeltester: ModelTester
) -> None:
    model = StageModel()
    model.show_rows(workspace.ask(board).result()[0].rows)

    qtmodeltester.check(model, force_py=True)


def drop_on(view: Any, carried: QMimeData) -> None:
    """Let go of something over a list."""
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(event)


def choose_from_menu(window: MainWindow, title: str, entry: str) -> None:
    """Open the menu of a person's chip and choose from it."""
    press(deals(window).detail.people, title)
    (menu,) = shown(window, QMenu)
    next(one for one in menu.actions() if one.text() == entry).trigger()
    menu.close()
