"""What is typed in a sheet is not lost by Esc, a press elsewhere or another record: Ctrl+Z brings the sheet back whole."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.services import contacts
from app.services.activity_lists import activity_page
from app.views.activities import ActivityFilter
from app.views.contacts import ContactId
from tests.integration.ui.seen import choose, field, popover, press, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.calls.who_is_it import WhoIsIt
from ui.context import Ref, UiContext
from ui.dialogs.clearing import ClearStep
from ui.dialogs.editing_plan import EditStep, edit_activity
from ui.dialogs.picking import PickRecord
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.scrap_sheet import ScrapSheet
from ui.sections.contacts.notes import WriteNote

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
Way = Callable[[QtBot, MainWindow], object]


def press_elsewhere(qtbot: QtBot, window: MainWindow) -> None:
    """Press where nothing is: in the corner of the status line."""
    qtbot.mouseClick(window.frame.status, LEFT, pos=QPoint(2, 2))


WAYS: dict[str, Way] = {
    "Esc": lambda qtbot, window: type_keys(qtbot, window, Qt.Key.Key_Escape),
    "a press elsewhere": press_elsewhere,
    "another sheet": lambda qtbot, window: type_keys(qtbot, window, Qt.Key.Key_N, CTRL),
    "another section": lambda qtbot, window: window.frame.show_section("companies"),
}


@pytest.fixture(params=list(WAYS))
def leave(request: pytest.FixtureRequest) -> Way:
    """A way to leave a sheet without having kept it."""
    return WAYS[request.param]


@pytest.fixture
def planning(window: MainWindow, anna: UUID, qtbot: QtBot) -> MainWindow:
    """Anna's card, and over it a plan that is half typed."""
    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", anna))
    type_keys(qtbot, window, Qt.Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "When"), "tomorrow 10:30")
    qtbot.keyClicks(field(popover(window), "What about"), "samples of steel")
    return window


def back(qtbot: QtBot, window: MainWindow) -> PlanStep:
    """Ctrl+Z, and the plan that comes with it."""
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bool(shown(window, PlanStep)))
    (found,) = shown(window, PlanStep)
    return found


def test_a_sheet_with_words_is_put_away_and_comes_back_whole(planning: MainWindow, leave: Way, qtbot: QtBot) -> None:
    leave(qtbot, planning)
    assert shown(planning, PlanStep) == []
    qtbot.waitUntil(planning.is_settled)

    sheet = back(qtbot, planning)

    assert sheet.when.text() == "tomorrow 10:30"
    assert sheet.about.text() == "samples of steel"
    assert sheet.isAncestorOf(planning.focusWidget())


def test_the_status_line_names_what_was_put_away_and_brings_it_back(planning: MainWindow, qtbot: QtBot) -> None:
    status = planning.frame.status
    press_elsewhere(qtbot, planning)
    assert status.said.text() == "Put away unfinished: Plan the next step: samples of steel"

    qtbot.mouseClick(status.link, LEFT)

    assert shown(planning, PlanStep)[0].about.text() == "samples of steel"
    assert "Put away" not in status.said.text()
    assert not status.others.isVisible()


def test_what_is_brought_back_is_planned_with_whom_it_was_meant_for(
    planning: MainWindow, workspace: WatchedWorkspace, people: list[UUID], anna: UUID, qtbot: QtBot
) -> None:
    planning.open(Ref("contact", people[0]))
    qtbot.waitUntil(lambda: planning.is_settled() and planning.frame.page().current() == Ref("contact", people[0]))

    sheet = back(qtbot, planning)
    type_keys(qtbot, planning, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not sheet_is_there(planning))
    assert planning.frame.page().current() == Ref("contact", anna)
    del sheet
    assert ("samples of steel", anna) in planned(workspace)


