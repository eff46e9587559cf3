"""Files dropped on the cards of companies and deals."""

from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from app.services import attachments, companies, opportunities
from app.views.contacts import ContactId
from tests.integration.ui.card.card_seen import Elsewhere, drop
from tests.integration.ui.seen import press, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.companies.detail import CompanyDetail
from ui.sections.opportunities.detail import DealDetail


def a_paper(folder: Path) -> Path:
    """A file of the person's own."""
    path = folder / "Drawing.pdf"
    path.write_bytes(b"%PDF-1.4 a drawing")
    return path


def test_a_file_dropped_on_a_company_stands_on_its_timeline(
    window: MainWindow, workspace: WatchedWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    firm = workspace.do(companies.add_company, {"name": "Volt"}).result()
    window.open(Ref("company", firm))
    card = window.frame.page().findChild(CompanyDetail)
    assert isinstance(card, CompanyDetail)
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == firm)

    drop(card, a_paper(tmp_path))

    qtbot.waitUntil(lambda: "Drawing.pdf" in texts(card))
    assert len(workspace.real.ask(attachments.attachments, "company", firm).result()) == 1


def test_a_file_dropped_on_a_deal_stands_on_its_card_and_in_the_past_of_its_person(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, elsewhere: Elsewhere, tmp_path: Path, qtbot: QtBot
) -> None:
    deal = workspace.do(opportunities.add_opportunity, "Lathe", contact_id=ContactId(anna)).result()
    window.open(Ref("opportunity", deal))
    card = window.frame.page().findChild(DealDetail)
    assert isinstance(card, DealDetail)
    qtbot.waitUntil(lambda: card.card is not None and window.is_settled())

    drop(card, a_paper(tmp_path))

    qtbot.waitUntil(lambda: "Drawing.pdf" in texts(card))
    press(card, "Drawing.pdf")
    qtbot.waitUntil(lambda: len(elsewhere.opened) == 1)
    assert len(workspace.real.ask(attachments.attachments, "contact", anna).result()) == 1
