"""The window is closed, left, logged out of or built anew while somebody types: nothing typed is lost."""

from collections.abc import Callable, Iterator
from typing import cast
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services import history
from app.services.activity_edits import whole_activity
from app.services.activity_lists import activity_page
from app.services.contact_cards import contact_card
from app.services.search import find
from app.views.activities import ActivityFilter
from app.views.contacts import ActivityView, ContactCard
from tests.integration.ui.calling import call, talks, write
from tests.integration.ui.seen import field, page, popover, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.alarms import staying
from ui.context import Ref
from ui.dialogs.clearing import ClearStep
from ui.dialogs.editing_plan import EditStep, edit_activity
from ui.dialogs.new_contact import NewContact
from ui.main_window import MainWindow
from ui.sections.contacts.notes import WriteNote
from ui.tables.cell_field import CellField

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Way = Callable[[MainWindow], object]


class LoggingOut:
    """What the system hands over when the person logs out: whether one may stand in the way, and whether one did."""

    def __init__(self, *, may: bool = True) -> None:
        self.may = may
        self.stopped = False

    def allowsInteraction(self) -> bool:  # noqa: N802 - Qt's own name
        return self.may

    def cancel(self) -> None:
        self.stopped = True

    def release(self) -> None:
        """The person has been asked."""


def log_out(window: MainWindow, manager: LoggingOut | None = None) -> LoggingOut:
    manager = manager or LoggingOut()
    window.end_session(cast("QSessionManager", manager))
    return manager


WAYS: dict[str, Way] = {
    "closed": lambda window: window.close(),
    "quit by its keys": lambda window: window.frame.actions_.run("quit"),
    "logged out of": log_out,
    "another language": lambda window: window.speak("ru"),
    "another zone": lambda window: window.choose(time_zone="Asia/Omsk"),
}


@pytest.fixture(params=["closed", "another language"])
def go(request: pytest.FixtureRequest) -> Way:
    """One of the two kinds of ways: the window ends, or what is in it is built anew."""
    return WAYS[request.param]


@pytest.fixture(params=list(WAYS))
def go_anyhow(request: pytest.FixtureRequest) -> Way:
    """A way the frame one types in comes to its end."""
    return WAYS[request.param]


@pytest.fixture
def shown_card(window: MainWindow, anna: UUID, qtbot: QtBot) -> MainWindow:
    """The window with Anna's card."""
    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", anna))
    return window


