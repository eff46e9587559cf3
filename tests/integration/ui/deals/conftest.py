"""A deal of Anna's, and the window opened on the deals."""

from uuid import UUID

import pytest

from app.services import opportunities
from tests.integration.ui.deals.dealing import Show
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow


@pytest.fixture
def deal(workspace: WatchedWorkspace, people: list[UUID]) -> UUID:
    """A lathe for Anna, 1 000, in the first stage."""
    made: UUID = workspace.do(
        opportunities.add_opportunity, "Lathe", contact_id=people[2], edits={"amount": "1000"}
    ).result()
    return made


@pytest.fixture
def show(open_window: Show) -> Show:
    """Opens the window on the deals, or on one of them."""

    def show_now(deal_id: UUID | None = None) -> MainWindow:
        window = open_window()
        window.frame.show_section("opportunities")
        if deal_id is not None:
            window.open(Ref("opportunity", deal_id))
        return window

    return show_now
