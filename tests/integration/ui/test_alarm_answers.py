"""What rings is answered where it rings: in the window by keys, on the desktop by the buttons of a notification."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.services import activities
from app.services.alarms import alarms_now
from app.services.contact_cards import contact_card
from app.views.contacts import ContactId
from tests.helpers.session_bus import MISSING, REASON, Server, session_bus
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import shown, texts
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.alarms.window import AlarmWindow
from ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def due(workspace: WatchedWorkspace, people: list[UUID]) -> list[UUID]:
    """A call of yesterday with Abbott, a meeting with O'Neill and a to-do with nobody, all due by now."""
    abbott, oneill, _anna = people
    made = []
    for contact, kind, about, ago in (
        (abbott, "call", "Price", timedelta(hours=30)),
        (oneill, "meeting", "Show it", timedelta(hours=2)),
        (None, "todo", "Water", timedelta(minutes=30)),
    ):
        at = NOW - ago
        when = activities.When(at.date(), at.time(), "UTC")
        planned = workspace.do(
            activities.schedule, contact, kind=kind, when=when, regarding=about, warning=0
        ).result()  # fmt: skip
        made.append(planned)
    return made


@pytest.fixture
def window(open_window: Callable[..., MainWindow], due: list[UUID]) -> MainWindow:
    made = open_window()
    made.watch_reminders()
    return made


@pytest.fixture
def alarms(window: MainWindow, qtbot: QtBot) -> AlarmWindow:
    assert window.ringing is not None
    found = window.ringing.window
    qtbot.waitUntil(lambda: found.isVisible() and len(found.rows) == 3)
    found.activateWindow()
    qtbot.waitUntil(lambda: found.rows[0].isAncestorOf(keyboard(found)))
    return found


def keyboard(alarms: AlarmWindow) -> QWidget:
    """What has the keyboard of the window."""
    found: QWidget | None = alarms.focusWidget()
    return found if found is not None else alarms


def press(qtbot: QtBot, alarms: AlarmWindow, key: Qt.Key) -> None:
    """A key where the keyboard of the window is."""
    qtbot.keyClick(keyboard(alarms), key)


def called(window: MainWindow) -> tuple[UUID | None, UUID | None]:
    """Whom the panel of a call is for, and the planned call it would be."""
    desk = window.calls._desk
    view = desk.panel.view if desk is not None and desk.panel is not None else None
    planned = view.planned.id if view is not None and view.planned is not None else None
    return (view.contact_id if view is not None else None), planned


def menu_of(alarms: AlarmWindow) -> QMenu:
    (found,) = shown(alarms, QMenu)
    return found


def test_what_came_meanwhile_is_one_list_by_days(alarms: AlarmWindow) -> None:
    said = texts(alarms)

    assert "3 reminders" in said
    assert "While you were away" in said
    assert "Yesterday" in said
    assert "Today" in said.split("\n")


def test_a_digit_clears_the_row_and_the_keyboard_goes_on_to_the_next(
    alarms: AlarmWindow, workspace: WatchedWorkspace, due: list[UUID], qtbot: QtBot
) -> None:
    press(qtbot, alarms, Qt.Key.Key_D)
    menu = menu_of(alarms)

    menu.actions()[0].trigger()
    menu.close()

    qtbot.waitUntil(lambda: len(alarms.rows) == 2)
    assert [row.step.id for row in alarms.rows] == due[1:]
    qtbot.waitUntil(lambda: alarms.rows[0].isAncestorOf(keyboard(alarms)))


def test_a_snooze_shows_the_time_it_comes_to(
    alarms: AlarmWindow, workspace: WatchedWorkspace, due: list[UUID], qtbot: QtBot
) -> None:
    press(qtbot, alarms, Qt.Key.Key_Down)
    press(qtbot, alarms, Qt.Key.Key_S)
    menu = menu_of(alarms)

    first = menu.actions()[0]
    assert first.text() == "5 minutes\t11:17\u202fam" or first.text().replace("\u00a0", " ") == "5 minutes\t11:17 am"
    first.trigger()
    menu.close()

    qtbot.waitUntil(lambda: [row.step.id for row in alarms.rows] == [due[0], due[2]])
    assert workspace.ask(activities.next_alarm).result() == NOW + timedelta(minutes=5)


def test_all_are_put_off_at_once(alarms: AlarmWindow, workspace: WatchedWorkspace, qtbot: QtBot) -> None:
    qtbot.mouseClick(alarms._all, Qt.MouseButton.LeftButton)
    menu = menu_of(alarms)

    menu.actions()[3].trigger()
    menu.close()

    qtbot.waitUntil(lambda: not alarms.isVisible())
    assert workspace.ask(alarms_now).result().due_count == 0


def test_what_is_typed_stays_when_something_else_changes(
    alarms: AlarmWindow, workspace: WatchedWorkspace, due: list[UUID], qtbot: QtBot
) -> None:
    press(qtbot, alarms, Qt.Key.Key_R)
    row = alarms.rows[0]
    qtbot.keyClicks(row.when, "tomorr")

    workspace.do(activities.complete, due[2]).result()

    qtbot.waitUntil(lambda: len(alarms.rows) == 2)
    assert alarms.rows[0] is row
    assert row.when.text() == "tomorr"
    assert alarms.focusWidget() is row.when