def test_after_another_change_a_quiet_count_leads_back(planning: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    status = planning.frame.status
    type_keys(qtbot, planning, Qt.Key.Key_Escape)
    ctx = planning.context()
    assert ctx is not None
    ctx.do(contacts.edit_contact, ContactId(anna), {"interest": "mills"})
    qtbot.waitUntil(lambda: status.said.text() == "Edit contact")
    assert status.others.text() == "1 unfinished"

    qtbot.mouseClick(status.others, LEFT)

    assert shown(planning, PlanStep)[0].about.text() == "samples of steel"
    assert not status.others.isVisible()


def test_two_sheets_put_away_are_chosen_from(planning: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, planning, Qt.Key.Key_N, CTRL)
    qtbot.keyClicks(field(popover(planning), "Last name"), "Newman")
    type_keys(qtbot, planning, Qt.Key.Key_Escape)
    assert planning.frame.status.others.text() == "1 unfinished"

    qtbot.mouseClick(planning.frame.status.others, LEFT)
    choose(qtbot, "Plan the next step: samples of steel")

    qtbot.waitUntil(lambda: bool(shown(planning, PlanStep)))
    assert planning.frame.status.names_unfinished()


@pytest.mark.parametrize("way", ["Esc", "a press elsewhere"])
def test_a_sheet_in_which_nothing_was_typed_is_gone_at_once(
    window: MainWindow, anna: UUID, way: str, qtbot: QtBot
) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(window.is_settled)
    type_keys(qtbot, window, Qt.Key.Key_F6)
    before = window.frame.status.said.text()

    WAYS[way](qtbot, window)

    assert window.unfinished.all() == ()
    assert window.frame.status.said.text() == before


def test_letters_that_only_look_for_something_are_no_words(window: MainWindow, qtbot: QtBot) -> None:
    sheet = PickRecord(context(window), window.frame.top, "Which company?", "company", lambda _chosen: None)
    sheet.open_beside()
    qtbot.keyClicks(sheet.field, "Sib")

    press_elsewhere(qtbot, window)

    assert window.unfinished.all() == ()


def test_a_sheet_left_while_its_answer_is_on_its_way_comes_back_with_the_refusal(
    planning: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(contacts.remove_contact, anna).result()
    type_keys(qtbot, planning, Qt.Key.Key_Return)
    press_elsewhere(qtbot, planning)

    qtbot.waitUntil(lambda: planning.is_settled() and bool(shown(planning, PlanStep)))

    (sheet,) = shown(planning, PlanStep)
    assert sheet.about.text() == "samples of steel"
    assert "no longer" in texts(sheet) or "removed" in texts(sheet)
    type_keys(qtbot, planning, Qt.Key.Key_Escape)  # else it holds the window for good


def test_words_for_somebody_a_colleague_removed_are_refused_kept_and_let_the_window_go(
    planning: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(contacts.remove_contact, anna).result()
    planning.close()
    assert planning.isVisible()
    assert shown(planning, PlanStep)[0].about.text() == "samples of steel"
    type_keys(qtbot, planning, Qt.Key.Key_Escape)

    with qtbot.waitSignal(planning.left):
        planning.close()

    assert [one.text for one in planning.unfinished.scraps()] == ["When: tomorrow 10:30\nWhat about: samples of steel"]


def test_the_words_of_a_sheet_put_away_are_there_in_the_next_window(
    open_window: Callable[..., MainWindow], planning: MainWindow, qtbot: QtBot
) -> None:
    type_keys(qtbot, planning, Qt.Key.Key_Escape)
    planning.close()
    next_one = open_window()
    assert next_one.frame.status.others.text() == "1 unfinished"

    qtbot.mouseClick(next_one.frame.status.others, LEFT)
    choose(qtbot, "Plan the next step: samples of steel")
    (scrap,) = shown(next_one, ScrapSheet)
    assert "samples of steel" in scrap.text.toPlainText()
    press(scrap, "Throw away")

    assert not next_one.frame.status.others.isVisible()


def test_the_words_of_a_sheet_put_away_are_there_in_another_language(planning: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, planning, Qt.Key.Key_Escape)

    planning.speak("ru")

    qtbot.waitUntil(planning.is_settled)
    assert planning.frame.status.others.isVisible()
    assert [one.name for one in planning.unfinished.scraps()] == ["Plan the next step: samples of steel"]


def test_a_note_put_away_is_brought_back_or_begun_again_as_one(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    window.open(Ref("contact", anna))
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", anna))
    type_keys(qtbot, window, Qt.Key.Key_F8)
    qtbot.keyClicks(shown(window, WriteNote)[0].text, "samples by friday")
    press_elsewhere(qtbot, window)
    assert window.frame.status.names_unfinished()

    type_keys(qtbot, window, Qt.Key.Key_F8)

    assert shown(window, WriteNote)[0].text.toPlainText() == "samples by friday"
    assert window.unfinished.all() == ()


def test_what_was_typed_before_done_was_pressed_can_be_brought_back(
    window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    (before,) = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    edit_activity(context(window), window.frame.top, before.activity.id)
    qtbot.waitUntil(lambda: bool(shown(window, EditStep)))
    qtbot.keyClicks(field(popover(window), "Details"), "ask for the tool list")

    press(popover(window), "Done")

    qtbot.waitUntil(lambda: bool(shown(window, ClearStep)))
    assert [one.name for one in window.unfinished.all()] == ["Edit what is planned: ask for the tool list"]


def test_a_number_that_was_told_is_put_away_with_who_is_calling(window: MainWindow, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(shown(window, WhoIsIt)))
    (sheet,) = shown(window, WhoIsIt)
    sheet.field.clear()
    qtbot.keyClicks(sheet.field, "+7 383 111-22-33")

    type_keys(qtbot, window, Qt.Key.Key_Escape)
    assert shown(window, WhoIsIt) == []
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)

    assert shown(window, WhoIsIt)[0].field.text() == "+7 383 111-22-33"


def context(window: MainWindow) -> UiContext:
    found = window.context()
    assert found is not None
    return found


def sheet_is_there(window: MainWindow) -> bool:
    return bool(shown(window, PlanStep))


def planned(workspace: WatchedWorkspace) -> list[tuple[str, UUID | None]]:
    rows = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    return [(row.activity.regarding, row.activity.contact_id) for row in rows]
