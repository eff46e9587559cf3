"""Working with offers as a person does: drafting, typing lines, sending, going on with a new version."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.executors import Executors
from app.services import contacts, offer_lists, offers, products, sellers
from app.settings import Settings
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferCard, OfferId
from app.workspace import Workspace
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from ui.context import Ref
from ui.main_window import MainWindow
from ui.sections.offers import sending
from ui.sections.offers.lines_model import Col, Heading
from ui.sections.offers.page import OffersPage
from ui.theme.look import Look
from ui.widgets.popover import Popover
from ui.widgets.suggest import SuggestField

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace on disk with a firm, a contact and two products."""
    opened = Workspace.create(tmp_path / "base", executors=Executors.threads(), clock=lambda: NOW)
    opened.do(sellers.add_seller, {"name": "Technopark", "vat_mode": "on_top", "currency": "RUB"}).result()
    opened.do(products.add_product, {"name": "Lathe L-400", "code": "L400", "unit": "pc", "price": "1000"}).result()
    opened.do(products.add_product, {"name": "Vice 160", "code": "V160", "unit": "pc", "price": "50"}).result()
    yield opened
    opened.close()


@pytest.fixture
def anna_id(base: Workspace) -> UUID:
    """Anna with an address of mail."""
    made: UUID = base.do(
        contacts.add_contact, {"last": "Shchukina", "first": "Anna"}, [("email", "work", "anna@sibmash.example")]
    ).result()
    return made


@pytest.fixture
def draft(base: Workspace, anna_id: UUID) -> OfferId:
    """A draft for Anna: two lines, 1 200 without VAT."""
    lines = (
        OfferLineDraft(name="Start-up", price=Decimal(200), unit="job"),
        OfferLineDraft(name="Delivery", price=Decimal(500), quantity=Decimal(2), unit="t"),
    )
    return base.do(offers.new_offer, contacts_id(anna_id), None, lines).result()


