"""The paper of an offer that takes long says how far it is and is stopped; stopped, it leaves no file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.documents.list_pdf import ListColumn, ListPaper, render_list
from app.documents.offer_pdf import ONE_AT_A_TIME
from app.views.offers import OfferId
from tests.integration.ui.offers.offers_seen import CTRL, offers_page
from tests.integration.ui.seen import popover, press, shown, texts, type_keys
from ui.dialogs import long_work
from ui.dialogs.long_work import WorkSheet
from ui.main_window import MainWindow
from ui.printing.pages import PdfPages
from ui.sections.offers import sending
from ui.sections.offers.papers import print_pages

PAGES = 30
MAKING = "The pages of the offer are being made."


@contextmanager
def typesetter_taken() -> Iterator[None]:
    """Somebody else's paper is being set: ours takes its time."""
    with ONE_AT_A_TIME:
        yield


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever takes any time takes long."""
    monkeypatch.setattr(long_work, "LONG", 0)


def save(window: MainWindow, path: Path) -> None:
    page = offers_page(window)
    assert page.editor.card is not None
    page.save_pdf(page.editor.card, path)


@pytest.mark.usefixtures("impatient")
def test_a_paper_that_is_stopped_leaves_no_file(
    show: Callable[..., MainWindow], draft: OfferId, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show(draft)
    folder = tmp_path / "papers"

    with typesetter_taken():
        save(window, folder / "offer.pdf")
        qtbot.waitUntil(lambda: MAKING in texts(window))
        press(popover(window), "Stop")

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Stopped; nothing was made.", timeout=10_000)
    qtbot.waitUntil(lambda: not shown(window, WorkSheet))
    assert not folder.exists()


@pytest.mark.usefixtures("impatient")
def test_a_paper_is_stopped_by_the_key_its_button_names(
    show: Callable[..., MainWindow], draft: OfferId, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show(draft)

    with typesetter_taken():
        save(window, tmp_path / "papers" / "offer.pdf")
        qtbot.waitUntil(lambda: MAKING in texts(window))
        assert shown(window, WorkSheet)[0].leave.toolTip() == "Stop what is under way  Shift+Esc"
        type_keys(qtbot, window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Stopped; nothing was made.", timeout=10_000)
    assert not (tmp_path / "papers").exists()


@pytest.mark.usefixtures("impatient")
def test_the_file_of_before_stays_where_another_one_was_stopped(
    show: Callable[..., MainWindow], draft: OfferId, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show(draft)
    path = tmp_path / "papers" / "offer.pdf"
    path.parent.mkdir()
    path.write_bytes(b"of before")

    with typesetter_taken():
        save(window, path)
        qtbot.waitUntil(lambda: MAKING in texts(window))
        press(popover(window), "Stop")

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Stopped; nothing was made.", timeout=10_000)
    assert [entry.read_bytes() for entry in path.parent.iterdir()] == [b"of before"]


@pytest.mark.usefixtures("impatient")
def test_an_offer_that_is_sent_says_so_where_its_letter_was_stopped(
    show: Callable[..., MainWindow], draft: OfferId, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(sending, "usual_folder", lambda: tmp_path / "letters")
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window = show(draft)
    type_keys(qtbot, window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "anna@sibmash.example" in texts(popover(window)))

    with typesetter_taken():
        type_keys(qtbot, window, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: MAKING in texts(window), timeout=10_000)
        press(popover(window), "Stop")

    said = "The offer counts as sent; its file was not made."
    qtbot.waitUntil(lambda: window.frame.status.said.text() == said, timeout=10_000)
    assert opened == []
    assert not (tmp_path / "letters").exists()


@pytest.mark.usefixtures("impatient")
def test_the_sheet_goes_when_the_paper_is_made(
    show: Callable[..., MainWindow], draft: OfferId, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show(draft)

    with typesetter_taken():
        save(window, tmp_path / "offer.pdf")
        qtbot.waitUntil(lambda: MAKING in texts(window))

    qtbot.waitUntil(lambda: not shown(window, WorkSheet) and (tmp_path / "offer.pdf").exists())


def test_a_paper_made_within_the_pause_says_nothing_under_way(
    show: Callable[..., MainWindow], draft: OfferId, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "LONG", 60_000)  # however busy the machine is
    window = show(draft)

    save(window, tmp_path / "offer.pdf")

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Saved as offer.pdf.", timeout=10_000)
    assert window.findChildren(WorkSheet) == []


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    """A printer that prints into a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


@pytest.mark.usefixtures("impatient")
def test_printing_is_stopped_between_two_pages_and_leaves_no_file(
    show: Callable[..., MainWindow], draft: OfferId, printer: QPrinter, tmp_path: Path, qtbot: QtBot
) -> None:
    window = show(draft)
    pages = PdfPages(many_pages(), window)
    assert pages.count() >= PAGES
    ended: list[str] = []

    print_pages(offers_page(window).editor.header.buttons["offer_print"], pages, printer, ended.append)
    qtbot.waitUntil(lambda: f"of {pages.count()}" in texts(window))
    press(popover(window), "Stop")

    qtbot.waitUntil(lambda: ended == ["stopped"])
    qtbot.waitUntil(lambda: not shown(window, WorkSheet))
    assert not (tmp_path / "printed.pdf").exists()


def many_pages() -> bytes:
    """A paper too long to be printed before one can stop it."""
    rows = [(f"Lathe {number}",) for number in range(PAGES * 45)]
    return render_list(ListPaper("Lathes", date(2026, 11, 20), (ListColumn("Name", 1),), rows, "en"))
