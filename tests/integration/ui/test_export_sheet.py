"""Every contact into a file through the window, and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.exchange.files_beside import files_beside
from app.exchange.survey import TableChoice, survey
from app.full_export import export_everything
from app.services.attachments import attach
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.integration.ui.seen import shown, texts, type_keys
from ui.dialogs.exporting import ExportSheet
from ui.dialogs.importing.sheet import ImportSheet
from ui.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sheet(window: MainWindow, qtbot: QtBot) -> ExportSheet:
    type_keys(qtbot, window, Qt.Key.Key_E, CTRL, SHIFT)
    (found,) = shown(window, ExportSheet)
    return found


@pytest.mark.parametrize("form", ["vcf", "csv", "json"])
def test_all_contacts_are_written_and_can_be_read_again(
    sheet: ExportSheet, tmp_path: Path, form: str, qtbot: QtBot
) -> None:
    path = tmp_path / f"contacts.{form}"
    sheet.choose_form(form)  # type: ignore[arg-type]  # one of the three

    sheet.save(path)

    qtbot.waitUntil(lambda: f"3 cards are in contacts.{form}." in texts(sheet))
    found = survey(path, TableChoice())
    assert (found.cards, found.refused) == (3, 0)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(sheet: ExportSheet, tmp_path: Path, qtbot: QtBot) -> None:
    sheet.save(tmp_path / "nowhere" / "contacts.vcf")

    qtbot.waitUntil(lambda: "could not be written" in texts(sheet))


def test_the_files_of_everything_lie_in_a_folder_beside_it(
    sheet: ExportSheet, workspace: Workspace, anna: ContactId, tmp_path: Path, qtbot: QtBot
) -> None:
    contract = tmp_path / "contract.txt"
    contract.write_bytes(b"we agree")
    kept = workspace.files.put_file(contract)
    assert kept is not None
    workspace.do(attach, "contact", anna, [kept]).result()
    sheet.choose_form("json")

    sheet.save(tmp_path / "all.json")

    qtbot.waitUntil(lambda: "1 file is in the folder all-files: keep it beside the export." in texts(sheet))
    assert files_beside(tmp_path / "all.json").get(kept.sha256) == b"we agree"


def test_an_export_left_on_its_way_leaves_no_half_file(
    sheet: ExportSheet, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    sheet.choose_form("json")

    sheet.save(folder / "all.json")
    sheet.close()

    qtbot.waitUntil(window.tasks.is_idle)
    assert {one.name for one in folder.iterdir()} <= {"all.json"}


def test_a_window_closed_during_an_export_leaves_no_half_file(
    sheet: ExportSheet, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    sheet.choose_form("json")

    sheet.save(folder / "all.json")
    window.close()

    qtbot.waitUntil(lambda: {one.name for one in folder.iterdir()} <= {"all.json"})


def test_what_stays_in_an_export_is_told_when_it_is_brought_in(
    window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    export_everything(workspace, tmp_path / "all.json")
    type_keys(qtbot, window, Qt.Key.Key_I, CTRL, SHIFT)
    (bringing,) = shown(window, ImportSheet)
    bringing.take([tmp_path / "all.json"])
    qtbot.waitUntil(bringing.is_counted)

    bringing.run()

    qtbot.waitUntil(lambda: "in the file to be read" in texts(bringing))
