"""A sheet floats over the record it was opened for: as a person steps on to another one it is put away, or closed."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.activity_lists import activity_page
from app.services.companies import add_company
from app.views.activities import ActivityFilter
from tests.integration.ui.seen import field, popover, shown, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.sections.companies.adding import EditNames
from ui.sections.contacts.notes import WriteNote
from ui.widgets.popover import Popover

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Step = Callable[[QtBot, MainWindow], object]


def find(qtbot: QtBot, window: MainWindow) -> None:
    """Narrow the list to somebody else, by the keyboard alone."""
    type_keys(qtbot, window, Key.Key_K, CTRL)
    qtbot.keyClicks(window.frame.top.search, "O'Neill")
    window.frame.top.search._leave_to_list()


STEPS: dict[str, Step] = {
    "Ctrl+PgDown": lambda qtbot, window: type_keys(qtbot, window, Key.Key_PageDown, CTRL),
    "Ctrl+PgUp": lambda qtbot, window: type_keys(qtbot, window, Key.Key_PageUp, CTRL),
    "a search": find,
}


@pytest.fixture(params=list(STEPS))
def step(request: pytest.FixtureRequest) -> Step:
    """A way to another record that leaves the keyboard where it is."""
    return STEPS[request.param]


def show(window: MainWindow, ref: Ref, qtbot: QtBot) -> None:
    window.open(ref)
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == ref)


def another_is_shown(window: MainWindow, before: UUID) -> bool:
    current = window.frame.page().current()
    return window.is_settled() and current is not None and current.id != before


@pytest.fixture
def middle(window: MainWindow, people: list[UUID], qtbot: QtBot) -> UUID:
    """The card of the one between two others: by name Abbott, O'Neill, Shchukina."""
    show(window, Ref("contact", people[1]), qtbot)
    return people[1]


@pytest.fixture
def first(window: MainWindow, people: list[UUID], qtbot: QtBot) -> UUID:
    """The card of the first one."""
    show(window, Ref("contact", people[0]), qtbot)
    return people[0]


def test_a_plan_half_typed_is_put_away_whole_and_brought_back_with_its_own_contact(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    abbott, oneill, _anna = people
    show(window, Ref("contact", abbott), qtbot)
    type_keys(qtbot, window, Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "When"), "tomorrow 10:30")
    qtbot.keyClicks(field(popover(window), "What about"), "steel")

    type_keys(qtbot, window, Key.Key_PageDown, CTRL)

    assert shown(window, PlanStep) == []
    assert window.frame.status.said.text() == "Put away unfinished: Plan the next step: tomorrow 10:30"
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", oneill))
    assert window.frame.page().detail.card.id == oneill  # type: ignore[attr-defined]
    type_keys(qtbot, window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", abbott))
    (sheet,) = shown(window, PlanStep)
    assert (sheet.when.text(), sheet.about.text()) == ("tomorrow 10:30", "steel")
    type_keys(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: ("steel", abbott) in planned(workspace))


def test_words_are_put_away_whichever_way_leads_on(
    window: MainWindow, step: Step, people: list[UUID], qtbot: QtBot
) -> None:
    start = people[0] if step is find else people[1]
    show(window, Ref("contact", start), qtbot)
    type_keys(qtbot, window, Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "What about"), "steel")

    step(qtbot, window)

    qtbot.waitUntil(lambda: another_is_shown(window, start))
    assert shown(window, PlanStep) == []
    assert [one.name for one in window.unfinished.all()] == ["Plan the next step: steel"]


def test_a_sheet_in_which_nothing_was_typed_is_closed(
    window: MainWindow, step: Step, people: list[UUID], qtbot: QtBot
) -> None:
    start = people[0] if step is find else people[1]
    show(window, Ref("contact", start), qtbot)
    type_keys(qtbot, window, Key.Key_F6)

    step(qtbot, window)

    qtbot.waitUntil(lambda: another_is_shown(window, start))
    assert shown(window, Popover) == []
    assert window.unfinished.all() == ()


def test_where_there_is_no_next_one_the_sheet_stays(window: MainWindow, first: UUID, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Key.Key_F6)
    qtbot.keyClicks(field(popover(window), "What about"), "steel")

    type_keys(qtbot, window, Key.Key_PageUp, CTRL)

    assert shown(window, PlanStep)[0].about.text() == "steel"


def test_a_note_is_put_away_as_the_draft_of_its_own_contact(window: MainWindow, middle: UUID, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Key.Key_F8)
    qtbot.keyClicks(shown(window, WriteNote)[0].text, "she counts in tons")

    type_keys(qtbot, window, Key.Key_PageDown, CTRL)

    qtbot.waitUntil(lambda: another_is_shown(window, middle))
    type_keys(qtbot, window, Key.Key_F8)
    assert shown(window, WriteNote)[0].text.toPlainText() == ""
    type_keys(qtbot, window, Key.Key_PageUp, CTRL)
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", middle))
    type_keys(qtbot, window, Key.Key_F8)
    assert shown(window, WriteNote)[0].text.toPlainText() == "she counts in tons"


def test_the_names_of_a_company_are_put_away_too(window: MainWindow, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    made = workspace.do(add_company, {"name": "Alpha"}).result()
    workspace.do(add_company, {"name": "Beta"}).result()
    show(window, Ref("company", made), qtbot)
    type_keys(qtbot, window, Key.Key_E, CTRL)
    qtbot.keyClicks(popover(window).focusWidget() or popover(window), " Trade")
    assert shown(window, EditNames)

    type_keys(qtbot, window, Key.Key_PageDown, CTRL)

    qtbot.waitUntil(lambda: another_is_shown(window, made))
    assert shown(window, EditNames) == []
    assert len(window.unfinished.all()) == 1


def test_an_empty_sheet_does_not_follow_into_another_section(window: MainWindow, middle: UUID, qtbot: QtBot) -> None:
    type_keys(qtbot, window, Key.Key_F6)

    window.frame.show_section("companies")

    qtbot.waitUntil(window.is_settled)
    assert shown(window, Popover) == []


def planned(workspace: WatchedWorkspace) -> list[tuple[str, UUID | None]]:
    rows = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    return [(row.activity.regarding, row.activity.contact_id) for row in rows]
