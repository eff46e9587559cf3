"""Waiting at the office beside a person's work, over real HTTP: what is heard, how quiet silence is, and that it ends at once."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import pytest

from app import office
from app.exchanging import Joining, join_office
from app.executors import Executors
from app.listening import Listening
from app.sync_door import SyncDoor
from app.workspace import Workspace
from sync.client import http, state
from sync.client.waiting import Pace
from sync.protocol.problems import UnreachableError
from sync.server import accounts
from sync.server.hub import now_ms
from sync.server.site import open_storage
from tests.helpers.furnished import a_person, furnished
from tests.helpers.served import Served, a_batch, served_over_tls, the_program, until


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret stays in the workspace."""
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A server over a SQLite file, behind a certificate of its own."""
    with served_over_tls(tmp_path) as running:
        yield running


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Somebody's, with threads, as in the window."""
    with furnished(tmp_path / "anna"):
        pass
    with closing(Workspace.open(tmp_path / "anna" / "workspace", executors=Executors.threads())) as opened:
        yield opened


@pytest.fixture
def anna(server: Served, workspace: Workspace) -> Workspace:
    """One who has joined, and has nothing to send."""
    code = accounts.add_user(server.site.storage, "Anna", "salesperson", now_ms()).code
    join_office(workspace, Joining(server.url, code=code, fingerprint=server.fingerprint))
    office.exchange(workspace)
    return workspace


@contextmanager
def listening(workspace: Workspace, pace: Pace | None = None) -> Iterator[tuple[Listening, list[str]]]:
    """Somebody who waits, and what was heard."""
    heard: list[str] = []
    made = Listening(workspace, heard.append, pace=pace)
    try:
        yield made, heard
    finally:
        made.close()
        until(lambda: not made.is_waiting())


def hasty() -> Pace:
    """Pauses that take next to no time."""
    return Pace(dice=lambda _least, _most: 0.02)


def test_news_is_heard_soon_and_waiting_goes_on_after_the_round(server: Served, anna: Workspace) -> None:
    boris = server.hub(server.person("Boris"))
    with listening(anna) as (ear, heard):
        for number in (1, 2):
            ear.go_on(15)
            until(lambda: len(server.site.waiting) == 1)
            begun = time.monotonic()

            boris.push(number, a_batch(uuid4().hex, last="Ёлкин"))

            until(lambda number=number: heard == ["news"] * number)
            assert time.monotonic() - begun < 5
            until(lambda: not ear.is_waiting())
            assert office.exchange(anna).received == 1
            ear.round_over(done=True)


def test_what_was_sent_from_here_is_no_news(server: Served, anna: Workspace) -> None:
    with listening(anna) as (ear, heard):
        ear.go_on(15)
        until(lambda: len(server.site.waiting) == 1)
        head = _head(server)

        a_person(anna, "Shchukina")
        assert office.exchange(anna).sent > 0

        assert _head(server) > head
        until(lambda: _head(server) in [place.cursor for place in server.site.waiting._places.values()] or heard)
        ear.go_on(15)
        until(lambda: _head(server) in [place.cursor for place in server.site.waiting._places.values()])
        # The server may look between the push and the moment the cursor here has moved: then a round is asked for in vain.
        assert len(heard) <= 1


def _head(server: Served) -> int:
    with server.site.storage.reading(1) as reading:
        return reading.organisation.head


def test_it_ends_at_once_however_long_the_office_holds_back(server: Served, anna: Workspace) -> None:
    heard: list[str] = []
    ear = Listening(anna, heard.append)
    ear.go_on(15)
    until(lambda: len(server.site.waiting) == 1)

    begun = time.monotonic()
    ear.close()

    assert time.monotonic() - begun < 0.5
    until(lambda: not ear.is_waiting() and not _threads(), patience=5)
    until(lambda: not len(server.site.waiting), patience=5)
    server.hub(server.person("Boris")).push(1, a_batch(uuid4().hex, last="Ёлкин"))
    assert heard == []
    ear.go_on(15)
    assert not ear.is_waiting()


def _threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "listening"]


def test_it_ends_at_once_while_the_office_does_not_even_greet(anna: Workspace) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        _moved_to(anna, f"https://127.0.0.1:{mute.getsockname()[1]}")
        ear = Listening(anna, [].append)  # type: ignore[arg-type]  # nothing is heard
        ear.go_on(15)
        line, _from = mute.accept()

        begun = time.monotonic()
        ear.close()

        assert time.monotonic() - begun < 0.5
        line.close()
    until(lambda: not ear.is_waiting())


def test_a_line_that_is_hung_up_is_let_go_of_at_once_and_for_good(server: Served) -> None:
    signed = server.person("Anna")
    line = http.listen(server.url, signed.token, server.fingerprint, signed.device)
    problems: list[Exception] = []

    def wait() -> None:
        try:
            line.wait(0, 50)
        except UnreachableError as problem:
            problems.append(problem)

    waits = threading.Thread(target=wait)
    waits.start()
    until(lambda: len(server.site.waiting) == 1)

    line.hang_up()

    waits.join(5)
    assert len(problems) == 1
    with pytest.raises(UnreachableError):
        line.wait(0, 0)
    line.close()


def test_haste_makes_no_second_thread(server: Served, anna: Workspace) -> None:
    with listening(anna) as (ear, _heard):
        most = 0
        for _turn in range(60):
            ear.go_on(15)
            ear.wake()
            ear.rest()
            ear.go_on(15)
            most = max(most, len(_threads()))
            ear.wake()

        assert most <= 2  # one that is ending, and the next
        until(lambda: len(server.site.waiting) == 1 and len(_threads()) == 1)


