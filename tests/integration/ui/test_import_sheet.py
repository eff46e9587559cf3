"""Bringing contacts in through the window: looking, mapping, importing, stopping, the report, taking it back."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.exchange.card import Card, CardChannel
from app.exchange.vcard_writer import write_vcard
from app.services.contact_lists import contact_count
from tests.helpers.gui_gap import watched_gap
from tests.integration.ui.seen import press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.importing.pages import RefusedModel
from ui.dialogs.importing.sheet import ImportSheet
from ui.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TABLE = "Фамилия;Имя;Телефон;Откуда\nЁлкин;Пётр;8 (383) 123-45-67;выставка\nЩукина;Анна;+7 913 222-33-45;\n;;;пусто\n"
LONGEST_GAP = 0.5  # seconds: generous, the machine is shared; the bench measures the real one


@pytest.fixture
def show(window: MainWindow, qtbot: QtBot) -> Callable[..., ImportSheet]:
    """Opens the sheet from the keyboard and hands it files."""

    def open_now(*paths: Path) -> ImportSheet:
        type_keys(qtbot, window, Qt.Key.Key_I, CTRL, SHIFT)
        (sheet,) = shown(window, ImportSheet)
        if paths:
            sheet.take(list(paths))
            qtbot.waitUntil(sheet.is_counted)
        return sheet

    return open_now


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two people and a row that names nobody, as Excel in Russian saves them."""
    path = tmp_path / "люди.csv"
    path.write_bytes(TABLE.encode("cp1251"))
    return path


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A few thousand people."""
    path = tmp_path / "people.vcf"
    path.write_text("".join(write_vcard(_card(number), "3.0") for number in range(3_000)), encoding="utf-8")
    return path


def test_a_table_is_recognised_with_its_encoding_its_delimiter_and_its_columns(
    show: Callable[..., ImportSheet], table: Path
) -> None:
    sheet = show(table)

    seen = texts(sheet)
    assert "Table (CSV) · 2 contacts · 1 record cannot be read" in seen
    assert sheet.mapping.encoding.value() == "cp1251"
    assert sheet.mapping.delimiter.value() == ";"
    assert [one.value() for one in sheet.mapping.targets] == ["last", "first", "phone.other", "keep"]
    assert "Ёлкин  ·  Щукина" in seen


def test_another_encoding_shows_the_first_rows_anew(
    show: Callable[..., ImportSheet], table: Path, qtbot: QtBot
) -> None:
    sheet = show(table)

    sheet.mapping.encoding.show_value("koi8-r")
    sheet.mapping.encoding.activated.emit(0)

    qtbot.waitUntil(lambda: "Ёлкин" not in texts(sheet))


def test_what_a_column_becomes_can_be_changed(
    show: Callable[..., ImportSheet], table: Path, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    sheet = show(table)
    sheet.mapping.targets[0].show_value("company")
    sheet.mapping.targets[0].activated.emit(0)
    qtbot.waitUntil(sheet.is_counted)

    press(sheet, "Import 2 contacts")

    qtbot.waitUntil(lambda: sheet.outcome is not None)
    assert sheet.outcome is not None
    assert sheet.outcome.created == 2
    assert workspace.ask(contact_count).result() == 5


def test_the_report_tells_every_refused_record_and_can_be_saved(
    show: Callable[..., ImportSheet], table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = show(table)
    press(sheet, "Import 2 contacts")
    qtbot.waitUntil(lambda: sheet.outcome is not None)

    sheet.save_report(tmp_path / "refused.csv")

    (view,) = shown(sheet, QTableView)
    row = [str(view.model().index(0, column).data()) for column in range(4)]
    assert row == ["люди.csv", "3", "4", "The row has no name, company, phone or e-mail."]
    qtbot.waitUntil(lambda: "The report is in" in texts(sheet))
    assert "люди.csv,3,4," in (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")


def test_an_import_is_named_in_the_status_line_and_taken_back_whole(
    show: Callable[..., ImportSheet], window: MainWindow, table: Path, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    sheet = show(table)
    press(sheet, "Import 2 contacts")
    qtbot.waitUntil(lambda: sheet.outcome is not None)
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Import")

    press(sheet, "Undo import")

    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Undone: Import")
    assert workspace.ask(contact_count).result() == 3
    assert not shown(window, ImportSheet)


def test_a_stopped_import_keeps_nothing(
    show: Callable[..., ImportSheet], cards: Path, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    sheet = show(cards)
    sheet.run()

    sheet.stop()

    qtbot.waitUntil(lambda: "The import was stopped; nothing of it is kept." in texts(sheet))
    assert workspace.ask(contact_count).result() == 3
    press(sheet, "Back to the files")
    qtbot.waitUntil(sheet.is_counted)


def test_the_window_stays_alive_while_thousands_come_in(
    show: Callable[..., ImportSheet], cards: Path, window: MainWindow, qtbot: QtBot
) -> None:
    sheet = show(cards)

    with watched_gap() as gap:
        sheet.run()
        qtbot.waitUntil(lambda: sheet.outcome is not None, timeout=60_000)
        qtbot.waitUntil(window.is_settled, timeout=60_000)

    assert sheet.outcome is not None
    assert sheet.outcome.created == 3_000
    assert gap.longest() < LONGEST_GAP


def test_a_file_that_holds_no_contacts_is_told_apart_from_the_good_ones(
    show: Callable[..., ImportSheet], table: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "photo.vcf"
    picture.write_bytes(b"\xff\xd8\xff" + b"0" * 100)

    sheet = show(table, picture)

    assert "This is a picture, not a list of contacts." in texts(sheet)
    press(sheet, "Leave out what cannot be read")
    assert "Import 2 contacts" in texts(sheet)


def test_the_first_people_of_a_vcard_are_shown(show: Callable[..., ImportSheet], cards: Path, qtbot: QtBot) -> None:
    sheet = show(cards)

    assert "vCard · 3,000 contacts" in texts(sheet)
    qtbot.waitUntil(lambda: "Person0 Anna" in texts(sheet))


def test_the_table_of_refused_records_is_a_sound_model(qtmodeltester: object, people: list[UUID]) -> None:
    from app.exchange.card import Refused

    model = RefusedModel([("a.csv", Refused(3, 4, "empty", "x"))])

    qtmodeltester.check(model)  # type: ignore[attr-defined]


def _card(number: int) -> Card:
    phone = CardChannel("phone", f"+7 913 {number // 10_000:03}-{number // 100 % 100:02}-{number % 100:02}", "mobile")
    return Card(last=f"Person{number}", first="Anna", company=f"Firm {number % 50}", channels=(phone,))
