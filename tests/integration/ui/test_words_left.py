"""Words left unfinished lie in the workspace, not beside it, and leave this computer with the record they are about."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.command import Tx
from app.services.left_words import left_words
from app.sync_door import SyncDoor
from sync.client import erasing
from sync.client.applying import ERASURE
from tests.integration.ui.seen import field, popover, shown, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui import state
from ui.context import Ref
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.sections.contacts.notes import WriteNote

Open = Callable[..., MainWindow]
CTRL = Qt.KeyboardModifier.ControlModifier


def show(window: MainWindow, contact: UUID, qtbot: QtBot) -> None:
    ref = Ref("contact", contact)
    window.open(ref)
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == ref)


def plan(window: MainWindow, words: str, qtbot: QtBot) -> None:
    """A plan that is half typed."""
    type_keys(qtbot, window, Qt.Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "What about"), words)


def draft(window: MainWindow, words: str, qtbot: QtBot) -> None:
    """A note that is half typed, and left."""
    type_keys(qtbot, window, Qt.Key.Key_F8)
    qtbot.keyClicks(shown(window, WriteNote)[0].text, words)
    type_keys(qtbot, window, Qt.Key.Key_Escape)


def kept(workspace: WatchedWorkspace) -> list[str]:
    stay, _lost = workspace.ask(left_words).result()
    return [one.text for one in stay]


def withdraw(workspace: WatchedWorkspace, contact: UUID) -> None:
    """As a server asks for it: the record, its parts and what speaks of it."""

    def erase(tx: Tx) -> None:
        asked = "INSERT INTO sync_orphan(\"table\", id, field, parent, body) VALUES('contact', ?, ?, x'', x'')"
        tx.raw.execute(asked, (contact.bytes, ERASURE))
        assert erasing.run(tx.raw).rows

    SyncDoor(workspace.real).write("Exchange", erase, "withdrawn")


@pytest.fixture
def left(window: MainWindow, anna: UUID, qtbot: QtBot) -> MainWindow:
    """Anna's card; a plan with her and a note about her were left half typed."""
    show(window, anna, qtbot)
    plan(window, "samples of steel", qtbot)
    type_keys(qtbot, window, Qt.Key.Key_Escape)
    draft(window, "she counts in tons", qtbot)
    qtbot.waitUntil(window.is_settled)
    return window


def test_what_is_put_away_is_in_the_workspace_at_once_and_not_beside_it(
    left: MainWindow, workspace: WatchedWorkspace, tmp_path: Path
) -> None:
    found = kept(workspace)
    left.close()

    assert found == ["What about: samples of steel", "she counts in tons"]
    assert kept(workspace) == found
    beside = (tmp_path / "state.json").read_text(encoding="utf-8")
    assert "steel" not in beside
    assert "tons" not in beside


def test_leaving_words_is_nothing_to_undo(left: MainWindow, workspace: WatchedWorkspace) -> None:
    names = [entry.name for entry in workspace.journal().result()]

    assert "Leave unfinished" not in names


def test_what_is_brought_back_is_left_no_longer(left: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    type_keys(qtbot, left, Qt.Key.Key_Z, CTRL)
    type_keys(qtbot, left, Qt.Key.Key_Escape)
    left.unfinished.bring_back(left.unfinished.all()[0])

    qtbot.waitUntil(lambda: bool(shown(left, PlanStep)) and left.is_settled())
    assert kept(workspace) == ["she counts in tons"]


def test_words_of_a_window_that_was_killed_are_there(
    left: MainWindow, open_window: Open, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    another = open_window()  # the first one has not ended: it let go of nothing

    assert [one.text for one in another.unfinished.scraps()] == ["What about: samples of steel"]
    show(another, anna, qtbot)
    type_keys(qtbot, another, Qt.Key.Key_F8)
    assert shown(another, WriteNote)[0].text.toPlainText() == "she counts in tons"


def test_what_the_state_of_the_window_held_before_moves_into_the_workspace_once(
    open_window: Open, workspace: WatchedWorkspace, people: list[UUID], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "state.json"
    anna = people[-1]
    before = {"unfinished": [["Plan: steel", "What about: steel"]], "notes": {str(anna): "tons", "nobody": "x"},
              "contacts": {"sort": "name"}}  # fmt: skip
    path.write_text(json.dumps({"lists": {str(workspace.folder): before}}), encoding="utf-8")

    first = open_window()
    qtbot.waitUntil(first.is_settled)

    assert [one.name for one in first.unfinished.scraps()] == ["Plan: steel"]
    assert kept(workspace) == ["What about: steel", "tons"]
    memory = state.Memory(state.read(path), path, str(workspace.folder))
    assert memory.recall("unfinished") is None
    assert memory.recall("notes") is None
    assert memory.recall("contacts")
    first.close()
    open_window()
    assert kept(workspace) == ["What about: steel", "tons"]


def test_a_contact_that_is_withdrawn_takes_the_words_about_it_along(
    left: MainWindow, workspace: WatchedWorkspace, people: list[UUID], anna: UUID, qtbot: QtBot
) -> None:
    show(left, people[0], qtbot)
    draft(left, "about Abbott", qtbot)
    qtbot.waitUntil(left.is_settled)
    assert len(left.unfinished.all()) == 3

    withdraw(workspace, anna)

    qtbot.waitUntil(lambda: len(left.unfinished.all()) == 1 and left.is_settled())
    assert kept(workspace) == ["about Abbott"]
    assert [one.text for one in left.words.all()] == ["about Abbott"]
    assert left.unfinished.scraps() == ()
    left.close()
    assert kept(workspace) == ["about Abbott"]


def test_words_left_before_go_with_a_contact_that_is_withdrawn_now(
    left: MainWindow, open_window: Open, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    left.close()
    next_one = open_window()
    assert next_one.frame.status.others.isVisible()

    withdraw(workspace, anna)

    qtbot.waitUntil(lambda: not next_one.frame.status.others.isVisible())
    assert next_one.words.all() == ()
    assert kept(workspace) == []


def test_a_note_comes_into_a_sheet_that_was_open_before_notes_were_read(
    left: MainWindow, open_window: Open, anna: UUID, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    left.close()
    workspace.held.clear()
    window = MainWindow(left.settings(), left._look, workspace.folder / "other.json", keep=lambda _settings: None)
    qtbot.addWidget(window)
    window.show()
    window.attach(workspace)  # type: ignore[arg-type]  # a workspace with a hand on the disk
    ctx = window.context()
    assert ctx is not None
    sheet = WriteNote(ctx, window.frame.top, anna)
    sheet.open_beside()
    assert sheet.text.toPlainText() == ""

    workspace.held.set()

    qtbot.waitUntil(lambda: sheet.text.toPlainText() == "she counts in tons")
    window.close()
