"""Rounds nobody has asked for: what a colleague did shows up by itself, what is changed here goes soon, silence is quiet."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.contact_lists import contact_page
from app.services.contacts import add_contact
from tests.integration.ui.office.conftest import Carrier, Desk
from tests.integration.ui.office.test_office_rounds import outcome
from tests.integration.ui.office.test_office_story import exchange, join, office_page, sign
from tests.integration.ui.seen import names, press, texts

Open = Callable[[str], Desk]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's pauses, and those between two tries, are shorter than in life."""
    monkeypatch.setattr("ui.office.promptness.SETTLED", 50)
    monkeypatch.setattr("sync.client.waiting._FIRST", 0.02)
    monkeypatch.setattr("sync.client.waiting._LONGEST_BREATH", 0.02)


@pytest.fixture
def both(open_desk: Open, carrier: Carrier, qtbot: QtBot) -> tuple[Desk, Desk]:
    """Two who have joined, and wait at the office."""
    anna, boris = open_desk("Anna"), open_desk("Boris")
    for desk in (anna, boris):
        desk.window.choose(exchange_every=15)
        join(desk, qtbot)
    qtbot.waitUntil(lambda: carrier.waiting == {"Anna", "Boris"})
    return anna, boris


def knows(desk: Desk, last: str) -> bool:
    return any(last in row.name for row in desk.workspace.ask(contact_page).result().rows)


def test_what_a_colleague_changes_is_sent_and_shows_up_by_itself(both: tuple[Desk, Desk], qtbot: QtBot) -> None:
    anna, boris = both

    boris.workspace.do(add_contact, {"last": "Shchukina"}).result()

    qtbot.waitUntil(lambda: "Shchukina" in names(anna.window), timeout=20_000)


