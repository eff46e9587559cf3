"""Preferences: in force at once, saved where they belong, doubts beside the numbers they concern."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.documents.pictures import is_printable
from app.services.people import my_record
from app.services.sellers import default_seller, edit_seller, seller_card
from app.views.offers import SellerCard
from tests.integration.ui.seen import field, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.preferences.firm import FirmPage
from ui.dialogs.preferences.general import GeneralPage
from ui.dialogs.preferences.reminders import RemindersPage
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.dialogs.preferences.workspace import WorkspacePage
from ui.main_window import MainWindow
from ui.theme.palette import DARK, LIGHT, colours

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Autostart is asked for in a home of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def sheet(window: MainWindow, qtbot: QtBot) -> PreferencesSheet:
    type_keys(qtbot, window, Qt.Key.Key_Comma, CTRL)
    (found,) = shown(window, PreferencesSheet)
    return found


@pytest.fixture
def firm(sheet: PreferencesSheet, qtbot: QtBot) -> FirmPage:
    sheet.turn_to("firm")
    page = sheet.pages["firm"]
    assert isinstance(page, FirmPage)
    qtbot.waitUntil(lambda: "name" in page.lines)
    return page


def test_the_theme_changes_at_once(sheet: PreferencesSheet) -> None:
    page = _general(sheet)

    page.theme.picked.emit("dark")

    assert colours() is DARK
    page.theme.picked.emit("light")
    assert colours() is LIGHT


def test_another_language_shows_the_same_page_anew(sheet: PreferencesSheet, window: MainWindow, qtbot: QtBot) -> None:
    _general(sheet).language.picked.emit("ru")

    qtbot.waitUntil(lambda: len(shown(window, PreferencesSheet)) == 1)
    (again,) = shown(window, PreferencesSheet)
    assert again is not sheet
    assert _general(again).language.value() == "ru"


def test_time_zone_and_region_are_kept_and_felt_by_the_sections(
    sheet: PreferencesSheet, window: MainWindow, qtbot: QtBot
) -> None:
    page = _general(sheet)
    qtbot.waitUntil(lambda: page.zone.findData("Asia/Novosibirsk") >= 0 and page.region.findData("KZ") >= 0)

    page.zone.picked.emit("Asia/Novosibirsk")
    page.region.picked.emit("KZ")

    assert (window.settings().time_zone, window.settings().phone_region) == ("Asia/Novosibirsk", "KZ")
    assert window._ctx is not None
    assert window._ctx.zone() == "Asia/Novosibirsk"
    assert sheet.isVisible()
    qtbot.waitUntil(window.is_settled)


def test_starting_with_the_computer_begins_in_the_tray(sheet: PreferencesSheet, tmp_path: Path, qtbot: QtBot) -> None:
    page = _reminders(sheet)

    page.autostart.click()

    qtbot.waitUntil(lambda: bool(list((tmp_path / "config").rglob("*.desktop"))))
    (entry,) = (tmp_path / "config").rglob("*.desktop")
    assert "--tray" in entry.read_text(encoding="utf-8")


def test_my_record_is_edited_where_it_stands(
    sheet: PreferencesSheet, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    sheet.turn_to("me")
    name = field(sheet, "Full name")

    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.keyClicks(name, "Mike Wolf")
    qtbot.keyClick(name, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: workspace.ask(my_record).result().name == "Mike Wolf")


def test_a_mistyped_requisite_is_kept_and_doubted(firm: FirmPage, qtbot: QtBot) -> None:
    _type(firm, "inn", "7707083894", qtbot)

    qtbot.waitUntil(lambda: firm.doubts["inn"].isVisibleTo(firm))
    assert firm.lines["inn"].field.text() == "7707083894"
    assert firm.doubts["inn"].text()


def test_the_numbers_of_the_next_offers_are_shown_while_the_pattern_is_typed(firm: FirmPage, qtbot: QtBot) -> None:
    pattern = firm.lines["number_pattern"].field
    pattern.begin()

    pattern.setText("")
    qtbot.keyClicks(pattern, "A-{yy}-{n:03}")

    assert firm.example.text() == "For example: A-26-001, A-26-002, A-26-118"


def test_a_pattern_that_cannot_be_used_says_why(firm: FirmPage, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    _type(firm, "number_pattern", "A-{oops}", qtbot)

    qtbot.waitUntil(lambda: "holds the counter exactly once" in texts(firm.lines["number_pattern"]))
    assert _card(workspace).seller.number_pattern == "Q-{year}-{n}"


def test_a_picture_dropped_on_a_firm_is_kept_by_its_content(
    firm: FirmPage, workspace: WatchedWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(0x0F6B68)
    picture.save(str(tmp_path / "logo.png"))

    firm.pictures["logo_hash"].take(tmp_path / "logo.png")

    qtbot.waitUntil(lambda: bool(dict(_values(workspace))["logo_hash"]))
    digest = dict(_values(workspace))["logo_hash"]
    assert workspace.files.get(digest) == (tmp_path / "logo.png").read_bytes()


def test_what_is_no_picture_is_refused(firm: FirmPage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "logo.png").write_text("not a picture", encoding="utf-8")

    firm.pictures["logo_hash"].take(tmp_path / "logo.png")

    qtbot.waitUntil(lambda: "cannot be read as a picture" in firm.pictures["logo_hash"].wrong.text())


def test_a_drawing_becomes_the_logo_on_paper_and_undo_takes_it_off(
    firm: FirmPage, workspace: WatchedWorkspace, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="1" height="1"/></svg>'
    (tmp_path / "logo.svg").write_text(drawing, encoding="utf-8")

    firm.pictures["logo_hash"].take(tmp_path / "logo.svg")

    qtbot.waitUntil(lambda: bool(dict(_values(workspace))["logo_hash"]))
    assert is_printable(workspace.files.get(dict(_values(workspace))["logo_hash"]) or b"")
    window.frame.actions_.run("undo")
    qtbot.waitUntil(lambda: not dict(_values(workspace))["logo_hash"])


def test_a_logo_whose_file_is_lost_is_told_of(firm: FirmPage, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    card = _card(workspace)

    workspace.do(edit_seller, card.seller.id, {"logo_hash": "f" * 64}).result()

    qtbot.waitUntil(lambda: "missing" in firm.pictures["logo_hash"].wrong.text())


def test_vat_conditions_and_an_account_are_changed_at_once(
    firm: FirmPage, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    firm.vat.picked.emit("on_top")
    _type(firm, "condition payment", "50 % in advance", qtbot)
    firm._add_account()

    qtbot.waitUntil(lambda: len(_card(workspace).accounts) == 1)
    account = _card(workspace).accounts[0].id
    qtbot.waitUntil(lambda: f"account {account} bank" in firm.lines)
    _type(firm, f"account {account} bank", "Sberbank", qtbot)
    qtbot.waitUntil(lambda: _card(workspace).accounts[0].bank == "Sberbank")
    assert _card(workspace).seller.vat_mode == "on_top"
    assert _card(workspace).conditions == (("payment", "50 % in advance"),)


def test_a_backup_is_made_checked_and_listed(sheet: PreferencesSheet, qtbot: QtBot) -> None:
    sheet.turn_to("workspace")
    page = sheet.pages["workspace"]
    assert isinstance(page, WorkspacePage)

    page.now.click()

    qtbot.waitUntil(lambda: page.told.text().startswith("The copy is sound: 3 contacts"), timeout=10_000)
    qtbot.waitUntil(lambda: texts(page).count("Restore…") == 1)


def _general(sheet: PreferencesSheet) -> GeneralPage:
    page = sheet.pages["general"]
    assert isinstance(page, GeneralPage)
    return page


def _reminders(sheet: PreferencesSheet) -> RemindersPage:
    sheet.turn_to("reminders")
    page = sheet.pages["reminders"]
    assert isinstance(page, RemindersPage)
    return page


def _type(firm: FirmPage, key: str, text: str, qtbot: QtBot) -> None:
    line = firm.lines[key].field
    line.begin()
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def _card(workspace: WatchedWorkspace) -> SellerCard:
    seller = workspace.ask(default_seller).result()
    card: SellerCard = workspace.ask(seller_card, seller.id).result()
    return card


def _values(workspace: WatchedWorkspace) -> list[tuple[str, str]]:
    return [(name, value) for name, _label, value in _card(workspace).fields]
