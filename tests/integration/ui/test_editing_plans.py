"""What is planned edited whole, from wherever it stands: the list, the calendar, today, a card, the reminders."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services import activities
from app.services.activity_edits import whole_activity
from app.services.activity_lists import activity_page
from app.services.calendar import calendar
from app.views.activities import ActivityFilter
from app.views.planning import WholeActivity
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import press, shown, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.clearing import ClearStep
from ui.dialogs.editing_plan import EditStep, edit_activity
from ui.dialogs.step_card import StepCard
from ui.main_window import MainWindow
from ui.sections.activities.page import ActivitiesPage
from ui.sections.calendar.page import CalendarPage
from ui.sections.today.page import TodayPage
from ui.sections.today.plan_row import PlanRow

TODAY = NOW.date()  # Friday, 20 November
ENTER, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton


def sheet(window: MainWindow, qtbot: QtBot) -> EditStep:
    qtbot.waitUntil(lambda: len(shown(window, EditStep)) == 1)
    return shown(window, EditStep)[0]


def edit(window: MainWindow, activity_id: UUID) -> None:
    """Open the sheet from nowhere in particular."""
    ctx = window.context()
    assert ctx is not None
    edit_activity(ctx, window.frame.top, activity_id)


def only(workspace: WatchedWorkspace) -> UUID:
    (row,) = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    return row.activity.id


def whole(workspace: WatchedWorkspace, activity_id: UUID) -> WholeActivity:
    return workspace.ask(whole_activity, activity_id, "UTC").result()


def series(workspace: WatchedWorkspace) -> UUID:
    """A meeting on each of four days, from today at 15."""
    when = activities.When(TODAY, (NOW + timedelta(hours=3, minutes=48)).time(), "UTC")
    made: UUID = workspace.do(
        activities.schedule, None, kind="meeting", when=when, regarding="Show", rrule="FREQ=DAILY;COUNT=4"
    ).result()
    return made


def stands(workspace: WatchedWorkspace) -> list[str]:
    view = workspace.ask(calendar, "UTC", TODAY, TODAY + timedelta(days=6)).result()
    return [f"{one.begins:%d %H} {one.regarding}" for one in view.timed]


def calendar_of(open_window: Callable[..., MainWindow]) -> CalendarPage:
    page = open_window("calendar").frame.page()
    assert isinstance(page, CalendarPage)
    page.arrive()
    return page


def test_enter_on_a_row_opens_all_there_is_and_one_undo_takes_every_change_back(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    window = open_window("activities")
    page = window.frame.page()
    assert isinstance(page, ActivitiesPage)
    page.arrive()
    before = whole(workspace, only(workspace))

    qtbot.keyClick(page.list.view, ENTER)
    found = sheet(window, qtbot)
    assert (found.about.text(), found.when.text()) == ("Ask about the discount", "20.11.2026 14:12")
    assert "Anna Shchukina" in texts(found)
    found.about.setText("Ask about the price")
    found._choose("meeting")
    more = found._more
    assert more is not None
    more.place.setText("Our office")
    more.private.click()
    more.reminders.more.click()
    qtbot.keyClick(found.about, ENTER)

    qtbot.waitUntil(lambda: not shown(window, EditStep))
    after = whole(workspace, before.id)
    assert (after.regarding, after.kind, after.place, after.private) == (
        "Ask about the price",
        "meeting",
        "Our office",
        True,
    )
    assert (after.warnings, after.when, after.people) == ((5, 60), before.when, before.people)
    assert workspace.undo().result()
    assert whole(workspace, before.id) == before


def test_nothing_changed_is_nothing_to_undo(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    window = open_window("activities")
    done = len(workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows)
    edit(window, only(workspace))
    found = sheet(window, qtbot)

    qtbot.keyClick(found.about, ENTER)

    qtbot.waitUntil(lambda: not shown(window, EditStep))
    assert "Edit activity" not in window.frame.status.said.text()
    assert done == 1


def test_one_time_of_a_series_is_moved_alone_from_the_calendar(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    series(workspace)
    page = calendar_of(open_window)
    qtbot.keyClick(page.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.hours, Qt.Key.Key_Right)

    qtbot.keyClick(page.hours, ENTER)
    found = sheet(page.window(), qtbot)
    found.when.setText("21.11.2026 17:00")
    qtbot.keyClick(found.when, ENTER)

    qtbot.waitUntil(lambda: stands(workspace) == ["20 15 Show", "21 17 Show", "22 15 Show", "23 15 Show"])


def test_how_much_of_a_series_is_meant_is_said_by_a_chip(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    series(workspace)
    page = calendar_of(open_window)
    qtbot.keyClick(page.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.hours, Qt.Key.Key_Right)
    qtbot.keyClick(page.hours, ENTER)
    found = sheet(page.window(), qtbot)
    found.about.setText("Talk")

    press(found, "This and all following")
    qtbot.keyClick(found.about, ENTER)

    qtbot.waitUntil(lambda: stands(workspace) == ["20 15 Show", "21 15 Talk", "22 15 Talk", "23 15 Talk"])


def test_another_repetition_is_no_matter_of_one_time(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    made = series(workspace)
    window = open_window("activities")
    edit(window, made)
    found = sheet(window, qtbot)
    assert found._more is not None

    found._more.until.setFocus()
    found._more.until.clear()
    qtbot.keyClicks(found._more.until, "2 times")

    chips = {one.text(): one for one in shown(found, QPushButton)}
    assert (found.scope, chips["This time only"].isEnabled()) == ("following", False)
    qtbot.keyClick(found._more.until, ENTER)
    qtbot.waitUntil(lambda: stands(workspace) == ["20 15 Show", "21 15 Show"])


def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    made = series(workspace)
    window = open_window("activities")
    edit(window, made)
    found = sheet(window, qtbot)
    assert found._more is not None

    found._more.until.setText("some day")
    qtbot.keyClick(found._more.until, ENTER)

    assert found._more.wrong.isVisible()
    assert len(stands(workspace)) == 4


def test_the_hour_is_taken_away_by_a_switch_and_comes_back(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    window = open_window("activities")
    edit(window, only(workspace))
    found = sheet(window, qtbot)
    assert found._more is not None

    found._more.all_day.click()
    without = found.when.text()
    found._more.all_day.click()

    assert (without, found.when.text()) == ("20.11.2026", "20.11.2026 14:12")


def test_a_move_onto_something_else_is_warned_of_other_changes_are_not(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    call = only(workspace)
    when = activities.When(TODAY, (NOW + timedelta(hours=3)).time(), "UTC")
    workspace.do(activities.schedule, None, kind="meeting", when=when, regarding="Show").result()
    window = open_window("activities")
    edit(window, call)
    found = sheet(window, qtbot)
    found.about.setText("Other words")
    qtbot.keyClick(found.about, ENTER)
    qtbot.waitUntil(lambda: whole(workspace, call).regarding == "Other words")
    qtbot.waitUntil(lambda: not shown(window, EditStep))

    edit(window, call)
    found = sheet(window, qtbot)
    found.when.setText("20.11.2026 14:30")
    qtbot.keyClick(found.when, ENTER)

    qtbot.waitUntil(found.clash.isVisible)
    assert "Show" in found.clash.told.text()
    assert whole(workspace, call).when.time == when.time.replace(second=0)  # type: ignore[union-attr]  # it has an hour


def test_today_opens_it_with_enter_and_with_a_double_press(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    window = open_window("today")
    page = window.frame.page()
    assert isinstance(page, TodayPage)
    row = page.findChildren(PlanRow)[0]
    row.setFocus()

    qtbot.keyClick(row, ENTER)
    sheet(window, qtbot).close()
    qtbot.waitUntil(lambda: not shown(window, EditStep))
    qtbot.mouseDClick(row, LEFT, pos=QPoint(row.width() // 2, 3))

    assert sheet(window, qtbot).about.text() == "Ask about the discount"


def test_a_card_opens_its_next_step_and_what_is_planned_after_it(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    when = activities.When(TODAY + timedelta(days=3), None, "UTC")
    workspace.do(
        activities.schedule, people[0], kind="meeting", when=when, regarding="Contract", participants=[people[2]]
    ).result()
    window = open_window("contacts")
    window.frame.page().list.go_to(people[2])
    qtbot.waitUntil(window.is_settled)
    qtbot.waitUntil(lambda: any("Contract" in one.accessibleName() for one in shown(window, QPushButton)))

    next(one for one in shown(window, QPushButton) if "Contract" in one.accessibleName()).click()
    further = sheet(window, qtbot)
    names = texts(further)
    further.close()
    qtbot.waitUntil(lambda: not shown(window, EditStep))
    shown(window, StepCard)[0].edit()

    assert "Abbott" in names
    assert sheet(window, qtbot).about.text() == "Ask about the discount"


def test_done_in_the_sheet_asks_how_it_went(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    window = open_window("activities")
    edit(window, only(workspace))

    press(sheet(window, qtbot), "Done")

    qtbot.waitUntil(lambda: len(shown(window, ClearStep)) == 1)


def test_a_reminder_opens_it_in_the_window(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    at = NOW - timedelta(hours=1)
    when = activities.When(at.date(), at.time(), "UTC")
    workspace.do(activities.schedule, people[0], kind="call", when=when, regarding="Price", warning=0).result()
    window = open_window()
    window.watch_reminders()
    assert window.ringing is not None
    reminders = window.ringing.window
    qtbot.waitUntil(lambda: reminders.isVisible() and len(reminders.rows) == 1)

    qtbot.keyClick(reminders.rows[0], Qt.Key.Key_E)

    assert sheet(window, qtbot).about.text() == "Price"
