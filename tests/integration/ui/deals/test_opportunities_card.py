"""The card of a deal: its facts, lines, people and what comes of them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.services import opportunities, opportunity_lines, products
from app.services.offer_lists import offers as listed
from tests.integration.ui.deals.dealing import Show, card_of, deals, settle
from tests.integration.ui.seen import field, popover, press, shown, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow


def test_a_fact_of_a_deal_is_edited_where_it_stands(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(deal)
    settle(qtbot, window)
    close_by = deals(window).detail.facts.row("estimated_close").field

    close_by.begin()
    qtbot.keyClicks(close_by, "in 2 weeks")
    qtbot.keyClick(close_by, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: close_by.text() == "4\u00a0December\u00a02026")


def test_what_cannot_be_read_is_said_beside_the_fact(show: Show, deal: UUID, qtbot: QtBot) -> None:
    window = show(deal)
    settle(qtbot, window)
    row = deals(window).detail.facts.row("probability")

    row.field.begin()
    qtbot.keyClicks(row.field, "140")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "between 0 and 100" in row.wrong.text())


def test_the_amount_follows_the_lines_until_another_one_is_named(
    show: Show, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    made = workspace.do(opportunities.add_opportunity, "Lathe").result()
    workspace.do(products.add_product, {"name": "Lathe L-400", "price": "1000"}).result()
    window = show(made)
    settle(qtbot, window)

    deals(window).detail.lines.add.click()
    qtbot.keyClicks(popover(window).field, "lathe")  # type: ignore[attr-defined]  # what is to be sold
    qtbot.waitUntil(lambda: len(popover(window).field.suggestions()) == 1)  # type: ignore[attr-defined]
    qtbot.keyClick(popover(window).field, Qt.Key.Key_Down)  # type: ignore[attr-defined]
    qtbot.keyClick(popover(window).field, Qt.Key.Key_Return)  # type: ignore[attr-defined]

    qtbot.waitUntil(lambda: deals(window).detail.facts.row("amount").field.text() == "$1,000.00")
    line = card_of(workspace, made).lines[0].id
    workspace.do(opportunity_lines.edit_line, line, {"quantity": "2", "discount_percent": "10"}).result()
    qtbot.waitUntil(lambda: deals(window).detail.facts.row("amount").field.text() == "$1,800.00")
    workspace.do(opportunities.edit_opportunity, made, {"amount": "1500"}).result()
    workspace.do(opportunity_lines.edit_line, line, {"quantity": "3"}).result()
    qtbot.waitUntil(lambda: "The lines come to $2,700" in texts(deals(window).detail))
    assert card_of(workspace, made).row.amount == Decimal(1500)


def test_a_step_planned_on_the_card_belongs_to_the_deal(show: Show, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    made = workspace.do(opportunities.add_opportunity, "Lathe").result()
    window = show(made)
    settle(qtbot, window)
    assert not card_of(workspace, made).row.has_next_step

    press(deals(window).detail, "Plan")
    qtbot.keyClicks(field(window, "When"), "tomorrow 10:00")
    qtbot.keyClick(field(window, "When"), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Tomorrow 10:00\u00a0am" in texts(deals(window).detail))
    assert card_of(workspace, made).row.has_next_step


def test_an_offer_begun_from_a_deal_takes_its_lines(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    edits = {"name": "Start-up", "quantity": "2", "price": "100", "discount_percent": "5"}
    workspace.do(opportunity_lines.add_line, deal, edits=edits).result()
    window = show(deal)
    settle(qtbot, window)

    deals(window).detail.offers.add.click()

    qtbot.waitUntil(lambda: window.frame.shown() == "offers")
    settle(qtbot, window)
    (row,) = workspace.ask(listed, opportunity_id=deal).result().rows
    assert row.total == Decimal(190)
    assert row.contact == "Anna Shchukina"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus, without a screen
def test_a_person_named_in_a_deal_is_given_a_role_and_an_attitude(
    show: Show, deal: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    window = show(deal)
    settle(qtbot, window)

    deals(window).detail.people.add.click()
    qtbot.keyClicks(popover(window).field, "abbott")  # type: ignore[attr-defined]  # who has a part in it
    qtbot.waitUntil(lambda: len(popover(window).field.suggestions()) == 1)  # type: ignore[attr-defined]
    qtbot.keyClick(popover(window).field, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Abbott" in texts(deals(window).detail.people))
    qtbot.waitUntil(lambda: deals(window).detail.choices() is not None)
    settle(qtbot, window)
    choose_from_menu(window, "role", "Decides")
    qtbot.waitUntil(lambda: "Decides" in texts(deals(window).detail.people))
    choose_from_menu(window, "0", "\u22122  against us")

    qtbot.waitUntil(lambda: "\u22122" in texts(deals(window).detail.people))
    (buyer,) = card_of(workspace, deal).buyers
    assert (buyer.role, buyer.attitude) == ("decides", -2)


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
