"""The page of today over a real workspace: what a person sees of the day and does about it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import create_workspace
from app.executors import Executors
from app.services import activities, contacts, history
from app.settings import Settings
from app.workspace import Workspace
from ui.dialogs.clearing import ClearStep
from ui.main_window import MainWindow
from ui.sections.today.page import TodayPage
from ui.sections.today.plan_row import NowLine, PlanRow
from ui.theme.look import Look

NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "ws", "en", executors=Executors.threads(), clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def open_today(
    qtbot: QtBot, qapp: QApplication, workspace: Workspace, tmp_path: Path
) -> Iterator[Callable[[], TodayPage]]:
    windows: list[MainWindow] = []

    def open_now() -> TodayPage:
        settings = Settings().with_(language="en", theme="light", time_zone="UTC")
        look = Look(qapp, "light")
        window = MainWindow(settings, look, tmp_path / "state.json", keep=lambda _settings: None, now=lambda: NOW)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.attach(workspace)
        window.activateWindow()
        qtbot.waitUntil(window.is_settled)
        page = window.findChild(TodayPage)
        assert page is not None
        return page

    yield open_now
    for window in windows:
        window.close()


def planned(workspace: Workspace, who: UUID, day: date, at: time | None, about: str, kind: str = "call") -> UUID:
    when = activities.When(day, at, "UTC")
    made: UUID = workspace.do(activities.schedule, who, kind=kind, when=when, regarding=about).result()
    return made


@pytest.fixture
def anna(workspace: Workspace) -> UUID:
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
    open_today: Callable[[], TodayPage], workspace: Workspace, anna: UUID
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
    open_today: Callable[[], TodayPage], workspace: Workspace, anna: UUID, qtbot: QtBot
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
    open_today: Callable[[], TodayPage], workspace: Workspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(history.write_note, anna, "!send the price list tomorrow").result()
    page = open_today()
    kept = next(button for button in page.findChildren(QPushButton) if button.toolTip() == "Kept")

    qtbot.mouseClick(kept, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "Promises" not in said(page))


def test_the_arrows_walk_the_plan(
    open_today: Callable[[], TodayPage], workspace: Workspace, anna: UUID, qtbot: QtBot
) -> None:
    planned(workspace, anna, TODAY, time(14), "First")
    planned(workspace, anna, TODAY, time(15), "Second")
    page = open_today()
    first, second = page.findChildren(PlanRow)
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Down)

    assert second.hasFocus()
