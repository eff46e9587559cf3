"""The sheet that plans: with several people or a company, warned of what is in the way, with the rarer half unfolded."""

from datetime import time, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import activities
from app.services.activity_lists import activity_page
from app.views.activities import ActivityFilter, ActivityRow
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import field, popover, press, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow

TOMORROW = NOW.date() + timedelta(days=1)
ENTER = Qt.Key.Key_Return


def sheet(window: MainWindow) -> PlanStep:
    found = popover(window)
    assert isinstance(found, PlanStep)
    return found


def plan(window: MainWindow, qtbot: QtBot) -> PlanStep:
    window.frame.actions_.run("add_activities")
    found = sheet(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.when)
    return found


def take(qtbot: QtBot, found: PlanStep, letters: str, title: str = "") -> None:
    """Find a name by its letters and take the first, or the one of that title."""
    found.who.setFocus()
    qtbot.keyClicks(found.who, letters)
    qtbot.waitUntil(lambda: bool(found.who.suggestions()))
    titles = [one.title for one in found.who.suggestions()]
    for _step in range(titles.index(title) + 1 if title else 1):
        qtbot.keyClick(found.who, Qt.Key.Key_Down)
    qtbot.keyClick(found.who, ENTER)
    qtbot.waitUntil(lambda: not found.who.text())


def planned(workspace: WatchedWorkspace) -> list[ActivityRow]:
    """What is planned, but Anna's call of today."""
    rows = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    return [row for row in rows if row.activity.regarding != "Ask about the discount"]


def test_something_is_planned_with_several_people(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    found = plan(window, qtbot)
    qtbot.keyClicks(found.when, "tomorrow 10:30")
    take(qtbot, found, "Shch")
    take(qtbot, found, "Abb")
    take(qtbot, found, "O'N")
    qtbot.keyClick(found.who, Qt.Key.Key_Backspace)

    qtbot.keyClick(found.who, ENTER)

    qtbot.waitUntil(lambda: len(planned(workspace)) == 1)
    step = planned(workspace)[0].activity
    assert (step.contact_name, [name for _id, name in step.people]) == ("Anna Shchukina", ["Abbott"])


def test_something_is_planned_with_a_company_and_nobody_there(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    found = plan(window, qtbot)
    qtbot.keyClicks(found.when, "tomorrow")
    take(qtbot, found, "SibM", "SibMash")

    qtbot.keyClick(found.who, ENTER)

    qtbot.waitUntil(lambda: len(planned(workspace)) == 1)
    step = planned(workspace)[0].activity
    assert (step.contact_id, step.company_name) == (None, "SibMash")


def test_the_plan_button_of_a_company_means_the_company(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    for row in workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows:
        workspace.do(activities.cancel, row.activity.id).result()
    window.frame.show_section("companies")
    qtbot.waitUntil(window.is_settled)

    press(window, "Plan")
    assert "SibMash" in texts(sheet(window))
    qtbot.keyClicks(sheet(window).when, "tomorrow 9:00")
    qtbot.keyClick(sheet(window).when, ENTER)

    qtbot.waitUntil(lambda: [row.activity.company_name for row in planned(workspace)] == ["SibMash"])
    qtbot.waitUntil(window.is_settled)
    qtbot.waitUntil(lambda: "Tomorrow 9:00" in texts(window).replace("\xa0", " "))


def test_what_is_in_the_way_is_told_and_the_next_free_time_taken(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    when = activities.When(TOMORROW + timedelta(days=2), time(10), "UTC")  # a Monday
    workspace.do(activities.schedule, anna, kind="meeting", when=when, regarding="Show").result()
    found = plan(window, qtbot)
    found._choose("call")

    qtbot.keyClicks(found.when, "monday 10:30")
    qtbot.waitUntil(found.clash.isVisible)
    assert "Show" in found.clash.told.text()
    found.clash.free.click()

    qtbot.waitUntil(lambda: len(planned(workspace)) == 2)
    assert f"{planned(workspace)[1].activity.start:%a %H:%M}" == "Mon 11:00"


def test_a_second_enter_plans_it_all_the_same(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    when = activities.When(TOMORROW + timedelta(days=2), time(10), "UTC")
    workspace.do(activities.schedule, anna, kind="meeting", when=when, regarding="Show").result()
    found = plan(window, qtbot)
    found._choose("call")
    found.when.setText("monday 10:30")

    qtbot.keyClick(found.when, ENTER)
    qtbot.waitUntil(found.clash.isVisible)
    assert len(planned(workspace)) == 1
    qtbot.keyClick(found.when, ENTER)

    qtbot.waitUntil(lambda: len(planned(workspace)) == 2)


def test_the_rarer_half_says_how_long_whether_it_repeats_and_where(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    found = plan(window, qtbot)
    qtbot.keyClicks(found.when, "tomorrow 10:00")

    press(found, "More")
    more = found._more
    assert more is not None
    more.length.setFocus()
    for _step in range(5):  # from none to an hour and a half
        qtbot.keyClick(more.length, Qt.Key.Key_Down)
    more.repeat.setFocus()
    qtbot.keyClick(more.repeat, Qt.Key.Key_Down)
    where = field(found, "Where")
    qtbot.keyClicks(where, "Our office")
    qtbot.keyClick(where, ENTER)

    qtbot.waitUntil(lambda: len(planned(workspace)) == 1)
    row = planned(workspace)[0]
    assert (row.activity.duration, row.repeats) == (90, True)
