"""A round as the window shows it: how far it is, stopped, what the office would not take, and nothing beside the window."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.services.contact_lists import contact_page
from app.services.contacts import add_contact
from resources.i18n import set_language
from tests.integration.ui.office.conftest import Carrier, Desk
from tests.integration.ui.office.test_office_story import exchange, join, office_page, review, sign
from tests.integration.ui.seen import names, press, texts, type_keys
from ui.context import Ref
from ui.main_window import MainWindow
from ui.office.parts import RefusedPart

Open = Callable[[str], Desk]


@pytest.fixture
def english_afterwards() -> Iterator[None]:
    """Another language is for one test."""
    yield
    set_language("en")


@pytest.mark.parametrize("way", ["the button", "the key"])
def test_a_round_under_way_is_shown_and_stopped(way: str, open_desk: Open, carrier: Carrier, qtbot: QtBot) -> None:
    anna = open_desk("Anna")
    join(anna, qtbot)
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    page = office_page(anna, qtbot)
    carrier.held = "changes"
    carrier.gate.clear()

    press(page, "Exchange now")

    qtbot.waitUntil(lambda: page.joined.progress.said.text() == "Receiving …")
    qtbot.waitUntil(lambda: sign(anna).now.text() == "Receiving …")
    assert not page.joined.now.isEnabled()
    if way == "the key":
        type_keys(qtbot, anna.window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    else:
        press(page, "Stop")
    carrier.gate.set()
    qtbot.waitUntil(lambda: outcome(anna) == "stopped" and page.joined.now.isEnabled())
    assert not page.joined.progress.isVisible()
    carrier.held = ""
    press(page, "Exchange now")
    qtbot.waitUntil(lambda: outcome(anna) == "done")


def test_what_the_office_would_not_take_is_shown_and_stands_here(
    open_desk: Open, carrier: Carrier, qtbot: QtBot
) -> None:
    anna = open_desk("Anna")
    join(anna, qtbot)
    client = anna.workspace.do(add_contact, {"last": "Shchukina", "interest": "lathes"}).result()
    carrier.poison = "lathes"
    exchange(anna, qtbot)
    qtbot.waitUntil(lambda: "to look at" in texts(sign(anna)))

    sheet = review(anna, qtbot)

    assert sheet.part == "refused"
    assert isinstance(sheet.shown, RefusedPart)
    words = texts(sheet)
    assert "Shchukina" in words
    assert "Reason: the office cannot read it" in words
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The office has taken everything." in texts(sheet))
    sheet.close()
    qtbot.waitUntil(lambda: "to look at" not in texts(sign(anna)))
    anna.window.open(Ref("contact", client))
    qtbot.waitUntil(lambda: "lathes" in texts(anna.window))


def test_a_window_left_alone_exchanges_by_the_clock(open_desk: Open, carrier: Carrier, qtbot: QtBot) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    for desk in (anna, boris):
        join(desk, qtbot)
    boris.workspace.do(add_contact, {"last": "Shchukina"}).result()
    exchange(boris, qtbot)
    anna.window.choose(exchange_every=15)
    office = anna.window.office
    assert office is not None

    carrier.office.clock.now += timedelta(minutes=14)
    office._tick()  # its timer, which does not know of the story's clock
    assert not office.running()
    carrier.office.clock.now += timedelta(minutes=1)
    office._tick()

    anna.window.frame.show_section("contacts")
    qtbot.waitUntil(lambda: "Shchukina" in names(anna.window))


@pytest.mark.usefixtures("english_afterwards")
def test_whoever_has_joined_sees_no_window_beside_the_window(open_desk: Open, qtbot: QtBot, qapp: QApplication) -> None:
    anna = open_desk("Anna")
    client = anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    anna.window.frame.show_section("today")
    join(anna, qtbot)
    beside = _Beside()
    qapp.installEventFilter(beside)

    anna.window.speak("ru")
    anna.window.open(Ref("contact", client))
    qtbot.waitUntil(anna.window.is_settled)

    qapp.removeEventFilter(beside)
    assert beside.shown == []


class _Beside(QObject):
    """Whatever appears on the screen as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Watch what appears."""
        appears = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if appears and not isinstance(watched, MainWindow | QMenu):
            self.shown.append(type(watched).__name__)
        return False


def outcome(desk: Desk) -> str:
    office = desk.window.office
    assert office is not None
    return office.standing.outcome if office.standing is not None and not office.running() else ""


def test_what_colleagues_did_is_not_offered_to_be_undone(open_desk: Open, qtbot: QtBot) -> None:
    anna, boris = open_desk("Anna"), open_desk("Boris")
    for desk in (anna, boris):
        join(desk, qtbot)
    boris.workspace.do(add_contact, {"last": "Novikov"}).result()
    exchange(boris, qtbot)
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    status = anna.window.frame.status
    qtbot.waitUntil(status.link.isVisible)
    before = status.said.text()

    exchange(anna, qtbot)
    novikov = next(row for row in anna.workspace.ask(contact_page).result().rows if "Novikov" in row.name)
    anna.window.open(Ref("contact", novikov.id))

    qtbot.waitUntil(lambda: "Novikov" in texts(anna.window))
    assert status.said.text() == before
