"""Being on the phone in a test: a clock that can be moved, a phone that notes what is dialled, what a call leaves."""

from datetime import date, datetime, time
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from pytestqt.qtbot import QtBot

from app.services import activities, history
from app.views.contacts import TimelineEntry
from tests.integration.ui.conftest import NOW
from tests.integration.ui.seen import shown, type_keys
from tests.integration.ui.watched_workspace import WatchedWorkspace
from ui.calls.panel import CallPanel
from ui.context import Ref
from ui.main_window import MainWindow

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
TODAY = NOW.date()
RUSSIAN_N = ord("Т")  # the letter on the key marked N


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Softphone(QObject):
    """Notes what is dialled."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.dialled.append(url.toString())


def panel(window: MainWindow) -> CallPanel:
    (found,) = shown(window, CallPanel)
    return found


def show(window: MainWindow, contact: UUID, qtbot: QtBot) -> None:
    """Bring somebody's card onto the screen, the list with the keyboard."""
    window.open(Ref("contact", contact))
    qtbot.waitUntil(lambda: window.is_settled() and window.frame.page().current() == Ref("contact", contact))


def call(window: MainWindow, contact: UUID, qtbot: QtBot) -> CallPanel:
    """Bring out the panel for somebody and wait until it tells all."""
    show(window, contact, qtbot)
    type_keys(qtbot, window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: panel(window).view is not None)
    return panel(window)


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type words into the call's note."""
    panel(window).outcome.text.setFocus()
    qtbot.keyClicks(panel(window).outcome.text, text)


def gone(window: MainWindow) -> bool:
    return not shown(window, CallPanel)


def talks(workspace: WatchedWorkspace, contact: UUID, kinds: tuple[str, ...] = ("call",)) -> list[TimelineEntry]:
    return list(workspace.real.ask(history.timeline, contact, kinds=kinds).result())  # type: ignore[arg-type]


def planned(workspace: WatchedWorkspace, contact: UUID) -> list[tuple[str, datetime | None, str]]:
    """What is planned with somebody: kind, moment, matter."""
    rows = workspace.real.ask(activities.agenda, zone="UTC", through=date(2027, 12, 31)).result()
    return [(row.kind, row.start, row.regarding) for row in rows if row.contact_id == contact]


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=NOW.tzinfo)
