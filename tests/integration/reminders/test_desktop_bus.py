"""Notifications over a real, private session bus, with a small server behind it."""

import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pytest

from app.executors import AtOnce
from app.reminders import desktop_bus
from app.reminders.notifier import Notifier, shown_how
from tests.helpers.session_bus import MISSING, PATIENCE, REASON, Server, session_bus

pytestmark = pytest.mark.skipif(MISSING, reason=REASON)

Clicks = queue.Queue[tuple[str, str]]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A session bus of the test's own."""
    with session_bus(tmp_path) as (daemon, address):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield daemon


@pytest.fixture
def start(bus: subprocess.Popen[str]) -> Iterator[Callable[..., Server]]:
    """Starts servers on the bus."""
    started: list[Server] = []

    def start_one(*wishes: str) -> Server:
        started.append(Server(*wishes))
        return started[-1]

    yield start_one
    for server in started:
        server.end()


@pytest.fixture
def clicks() -> Clicks:
    """What was clicked."""
    return queue.Queue()


@pytest.fixture
def notifier(clicks: Clicks) -> Iterator[Notifier]:
    """A notifier that works at once."""
    with closing(Notifier(AtOnce(), lambda tag, action: clicks.put((tag, action)))) as made:
        yield made


@pytest.fixture
def no_plyer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles that were handed to plyer instead."""
    handed: list[str] = []

    def hand(shown: Any) -> bool:
        handed.append(shown.title)
        return False

    monkeypatch.setattr("app.reminders.notifier.show_by_plyer", hand)
    return handed


def test_a_notification_arrives_with_its_texts_and_buttons(start: Callable[..., Server], notifier: Notifier) -> None:
    server = start("markup", "actions")

    shown = notifier.notify("Call: Anna", "<b>Romashka</b> & Co", actions={"snooze": "Snooze", "open": "Open"})

    said = server.said()
    assert shown.result() is True
    assert (said["program"], said["title"]) == ("Vizitka", "Call: Anna")
    assert said["body"] == "&lt;b&gt;Romashka&lt;/b&gt; &amp; Co"
    assert said["actions"] == ["default", "Open", "snooze", "Snooze", "open", "Open"]
    assert said["hints"] == ["category", "desktop-entry", "urgency"]


def test_a_server_without_markup_or_buttons_gets_neither(start: Callable[..., Server], notifier: Notifier) -> None:
    server = start()

    notifier.notify("-5 % & more", "a < b", actions={"open": "Open"}).result()

    said = server.said()
    assert (said["title"], said["body"], said["actions"]) == ("-5 % & more", "a < b", [])


@pytest.mark.parametrize(("key", "heard"), [("snooze", "snooze"), ("open", "open"), ("default", "open")])
def test_a_click_reaches_the_program_even_when_it_comes_at_once(
    start: Callable[..., Server], notifier: Notifier, clicks: Clicks, key: str, heard: str
) -> None:
    start("actions", f"click={key}")

    notifier.notify("Call", "now", actions={"snooze": "Snooze", "open": "Open"}, tag="one").result()

    assert clicks.get(timeout=PATIENCE) == ("one", heard)


def test_a_second_notification_with_the_same_tag_takes_the_place_of_the_first(
    start: Callable[..., Server], notifier: Notifier
) -> None:
    server = start("actions")

    for tag in ("list", "list", "other"):
        notifier.notify("3 reminders", "", tag=tag).result()

    assert [server.said()["replaces"] for _each in range(3)] == [0, 1, 0]


def test_closing_takes_away_what_is_shown_and_ends_the_listener(start: Callable[..., Server]) -> None:
    server = start()
    notifier = Notifier(AtOnce(), lambda _tag, _action: None)
    notifier.notify("Call", "now", tag="one").result()
    server.said()

    notifier.close()

    assert server.said() == {"closed": 1}
    assert "notifications" not in {thread.name for thread in threading.enumerate()}
    assert notifier.notify("Call", "later").result() is False


def test_without_a_server_nothing_counts_as_shown(
    bus: subprocess.Popen[str], notifier: Notifier, no_plyer: list[str]
) -> None:
    assert notifier.notify("Call", "now").result() is False
    assert no_plyer == ["Call"]
    assert "notifications" not in {thread.name for thread in threading.enumerate()}


def test_without_a_bus_nothing_counts_as_shown(
    notifier: Notifier, no_plyer: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    for runtime in ("", str(tmp_path)):
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)

        assert notifier.notify("Call", "now").result() is False

    assert no_plyer == ["Call", "Call"]


def test_the_bus_is_found_at_its_usual_place(
    start: Callable[..., Server], notifier: Notifier, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = start()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    assert notifier.notify("Call", "now").result() is True
    assert server.said()["title"] == "Call"


def test_a_server_that_went_away_and_came_back_is_found_again(
    start: Callable[..., Server], notifier: Notifier, no_plyer: list[str]
) -> None:
    first = start()
    before = notifier.notify("1", "").result()
    first.end()

    without = notifier.notify("2", "").result()
    start()
    after = notifier.notify("3", "").result()

    assert (before, without, after) == (True, False, True)


def test_a_bus_that_died_breaks_nothing(
    start: Callable[..., Server], bus: subprocess.Popen[str], notifier: Notifier, no_plyer: list[str]
) -> None:
    start()
    notifier.notify("1", "").result()
    bus.kill()
    bus.wait(PATIENCE)

    assert notifier.notify("2", "").result() is False


def test_a_silent_server_keeps_nobody_waiting(
    start: Callable[..., Server], clicks: Clicks, monkeypatch: pytest.MonkeyPatch, no_plyer: list[str]
) -> None:
    monkeypatch.setattr(desktop_bus, "PATIENCE", 0.2)
    start("mute")
    with ThreadPoolExecutor(1) as hands, closing(Notifier(hands, lambda tag, action: clicks.put((tag, action)))) as one:
        shown = one.notify("Call", "now")
        at_once = shown.done()

        assert at_once is False
        assert shown.result(PATIENCE) is False


def test_what_was_answered_elsewhere_is_taken_off_the_screen(start: Callable[..., Server], notifier: Notifier) -> None:
    server = start("actions")
    notifier.notify("One", "", tag="one")
    notifier.notify("Two", "", tag="two")
    shown = [server.said()["number"], server.said()["number"]]

    notifier.take_away("two")

    assert server.said() == {"closed": shown[1]}


@pytest.mark.parametrize(("wishes", "how"), [(("actions",), "with buttons"), ((), "plain")])
def test_a_desktop_tells_how_it_shows_notifications(
    start: Callable[..., Server], wishes: tuple[str, ...], how: str
) -> None:
    start(*wishes)

    assert shown_how() == how


def test_a_desktop_without_a_server_shows_none(bus: subprocess.Popen[str]) -> None:
    assert shown_how() == "not"


@pytest.mark.parametrize("name", ["<b>Anna</b>", 'Anna & "Co" <img src=x>', "&amp; Анна", "O'Neill <i>"])
def test_names_with_markup_arrive_as_they_are_written(
    start: Callable[..., Server], notifier: Notifier, name: str
) -> None:
    server = start("markup", "actions")

    notifier.notify(name, name, tag="x")

    said = server.said()
    assert said["title"] == name  # a title knows no markup
    assert "<" not in said["body"]
    assert unescape(said["body"]) == name
