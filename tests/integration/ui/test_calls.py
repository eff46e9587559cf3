"""Being on the phone: from the ring to the next step by keys alone, all one needs in sight."""

import time as stopwatch
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import activities, contacts, history, offers
from tests.integration.ui.calling import (
    ALT,
    CTRL,
    RUSSIAN_N,
    TODAY,
    Clock,
    Softphone,
    at,
    call,
    gone,
    panel,
    planned,
    show,
    talks,
    write,
)
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import page, shown, texts, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.main_window import MainWindow
from ui.sections.today.plan_row import PlanRow


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now(clock: Clock) -> Callable[[], datetime]:
    """The window and the workspace go by a clock that can be moved."""
    return clock


@pytest.fixture
def softphone() -> Iterator[Softphone]:
    """A program that dials: `tel:` goes to it as long as the test lasts."""
    made = Softphone()
    QDesktopServices.setUrlHandler("tel", made, "take")  # type: ignore[arg-type]  # Qt takes a name
    yield made
    QDesktopServices.unsetUrlHandler("tel")


def test_from_the_ring_to_the_next_step_takes_eight_keys_and_ten_seconds_at_most(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    show(window, anna, qtbot)
    before = [(one.title, one.text) for one in talks(workspace, anna)], planned(workspace, anna)
    keys = (Qt.Key.Key_F5, Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_Return)
    begun = stopwatch.monotonic()

    for key in keys:
        type_keys(qtbot, window, key)
    qtbot.waitUntil(lambda: gone(window))
    took = stopwatch.monotonic() - begun

    assert len(keys) <= 8
    assert took <= 10
    assert [one.title for one in talks(workspace, anna)] == ["Call · reached"]
    assert planned(workspace, anna) == [("call", at(TODAY + timedelta(days=3), 10), "Ask about the discount")]
    type_keys(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: window.frame.status.said.text() == "Undone: Log call")
    assert ([(one.title, one.text) for one in talks(workspace, anna)], planned(workspace, anna)) == before


def test_with_words_and_a_moment_of_one_s_own_the_keys_are_few_beside_the_words(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_5)
    type_keys(qtbot, window, Qt.Key.Key_Tab)
    while QApplication.focusWidget() is not panel(window).outcome.text:
        type_keys(qtbot, window, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "asks for 5 %")
    type_keys(qtbot, window, Qt.Key.Key_N, ALT)
    qtbot.keyClicks(QApplication.focusWidget(), "in 2 hours")
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: gone(window))
    (told,) = talks(workspace, anna)
    assert (told.title, told.text) == ("Call · interested", "Ask about the discount\nasks for 5 %")
    assert planned(workspace, anna)[0][1] == NOW + timedelta(hours=2)


def test_a_russian_layout_has_the_same_keys(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_2)
    type_keys(qtbot, window, RUSSIAN_N)
    assert panel(window).outcome.when.text() == "in 1 hour"
    write(qtbot, window, "no answer")
    type_keys(qtbot, window, Qt.Key.Key_3, CTRL)
    panel(window).outcome.when.clear()
    type_keys(qtbot, window, RUSSIAN_N, ALT)
    type_keys(qtbot, window, Qt.Key.Key_Down)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: gone(window))
    assert talks(workspace, anna)[0].title == "Call · busy"
    assert planned(workspace, anna)[0][1] == NOW + timedelta(hours=3)


def test_digits_in_the_words_are_words_and_with_ctrl_or_alt_the_result(
    window: MainWindow, anna: UUID, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)

    write(qtbot, window, "15 n")
    assert panel(window).outcome.results.value == ""
    type_keys(qtbot, window, Qt.Key.Key_6, ALT)

    assert panel(window).outcome.results.value == "refused"
    assert panel(window).outcome.text.toPlainText() == "15 n"


def test_the_panel_tells_what_a_talk_needs(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    workspace.do(history.add_promise, anna, "the price list", due=TODAY).result()
    workspace.do(history.write_note, anna, "likes tea").result()
    workspace.do(offers.new_offer, anna, None, ()).result()
    workspace.do(contacts.edit_contact, anna, {"time_zone": "Asia/Vladivostok", "do_not_call": True}).result()

    found = call(window, anna, qtbot)

    qtbot.waitUntil(lambda: "Anna Shchukina" in texts(found))
    seen = texts(found)
    for words in (
        "chief technologist, SibMash", "+7 913 222-33-44", "9:12\u00a0pm there", "Asked not to be called.",
        "Today 2:12\u00a0pm · Ask about the discount", "Meeting · held", "likes tea", "I: the price list", "Draft",
    ):  # fmt: skip
        assert words in seen


def test_nothing_of_the_card_is_hidden_by_the_panel(window: MainWindow, anna: UUID, qtbot: QtBot) -> None:
    found = call(window, anna, qtbot)

    beside = found.mapTo(window, found.rect().topLeft()).x()
    facts = page(window).detail.facts
    qtbot.waitUntil(lambda: facts.mapTo(window, facts.rect().topRight()).x() <= beside)
    assert "lathes" in texts(page(window))


def test_on_a_narrow_window_the_card_is_what_stays_beside_the_panel(
    window: MainWindow, anna: UUID, qtbot: QtBot
) -> None:
    window.resize(1024, 680)
    call(window, anna, qtbot)

    qtbot.waitUntil(lambda: page(window).detail.isVisible() and not page(window).list.isVisible())
    assert "Reached" in texts(panel(window))
    assert panel(window).keep_button.isVisible()


def test_the_time_of_a_call_runs_and_is_kept_as_its_length(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, clock: Clock, qtbot: QtBot
) -> None:
    found = call(window, anna, qtbot)
    clock.now = NOW + timedelta(minutes=6, seconds=20)
    qtbot.waitUntil(lambda: found.head.timer.text() == "6:20")

    type_keys(qtbot, window, Qt.Key.Key_1)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: gone(window))
    (told,) = talks(workspace, anna)
    assert (told.duration, told.at) == (6, NOW)


