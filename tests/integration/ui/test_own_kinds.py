"""Kinds and results a person adds in Preferences stand wherever one is chosen or shown, under the word of now."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.services import activities, history
from app.services.kinds import add_kind, add_result, kinds
from app.services.pick_lists import remove_value, rename_value, values
from tests.integration.ui.calling import call, panel, show, talks
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import page, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.alarms.row import AlarmRow
from ui.dialogs.clearing import ClearStep
from ui.dialogs.planning import PlanStep
from ui.dialogs.preferences.lists import ListsPage
from ui.dialogs.preferences.movable import MovableRow
from ui.dialogs.preferences.sheet import PreferencesSheet
from ui.dialogs.results import Results, results_of
from ui.kinds import PLANNED, KnownKinds
from ui.main_window import MainWindow
from ui.sections.activities.page import ActivitiesPage
from ui.theme.icons import OWN, kind_icon
from ui.widgets.in_place import InPlaceField

ENTER = Qt.Key.Key_Return


@pytest.fixture
def visit(workspace: WatchedWorkspace) -> str:
    """A kind of one's own with a result of its own, and one more result for calls."""
    workspace.do(add_kind, "Visit").result()
    workspace.do(add_result, "Visit", "Nobody there").result()
    workspace.do(add_result, "call", "Answering machine").result()
    return "Visit"


@pytest.fixture
def window(open_window: Callable[..., MainWindow], people: list[UUID], qtbot: QtBot) -> MainWindow:
    return open_window()


def known(window: MainWindow) -> KnownKinds:
    ctx = window.context()
    assert ctx is not None
    return ctx.kinds


def waited(window: MainWindow, qtbot: QtBot, *own: str) -> MainWindow:
    """The window, once it knows these kinds of one's own."""
    qtbot.waitUntil(lambda: known(window).own == own)
    return window


def lists(window: MainWindow, qtbot: QtBot, key: str) -> ListsPage:
    """The page of lists in Preferences, at one of them."""
    window.frame.actions_.run("preferences")
    (sheet,) = shown(window, PreferencesSheet)
    sheet.turn_to("lists")
    found = sheet.pages["lists"]
    assert isinstance(found, ListsPage)
    qtbot.waitUntil(lambda: found.list.findData(key) >= 0)
    found.list.show_value(key)
    found.list.picked.emit(key)
    qtbot.waitUntil(lambda: texts(found.listed) != "" or found.nothing.isVisible())
    qtbot.waitUntil(found.always.isVisible)
    return found


def kept(workspace: WatchedWorkspace) -> dict[str, tuple[str, ...]]:
    return {one.key: one.own_results for one in workspace.ask(kinds).result() if one.own or one.own_results}


def item(workspace: WatchedWorkspace, word: str) -> UUID:
    return next(one.id for one in workspace.ask(values, "activity_kind").result() if one.label == word)


def planned(workspace: WatchedWorkspace, contact: UUID, kind: str) -> UUID:
    tomorrow = activities.When((NOW + timedelta(days=1)).date(), None, "UTC")
    made: UUID = workspace.do(activities.schedule, contact, kind=kind, when=tomorrow, regarding="Stock").result()
    return made


def of_kinds(workspace: WatchedWorkspace) -> list[str]:
    """The kinds of what is planned up to the day after tomorrow."""
    found = workspace.ask(activities.agenda, zone="UTC", through=NOW.date() + timedelta(days=2)).result()
    return [one.kind for one in found]


def chips(window: MainWindow) -> list[str]:
    return [chip.text() for chip in page(window).detail.timeline.chips()]


