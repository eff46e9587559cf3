"""What has no hour: drawn over days, moved, stretched, given an hour and taken from it; and what is sought steps back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services import activities, contacts
from app.services.calendar import calendar
from app.views.contacts import ContactId
from tests.integration.ui.seen import texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.mini_month import CELL
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.sections.calendar.head import LINE, NAMES
from ui.sections.calendar.hours import HOUR
from ui.sections.calendar.page import CalendarPage
from ui.sections.calendar.sheets import ItemSheet

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


def plan(
    workspace: WatchedWorkspace, day: int, at: time | None, minutes: int = 0, about: str = "Fair", kind: str = "todo"
) -> UUID:
    when = activities.When(MONDAY + timedelta(days=day), at, "UTC")
    made: UUID = workspace.do(
        activities.schedule, None, kind=kind, when=when, regarding=about, duration=minutes
    ).result()
    return made


def seen(workspace: WatchedWorkspace) -> list[str]:
    """What stands on the week: days, or day and hours."""
    view = workspace.ask(calendar, "UTC", MONDAY, MONDAY + timedelta(days=6)).result()
    days = [f"{one.begins:%a} +{max((one.ends - one.begins).days, 1)}" for one in view.timeless]
    return [*days, *(f"{one.begins:%a %H:%M}-{one.ends:%H:%M}" for one in view.timed)]


def strip(page: CalendarPage, day: int, across: int = 30) -> QPoint:
    """A point of the first line of the strip."""
    return QPoint(page.hours.column_edges()[day] + across, NAMES + LINE // 2)


def hour(page: CalendarPage, day: int, at: float) -> QPoint:
    return QPoint(page.hours.column_edges()[day] + 30, round(at * HOUR))


def drag(qtbot: QtBot, place: QWidget, begin: QPoint, end: QPoint) -> None:
    qtbot.mousePress(place, LEFT, pos=begin)
    qtbot.mouseMove(place, begin + (end - begin) / 2)
    qtbot.mouseMove(place, end)
    qtbot.mouseRelease(place, LEFT, pos=end)


def test_dragged_along_the_strip_it_goes_to_another_day(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, None)
    page = open_page()

    drag(qtbot, page.head, strip(page, 1), strip(page, 4))

    qtbot.waitUntil(lambda: seen(workspace) == ["Fri +1"])
    workspace.undo().result()
    qtbot.waitUntil(lambda: seen(workspace) == ["Tue +1"])


def test_its_end_stretches_it_over_days_and_back(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, None)
    page = open_page()
    end = page.hours.column_edges()[2] - 9

    drag(qtbot, page.head, QPoint(end, strip(page, 1).y()), strip(page, 3))
    qtbot.waitUntil(lambda: seen(workspace) == ["Tue +3"])
    qtbot.waitUntil(lambda: page.head.place_of(page.head._bars[0].item).width() > 2 * (end - strip(page, 1).x()))
    drag(qtbot, page.head, QPoint(page.hours.column_edges()[4] - 9, strip(page, 1).y()), strip(page, 2))

    qtbot.waitUntil(lambda: seen(workspace) == ["Tue +2"])


def test_drawn_over_days_something_is_planned_for_all_of_them(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page = open_page()

    drag(qtbot, page.head, strip(page, 2), strip(page, 4))
    sheet = page.window().findChild(PlanStep)
    qtbot.keyClicks(sheet.about, "Trip")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: seen(workspace) == ["Wed +3"])


def test_what_lasts_for_days_is_not_late_before_its_last_one(workspace: WatchedWorkspace) -> None:
    key = plan(workspace, 0, None, 3 * 1440)

    step = workspace.ask(activities.activity, key).result()

    assert not step.late


def test_dragged_down_it_gets_an_hour_and_up_it_loses_it(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, None)
    page = open_page()
    spot = page.head.mapFromGlobal(page.hours.mapToGlobal(hour(page, 3, 11.05)))

    drag(qtbot, page.head, strip(page, 1), spot)
    qtbot.waitUntil(lambda: seen(workspace) == ["Thu 11:00-11:30"])
    qtbot.waitUntil(lambda: page._view is not None and len(page._view.timed) == 1)
    up = page.hours.mapFromGlobal(page.head.mapToGlobal(strip(page, 5)))
    drag(qtbot, page.hours, hour(page, 3, 11.2), up)

    qtbot.waitUntil(lambda: seen(workspace) == ["Sat +1"])


def test_onto_the_small_month_it_goes_to_that_day_at_its_hour(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, time(9), 60)
    page = open_page()
    row, column = 4, 2  # the fourth week of the month as shown, a Wednesday
    day = page.hours.mapFromGlobal(
        page.mini.days.mapToGlobal(QPoint(column * CELL + 10, row * CELL + 10))
    )  # Wed 18 Nov

    drag(qtbot, page.hours, hour(page, 1, 9.5), day)

    qtbot.waitUntil(lambda: seen(workspace) == ["Wed 09:00-10:00"])


def test_the_same_by_keys(open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    plan(workspace, 1, None)
    page = open_page()
    page.arrive()

    def shown(what: list[str]) -> bool:
        current = page.hours.current()
        return seen(workspace) == what and current is not None and f"{current.begins:%a}" == what[0][:3]

    qtbot.keyClick(page.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.hours, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: shown(["Wed +1"]))
    qtbot.keyClick(page.hours, Qt.Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: seen(workspace) == ["Wed +2"] and page.hours.current().duration == 2880)
    qtbot.keyClick(page.hours, Qt.Key.Key_Down, CTRL)
    qtbot.waitUntil(lambda: seen(workspace) == ["Wed 09:00-09:30"] and not page.hours.current().timeless)
    qtbot.keyClick(page.hours, Qt.Key.Key_Up, CTRL | SHIFT)

    qtbot.waitUntil(lambda: seen(workspace) == ["Wed +1"])


def test_what_is_not_sought_steps_back_and_comes_again(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    plan(workspace, 1, time(9), 60, "Ёлка")
    plan(workspace, 2, time(9), 60, "Lathe")
    page = open_page()

    page.narrow("елка")
    qtbot.waitUntil(page.top.sought.isVisible)
    assert [one.faded for one in page._view.timed] == [False, True]
    assert "“елка”: 1" in page.top.sought.text()
    page.top.sought.click()

    qtbot.waitUntil(page.top.sought.isHidden)
    assert [one.faded for one in page._view.timed] == [False, False]


def test_a_work_week_has_five_days(open_page: Callable[[], CalendarPage], qtbot: QtBot) -> None:
    page = open_page()
    page.arrive()

    qtbot.keyClick(page.hours, Qt.Key.Key_4, CTRL)

    qtbot.waitUntil(lambda: len(page.hours.column_edges()) == 6)


def test_the_sheet_tells_the_clients_own_time_and_who_else_comes(
    open_page: Callable[[], CalendarPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    anna, olga = (
        ContactId(workspace.do(contacts.add_contact, {"first": name, "time_zone": "Asia/Vladivostok"}).result())
        for name in ("Anna", "Olga")
    )
    when = activities.When(MONDAY + timedelta(days=1), time(9), "UTC")
    workspace.do(activities.schedule, anna, kind="meeting", when=when, regarding="Show", participants=[olga]).result()
    page = open_page()
    page.arrive()

    qtbot.keyClick(page.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.hours, Qt.Key.Key_Space)
    sheet = next(one for one in page.window().findChildren(ItemSheet) if one.isVisible())
    qtbot.waitUntil(lambda: "Olga" in texts(sheet))

    said = texts(sheet).replace("\xa0", " ")
    assert "7:00 pm there" in said
    assert "Anna +1" in said
