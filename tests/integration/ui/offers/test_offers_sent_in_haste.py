"""The window ends, or is built anew, while an offer is about to be sent: nothing is sent, nothing typed is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.sellers import sellers
from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.ending import WAYS
from tests.integration.ui.offers.offers_seen import kept, offers_page, to_cell
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from ui.main_window import MainWindow
from ui.sections.offers.beginning import OwnFirm
from ui.sections.offers.line_menu import LineWords
from ui.sections.offers.lines_model import Col
from ui.sections.offers.sending import SendOffer


@pytest.mark.parametrize("way", list(WAYS))
def test_an_address_being_typed_holds_the_window_and_sends_nothing(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, way: str, qtbot: QtBot
) -> None:
    window = show(draft)
    window.frame.actions_.run("offer_send")
    qtbot.waitUntil(lambda: bool(shown(window, SendOffer)) and window.is_settled())
    field(popover(window), "To").clear()
    qtbot.keyClicks(field(popover(window), "To"), "boss@sibmash.example")

    WAYS[way](window)

    assert window.isVisible()
    assert "Not sent yet." in texts(popover(window))
    assert field(popover(window), "To").text() == "boss@sibmash.example"  # type: ignore[union-attr]
    assert kept(base, draft).row.status == "draft"


def test_an_address_that_was_put_away_lets_the_window_go(
    show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot
) -> None:
    window = show(draft)
    window.frame.actions_.run("offer_send")
    qtbot.waitUntil(lambda: bool(shown(window, SendOffer)) and window.is_settled())
    qtbot.keyClicks(field(popover(window), "To"), ", boss@sibmash.example")
    field(popover(window), "To").setFocus()
    type_keys(qtbot, window, Qt.Key.Key_Escape)

    with qtbot.waitSignal(window.left):
        window.close()


def test_the_firm_being_named_is_kept(show: Callable[..., MainWindow], base: Workspace, qtbot: QtBot) -> None:
    window = show()
    ctx = window.context()
    assert ctx is not None
    OwnFirm(ctx, window.frame.top, None).open_beside()
    qtbot.keyClicks(field(popover(window), "Firm"), "Lathes and Co")

    window.close()

    assert "Lathes and Co" in [one.name for one in base.ask(sellers).result()]


def test_a_description_taken_up_again_goes_to_the_line_it_was_begun_for(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 0, Col.NAME)
    offers_page(window).editor.lines.ask_description()
    qtbot.keyClicks(field(popover(window), "Description"), "on two days")
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    to_cell(window, 1, Col.NAME)

    type_keys(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(shown(window, LineWords)))
    press(popover(window), "Keep")

    qtbot.waitUntil(lambda: descriptions(base, draft) == ["on two days", ""])


def descriptions(base: Workspace, draft: OfferId) -> list[str]:
    """What stands under the names of the lines."""
    return [line.description for section in kept(base, draft).sections for line in section.lines]
