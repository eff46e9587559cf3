"""The about sheet."""

from PySide6.QtCore import qVersion
from pytestqt.qtbot import QtBot

from app.versions import program_version
from tests.integration.ui.seen import shown, texts
from ui.dialogs.about import AboutSheet
from ui.main_window import MainWindow


def test_versions_and_licences_are_told(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.actions_.run("about")

    (sheet,) = shown(window, AboutSheet)
    seen = texts(sheet)
    assert f"Qt {qVersion()}" in seen
    assert "SQLite 3." in seen
    assert f"Vizitka {program_version()}" in seen
    assert program_version()
    titles = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert "Qt 6 and PySide6 (Qt for Python)" in titles
    sheet.list.setCurrentRow(titles.index("Qt 6 and PySide6 (Qt for Python)"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in sheet.text.toPlainText()
