"""What is put away stays away, whatever was still on its way to it; and nothing that comes late is shown as another's."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services import contacts, offers, opportunities, products, sellers
from app.services.company_cards import company_card
from app.services.company_lists import company_page
from app.services.product_pictures import set_picture
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferId
from tests.integration.ui.seen import press, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.offers.page import OffersPage
from ui.sections.offers.preview import Pages

Show = Callable[..., MainWindow]


@dataclass(frozen=True, slots=True)
class Place:
    """A section with a card: the record on it, the question its card asks, where it stands, how it is put away."""

    section: str
    kind: str
    question: str
    add: Callable[[WatchedWorkspace], UUID]
    part: Callable[[Any], Any]
    put_away: Callable[[Any], object]


def add_offer(workspace: WatchedWorkspace, line: str = "Start-up") -> OfferId:
    """A draft for nobody in particular, of one line."""
    drafted = (OfferLineDraft(name=line, price=Decimal(200), unit="job"),)
    made: OfferId = workspace.do(offers.new_offer, None, None, drafted).result()
    return made


def add_firm_and_offer(workspace: WatchedWorkspace) -> OfferId:
    """The firm that offers, and an offer of it."""
    workspace.do(sellers.add_seller, {"name": "Technopark", "vat_mode": "on_top", "currency": "RUB"}).result()
    return add_offer(workspace)


PLACES = {
    place.section: place
    for place in (
        Place(
            "contacts", "contact", "contact_card",
            lambda workspace: workspace.do(contacts.add_contact, {"last": "Abbott"}).result(),
            lambda page: page.detail, lambda part: part.show_record(None),
        ),
        Place(
            "products", "product", "product_card",
            lambda workspace: workspace.do(products.add_product, {"name": "Vice 160"}).result(),
            lambda page: page.detail, lambda part: part.show_product(None),
        ),
        Place(
            "opportunities", "opportunity", "opportunity_card",
            lambda workspace: workspace.do(opportunities.add_opportunity, "Lathe").result(),
            lambda page: page.detail, lambda part: part.show_deal(None),
        ),
        Place(
            "offers", "offer", "offer_card", add_firm_and_offer,
            lambda page: page.editor, lambda part: part.show_offer(None),
        ),
    )
}  # fmt: skip


@pytest.fixture(params=list(PLACES))
def place(request: pytest.FixtureRequest) -> Place:
    return PLACES[request.param]


@pytest.fixture
def part(place: Place, workspace: WatchedWorkspace, open_window: Show, qtbot: QtBot) -> Any:
    """What shows the card of the record that is open."""
    record = place.add(workspace)
    window = open_window(place.section)
    window.open(Ref(place.kind, record))
    found = place.part(window.frame.page())
    qtbot.waitUntil(lambda: found.card is not None and window.is_settled())
    return found


def test_a_card_put_away_does_not_come_back(place: Place, part: Any, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    workspace.held.clear()
    part.refresh()

    place.put_away(part)
    workspace.held.set()

    qtbot.waitUntil(part.window().tasks.is_idle)
    assert part.card is None


def test_trouble_with_a_card_put_away_is_not_told(
    place: Place, part: Any, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    told: list[object] = []
    part.window().tasks.troubled.connect(lambda trouble, _again: told.append(trouble))
    part.window().tasks.refused.connect(told.append)
    workspace.held.clear()
    workspace.broken.add(place.question)
    part.refresh()
    place.put_away(part)
    part.shown.connect(told.append)  # whatever is told of it now is told too late

    workspace.held.set()

    qtbot.waitUntil(part.window().tasks.is_idle)
    assert told == []
    assert "disk is full" not in "".join(label.text() for label in part.findChildren(QLabel))


def test_the_paper_of_the_offer_before_is_not_shown_as_that_of_the_next(
    workspace: WatchedWorkspace, open_window: Show, qtbot: QtBot
) -> None:
    before = add_firm_and_offer(workspace)
    following = add_offer(workspace, "Delivery")
    window = open_window("offers")
    window.open(Ref("offer", before))
    page = window.frame.page()
    assert isinstance(page, OffersPage)
    preview = page.editor.preview
    qtbot.waitUntil(lambda: preview.pages() is not None and window.is_settled(), timeout=10_000)
    made: list[Pages] = []
    preview.made.connect(made.append)
    workspace.held.clear()
    preview.show_images(shown=False)

    preview.show_offer(following)
    workspace.held.set()

    qtbot.waitUntil(lambda: bool(made) and preview.is_settled(), timeout=10_000)
    assert all("Delivery" in words(one) for one in made)


def test_the_people_of_the_company_before_do_not_work_for_the_next(
    workspace: WatchedWorkspace, open_window: Show, qtbot: QtBot
) -> None:
    for number in range(8):
        workspace.do(contacts.add_contact, {"last": f"Worker {number}", "company": "SibMash"}).result()
    workspace.do(contacts.add_contact, {"last": "Ampere", "company": "Volta"}).result()
    ids = {row.name: row.id for row in workspace.ask(company_page).result().rows}
    following = workspace.ask(company_card, ids["Volta"]).result()
    window = open_window("companies")
    window.open(Ref("company", ids["SibMash"]))
    people = window.frame.page().detail.people  # type: ignore[attr-defined]  # the page of companies
    qtbot.waitUntil(lambda: "All 8" in texts(people))
    workspace.held.clear()
    press(people, "All 8")

    people.show_card(following)
    workspace.held.set()

    qtbot.waitUntil(window.tasks.is_idle)
    assert "Ampere" in texts(people)
    assert "Worker" not in texts(people)


def test_a_product_without_a_picture_is_not_given_that_of_the_one_before(
    workspace: WatchedWorkspace, open_window: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    plain = workspace.do(products.add_product, {"name": "Vice 160"}).result()
    pictured = workspace.do(products.add_product, {"name": "Lathe L-400"}).result()
    workspace.do(set_picture, pictured, a_picture(tmp_path), workspace.files).result()
    cards = [workspace.ask(products.product_card, one).result() for one in (pictured, plain)]
    window = open_window("products")
    window.open(Ref("product", plain))
    part = window.frame.page().detail.picture  # type: ignore[attr-defined]  # the page of products
    qtbot.waitUntil(lambda: window.is_settled() and part.isVisible())
    workspace.held.clear()
    part.show_card(cards[0])

    part.show_card(cards[1])
    workspace.held.set()

    qtbot.waitUntil(window.tasks.is_idle)
    assert not part.place.has_picture()


def test_a_picture_goes_to_the_product_it_was_meant_for(
    workspace: WatchedWorkspace, open_window: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    meant, following = [workspace.do(products.add_product, {"name": name}).result() for name in ("Lathe", "Vice")]
    file = tmp_path / "lathe.png"
    file.write_bytes(a_picture(tmp_path))
    window = open_window("products")
    window.open(Ref("product", meant))
    detail = window.frame.page().detail  # type: ignore[attr-defined]  # the page of products
    qtbot.waitUntil(lambda: detail.card is not None and window.is_settled())

    detail.picture.place.dropped.emit([file])
    detail.picture.show_card(workspace.ask(products.product_card, following).result())

    qtbot.waitUntil(lambda: bool(workspace.ask(products.product_card, meant).result().picture_hash))
    assert not workspace.ask(products.product_card, following).result().picture_hash


def a_picture(folder: Path) -> bytes:
    """A small PNG."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0x0F6B68)
    image.save(str(folder / "made.png"))
    return (folder / "made.png").read_bytes()


def words(paper: Pages) -> str:
    """What stands on the pages."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages)
