"""What a test looks at and touches in the section of offers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import offer_lists
from app.views.offers import OfferCard, OfferId
from app.workspace import Workspace
from ui.main_window import MainWindow
from ui.sections.offers.lines_model import Heading
from ui.sections.offers.page import OffersPage

CTRL = Qt.KeyboardModifier.ControlModifier


def offers_page(window: MainWindow) -> OffersPage:
    """The page of offers."""
    found = window.frame.page()
    assert isinstance(found, OffersPage)
    return found


def total(window: MainWindow) -> str:
    """The total as it stands at the foot."""
    return offers_page(window).editor.totals.total.text()


def lines(window: MainWindow) -> list[str]:
    """The rows of the grid by name."""
    model = offers_page(window).editor.lines.model
    return [row.title if isinstance(row, Heading) else row.name for row in model.rows]


def kept(base: Workspace, offer_id: OfferId) -> OfferCard:
    """The offer as the file has it."""
    return base.ask(offer_lists.offer_card, offer_id).result()


def to_cell(window: MainWindow, row: int, column: int) -> None:
    """Put the cursor into a cell."""
    view = offers_page(window).editor.lines.view
    view.setFocus()
    view.go_to(row, column)


def typed(qtbot: QtBot, window: MainWindow, text: str) -> QLineEdit:
    """Type where the keyboard is; returns the open field."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)  # the first one opens the cell, the others go into it
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit), window
    return found
