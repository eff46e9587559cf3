"""The page of today over a real workspace: what a person sees of the day and does about it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services import activities, contacts, history, opportunities
from app.views.contacts import ContactId
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import press, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.clearing import ClearStep
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.sections.today.blocks import Line
from ui.sections.today.page import TodayPage
from ui.sections.today.plan_row import NowLine, PlanRow

TODAY = NOW.date()


@pytest.fixture
def open_today(open_window: Callable[..., MainWindow]) -> Callable[[], TodayPage]:
    def open_now() -> TodayPage:
        page = open_window("today").frame.page()
        assert isinstance(page, TodayPage)
        return page

    return open_now


def planned(workspace: WatchedWorkspace, who: UUID, day: date, at: time | None, about: str, kind: str = "call") -> UUID:
    when = activities.When(day, at, "UTC")
    made: UUID = workspace.do(activities.schedule, who, kind=kind, when=when, regarding=about).result()
    return made


@pytest.fixture
def anna(workspace: WatchedWorkspace) -> UUID:
    made: UUID = workspace.do(
        contacts.add_contact, {"last": "Shchukina", "first": "Anna", "company": "SibMash"}
    ).result()
    return made


def rows(page: TodayPage) -> list[str]:
    return [row.accessibleName() for row in page.findChildren(PlanRow)]


def said(page: TodayPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_an_empty_day_says_so_and_offers_to_plan(open_today: Callable[[], TodayPage]) -> None:
    page = open_today()

    assert "Friday, 20" in said(page)
    assert "Nothing is planned for today." in said(page)
    assert "Plan something" in [button.text() for button in page.findChildren(QPushButton)]


def test_late_things_stand_before_todays_and_the_line_of_now_between_what_was_and_what_comes(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID
) -> None:
    planned(workspace, anna, TODAY - timedelta(days=2), time(10), "Late one")
    planned(workspace, anna, TODAY, time(9), "Morning")
    planned(workspace, anna, TODAY, time(15), "Afternoon")
    planned(workspace, anna, TODAY, None, "Some time", kind="todo")

    page = open_today()

    late, morning, afternoon, sometime = page.findChildren(PlanRow)
    line = page.findChild(NowLine)
    assert "2 days" in late.accessibleName()
    assert "late" in morning.accessibleName()
    assert line.y() > morning.y()
    assert line.y() < afternoon.y() < sometime.y()


def test_a_call_is_cleared_from_the_keyboard_with_its_result_and_a_next_step(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    planned(workspace, anna, TODAY, time(15), "Ask about the discount")
    page = open_today()
    row = page.findChild(PlanRow)
    row.setFocus()

    qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet = page.window().findChild(ClearStep)
    qtbot.keyClick(sheet, Qt.Key.Key_1)
    sheet.when.setText("tomorrow 10:30")
    qtbot.keyClick(sheet.text, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: any("reached" in row for row in rows(page)))
    assert [entry.title for entry in workspace.ask(history.timeline, anna).result()] == ["Call · reached"]
    assert [
        one.start for one in workspace.ask(activities.agenda, zone="UTC", through=TODAY + timedelta(days=1)).result()
    ] == [datetime(2026, 11, 21, 10, 30, tzinfo=UTC)]


def test_a_kept_promise_leaves_the_page(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(history.write_note, anna, "!send the price list tomorrow").result()
    page = open_today()
    kept = next(button for button in page.findChildren(QPushButton) if button.toolTip() == "Kept")

    qtbot.mouseClick(kept, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "Promises" not in said(page))


def test_the_arrows_walk_the_plan(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    planned(workspace, anna, TODAY, time(14), "First")
    planned(workspace, anna, TODAY, time(15), "Second")
    page = open_today()
    first, second = page.findChildren(PlanRow)
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Down)

    assert second.hasFocus()


def test_a_bad_morning_shows_a_few_late_things_and_the_others_when_asked(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    for hour in range(12):
        planned(workspace, anna, TODAY - timedelta(days=3), time(hour), f"Late {hour}")
    page = open_today()
    few = len(page.findChildren(PlanRow))

    next(one for one in page.findChildren(QPushButton) if one.text() == "Show 4 more").click()

    qtbot.waitUntil(lambda: len(page.findChildren(PlanRow)) == 12)
    assert few == 8


def test_of_a_long_day_what_is_done_steps_back(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    for minute in range(18):
        made = planned(workspace, anna, TODAY, time(13, minute), f"Call {minute}")
        if minute < 5:
            workspace.do(activities.complete, made, result="reached").result()
    page = open_today()
    open_ones = len(page.findChildren(PlanRow))

    next(one for one in page.findChildren(QPushButton) if one.text() == "Show 5 that are done").click()

    qtbot.waitUntil(lambda: len(page.findChildren(PlanRow)) == 18)
    assert open_ones == 13


def test_the_keyboard_stays_in_its_place_when_what_stood_there_is_done(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    first = planned(workspace, anna, TODAY - timedelta(days=1), time(9), "First")
    planned(workspace, anna, TODAY - timedelta(days=2), time(9), "Second")
    page = open_today()
    page.arrive()
    assert page.findChildren(PlanRow)[0].hasFocus()

    workspace.do(activities.cancel, first).result()

    qtbot.waitUntil(lambda: [row.item.regarding for row in page._rows] == ["Second"])
    qtbot.waitUntil(page._rows[0].hasFocus)


def test_what_waits_is_walked_by_arrows_and_planned_in_place(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(opportunities.add_opportunity, "Lathe", contact_id=ContactId(anna)).result()
    workspace.do(opportunities.add_opportunity, "Vice", contact_id=ContactId(anna)).result()
    page = open_today()
    line = page.findChildren(Line)[0]
    line.stops()[0].setFocus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    plan = QApplication.focusWidget()
    assert isinstance(plan, QPushButton)
    assert plan.toolTip() == "Plan the next step"
    qtbot.keyClick(plan, Qt.Key.Key_Space)
    sheet = next(one for one in page.window().findChildren(PlanStep) if one.isVisible())
    qtbot.keyClicks(sheet.when, "tomorrow 10:00")
    qtbot.keyClick(sheet.when, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(page._lines) == 1)


def test_a_birthday_is_planned_for_its_own_morning(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(contacts.edit_contact, ContactId(anna), {"birthday": "1980-11-23"}).result()
    page = open_today()

    next(one for one in page.findChildren(QPushButton) if one.toolTip() == "Plan a call").click()
    sheet = next(one for one in page.window().findChildren(PlanStep) if one.isVisible())
    qtbot.keyClicks(sheet.about, "Congratulate")
    qtbot.keyClick(sheet.about, Qt.Key.Key_Return)

    through = TODAY + timedelta(days=7)

    def steps() -> list[datetime | None]:
        return [one.start for one in workspace.ask(activities.agenda, zone="UTC", through=through).result()]

    qtbot.waitUntil(lambda: steps() == [datetime(2026, 11, 23, 10, tzinfo=UTC)])


def test_a_sheet_outlives_the_row_it_was_opened_beside(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    planned(workspace, anna, TODAY, time(15), "Ask")
    page = open_today()
    page.arrive()
    qtbot.keyClick(page._rows[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet = next(one for one in page.window().findChildren(ClearStep) if one.isVisible())
    before = page._rows[0]

    page.refresh()
    qtbot.waitUntil(lambda: page._rows[0] is not before)
    sheet.settle()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    assert not sheet.isVisible()


def test_a_day_that_could_not_be_read_is_shown_again_with_the_keyboard_in_it(
    open_today: Callable[[], TodayPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    planned(workspace, anna, TODAY, time(15), "Ask")
    page = open_today()
    page.arrive()
    workspace.broken.add("today")
    page.refresh()
    qtbot.waitUntil(lambda: "The disk is full" in texts(page))
    page.arrive()

    workspace.broken.clear()
    press(page, "Try again")

    qtbot.waitUntil(lambda: bool(page._rows))
    assert "Ask" in texts(page)
