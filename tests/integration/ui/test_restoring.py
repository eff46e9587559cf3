"""Restoring in the window: what the copies hold, a workspace beside the present one, stopping, what cannot be read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import WindowWays
from app.services.contact_lists import contact_count
from app.services.contacts import edit_contact
from app.settings import Settings
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import press, shown, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.first_run import FirstRun
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.dialogs.preferences.workspace import WorkspacePage
from ui.dialogs.restoring import RestoreSheet, free_folder
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.theme.look import Look

Opened = list[Path]


@pytest.fixture
def copy(workspace: WatchedWorkspace, anna: UUID) -> Path:
    """A backup of the workspace with Anna in it; she was changed since."""
    made: Path = workspace.real.backup().result().path
    workspace.real.do(edit_contact, ContactId(anna), {"first": "Maria"}).result()
    return made


@pytest.fixture
def bare_window(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[MainWindow]:
    """A window without a workspace."""
    settings = Settings(language="en", theme="light", time_zone="UTC")
    made = MainWindow(settings, look, tmp_path / "bare.json", keep=lambda _settings: None)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    yield made
    made.close()


@pytest.fixture
def opened() -> Opened:
    return []


@pytest.fixture
def restoring(
    window: MainWindow, workspace: WatchedWorkspace, opened: Opened, tmp_path: Path, qtbot: QtBot
) -> Callable[[], RestoreSheet]:
    """Opens the sheet on the copies of the workspace."""

    def begin() -> RestoreSheet:
        place = (workspace.folder, tmp_path / "again")
        sheet = RestoreSheet(window, window.tasks, lambda: NOW, place, opened.append)
        sheet.open()
        return sheet

    return begin


def test_the_newest_copy_is_offered_with_what_it_holds(
    restoring: Callable[[], RestoreSheet], copy: Path, qtbot: QtBot
) -> None:
    sheet = restoring()

    qtbot.waitUntil(lambda: "3 contacts" in sheet.holds.text())
    assert "last changed" in sheet.holds.text()
    assert sheet.copies.value() == str(copy)


def test_a_copy_becomes_a_workspace_of_its_own_and_is_opened(
    restoring: Callable[[], RestoreSheet], copy: Path, opened: Opened, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    sheet = restoring()
    qtbot.waitUntil(lambda: "3 contacts" in sheet.holds.text())

    press(sheet, "Restore and open")

    qtbot.waitUntil(lambda: len(opened) == 1)
    again = Workspace.open(opened[0])
    assert again.ask(contact_count).result() == 3
    again.close()
    assert opened[0] != workspace.folder


def test_a_stopped_restore_leaves_nothing(
    restoring: Callable[[], RestoreSheet], copy: Path, opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = restoring()
    qtbot.waitUntil(lambda: "3 contacts" in sheet.holds.text())

    sheet.restore()
    sheet._stop.set()

    qtbot.waitUntil(lambda: not sheet._running)
    if not opened:  # it may have been done before it heard
        assert "nothing was restored" in sheet.wrong.text()
        assert not (tmp_path / "again").exists()


def test_what_is_no_backup_is_told_and_cannot_be_restored(
    restoring: Callable[[], RestoreSheet], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "notes.db").write_text("not a database at all, " * 100, encoding="utf-8")
    sheet = restoring()

    sheet.choose(tmp_path / "notes.db")

    qtbot.waitUntil(lambda: "notes.db" in sheet.wrong.text())
    assert not sheet._go.isEnabled()


def test_a_folder_with_something_in_it_gets_a_new_one_inside(
    restoring: Callable[[], RestoreSheet], tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("kept", encoding="utf-8")
    sheet = restoring()

    sheet.put_into(tmp_path / "full")

    assert sheet.target.parent == tmp_path / "full"
    assert not sheet.target.exists()


def test_a_free_folder_is_numbered_where_the_day_was_used(tmp_path: Path) -> None:
    first = free_folder(tmp_path / "Vizitka", NOW)
    first.mkdir()

    second = free_folder(tmp_path / "Vizitka", NOW)

    assert second.name == f"{first.name}-2"


def test_preferences_tell_what_every_copy_holds_and_restore_it(window: MainWindow, copy: Path, qtbot: QtBot) -> None:
    window.frame.actions_.run("preferences")
    (sheet,) = shown(window, PreferencesSheet)
    sheet.turn_to("workspace")
    page = sheet.pages["workspace"]
    qtbot.waitUntil(lambda: "3 contacts" in texts(page))

    press(page, "Restore…")

    (restore,) = shown(window, RestoreSheet)
    qtbot.waitUntil(lambda: restore.copies.value() == str(copy))
    qtbot.keyClick(restore, Qt.Key.Key_Escape)
    assert shown(window, PreferencesSheet)


def test_back_up_now_is_a_command_and_tells_what_it_made(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    window.frame.actions_.run("backup")

    (page,) = shown(window, WorkspacePage)
    qtbot.waitUntil(lambda: "The copy is sound: 3 contacts" in page.told.text())
    assert list((workspace.folder / "backups").glob("*.db"))


def test_the_first_run_begins_with_a_backup(bare_window: MainWindow, copy: Path, tmp_path: Path, qtbot: QtBot) -> None:
    opening = Opening(bare_window, WindowWays())
    opening.begin(tmp_path / "new")
    (first,) = shown(bare_window, FirstRun)

    press(first, "From a backup…")
    (sheet,) = shown(bare_window, RestoreSheet)
    sheet.choose(copy)
    qtbot.waitUntil(lambda: "1 contact" in sheet.holds.text())
    press(sheet, "Restore and open")

    qtbot.waitUntil(lambda: bare_window._doors is not None and bare_window.is_settled())
    assert bare_window._doors is not None
    assert bare_window._doors.folder == tmp_path / "new"
    bare_window.close()
    opening.finish()
