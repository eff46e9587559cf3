"""The window ends, or is built anew, while the end of a deal is being typed: it is ended so, or one is asked why."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.integration.ui.deals.dealing import Show, card_of, settle
from tests.integration.ui.ending import Way
from tests.integration.ui.seen import field, popover, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.sections.opportunities.closing import LoseDeal, PutAside


@pytest.fixture
def card(show: Show, deal: UUID, qtbot: QtBot) -> MainWindow:
    """The card of a deal."""
    window = show(deal)
    settle(qtbot, window)
    return window


def test_a_deal_being_lost_is_lost_for_the_reason_typed(
    card: MainWindow, deal: UUID, workspace: WatchedWorkspace, go: Way, qtbot: QtBot
) -> None:
    card.frame.actions_.run("deal_lose")
    qtbot.keyClicks(field(popover(card), "Reason"), "too dear")
    qtbot.keyClicks(field(popover(card), "Come back to it"), "in 3 months")

    go(card)

    found = card_of(workspace, deal)
    assert (found.row.status, found.close_reason) == ("lost", "too dear")


def test_without_a_reason_the_window_stays_and_asks_for_it(card: MainWindow, go: Way, qtbot: QtBot) -> None:
    card.frame.actions_.run("deal_lose")
    qtbot.keyClicks(field(popover(card), "Lost to"), "Rival")

    go(card)

    assert card.isVisible()
    assert "Say why the deal was lost" in texts(popover(card))
    assert field(popover(card), "Lost to").text() == "Rival"  # type: ignore[union-attr]
    type_keys(qtbot, card, Qt.Key.Key_Escape)  # else it holds the window for good


def test_a_deal_being_put_aside_is_put_aside_until_the_day_typed(
    card: MainWindow, deal: UUID, workspace: WatchedWorkspace, go: Way, qtbot: QtBot
) -> None:
    card.frame.actions_.run("deal_aside")
    qtbot.keyClicks(field(popover(card), "Come back to it"), "1.2.2027")

    go(card)

    found = card_of(workspace, deal)
    assert found.row.status == "inactive"
    assert f"{found.return_on:%d.%m.%Y}" == "01.02.2027"


@pytest.mark.parametrize(("action", "kind"), [("deal_lose", LoseDeal), ("deal_aside", PutAside)])
def test_the_end_of_a_deal_is_thought_over_and_taken_up_again(
    card: MainWindow, deal: UUID, workspace: WatchedWorkspace, action: str, kind: type[LoseDeal | PutAside],
    qtbot: QtBot,
) -> None:  # fmt: skip
    card.frame.actions_.run(action)
    qtbot.keyClicks(field(popover(card), "Come back to it"), "in 3 months")
    type_keys(qtbot, card, Qt.Key.Key_Escape)
    assert shown(card, kind) == []
    assert card_of(workspace, deal).row.status == "open"

    type_keys(qtbot, card, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert field(shown(card, kind)[0], "Come back to it").text() == "in 3 months"  # type: ignore[union-attr]