def test_esc_in_another_time_puts_the_field_away_and_then_the_window(alarms: AlarmWindow, qtbot: QtBot) -> None:
    press(qtbot, alarms, Qt.Key.Key_R)

    press(qtbot, alarms, Qt.Key.Key_Escape)
    assert alarms.isVisible()
    assert not alarms.rows[0].when.isVisible()
    press(qtbot, alarms, Qt.Key.Key_Escape)

    assert not alarms.isVisible()


def test_the_keys_work_on_a_russian_layout(alarms: AlarmWindow, qtbot: QtBot) -> None:
    assert alarms.rows[0].answer(ord("D"))
    menu_of(alarms).close()

    assert not alarms.rows[0].answer(ord("Q"))


def test_a_call_brings_out_its_panel(
    alarms: AlarmWindow, window: MainWindow, people: list[UUID], due: list[UUID], qtbot: QtBot
) -> None:
    press(qtbot, alarms, Qt.Key.Key_C)

    qtbot.waitUntil(lambda: called(window) == (people[0], due[0]))


def test_what_concerns_nobody_opens_in_the_list_of_activities(
    alarms: AlarmWindow, window: MainWindow, qtbot: QtBot
) -> None:
    alarms.rows[2].answer(int(Qt.Key.Key_O))

    qtbot.waitUntil(lambda: window.frame.shown() == "activities")


def test_a_long_absence_does_not_fill_the_screen(
    open_window: Callable[..., MainWindow], workspace: WatchedWorkspace, anna: UUID, qtbot: QtBot
) -> None:
    for number in range(45):
        at = NOW - timedelta(minutes=number + 1)
        when = activities.When(at.date(), at.time(), "UTC")
        workspace.do(activities.schedule, anna, kind="call", when=when, warning=0).result()
    window = open_window()
    window.watch_reminders()
    assert window.ringing is not None
    alarms = window.ringing.window

    qtbot.waitUntil(lambda: alarms.isVisible() and len(alarms.rows) == 40)

    qtbot.waitUntil(lambda: "5 more in the list of activities" in texts(alarms))


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts notification servers on a bus of the test's own."""
    if MISSING:
        pytest.skip(REASON)
    monkeypatch.undo()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    started: list[Server] = []

    def start_one(*wishes: str) -> Server:
        started.append(Server(*wishes))
        return started[-1]

    with session_bus(tmp_path) as (_daemon, address):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield start_one
        for server in started:
            server.end()


def ring_now(window: MainWindow, workspace: WatchedWorkspace, contact: UUID) -> UUID:
    """Something whose time has just come."""
    window.watch_reminders()
    when = activities.When(NOW.date(), NOW.time(), "UTC")
    planned: UUID = workspace.do(
        activities.schedule, contact, kind="call", when=when, regarding="<b>Bold</b>", warning=0
    ).result()
    return planned


def test_the_button_done_of_a_notification_writes_history(
    open_window: Callable[..., MainWindow],
    workspace: WatchedWorkspace,
    anna: UUID,
    start: Callable[..., Server],
    qtbot: QtBot,
) -> None:
    server = start("markup", "actions", "click=done")
    window = open_window()

    ring_now(window, workspace, anna)

    qtbot.waitUntil(server.has_said)
    said = server.said()
    assert said["actions"][2::2] == ["call", "done", "snooze"]
    assert "&lt;b&gt;Bold&lt;/b&gt;" in said["body"]
    qtbot.waitUntil(lambda: workspace.ask(alarms_now).result().due_count == 0)
    card = workspace.ask(contact_card, ContactId(anna)).result()
    assert card.name == "Anna Shchukina"


def test_the_button_snooze_of_a_notification_rings_again_later(
    open_window: Callable[..., MainWindow],
    workspace: WatchedWorkspace,
    anna: UUID,
    start: Callable[..., Server],
    qtbot: QtBot,
) -> None:
    start("actions", "click=snooze")
    window = open_window()

    ring_now(window, workspace, anna)

    qtbot.waitUntil(lambda: workspace.ask(activities.next_alarm).result() == NOW + timedelta(minutes=10))


def test_the_button_call_of_a_notification_brings_out_the_panel(
    open_window: Callable[..., MainWindow],
    workspace: WatchedWorkspace,
    people: list[UUID],
    start: Callable[..., Server],
    qtbot: QtBot,
) -> None:
    start("actions", "click=call")
    window = open_window()
    window.frame.show_section("today")

    ring_now(window, workspace, people[1])

    qtbot.waitUntil(lambda: called(window)[0] == people[1])


def test_what_is_answered_in_the_program_leaves_the_desktop(
    open_window: Callable[..., MainWindow],
    workspace: WatchedWorkspace,
    anna: UUID,
    start: Callable[..., Server],
    qtbot: QtBot,
) -> None:
    server = start("actions")
    window = open_window()
    planned = ring_now(window, workspace, anna)
    qtbot.waitUntil(server.has_said)
    number = server.said()["number"]
    assert window.ringing is not None
    alarms = window.ringing.window
    qtbot.waitUntil(alarms.isVisible)

    workspace.do(activities.complete, planned, result="reached").result()
    qtbot.waitUntil(lambda: not alarms.isVisible())

    qtbot.waitUntil(server.has_said)
    assert server.said() == {"closed": number}
