"""What a person sees of the deals."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.opportunity_lists import opportunity_card
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.sections.opportunities.page import OpportunitiesPage

CTRL = Qt.KeyboardModifier.ControlModifier
Show = Callable[..., MainWindow]


def deals(window: MainWindow) -> OpportunitiesPage:
    """The page of deals."""
    found = window.frame.page()
    assert isinstance(found, OpportunitiesPage)
    return found


def columns(window: MainWindow) -> dict[str, list[str]]:
    """The stages that have deals, and the names in them."""
    found = {}
    for column in deals(window).board.columns:
        names = [column.model.row_at(place).name for place in range(column.model.rowCount())]
        if names:
            found[column.name.text()] = names
    return found


def card_of(workspace: WatchedWorkspace, deal: UUID) -> Any:
    """A deal as it is kept."""
    return workspace.ask(opportunity_card, deal).result()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.is_settled)
