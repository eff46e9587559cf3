"""Working with offers as a person does: listing, drafting, sending, going on with a new version."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services import offer_lists, offer_statuses, offers, sellers
from app.views.offers import OfferId
from app.workspace import Workspace
from tests.integration.ui.offers.offers_seen import CTRL, kept, lines, offers_page, to_cell, typed
from tests.integration.ui.seen import field, popover, press, shown, texts, type_keys
from ui.context import Ref
from ui.main_window import MainWindow
from ui.printing.pages import PdfPages
from ui.sections.offers import sending
from ui.sections.offers.lines_model import Col
from ui.sections.offers.papers import print_pages
from ui.widgets.popover import Popover


def test_the_list_tells_number_addressee_state_and_total(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace
) -> None:
    window = show()

    row = offers_page(window).list.model.row_at(0)
    assert row is not None
    assert (row.contact, row.status, row.total) == ("Anna Shchukina", "draft", Decimal("1464.0000"))
    offers_page(window).list.chips["sent"].click()
    assert base.ask(offer_lists.offers, statuses=("sent",)).result().total == 0


def test_the_paper_beside_follows_what_is_typed(show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot) -> None:
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
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
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
    from app.services.offer_statuses import send_offer

    base.do(send_offer, draft).result()
    window = show(draft)

    press(window, "Make a new version")

    qtbot.waitUntil(lambda: not offers_page(window).editor.lines.model.locked)
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


def test_the_paper_is_saved_and_prints_every_page(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    window = show(draft)
    path = tmp_path / "offer.pdf"

    offers_page(window).save_pdf(kept(base, draft), path)

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Saved as offer.pdf.", timeout=10_000)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    ended: list[str] = []
    print_pages(window, PdfPages(path.read_bytes(), window), printer, ended.append)
    qtbot.waitUntil(lambda: ended == ["printed"])
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_escape_leaves_the_offer_for_its_row_in_the_list(
    show: Callable[..., MainWindow], draft: OfferId, qtbot: QtBot
) -> None:
    window = show(draft)
    to_cell(window, 0, Col.NAME)

    type_keys(qtbot, window, Qt.Key.Key_Escape)

    view = offers_page(window).list.view
    assert view.isVisible()
    qtbot.waitUntil(lambda: view.currentIndex().row() == 0)


def test_words_and_conditions_are_kept_as_one_types(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)

    qtbot.keyClicks(field(window, "Introduction"), "Dear Anna")
    qtbot.keyClicks(field(window, "Payment"), "50 % in advance")

    qtbot.waitUntil(lambda: kept(base, draft).intro == "Dear Anna")
    qtbot.waitUntil(lambda: kept(base, draft).conditions == (("payment", "50 % in advance"),))


def test_a_day_that_cannot_be_is_refused_beside_the_facts(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    window = show(draft)
    valid = field(window, "Valid through")

    valid.setFocus()
    valid.selectAll()
    qtbot.keyClicks(valid, "1.1.2020")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "The offer would run out before its own date." in texts(window))
    assert valid.property("wrong")


def test_the_states_above_the_list_tell_how_many_there_are_of_each(
    show: Callable[..., MainWindow], draft: OfferId, base: Workspace, qtbot: QtBot
) -> None:
    chips = offers_page(show()).list.chips
    qtbot.waitUntil(lambda: chips["draft"].text() == "Drafts 1")

    base.do(offer_statuses.send_offer, draft).result()

    qtbot.waitUntil(lambda: (chips["draft"].text(), chips["sent"].text()) == ("Drafts", "Sent 1"))
