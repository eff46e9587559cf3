"""The window ends, or is built anew, while an offer is being written: what is typed is in it."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.ending import Way
from tests.integration.ui.offers.offers_seen import kept, offers_page, to_cell, typed
from tests.integration.ui.seen import texts
from ui.main_window import MainWindow
from ui.sections.offers.lines_model import Col


def test_a_number_being_typed_is_in_the_offer(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, go: Way, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 1, Col.QUANTITY)
    typed(qtbot, window, "12")

    go(window)

    assert kept(base, draft).row.total == Decimal(7564)


def test_words_being_typed_are_in_the_offer(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, go: Way, qtbot: QtBot
) -> None:
    window = show(draft)
    intro = offers_page(window).editor.wording.intro
    intro.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is intro)
    qtbot.keyClicks(intro, "Dear Anna")

    go(window)

    assert kept(base, draft).intro == "Dear Anna"


def test_what_is_no_number_keeps_the_window_until_it_is_given_up(
    show: Callable[..., MainWindow], draft: OfferId, go: Way, qtbot: QtBot
) -> None:
    window = show(draft)
    frame = window.frame
    to_cell(window, 0, Col.PRICE)
    typed(qtbot, window, "dear")

    go(window)

    part = offers_page(window).editor.lines
    assert window.isVisible()
    assert window.frame is frame
    assert part.model.shown(part.model.rows[0], Col.PRICE) == "dear"
    assert "“dear” is not a number." in texts(window)
    to_cell(window, 0, Col.PRICE)
    typed(qtbot, window, "250")
    go(window)
    assert not window.isVisible() or window.frame is not frame