def test_whoever_rests_holds_neither_thread_nor_line(server: Served, anna: Workspace) -> None:
    with listening(anna) as (ear, heard):
        assert _threads() == []
        ear.go_on(15)
        until(lambda: len(server.site.waiting) == 1)

        ear.rest()

        until(lambda: not _threads() and not len(server.site.waiting))
        assert heard == []


def test_one_who_was_shut_out_asks_no_more_before_a_round_has_said_so(server: Served, anna: Workspace) -> None:
    with listening(anna, hasty()) as (ear, heard):
        ear.go_on(15)
        until(lambda: len(server.site.waiting) == 1)

        accounts.revoke(server.site.storage, "Anna", now_ms())

        until(lambda: not ear.is_waiting())
        ear.go_on(15)
        assert not ear.is_waiting()
        assert heard == []
        ear.round_over(done=False)
        ear.go_on(15)
        until(lambda: not ear.is_waiting())


def test_an_office_that_is_away_is_asked_quietly_and_its_return_is_told_once(
    tmp_path: Path, workspace: Workspace
) -> None:
    with the_program(tmp_path / "office") as program:
        storage = open_storage(tmp_path / "office")
        code = accounts.add_user(storage, "Anna", "salesperson", now_ms()).code
        storage.close()
        (address,) = program.started["addresses"]
        join_office(workspace, Joining(address, code=code, fingerprint=program.started["fingerprint"]))
        office.exchange(workspace)
        pace = Pace(dice=lambda _least, _most: 0.05)
        with listening(workspace, pace) as (ear, heard):
            ear.go_on(15)
            program.kill()
            until(lambda: pace.off and pace._failed > 3)
            assert heard == []

            program.start()

            until(lambda: heard == ["back"])
            until(lambda: not pace._failed)
            assert heard == ["back"]


@contextmanager
def answering(status: int, kind: str = "", head: int = 0, **headers: str) -> Iterator[tuple[str, list[str]]]:
    """Somebody who answers every question in one way at once: where, and what was asked."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps({"head": head} if status == 200 else {"type": f"urn:vizitka:{kind}"}).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as stub:
        thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{stub.server_port}", asked
        finally:
            stub.shutdown()
            thread.join(10)


def _moved_to(workspace: Workspace, url: str) -> None:
    fingerprint = {"fingerprint": ""} if url.startswith("http:") else {}
    SyncDoor(workspace).fill(lambda raw: state.put(raw, url=url, **fingerprint))


@pytest.mark.parametrize(
    ("status", "kind", "after_a_round"),
    [(404, "unknown", 1), (401, "not-signed-in", 2), (403, "revoked", 2), (426, "upgrade", 2)],
)
def test_a_refusal_is_no_reason_to_ask_again(anna: Workspace, status: int, kind: str, after_a_round: int) -> None:
    """A server that knows of no waiting is let alone for long, any other one until a round has said what there is to say."""
    with answering(status, kind) as (url, asked), listening(anna, hasty()) as (ear, heard):
        _moved_to(anna, url)
        for _look in range(5):
            ear.go_on(15)
            until(lambda: not ear.is_waiting())
        assert len(asked) == 1

        ear.round_over(done=True)
        ear.go_on(15)

        until(lambda: not ear.is_waiting())
        assert len(asked) == after_a_round
        assert heard == []


@pytest.mark.parametrize(
    ("answers", "seconds"),
    [({"status": 502}, 1), ({"status": 503, "kind": "busy", "Retry_After": "60"}, 1), ({"status": 200, "head": 0}, 1)],
    ids=["somebody in between", "busy", "not held back"],
)
def test_whoever_answers_at_once_is_not_asked_all_the_time(
    anna: Workspace, answers: dict[str, object], seconds: float
) -> None:
    with answering(**answers) as (url, asked), listening(anna) as (ear, heard):  # type: ignore[arg-type]  # as the signature says
        _moved_to(anna, url)
        ear.go_on(15)
        until(lambda: len(asked) == 1)
        time.sleep(seconds)  # in which nothing is to happen

        assert len(asked) <= 2
        assert heard == []


def test_waking_asks_at_once_whatever_failed_before(server: Served, anna: Workspace) -> None:
    pace = Pace(dice=lambda _least, most: 600.0 if most > 1 else most)
    with answering(502) as (url, asked), listening(anna, pace) as (ear, heard):
        sound = server.url
        _moved_to(anna, url)
        ear.go_on(15)
        until(lambda: pace.off)
        SyncDoor(anna).fill(lambda raw: state.put(raw, url=sound, fingerprint=server.fingerprint))

        ear.wake()

        until(lambda: heard == ["back"] and len(server.site.waiting) == 1)
        assert len(asked) == 1


def test_news_that_was_not_fetched_is_told_again(server: Served, anna: Workspace) -> None:
    with listening(anna, hasty()) as (ear, heard):
        server.hub(server.person("Boris")).push(1, a_batch(uuid4().hex, last="Ёлкин"))
        ear.go_on(15)
        until(lambda: heard == ["news"])
        ear.round_over(done=True)
        ear.go_on(15)  # a program too old to receive: asked about it once more it would go round in a circle
        until(lambda: len(server.site.waiting) == 1)
        assert heard == ["news"]
        ear.rest()

        ear.round_over(done=False)
        ear.go_on(15)

        until(lambda: heard == ["news", "news"])
