"""The page of activities over a real workspace: narrowed, cleared, moved, one by one and many at once."""

from collections.abc import Callable
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import activities, contacts
from tests.integration.ui.conftest import NOW
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.dialogs.clearing import ClearStep
from ui.dialogs.planning import PlanStep
from ui.main_window import MainWindow
from ui.sections.activities.many import ClearMany, MoveMany
from ui.sections.activities.page import ActivitiesPage

TODAY = NOW.date()
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def anna(workspace: WatchedWorkspace) -> UUID:
    made: UUID = workspace.do(contacts.add_contact, {"last": "Shchukina", "first": "Anna"}).result()
    return made


@pytest.fixture
def plan(workspace: WatchedWorkspace, anna: UUID) -> dict[str, UUID]:
    """A late to-do, two calls of today, one of tomorrow."""

    def made(about: str, day: date, at: time | None, kind: str = "call") -> UUID:
        when = activities.When(day, at, "UTC")
        done: UUID = workspace.do(activities.schedule, anna, kind=kind, when=when, regarding=about).result()
        return done

    return {
        "Late": made("Late", TODAY - timedelta(days=2), None, "todo"),
        "First": made("First", TODAY, time(14)),
        "Second": made("Second", TODAY, time(15)),
        "Third": made("Third", TODAY + timedelta(days=1), time(9, 30)),
    }


@pytest.fixture
def open_page(open_window: Callable[..., MainWindow]) -> Callable[[], ActivitiesPage]:
    def open_now() -> ActivitiesPage:
        page = open_window("activities").frame.page()
        assert isinstance(page, ActivitiesPage)
        return page

    return open_now


def listed(page: ActivitiesPage) -> list[str]:
    model = page.list.model
    return [str(model.index(row).data()).split(" · ", maxsplit=1)[0] for row in range(model.rowCount())]


def choose(page: ActivitiesPage, *places: int) -> None:
    """Choose rows as a person does: the first by a press, others with Ctrl held."""
    view = page.list.view
    flags = view.selectionModel().SelectionFlag
    for turn, place in enumerate(places):
        view.selectionModel().setCurrentIndex(
            page.list.model.index(place), flags.ClearAndSelect if turn == 0 else flags.Select
        )


def press(page: QWidget, title: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == title and one.isVisible()).click()


def test_everything_planned_stands_by_its_time_and_is_counted(
    open_page: Callable[[], ActivitiesPage], plan: dict[str, UUID]
) -> None:
    page = open_page()

    chips = [one.text() for one in page.filters.findChildren(QPushButton) if one.isVisible()]
    assert listed(page) == list(plan)
    assert chips[:5] == ["All 4", "Overdue 1", "Today 2", "Tomorrow 1", "7 days 3"]


def test_the_model_of_the_list_is_a_good_model(open_page: Callable[[], ActivitiesPage], plan: dict[str, UUID]) -> None:
    page = open_page()

    QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)

    assert page.list.model.rowCount() == len(plan)


@pytest.mark.usefixtures("plan")
def test_a_chip_narrows_the_list_to_its_days(open_page: Callable[[], ActivitiesPage], qtbot: QtBot) -> None:
    page = open_page()

    press(page, "Today 2")

    qtbot.waitUntil(lambda: listed(page) == ["First", "Second"])


@pytest.mark.usefixtures("plan")
def test_a_call_is_cleared_by_keys_with_its_result(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, 1)

    page.clear()
    sheet = page.window().findChild(ClearStep)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_1)
    qtbot.keyClick(sheet.text, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: listed(page) == ["Late", "Second", "Third"])
    assert workspace.undo().result()


@pytest.mark.usefixtures("plan")
def test_several_are_cleared_alike_and_brought_back_by_one_undo(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, 1, 2)

    page.clear()
    qtbot.waitUntil(lambda: page.window().findChild(ClearMany) is not None)
    sheet = page.window().findChild(ClearMany)
    qtbot.keyClick(sheet, Qt.Key.Key_1)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed(page) == ["Late", "Third"])
    workspace.undo().result()

    qtbot.waitUntil(lambda: listed(page) == ["Late", "First", "Second", "Third"])


@pytest.mark.usefixtures("plan")
def test_several_are_put_off_to_a_day_and_keep_their_hours(
    open_page: Callable[[], ActivitiesPage], workspace: WatchedWorkspace, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, 1, 2)

    page.put_off()
    qtbot.waitUntil(lambda: page.window().findChild(MoveMany) is not None)
    press(page.window().findChild(MoveMany), "tomorrow")

    qtbot.waitUntil(lambda: listed(page) == ["Late", "Third", "First", "Second"])
    moved = workspace.ask(activities.agenda, zone="UTC", through=TODAY + timedelta(days=1)).result()
    assert [one.start and one.start.hour for one in moved] == [None, 9, 14, 15]


@pytest.mark.usefixtures("plan")
def test_delete_takes_the_chosen_one_off_the_plan(open_page: Callable[[], ActivitiesPage], qtbot: QtBot) -> None:
    page = open_page()
    choose(page, 0)
    page.arrive()

    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: listed(page) == ["First", "Second", "Third"])


def test_an_empty_plan_offers_to_plan_something(open_page: Callable[[], ActivitiesPage]) -> None:
    page = open_page()

    assert "Plan something" in [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]


@pytest.mark.usefixtures("anna")
def test_what_is_planned_from_the_bar_may_find_its_person(
    open_page: Callable[[], ActivitiesPage], qtbot: QtBot
) -> None:
    page = open_page()
    press(page, "Plan something")
    sheet = page.window().findChild(PlanStep)
    assert sheet is not None
    qtbot.keyClicks(sheet.when, "tomorrow 10:30")
    qtbot.keyClicks(sheet.about, "Send the drawings")

    sheet.who.setFocus()
    qtbot.keyClicks(sheet.who, "Shch")
    qtbot.waitUntil(lambda: bool(sheet.who.suggestions()))
    qtbot.keyClick(sheet.who, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.who, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.who.text() != "Shch")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.list.model.index(0).data() == "Send the drawings · Anna Shchukina"


def test_a_name_nobody_was_chosen_for_is_asked_about(open_page: Callable[[], ActivitiesPage], qtbot: QtBot) -> None:
    page = open_page()
    press(page, "Plan something")
    sheet = page.window().findChild(PlanStep)
    assert sheet is not None
    qtbot.keyClicks(sheet.when, "tomorrow 10:30")
    qtbot.keyClicks(sheet.who, "Nobody")

    qtbot.keyClick(sheet, Qt.Key.Key_Return)

    labels = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Choose a name from the list, or leave this empty." in labels