def contacts_id(found: UUID) -> Any:
    """A contact's id as the services want it."""
    return found


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, base: Workspace, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window on the offers, or on one of them."""
    look = Look(qapp, "light")
    opened: list[MainWindow] = []

    def show_now(offer_id: UUID | None = None) -> MainWindow:
        settings = Settings().with_(language="en", theme="light", time_zone="UTC")
        window = MainWindow(settings, look, tmp_path / "state.json", keep=lambda _settings: None, now=lambda: NOW)
        opened.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.attach(base)
        window.activateWindow()
        window.frame.show_section("offers")
        if offer_id is not None:
            window.open(Ref("offer", offer_id))
        qtbot.waitUntil(window.is_settled, timeout=10_000)
        return window

    yield show_now
    for window in opened:
        window.close()


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


def test_the_list_tells_number_addressee_state_and_total(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace
) -> None:
    window = show()

    row = offers_page(window).list.model.row_at(0)
    assert row is not None
    assert (row.contact, row.status, row.total) == ("Anna Shchukina", "draft", Decimal("1464.0000"))
    offers_page(window).list.chips["sent"].click()
    assert base.ask(offer_lists.offers, statuses=("sent",)).result().total == 0


def test_the_total_follows_every_key(show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot) -> None:
    window = show(draft)
    assert total(window) == "₽1,464.00"
    to_cell(window, 0, Col.PRICE)

    typed(qtbot, window, "3")
    assert total(window) == "₽1,223.66"
    typed(qtbot, window, "00")

    assert total(window) == "₽1,586.00"


def test_what_was_typed_is_kept_and_undone_at_once(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 1, Col.QUANTITY)

    typed(qtbot, window, "12")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(base, draft).row.total == Decimal(7564))
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: total(window) == "₽1,464.00")


def test_escape_brings_back_the_number_and_the_total(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 0, Col.PRICE)
    typed(qtbot, window, "9999")

    type_keys(qtbot, window, Qt.Key.Key_Escape)

    assert total(window) == "₽1,464.00"
    qtbot.waitUntil(window.is_settled)
    assert kept(base, draft).row.total == Decimal(1464)


def test_what_is_no_number_stays_in_its_cell_with_the_reason_under_the_grid(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 0, Col.PRICE)

    typed(qtbot, window, "dear")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    part = offers_page(window).editor.lines
    assert part.model.shown(part.model.rows[0], Col.PRICE) == "dear"
    assert "“dear” is not a number." in texts(window)
    assert kept(base, draft).row.total == Decimal(1464)


def test_a_line_is_a_product_found_by_its_code(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 2, Col.NAME)

    name = typed(qtbot, window, "l400")
    assert isinstance(name, SuggestField)
    qtbot.waitUntil(lambda: [one.title for one in name.suggestions()] == ["Lathe L-400"])
    qtbot.keyClick(name, Qt.Key.Key_Down)
    qtbot.keyClick(name, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [line.name for line in kept(base, draft).sections[0].lines][-1] == "Lathe L-400")
    qtbot.waitUntil(lambda: total(window) == "₽2,684.00")
    assert offers_page(window).editor.lines.view.currentIndex().column() == Col.QUANTITY


def test_free_text_becomes_a_line_and_typing_goes_on_at_its_quantity(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 2, Col.NAME)

    typed(qtbot, window, "Training")
    type_keys(qtbot, window, Qt.Key.Key_Return)
    typed(qtbot, window, "3")
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    typed(qtbot, window, "100")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(base, draft).row.total == Decimal(1830))
    assert lines(window) == ["Start-up", "Delivery", "Training", ""]


def test_a_line_is_put_in_moved_and_removed_by_keys(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 1, Col.NAME)

    type_keys(qtbot, window, Qt.Key.Key_Insert)
    typed(qtbot, window, "Packing")
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(window.is_settled)
    assert lines(window) == ["Start-up", "Packing", "Delivery", ""]
    type_keys(qtbot, window, Qt.Key.Key_Up, CTRL)
    qtbot.waitUntil(lambda: lines(window) == ["Packing", "Start-up", "Delivery", ""])
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: lines(window) == ["Start-up", "Delivery", ""])


@pytest.mark.parametrize(
    "clipboard",
    [
        "Name\tQty\tPrice\nHoist\t2\t10\nCable\t1\t5\n",
        "L400\t2\nV160\t1\n",
        "Hoist\tpc\t2\t10\nnothing\tpc\tmany\t10\nCable\tpc\t1\t5\n",
    ],
    ids=["heads", "codes", "one row refused"],
)
def test_rows_are_pasted_from_a_spreadsheet(
    show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot, clipboard: str
) -> None:
    window = show(draft)
    to_cell(window, 2, Col.NAME)
    QGuiApplication.clipboard().setText(clipboard)

    type_keys(qtbot, window, Qt.Key.Key_V, CTRL)

    qtbot.waitUntil(lambda: len(lines(window)) == 5)
    assert ("1 row was left out. Row 2" in texts(window)) == ("many" in clipboard)


def test_a_discount_of_the_offer_is_computed_while_it_is_typed(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    discount = field(window, "Discount of the offer")

    qtbot.mouseClick(discount, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(discount, "50 %")
    assert total(window) == "₽732.00"
    qtbot.keyClick(discount, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(base, draft).row.total == Decimal(732))


def test_the_paper_beside_follows_what_is_typed(
    show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot
) -> None:
    window = show(draft)
    preview = offers_page(window).editor.preview
    before = preview.pages()
    assert before is not None
    assert len(before.images) == 1
    to_cell(window, 0, Col.PRICE)

    with qtbot.waitSignal(preview.made, timeout=5_000):
        typed(qtbot, window, "77")

    after = preview.pages()
    assert after is not None
    assert after.pdf != before.pdf


def test_the_addressee_is_found_by_typing(
    show: Callable[..., MainWindow], base: Workspace, anna_id: UUID, qtbot: QtBot
) -> None:
    made = base.do(offers.new_offer, None, None).result()
    window = show(made)
    addressee = offers_page(window).editor.facts.addressee
    assert addressee.hasFocus()

    qtbot.keyClicks(addressee, "shchu")
    qtbot.waitUntil(lambda: len(addressee.suggestions()) == 1)
    qtbot.keyClick(addressee, Qt.Key.Key_Down)
    qtbot.keyClick(addressee, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: kept(base, made).row.contact_id == anna_id)


def test_sending_by_mail_locks_the_offer_and_opens_a_letter_with_the_paper(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[str] = []
    monkeypatch.setattr(sending, "usual_folder", lambda: tmp_path)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    window = show(draft)

    type_keys(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(shown(window, Popover)) == 1)
    qtbot.waitUntil(lambda: "anna@sibmash.example" in texts(popover(window)))
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(opened) == 1, timeout=10_000)
    letter = Path(opened[0]).read_bytes()
    assert b"anna@sibmash.example" in letter
    assert b"application/pdf" in letter
    qtbot.waitUntil(lambda: "locked as the client has it" in texts(window))
    assert kept(base, draft).row.status == "sent"
    assert lines(window) == ["Start-up", "Delivery"]


def test_a_sent_offer_goes_on_as_a_new_version(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    from app.services.offer_statuses import send_offer  # noqa: PLC0415 - only here

    base.do(send_offer, draft).result()
    window = show(draft)

    press(window, "Make a new version")

    qtbot.waitUntil(lambda: offers_page(window).editor.card is not None and not offers_page(window).editor.card.locked)
    assert lines(window) == ["Start-up", "Delivery", ""]
    assert kept(base, draft).row.status == "superseded"


def test_f10_on_a_contact_opens_a_new_offer_for_it(
    show: Callable[..., MainWindow], base: Workspace, anna_id: UUID, qtbot: QtBot
) -> None:
    window = show()
    window.open(Ref("contact", anna_id))
    qtbot.waitUntil(window.is_settled)

    type_keys(qtbot, window, Qt.Key.Key_F10)

    qtbot.waitUntil(lambda: window.frame.shown() == "offers" and offers_page(window).editor.card is not None)
    card = offers_page(window).editor.card
    assert card is not None
    assert card.row.contact_id == anna_id


def test_the_first_offer_asks_which_firm_makes_it(
    qtbot: QtBot, show: Callable[..., MainWindow], base: Workspace
) -> None:
    (firm,) = base.ask(sellers.sellers).result()
    base.do(sellers.remove_seller, firm.id).result()
    window = show()
    assert "No offer has been made yet." in texts(window)

    press(window, "New offer")
    qtbot.waitUntil(lambda: len(shown(window, Popover)) == 1)
    qtbot.keyClicks(field(popover(window), "Firm"), "Volkov")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: offers_page(window).editor.card is not None)
    card = offers_page(window).editor.card
    assert card is not None
    assert card.seller == "Volkov"


def test_a_removed_offer_leaves_the_list_and_comes_back_with_ctrl_z(
    show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot
) -> None:
    window = show(draft)

    type_keys(qtbot, window, Qt.Key.Key_Delete, CTRL)
    qtbot.waitUntil(lambda: offers_page(window).list.model.total() == 0)
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: offers_page(window).list.model.total() == 1)
    assert not shown(window, QLineEdit) or offers_page(window).list.isVisible()


def test_the_grid_is_a_sound_model(
    show: Callable[..., MainWindow], draft: OfferId, qtmodeltester: ModelTester
) -> None:
    window = show(draft)

    qtmodeltester.check(offers_page(window).editor.lines.model)
