"""A list from the window to paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.integration.ui.seen import page, shown, texts, type_keys
from ui.main_window import MainWindow
from ui.printing.sheet import PrintSheet

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sheet(window: MainWindow, qtbot: QtBot) -> PrintSheet:
    type_keys(qtbot, window, Qt.Key.Key_P, CTRL)
    (found,) = shown(window, PrintSheet)
    qtbot.waitUntil(lambda: found.pages is not None, timeout=15_000)
    return found


def test_the_list_on_the_screen_is_laid_out_with_phones(sheet: PrintSheet) -> None:
    assert sheet.pages is not None
    said = sheet.pages.document.getAllText(0).text()

    for words in ("Contacts", "Shchukina", "SibMash", "+7 913 222-33-44", "page 1 of 1"):
        assert words in said


def test_what_a_narrowed_list_leaves_out_is_not_printed(window: MainWindow, qtbot: QtBot) -> None:
    page(window).narrow("abbott")
    qtbot.waitUntil(lambda: page(window).list.model.total() == 1)

    window.frame.actions_.run("print")

    (sheet,) = shown(window, PrintSheet)
    qtbot.waitUntil(lambda: sheet.pages is not None, timeout=15_000)
    assert sheet.pages is not None
    said = sheet.pages.document.getAllText(0).text()
    assert "Abbott" in said
    assert "Shchukina" not in said


def test_a_section_without_a_list_says_so(window: MainWindow, qtbot: QtBot) -> None:
    page(window).narrow("nobody is called like this")
    qtbot.waitUntil(lambda: page(window).list.model.total() == 0 and window.is_settled())

    window.frame.actions_.run("print")

    assert not shown(window, PrintSheet)
    assert window.frame.status.said.text() == "There is no list to print here."


def test_the_list_is_saved_as_a_pdf(sheet: PrintSheet, tmp_path: Path, qtbot: QtBot) -> None:
    sheet.save(tmp_path / "list.pdf")

    qtbot.waitUntil(lambda: "The list is in" in texts(sheet))
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")


def test_the_pages_are_handed_to_a_printer_one_by_one(sheet: PrintSheet, tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))

    sheet.print_with(printer)

    qtbot.waitUntil(lambda: "Handed over to the printer." in texts(sheet))
    assert (tmp_path / "paper.pdf").stat().st_size > 1000