def test_a_kind_is_added_in_preferences_and_planned_at_once(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    found = lists(window, qtbot, "activity_kind")
    assert "Always there: Call, Meeting, To-do" in found.always.text()
    found.add.setFocus()
    found.add.setText("Visit")
    qtbot.keyClick(found.add, ENTER)
    qtbot.waitUntil(lambda: "Visit" in texts(found.listed))
    (sheet,) = shown(window, PreferencesSheet)
    sheet.close()
    waited(window, qtbot, "Visit")

    window.frame.actions_.run("add_activities")
    plan = popover(window)
    assert isinstance(plan, PlanStep)
    press(plan, "Visit")
    plan.when.setText("tomorrow 10:30")
    qtbot.keyClick(plan.when, ENTER)

    qtbot.waitUntil(lambda: of_kinds(workspace) == ["call", "Visit"])


def test_a_word_that_is_taken_is_refused_and_stands_there_again(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    found = lists(window, qtbot, "activity_kind")

    found.add.setFocus()
    found.add.setText("meeting")
    qtbot.keyClick(found.add, ENTER)

    qtbot.waitUntil(lambda: "“meeting” is there already." in found.wrong.text())
    assert found.add.text() == "meeting"
    assert kept(workspace) == {}


def test_a_result_is_added_to_a_kind_renamed_and_taken_back(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    found = lists(window, qtbot, "result:call")
    found.add.setFocus()
    found.add.setText("Answering machine")
    qtbot.keyClick(found.add, ENTER)
    qtbot.waitUntil(lambda: "Answering machine" in texts(found.listed))

    row = next(one for one in shown(found, MovableRow))
    name = row.findChild(InPlaceField)
    assert isinstance(name, InPlaceField)
    name.begin()
    name.setText("Voicemail")
    qtbot.keyClick(name, ENTER)

    qtbot.waitUntil(lambda: kept(workspace) == {"call": ("Voicemail",)})
    workspace.undo().result()
    workspace.undo().result()
    qtbot.waitUntil(found.nothing.isVisible)
    assert found.nothing.text() == "Nothing of your own is in this list yet."


def test_a_call_has_the_result_one_added_under_the_next_digit(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], visit: str, qtbot: QtBot
) -> None:
    waited(window, qtbot, visit)
    call(window, people[0], qtbot)
    assert "1–7 result, Esc leaves" in texts(panel(window))

    panel(window).take_keyboard()
    type_keys(qtbot, window, Qt.Key.Key_7)
    type_keys(qtbot, window, ENTER)

    qtbot.waitUntil(lambda: len(talks(workspace, people[0])) == 1)
    assert talks(workspace, people[0])[0].title == "Call · answering machine"


def test_what_is_of_an_own_kind_is_cleared_with_its_own_result_and_followed_by_the_same(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], visit: str, qtbot: QtBot
) -> None:
    planned(workspace, people[0], visit)
    waited(window, qtbot, visit)
    sheet = ClearStep(window.context(), window, planned(workspace, people[0], visit), visit, "Stock")  # type: ignore[arg-type]
    sheet.open_beside()

    qtbot.keyClick(sheet.outcome, Qt.Key.Key_3)
    sheet.when.setText("tomorrow 10:00")
    qtbot.keyClick(sheet.when, ENTER)

    qtbot.waitUntil(lambda: [one.title for one in talks(workspace, people[0], (visit,))] == ["Visit · nobody there"])
    assert sheet.outcome.kind == visit


def test_the_past_of_a_person_has_a_chip_for_an_own_kind_even_when_it_was_put_away(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], visit: str, qtbot: QtBot
) -> None:
    workspace.do(history.log, people[0], kind=visit, result="done", text="Looked at the stock").result()
    show(window, people[0], qtbot)
    qtbot.waitUntil(lambda: "Visit 1" in chips(window))

    workspace.do(remove_value, item(workspace, visit)).result()

    waited(window, qtbot)
    assert "Visit 1" in chips(window)
    assert "Visit · done" in texts(page(window).detail)


def test_a_renamed_kind_is_shown_under_its_new_word(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], visit: str, qtbot: QtBot
) -> None:
    workspace.do(history.log, people[0], kind=visit, result="done", text="Looked at the stock").result()
    show(window, people[0], qtbot)
    qtbot.waitUntil(lambda: "Visit 1" in chips(window))

    workspace.do(rename_value, item(workspace, visit), "Trip").result()

    qtbot.waitUntil(lambda: "Trip 1" in chips(window) and "Trip · done" in texts(page(window).detail))


def test_the_list_of_activities_is_narrowed_to_an_own_kind_and_stays_so(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], visit: str, qtbot: QtBot
) -> None:
    planned(workspace, people[0], visit)
    first = waited(open_window("activities"), qtbot, visit).frame.page()
    assert isinstance(first, ActivitiesPage)
    first.filters.kind._choose(visit)
    qtbot.waitUntil(lambda: first.list.model.total() == 1)
    first.window().close()

    again = open_window("activities").frame.page()

    assert isinstance(again, ActivitiesPage)
    qtbot.waitUntil(lambda: again.filters.kind.value() == visit and again.list.model.total() == 1)
    workspace.do(remove_value, item(workspace, visit)).result()
    qtbot.waitUntil(lambda: again.filters.kind.value() == "" and again.list.model.total() == 2)


def test_what_rings_offers_the_own_results_of_its_kind(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], visit: str, qtbot: QtBot
) -> None:
    step = workspace.ask(activities.activity, planned(workspace, people[0], visit)).result()
    context = waited(window, qtbot, visit).context()
    assert context is not None
    row = AlarmRow(context, step)
    qtbot.addWidget(row)
    row.show()

    row.answer(int(Qt.Key.Key_D))

    (menu,) = row.findChildren(QMenu)
    assert [one.text() for one in menu.actions()] == ["&1  Done", "&2  Not done", "&3  Nobody there"]
    menu.close()


def test_more_results_than_digits_are_all_there_to_be_pressed(qtbot: QtBot) -> None:
    words = [f"Word {number}" for number in range(5)]
    grid = Results("call", words)
    qtbot.addWidget(grid)

    titles = [one.text() for one in grid.findChildren(QPushButton)]
    assert titles == [title for _key, title in results_of("call", words)]
    assert (grid.digits(), grid.choose_place(8), grid.choose_place(9)) == (9, True, False)
    assert grid.value == "Word 2"


def test_own_kinds_have_a_picture_of_their_own() -> None:
    assert kind_icon("Visit") == OWN
    assert OWN not in [kind_icon(kind) for kind in (*PLANNED, "letter", "messenger", "history", "system")]