def test_whoever_types_on_and_on_is_not_waited_for_forever(
    both: tuple[Desk, Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, boris = both
    monkeypatch.setattr("ui.office.promptness.SETTLED", 600_000)
    monkeypatch.setattr("ui.office.promptness.AT_LATEST", 100)

    boris.workspace.do(add_contact, {"last": "Shchukina"}).result()

    qtbot.waitUntil(lambda: knows(anna, "Shchukina"), timeout=20_000)


def test_such_rounds_are_not_seen_in_the_status_line(both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot) -> None:
    anna, boris = both
    said, seen = texts(sign(anna)), set[str]()
    office = anna.window.office
    assert office is not None
    office.changed.connect(lambda: seen.add(texts(sign(anna))))

    for last in ("Shchukina", "Abbott"):
        boris.workspace.do(add_contact, {"last": last}).result()
        qtbot.waitUntil(partial(knows, anna, last), timeout=20_000)
    anna.workspace.do(add_contact, {"last": "Novikov"}).result()
    qtbot.waitUntil(lambda: knows(boris, "Novikov"), timeout=20_000)

    qtbot.waitUntil(lambda: carrier.waiting == {"Anna", "Boris"})
    assert said.startswith("Exchanged ")
    assert seen == {said}


def test_a_round_of_ones_own_does_not_lead_to_another_one(
    both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot
) -> None:
    anna, boris = both

    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()

    qtbot.waitUntil(lambda: knows(boris, "Shchukina"), timeout=20_000)
    qtbot.waitUntil(lambda: carrier.waiting == {"Anna", "Boris"})
    before = carrier.connected
    qtbot.wait(500)  # in which nothing is to happen
    assert carrier.connected - before <= 1  # the server may have looked in the middle of a round


def test_whoever_asks_by_hand_is_left_alone_at_once(both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot) -> None:
    anna, boris = both
    page = office_page(anna, qtbot)

    qtbot.keyClick(page.joined.every, Qt.Key.Key_Home)

    assert page.joined.every.currentText() == "When I ask for it"
    qtbot.waitUntil(lambda: carrier.waiting == {"Boris"})
    assert not page.joined.soon.isEnabled()
    qtbot.waitUntil(lambda: not _threads_of(1))
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    exchange(boris, qtbot)
    assert not knows(boris, "Shchukina")


def test_the_schedule_alone_is_one_switch(both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot) -> None:
    anna, boris = both
    page = office_page(anna, qtbot)

    page.joined.soon.click()

    qtbot.waitUntil(lambda: carrier.waiting == {"Boris"})
    assert not anna.window.settings().exchange_soon
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    exchange(boris, qtbot)
    assert not knows(boris, "Shchukina")
    page.joined.soon.click()
    qtbot.waitUntil(lambda: carrier.waiting == {"Anna", "Boris"})


def _threads_of(most: int) -> bool:
    """Whether more than so many wait."""
    return sum(each.name == "listening" for each in threading.enumerate()) > most


def test_whoever_has_left_does_not_wait_and_does_again_when_back(
    both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot
) -> None:
    anna, _boris = both
    page = office_page(anna, qtbot)

    page.joined.leave.click()

    qtbot.waitUntil(lambda: carrier.waiting == {"Boris"})
    qtbot.waitUntil(page.back.isVisible)
    page.back.click()
    qtbot.waitUntil(lambda: carrier.waiting == {"Anna", "Boris"})


def test_a_stopped_exchange_rests_until_somebody_asks(both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot) -> None:
    anna, _boris = both
    page = office_page(anna, qtbot)
    carrier.held = "changes"
    carrier.gate.clear()
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    press(page, "Exchange now")
    qtbot.waitUntil(lambda: page.joined.progress.said.text() == "Receiving …")

    press(page, "Stop")
    carrier.held = ""
    carrier.gate.set()

    qtbot.waitUntil(lambda: outcome(anna) == "stopped")
    qtbot.waitUntil(lambda: carrier.waiting == {"Boris"})
    qtbot.waitUntil(page.joined.now.isEnabled)
    press(page, "Exchange now")
    qtbot.waitUntil(lambda: outcome(anna) == "done")
    qtbot.waitUntil(lambda: carrier.waiting == {"Anna", "Boris"})


def test_an_office_out_of_reach_is_said_by_nobody_and_everything_goes_when_it_is_back(
    both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot
) -> None:
    anna, boris = both
    before = texts(sign(anna))
    carrier.cut_line()
    qtbot.waitUntil(lambda: carrier.failed > 3)
    assert texts(sign(anna)) == before
    anna.window.frame.actions_.run("exchange")
    qtbot.waitUntil(lambda: texts(sign(anna)).startswith("Offline, last exchange "), timeout=20_000)
    offline, said = texts(sign(anna)), set[str]()
    office = anna.window.office
    assert office is not None
    office.changed.connect(lambda: said.add(texts(sign(anna))))
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    failed = carrier.failed
    qtbot.waitUntil(lambda: carrier.failed > failed + 3)
    assert said <= {offline}

    carrier.cut = False

    qtbot.waitUntil(lambda: texts(sign(anna)) == before, timeout=20_000)
    qtbot.waitUntil(lambda: knows(boris, "Shchukina"), timeout=20_000)


def test_a_computer_that_has_slept_waits_over_another_line(
    both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot
) -> None:
    anna, _boris = both
    office = anna.window.office
    assert office is not None
    before = carrier.listened

    carrier.office.clock.now += timedelta(minutes=10)
    office._tick()  # its timer, which does not know of the story's clock

    qtbot.waitUntil(lambda: carrier.listened == before + 1 and carrier.waiting == {"Anna", "Boris"})


def test_whoever_asks_during_a_quiet_round_sees_it_and_another_one_takes_his_changes(
    both: tuple[Desk, Desk], carrier: Carrier, qtbot: QtBot
) -> None:
    anna, boris = both
    carrier.held = "changes"
    carrier.gate.clear()
    anna.workspace.do(add_contact, {"last": "Shchukina"}).result()
    qtbot.waitUntil(lambda: anna.window.office._runner.standing.step == "pull")  # type: ignore[union-attr]  # it has joined
    assert texts(sign(anna)).startswith("Exchanged ")
    anna.workspace.do(add_contact, {"last": "Abbott"}).result()

    anna.window.frame.actions_.run("exchange")

    assert texts(sign(anna)) == "Receiving …"
    carrier.held = ""
    carrier.gate.set()
    qtbot.waitUntil(lambda: outcome(anna) == "done", timeout=20_000)
    qtbot.waitUntil(lambda: knows(boris, "Abbott"), timeout=20_000)
