"""The calendar over a real workspace: drawn on, dragged, stretched, walked by keys, of a series as much as one says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import activities
from app.services.calendar import calendar
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.clearing import ClearStep
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.sections.calendar.hours import HOUR
from ui.sections.calendar.page import CalendarPage
from ui.sections.calendar.sheets import ItemSheet, ScopeSheet
from ui.sections.calendar.wording import zone_mark

NOW = datetime(2026, 11, 18, 11, 12, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 16)
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def now() -> Callable[[], datetime]:
    return lambda: NOW


@pytest.fixture
def open_page(open_window: Callable[..., MainWindow]) -> Callable[[], CalendarPage]:
    def open_now() -> CalendarPage:
        page = open_window("calendar").frame.page()
        assert isinstance(page, CalendarPage)
        return page

    return open_now


def plan(workspace: WatchedWorkspace, day: int, at: time | None, minutes: int = 60, rrule: str = "") -> UUID:
    when = activities.When(MONDAY + timedelta(days=day), at, "UTC")
    made: UUID = workspace.do(
        activities.schedule, None, kind="meeting", when=when, regarding="Show", duration=minutes, rrule=rrule
    ).result()
    return made


def seen(workspace: WatchedWorkspace) -> list[str]:
    """What stands on the week, as day and hours."""
    view = workspace.ask(calendar, "UTC", MONDAY, MONDAY + timedelta(days=6)).result()
    return [f"{one.begins:%a %H:%M}-{one.ends:%H:%M}" for one in view.timed]


def point(page: CalendarPage, day: int, hour: float) -> QPoint:
    """A point of the grid: a little within the column."""
    return QPoint(page.hours.column_edges()[day] + 20, round(hour * HOUR))


def drag(qtbot: QtBot, page: CalendarPage, begin: QPoint, end: QPoint) -> None:
    qtbot.mousePress(page.hours, LEFT, pos=begin)
    qtbot.mouseMove(page.hours, begin + (end - begin) / 2)
    qtbot.mouseMove(page.hours, end)
    qtbot.mouseRelease(page.hours, LEFT, pos=end)


def press(page: QWidget, title: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == title and one.isVisible()).click()


def test_dragging_over_nothing_plans_a_meeting_of_that_length(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page = open_page()

    drag(qtbot, page, point(page, 3, 10.02), point(page, 3, 11.48))
    sheet = page.window().findChild(PlanStep)
    qtbot.keyClicks(sheet.about, "Talk")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: seen(workspace) == ["Thu 10:00-11:30"])


def test_an_item_is_dragged_to_another_day_and_hour(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, time(9))
    page = open_page()

    drag(qtbot, page, point(page, 1, 9.5), point(page, 4, 13.8))

    qtbot.waitUntil(lambda: seen(workspace) == ["Fri 13:15-14:15"])
    assert workspace.undo().result()
    qtbot.waitUntil(lambda: seen(workspace) == ["Tue 09:00-10:00"])


def test_an_items_foot_makes_it_longer(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, time(9))
    page = open_page()

    drag(qtbot, page, point(page, 1, 9.97), point(page, 1, 11))

    qtbot.waitUntil(lambda: seen(workspace) == ["Tue 09:00-11:00"])


def test_keys_choose_move_stretch_and_cancel(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, time(9))
    page = open_page()
    page.arrive()

    qtbot.keyClick(page.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.hours, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: seen(workspace) == ["Wed 09:00-10:00"] and page.hours.current().begins.day != 17)
    qtbot.keyClick(page.hours, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: seen(workspace) == ["Wed 09:00-10:15"])
    qtbot.keyClick(page.hours, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: seen(workspace) == [])


@pytest.mark.parametrize(
    ("digit", "expected"),
    [
        (Qt.Key.Key_1, ["Mon 09:00-10:00", "Tue 09:00-10:00", "Wed 12:00-13:00", "Thu 09:00-10:00"]),
        (Qt.Key.Key_2, ["Mon 09:00-10:00", "Tue 09:00-10:00", "Wed 12:00-13:00", "Thu 12:00-13:00"]),
        (Qt.Key.Key_3, ["Mon 12:00-13:00", "Tue 12:00-13:00", "Wed 12:00-13:00", "Thu 12:00-13:00"]),
    ],
)
def test_of_a_series_as_much_is_moved_as_one_says(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot, digit: Qt.Key, expected: list[str]
) -> None:
    plan(workspace, 0, time(9), rrule="FREQ=DAILY;COUNT=4")
    page = open_page()

    drag(qtbot, page, point(page, 2, 9.5), point(page, 2, 12.5))
    qtbot.keyClick(page.window().findChild(ScopeSheet), digit)

    qtbot.waitUntil(lambda: seen(workspace) == expected)


def test_closing_the_question_about_a_series_moves_nothing(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 0, time(9), rrule="FREQ=DAILY;COUNT=2")
    page = open_page()
    before = seen(workspace)

    drag(qtbot, page, point(page, 1, 9.5), point(page, 1, 12.5))
    qtbot.keyClick(page.window().findChild(ScopeSheet), Qt.Key.Key_Escape)

    assert seen(workspace) == before


def test_space_tells_of_an_item_and_offers_to_clear_only_the_next_time_of_a_series(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 2, time(15), rrule="FREQ=DAILY;COUNT=2")
    page = open_page()
    page.arrive()

    opened = []
    for _turn in range(2):
        qtbot.keyClick(page.hours, Qt.Key.Key_Down)
        qtbot.keyClick(page.hours, Qt.Key.Key_Space)
        sheet = next(one for one in page.window().findChildren(ItemSheet) if one.isVisible())
        qtbot.waitUntil(lambda sheet=sheet: sheet.clear.isEnabled() or bool(sheet.clear.toolTip()))
        opened.append(sheet.clear.isEnabled())
        sheet.close()

    assert opened == [True, False]


def test_the_scale_changes_by_keys_and_t_goes_to_today(open_page: Callable[[], CalendarPage], qtbot: QtBot) -> None:
    page = open_page()
    page.go_to(MONDAY + timedelta(days=40))
    page.arrive()

    qtbot.keyClick(page.hours, Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(page.settled)
    in_month = page.month.isVisible()
    qtbot.keyClick(page.month, Qt.Key.Key_T)
    qtbot.keyClick(page.month, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(page.settled)

    assert in_month
    assert page.top.title.text().replace("\xa0", " ") == "Wednesday, 18 November 2026"


def test_a_month_says_how_many_more_there_are_and_shows_the_day(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    for hour in range(9, 18):
        plan(workspace, 1, time(hour))
    page = open_page()
    page.go_to(MONDAY, "month")
    qtbot.waitUntil(page.settled)
    cell = page.month.cell_of(MONDAY + timedelta(days=1))

    qtbot.mouseClick(page.month, LEFT, pos=QPoint(cell.x() + 20, cell.bottom() - 8))

    assert (page.mode, page.day) == ("day", MONDAY + timedelta(days=1))


def test_an_item_is_dragged_to_another_day_of_the_month(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, time(9))
    page = open_page()
    page.go_to(MONDAY, "month")
    qtbot.waitUntil(page.settled)
    begin, end = (page.month.cell_of(MONDAY + timedelta(days=day)).topLeft() + QPoint(30, 34) for day in (1, 4))

    qtbot.mousePress(page.month, LEFT, pos=begin)
    qtbot.mouseMove(page.month, end)
    qtbot.mouseRelease(page.month, LEFT, pos=end)

    qtbot.waitUntil(lambda: seen(workspace) == ["Fri 09:00-10:00"])


def test_drawn_over_days_of_the_month_something_is_planned_for_all_of_them(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page = open_page()
    page.go_to(MONDAY, "month")
    qtbot.waitUntil(page.settled)
    begin, end = (page.month.cell_of(MONDAY + timedelta(days=day)).center() for day in (1, 3))

    qtbot.mousePress(page.month, LEFT, pos=begin)
    qtbot.mouseMove(page.month, end)
    qtbot.mouseRelease(page.month, LEFT, pos=end)
    sheet = page.window().findChild(PlanStep)
    qtbot.keyClicks(sheet.about, "Fair")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)

    def strip() -> list[tuple[str, int]]:
        view = workspace.ask(calendar, "UTC", MONDAY, MONDAY + timedelta(days=6)).result()
        return [(one.regarding, (one.ends - one.begins).days) for one in view.timeless]

    qtbot.waitUntil(lambda: strip() == [("Fair", 3)])


def test_ins_plans_something_for_the_day_of_the_chosen_item(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 3, time(9))
    page = open_page()
    page.arrive()
    qtbot.keyClick(page.hours, Qt.Key.Key_Down)

    qtbot.keyClick(page.hours, Qt.Key.Key_Insert)

    assert page.window().findChild(PlanStep).when.text() == "19.11.2026"


def test_ctrl_enter_asks_how_the_chosen_item_went(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 2, time(9))
    page = open_page()
    page.arrive()
    qtbot.keyClick(page.hours, Qt.Key.Key_Down)

    qtbot.keyClick(page.hours, Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: page.window().findChild(ClearStep) is not None)


def test_the_hours_say_how_far_they_are_from_utc() -> None:
    day = date(2026, 11, 18)

    marks = [zone_mark(zone, day) for zone in ("Asia/Novosibirsk", "Asia/Kolkata", "America/New_York", "UTC")]

    assert marks == ["UTC+7", "UTC+5:30", "UTC−5", "UTC"]
