"""Planned things dragged onto the small month, one day seen alone, and the filters a window comes back with."""

from collections.abc import Callable
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.services import activities, companies
from app.services.activity_lists import activity_page
from app.views.activities import ActivityFilter
from tests.integration.ui.conftest import NOW
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.context import Ref
from ui.dialogs.editing_plan import EditStep
from ui.dialogs.mini_month import CELL
from ui.main_window import MainWindow
from ui.sections.activities.page import ActivitiesPage

TODAY = NOW.date()  # Friday, 20 November
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def plan(workspace: WatchedWorkspace) -> list[UUID]:
    """Three of today at 13, 14, 15, one of tomorrow."""
    made = []
    for about, day, hour in (("First", 0, 13), ("Second", 0, 14), ("Third", 0, 15), ("Fourth", 1, 9)):
        when = activities.When(TODAY + timedelta(days=day), time(hour), "UTC")
        made.append(workspace.do(activities.schedule, None, kind="todo", when=when, regarding=about).result())
    return made


@pytest.fixture
def open_page(open_window: Callable[..., MainWindow]) -> Callable[[], ActivitiesPage]:
    def open_now() -> ActivitiesPage:
        page = open_window("activities").frame.page()
        assert isinstance(page, ActivitiesPage)
        return page

    return open_now


def shown(page: ActivitiesPage) -> list[str]:
    return [str(page.list.model.index(row).data()) for row in range(page.list.model.rowCount())]


def seen(workspace: WatchedWorkspace) -> list[str]:
    rows = workspace.ask(activity_page, ActivityFilter(), "UTC").result().rows
    return [f"{row.activity.regarding} {row.activity.start:%d %H}" for row in rows]


def row(page: ActivitiesPage, place: int) -> QPoint:
    spot: QPoint = page.list.view.visualRect(page.list.model.index(place)).center()
    return spot


def day(page: ActivitiesPage, wanted: date) -> QPoint:
    """Where a day of the month shown stands, as the list sees it."""
    first = next(at for at, one in enumerate(page.side.month.days._days) if one.day == wanted)
    spot = QPoint(first % 7 * CELL + CELL // 2, (first // 7 + 1) * CELL + CELL // 2)
    return page.list.view.viewport().mapFromGlobal(page.side.month.days.mapToGlobal(spot))


def test_several_chosen_rows_are_dragged_onto_a_day_and_keep_their_hours(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, plan: list[UUID], qtbot: QtBot
) -> None:
    page = open_page()
    port = page.list.view.viewport()
    qtbot.mouseClick(port, LEFT, pos=row(page, 0))
    qtbot.mouseClick(port, LEFT, SHIFT, pos=row(page, 1))

    qtbot.mousePress(port, LEFT, pos=row(page, 1))
    qtbot.mouseMove(port, row(page, 1) + QPoint(40, 0))
    qtbot.mouseMove(port, day(page, TODAY + timedelta(days=4)))
    qtbot.mouseRelease(port, LEFT, pos=day(page, TODAY + timedelta(days=4)))

    moved = ["Third 20 15", "Fourth 21 09", "First 24 13", "Second 24 14"]
    qtbot.waitUntil(lambda: seen(workspace) == moved)
    workspace.undo().result()
    assert seen(workspace) == ["First 20 13", "Second 20 14", "Third 20 15", "Fourth 21 09"]


def test_a_double_click_on_a_chosen_row_opens_its_sheet_and_from_there_whom_it_is_with(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    page = open_page()  # Anna's call is chosen
    window = page.window()
    port = page.list.view.viewport()

    qtbot.mouseClick(port, LEFT, pos=row(page, 0))
    qtbot.mouseDClick(port, LEFT, pos=row(page, 0))
    qtbot.waitUntil(lambda: bool(window.findChildren(EditStep)))
    window.findChildren(EditStep)[0].whose.click()

    qtbot.waitUntil(lambda: window.frame.shown() == "contacts")
    qtbot.waitUntil(window.is_settled)
    assert window.frame.page().current() == Ref("contact", anna)


def test_let_go_beside_the_month_nothing_moves(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, plan: list[UUID], qtbot: QtBot
) -> None:
    page = open_page()
    port = page.list.view.viewport()
    before = seen(workspace)

    qtbot.mousePress(port, LEFT, pos=row(page, 0))
    qtbot.mouseMove(port, row(page, 2))
    qtbot.mouseRelease(port, LEFT, pos=row(page, 2))

    qtbot.waitUntil(page.settled)
    assert seen(workspace) == before


def test_a_key_puts_the_chosen_off_to_tomorrow(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, plan: list[UUID], qtbot: QtBot
) -> None:
    page = open_page()
    page.arrive()

    qtbot.keyClick(page.list.view, Qt.Key.Key_Right, CTRL)

    qtbot.waitUntil(lambda: seen(workspace) == ["Second 20 14", "Third 20 15", "Fourth 21 09", "First 21 13"])


def test_a_pressed_day_is_shown_alone_until_its_chip_is_pressed(
    open_page: Callable[[], ActivitiesPage], plan: list[UUID], qtbot: QtBot
) -> None:
    page = open_page()
    spot = page.side.month.days.mapFromGlobal(
        page.list.view.viewport().mapToGlobal(day(page, TODAY + timedelta(days=1)))
    )

    qtbot.mouseClick(page.side.month.days, LEFT, pos=spot)
    qtbot.waitUntil(lambda: shown(page) == ["Fourth"])
    page.filters.spans._parts[0].click()

    qtbot.waitUntil(lambda: len(shown(page)) == 4)


def test_the_filters_come_back_with_the_window(
    open_page: Callable[[], ActivitiesPage], plan: list[UUID], qtbot: QtBot
) -> None:
    page = open_page()
    page.filters._ask(ActivityFilter(span="tomorrow", kind="todo"))
    qtbot.waitUntil(lambda: shown(page) == ["Fourth"])
    page.window().close()

    again = open_page()

    assert again.list.wanted == ActivityFilter(span="tomorrow", kind="todo")
    qtbot.waitUntil(lambda: shown(again) == ["Fourth"])


def test_what_is_planned_with_a_company_alone_opens_the_company(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    firm = workspace.do(companies.add_company, {"name": "SibMash"}).result()
    when = activities.When(TODAY, time(13), "UTC")
    workspace.do(activities.schedule, None, kind="meeting", when=when, regarding="Show", company_id=firm).result()
    page = open_page()
    page.arrive()
    window = page.window()

    qtbot.keyClick(page.list.view, Qt.Key.Key_O, CTRL)

    qtbot.waitUntil(lambda: window.frame.shown() == "companies")
    qtbot.waitUntil(window.is_settled)
    current = window.frame.page().current()
    assert current is not None
    assert (current.kind, current.id) == ("company", firm)