@pytest.fixture
def table(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The table in place of the list, its column for days without touch the current one."""
    type_keys(qtbot, window, Qt.Key.Key_T, CTRL, SHIFT)
    found = page(window).list.table
    qtbot.waitUntil(lambda: found.isVisible() and window.is_settled())
    found.turn("keep_in_touch_days")
    page(window).list.begin_again()
    qtbot.waitUntil(window.is_settled)
    keys = [column.key for column in found.columns()]
    while (by := keys.index("keep_in_touch_days") - found.cells.column()) != 0:
        type_keys(qtbot, window, Qt.Key.Key_Right if by > 0 else Qt.Key.Key_Left)
    return window  # type: ignore[return-value]  # a fixture


def type_here(qtbot: QtBot, text: str) -> None:
    """Type where the keyboard is: the first letter may open a field."""
    for letter in text:
        qtbot.keyClicks(cast("QWidget", QApplication.focusWidget()), letter)


def type_fact(window: MainWindow, qtbot: QtBot, name: str, text: str) -> None:
    """Type over a fact of the card."""
    found = field(window, name)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    type_here(qtbot, text)


def fact(workspace: WatchedWorkspace, contact: UUID, name: str) -> str:
    """What the file has of a person."""
    card: ContactCard = workspace.ask(contact_card, contact).result()
    return {key: value for key, _label, value in card.facts}.get(name, "")


def planned(workspace: WatchedWorkspace) -> list[ActivityView]:
    return [row.activity for row in workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows]


def test_a_fact_edited_in_place_is_written(
    shown_card: MainWindow, workspace: WatchedWorkspace, anna: UUID, go_anyhow: Way, qtbot: QtBot
) -> None:
    type_fact(shown_card, qtbot, "Interest", "mills")

    go_anyhow(shown_card)

    assert fact(workspace, anna, "interest") == "mills"


def test_a_cell_is_written(
    table: MainWindow, workspace: WatchedWorkspace, people: list[UUID], go: Way, qtbot: QtBot
) -> None:
    type_here(qtbot, "14")

    go(table)

    assert "14" in fact(workspace, people[0], "keep_in_touch_days")


def test_a_cell_that_is_refused_keeps_the_window_with_the_reason_beside_it(
    table: MainWindow, go: Way, qtbot: QtBot
) -> None:
    type_here(qtbot, "often")
    frame = table.frame

    go(table)

    assert table.isVisible()
    assert table.frame is frame
    assert [one.text() for one in shown(table, CellField)] == ["often"]
    assert "“often”" in texts(page(table).list.table)


def test_a_fact_that_is_refused_keeps_the_window_with_the_reason_beside_it(
    shown_card: MainWindow, go_anyhow: Way, qtbot: QtBot
) -> None:
    type_fact(shown_card, qtbot, "Birthday", "yesterday or so")
    frame = shown_card.frame

    go_anyhow(shown_card)

    assert shown_card.isVisible()
    assert shown_card.frame is frame
    assert field(shown_card, "Birthday").text() == "yesterday or so"  # type: ignore[union-attr]
    assert any("“yesterday or so”" in one for one in texts(shown_card).splitlines())


def test_what_was_refused_and_given_up_keeps_nobody(shown_card: MainWindow, qtbot: QtBot) -> None:
    type_fact(shown_card, qtbot, "Birthday", "yesterday or so")
    shown_card.close()

    type_keys(qtbot, shown_card, Qt.Key.Key_Escape)

    with qtbot.waitSignal(shown_card.left):
        shown_card.close()


def test_a_note_is_a_draft_in_the_next_window(
    open_window: Callable[..., MainWindow], shown_card: MainWindow, workspace: WatchedWorkspace, anna: UUID, go: Way,
    qtbot: QtBot,
) -> None:  # fmt: skip
    type_keys(qtbot, shown_card, Qt.Key.Key_F8)
    type_here(qtbot, "!samples by friday")

    go(shown_card)

    next_one = open_window()
    next_one.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: next_one.is_settled() and next_one.frame.page().current() == Ref("contact", anna))
    type_keys(qtbot, next_one, Qt.Key.Key_F8)
    (note,) = shown(next_one, WriteNote)
    assert note.text.toPlainText() == "!samples by friday"
    assert workspace.ask(history.timeline, anna, kinds=("note",)).result() == ()


def test_a_note_that_was_kept_leaves_no_draft(shown_card: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, shown_card, Qt.Key.Key_F8)
    type_here(qtbot, "old lathe")
    type_keys(qtbot, shown_card, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not shown(shown_card, WriteNote))

    type_keys(qtbot, shown_card, Qt.Key.Key_F8)

    assert shown(shown_card, WriteNote)[0].text.toPlainText() == ""


def test_the_words_of_a_call_are_a_note(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, go: Way, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)
    write(qtbot, window, "half a sentence")

    go(window)

    qtbot.waitUntil(lambda: [one.text for one in talks(workspace, anna, ("note",))] == ["half a sentence"])


def test_what_is_being_planned_is_planned(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, go: Way, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "When"), "tomorrow 10:30")
    qtbot.keyClicks(field(popover(window), "What about"), "samples")

    go(window)

    assert "samples" in [one.regarding for one in planned(workspace)]


def test_a_plan_without_a_time_keeps_the_window_with_the_reason_beside_it(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, go: Way, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "When"), "when pigs fly")
    qtbot.keyClicks(field(popover(window), "What about"), "samples")

    go(window)

    assert window.isVisible()
    assert "“when pigs fly” is no time I understand." in texts(popover(window))
    assert field(popover(window), "What about").text() == "samples"  # type: ignore[union-attr]


def test_a_sheet_nothing_was_typed_in_keeps_nobody(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F6)

    with qtbot.waitSignal(window.left):
        window.close()

    assert [one.regarding for one in planned(workspace)] == ["Ask about the discount"]


def test_what_is_edited_of_a_plan_is_written(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, go: Way, qtbot: QtBot
) -> None:
    (before,) = planned(workspace)
    ctx = window.context()
    assert ctx is not None
    edit_activity(ctx, window.frame.top, before.id)
    qtbot.waitUntil(lambda: bool(shown(window, EditStep)))
    found = field(popover(window), "What about")
    found.clear()
    qtbot.keyClicks(found, "Ask about the price")

    go(window)

    assert workspace.ask(whole_activity, before.id, "UTC").result().regarding == "Ask about the price"


def test_a_contact_being_added_is_added(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], go: Way, qtbot: QtBot
) -> None:
    type_keys(qtbot, window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: bool(shown(window, NewContact)))
    type_here(qtbot, "Newman")

    go(window)

    assert [hit.title for hit in workspace.ask(find, "Newman", 8, ("contact",)).result()] == ["Newman"]


def test_words_on_how_it_went_ask_for_the_result(window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    (step,) = planned(workspace)
    ctx = window.context()
    assert ctx is not None
    ClearStep(ctx, window.frame.top, step.id, step.kind, "Call").open_beside()
    qtbot.keyClicks(field(popover(window), "What was said"), "asks for the price")

    window.close()
    assert window.isVisible()
    assert "How did it go? A digit from 1 to 6 tells." in texts(popover(window))
    shown(window, ClearStep)[0].results.choose("reached")
    window.close()

    assert not window.isVisible()
    assert planned(workspace) == []


def test_another_program_having_the_keyboard_loses_nothing(
    shown_card: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    type_fact(shown_card, qtbot, "Interest", "mills")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not shown_card.isActiveWindow())
    assert fact(workspace, anna, "interest") == "lathes"

    shown_card.close()

    assert fact(workspace, anna, "interest") == "mills"


def test_another_theme_leaves_the_one_who_types_alone(
    shown_card: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    type_fact(shown_card, qtbot, "Interest", "mi")

    shown_card.wear("dark")
    type_here(qtbot, "lls")
    type_keys(qtbot, shown_card, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: fact(workspace, anna, "interest") == "mills")


def test_another_theme_leaves_a_cell_as_it_is(table: MainWindow, qtbot: QtBot) -> None:
    type_here(qtbot, "1")

    table.wear("dark")
    type_here(qtbot, "4")

    assert [one.text() for one in shown(table, CellField)] == ["14"]


def test_logging_out_is_stopped_by_a_refusal_where_that_may_be(shown_card: MainWindow, qtbot: QtBot) -> None:
    type_fact(shown_card, qtbot, "Birthday", "yesterday or so")

    manager = log_out(shown_card)

    assert manager.stopped


def test_logging_out_goes_on_where_nobody_may_be_asked(shown_card: MainWindow, qtbot: QtBot) -> None:
    type_fact(shown_card, qtbot, "Birthday", "yesterday or so")

    manager = log_out(shown_card, LoggingOut(may=False))

    assert not manager.stopped


def test_a_refusal_keeps_the_window_out_of_the_tray_and_quitting_is_forgotten(
    shown_card: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staying, "is_there", lambda: True)
    shown_card.stay()
    shown_card.watch_reminders()
    type_fact(shown_card, qtbot, "Birthday", "yesterday or so")
    shown_card.leave()
    assert shown_card.isVisible()
    type_keys(qtbot, shown_card, Qt.Key.Key_Escape)
    ended: list[bool] = []
    shown_card.left.connect(lambda: ended.append(True))

    shown_card.close()

    assert not shown_card.isVisible()
    assert ended == []
    shown_card.leave()
    assert ended == [True]