def test_the_planned_call_is_cleared_and_not_told_twice(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    call(window, anna, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_1)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: gone(window))
    assert len(talks(workspace, anna)) == 1
    assert planned(workspace, anna) == []


def test_enter_dials_the_first_number(window: MainWindow, anna: UUID, softphone: Softphone, qtbot: QtBot) -> None:
    call(window, anna, qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is panel(window).phones[0])

    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert softphone.dialled == ["tel:+79132223344"]
    assert panel(window).isVisible()
    type_keys(qtbot, window, Qt.Key.Key_1)
    assert panel(window).outcome.results.value == "reached"


def test_where_nothing_dials_the_number_is_copied(
    window: MainWindow, anna: UUID, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    call(window, anna, qtbot)

    panel(window).phones[0].click()

    assert QGuiApplication.clipboard().text() == "+79132223344"
    assert "Nothing on this computer dials. The number is copied." in texts(panel(window))


def test_somebody_without_a_phone_can_have_called_all_the_same(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    found = call(window, people[1], qtbot)
    assert "No phone is known." in texts(found)
    assert "The first talk with this person." in texts(found)

    type_keys(qtbot, window, Qt.Key.Key_1)
    type_keys(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: gone(window))
    assert len(talks(workspace, people[1])) == 1


def test_a_kept_promise_leaves_the_panel_and_the_words_stay(
    window: MainWindow, workspace: WatchedWorkspace, people: list[UUID], qtbot: QtBot
) -> None:
    promise = workspace.do(history.add_promise, people[0], "the price list").result()
    call(window, people[0], qtbot)
    write(qtbot, window, "sent it")

    workspace.do(history.keep_promise, promise)

    qtbot.waitUntil(lambda: "I: the price list" not in texts(panel(window)))
    assert panel(window).outcome.text.toPlainText() == "sent it"


def test_a_row_of_today_is_called_and_its_own_call_is_the_one_cleared(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    late = activities.When(TODAY, time(16), "UTC")
    workspace.do(activities.schedule, anna, kind="call", when=late, regarding="Second").result()
    window.frame.show_section("today")
    qtbot.waitUntil(lambda: window.is_settled() and len(shown(window, PlanRow)) == 2)
    next(row for row in shown(window, PlanRow) if row.item.regarding == "Second").setFocus()

    for key in (Qt.Key.Key_F5, Qt.Key.Key_1, Qt.Key.Key_Return):
        type_keys(qtbot, window, key)

    qtbot.waitUntil(lambda: gone(window))
    assert [row[2] for row in planned(workspace, anna)] == ["Ask about the discount"]
    assert window.frame.shown() == "today"


def test_a_row_of_the_activities_is_called(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    window.frame.show_section("activities")
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().at_hand() is not None)

    type_keys(qtbot, window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: panel(window).view is not None)

    assert panel(window).contact_id == anna
    assert panel(window).view.planned is not None  # type: ignore[union-attr]


def test_who_asked_not_to_be_called_is_not_dialled_by_a_hasty_enter(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, softphone: Softphone, qtbot: QtBot
) -> None:
    workspace.do(contacts.edit_contact, anna, {"do_not_call": True}).result()
    call(window, anna, qtbot)

    type_keys(qtbot, window, Qt.Key.Key_Return)

    assert softphone.dialled == []
    assert "How did it go? A digit from 1 to 6 tells." in texts(panel(window))


def test_the_alarm_that_rings_for_a_call_begins_that_call(
    window: MainWindow, workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    late = activities.When(TODAY, time(16), "UTC")
    second = workspace.do(activities.schedule, anna, kind="call", when=late, regarding="Second").result()

    ctx = window.context()
    assert ctx is not None
    ctx.call(anna, second)

    qtbot.waitUntil(lambda: panel(window).view is not None)
    planned_call = panel(window).view.planned  # type: ignore[union-attr]
    assert planned_call is not None
    assert planned_call.id == second
