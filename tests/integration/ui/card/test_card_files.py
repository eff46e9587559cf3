"""Files dropped on a card: kept with it, opened, saved elsewhere, renamed, removed, brought back."""

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.files import FileStore, Told
from app.views.attachments import KeptFile
from tests.integration.ui.card.card_seen import Elsewhere, drop, files_of, said
from tests.integration.ui.seen import choose, field, popover, press, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.timeline_row import TimelineRow
from ui.main_window import MainWindow
from ui.sections.contacts.detail import Detail


def test_a_file_dropped_on_the_card_is_kept_with_it_and_opened_by_a_press(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, elsewhere: Elsewhere, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    paper = tmp_path / "Прайс ёлки.pdf"
    paper.write_bytes(b"%PDF-1.4 prices")

    drop(card, paper)

    qtbot.waitUntil(lambda: "Files 1" in texts(card) and "Прайс ёлки.pdf" in texts(card))
    assert said(window).startswith("Attach file")
    assert not card.attaching.isVisible()
    paper.unlink()
    press(card, "Прайс ёлки.pdf")
    qtbot.waitUntil(lambda: len(elsewhere.opened) == 1)
    copy = Path(elsewhere.opened[0])
    assert (copy.name, copy.read_bytes()) == ("Прайс ёлки.pdf", b"%PDF-1.4 prices")
    assert copy.stat().st_mode & 0o222 == 0
    assert [view.name for view in files_of(workspace, anna)] == ["Прайс ёлки.pdf"]


def test_a_folder_among_the_files_is_told_and_keeps_nothing_else_away(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "papers").mkdir()
    paper = tmp_path / "plan.txt"
    paper.write_text("to do")

    drop(card, tmp_path / "papers", paper)

    qtbot.waitUntil(lambda: "“papers” is a folder" in said(window))
    assert [view.name for view in files_of(workspace, anna)] == ["plan.txt"]


def test_the_same_file_dropped_again_is_said_to_be_there(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "plan.txt"
    paper.write_text("to do")
    drop(card, paper)
    qtbot.waitUntil(lambda: len(files_of(workspace, anna)) == 1)

    drop(card, paper)

    qtbot.waitUntil(lambda: said(window) == "“plan.txt” is attached already.")
    assert len(files_of(workspace, anna)) == 1


def test_a_file_is_renamed_removed_and_brought_back(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "plan.txt"
    paper.write_text("to do")
    drop(card, paper)
    qtbot.waitUntil(lambda: "plan.txt" in texts(card))

    more(card, "plan.txt")
    choose(qtbot, "Rename…")
    name = field(popover(window), "Name")
    name.setText("Autumn")  # type: ignore[union-attr]
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Autumn.txt" in texts(card))
    more(card, "Autumn.txt")
    choose(qtbot, "Remove")
    qtbot.waitUntil(lambda: "Autumn.txt" not in texts(card))
    window.frame.actions_.run("undo")

    qtbot.waitUntil(lambda: "Autumn.txt" in texts(card))
    assert [view.name for view in files_of(workspace, anna)] == ["Autumn.txt"]


def test_a_file_whose_content_is_gone_is_said_in_a_sentence(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, elsewhere: Elsewhere, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "plan.txt"
    paper.write_text("gone with the wind")
    drop(card, paper)
    qtbot.waitUntil(lambda: "plan.txt" in texts(card))
    for each in workspace.real.files.folder.rglob("*"):
        if each.is_file():
            each.unlink()

    press(card, "plan.txt")

    qtbot.waitUntil(lambda: said(window) == "“plan.txt” is not in the folder of the workspace any more.")
    assert elsewhere.opened == []


def test_a_file_is_saved_elsewhere_as_it_was(
    window: MainWindow, card: Detail, workspace: WatchedWorkspace, anna: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "plan.txt"
    paper.write_text("to do")
    drop(card, paper)
    qtbot.waitUntil(lambda: "plan.txt" in texts(card))
    (view,) = files_of(workspace, anna)

    card.timeline._files.save(view, tmp_path / "saved.txt")

    qtbot.waitUntil(lambda: "saved.txt" in said(window))
    assert (tmp_path / "saved.txt").read_text() == "to do"


class SlowDisk(FileStore):
    """A disk that stands still until it is let go."""

    go: threading.Event

    def put_file(self, source: Path, told: Told | None = None) -> KeptFile | None:
        """Wait at every piece."""

        def told_late(done: int, total: int) -> bool:
            self.go.wait(10)
            return told is None or told(done, total)

        return super().put_file(source, told_late)


@pytest.fixture
def slow(card: Detail, workspace: WatchedWorkspace) -> Iterator[SlowDisk]:
    """The workspace lies on a slow disk."""
    disk = SlowDisk(workspace.real.files.folder)
    disk.go = threading.Event()
    workspace.real.files = disk
    card.attaching._soon.setInterval(0)
    yield disk
    disk.go.set()


def test_a_long_copy_is_told_of_and_can_be_stopped(
    window: MainWindow,
    card: Detail,
    slow: SlowDisk,
    workspace: WatchedWorkspace,
    anna: UUID,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    large = tmp_path / "film.bin"
    large.write_bytes(b"x" * 3_000_000)
    drop(card, large)
    qtbot.waitUntil(card.attaching.isVisible)

    press(card.attaching, "Stop")
    slow.go.set()

    qtbot.waitUntil(lambda: not card.attaching.isVisible())
    qtbot.waitUntil(window.is_settled)
    assert files_of(workspace, anna) == ()
    assert not [path for path in slow.folder.rglob("*") if path.is_file()]


def test_a_file_goes_to_the_one_it_was_dropped_on_whoever_is_shown_when_it_is_copied(
    window: MainWindow, card: Detail, slow: SlowDisk, workspace: WatchedWorkspace, people: list[UUID], tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    abbott, _oneill, anna = people
    paper = tmp_path / "plan.txt"
    paper.write_text("to do")
    drop(card, paper)
    qtbot.waitUntil(card.attaching.isVisible)
    window.open(Ref("contact", abbott))
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == abbott)

    slow.go.set()

    qtbot.waitUntil(lambda: len(files_of(workspace, anna)) == 1)
    assert files_of(workspace, abbott) == ()


def more(card: Detail, name: str) -> None:
    """Open the menu of a file's row."""
    rows = [row for row in card.timeline.findChildren(TimelineRow) if row.isVisible() and row.accessibleName() == name]
    assert rows[0].more is not None
    rows[0].more.click()
