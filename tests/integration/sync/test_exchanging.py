"""Rounds beside a person's work: one at a time, by the clock, stopped, offline, and the office left and come back to."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import office as joined_office
from app.exchanging import Exchanging, Joining, Standing, join_office, knock, listed_to_send
from app.executors import Executors
from app.services.access import set_access
from app.services.contact_cards import contact_card
from app.services.joined import has_joined
from app.services.syncing import exchange_state, keep_apart, suggested_merges, what_will_be_sent
from app.workspace import Workspace
from models.errors import OutsideError, UserError
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import UnreachableError
from sync.server.sql_storage import SqlStorage
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, a_person, furnished
from tests.helpers.office import Office
from tests.helpers.served import served


class Carrier:
    """Carries questions to the office; `gate` holds the beginning of a round back, `cut` is a line that is down."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.gate = threading.Event()
        self.gate.set()
        self.cut = False
        self.connected = 0
        self.place = ("", "")

    def sign_in(self, url: str, sign_in: SignIn, fingerprint: str) -> SignedIn:
        """Join."""
        user = self.office.add_person(sign_in.name or "Anna", user_id=sign_in.user_id)
        self.place = user, self.office.add_device(user)
        return SignedIn(self.place[1], "token", user, sign_in.name, "salesperson", "Vector")

    def connect(self, url: str, token: str, fingerprint: str, device: str) -> Any:
        """With the secret."""
        self.connected += 1
        assert self.gate.wait(20)
        if self.cut:
            raise UnreachableError("no line")
        return self.office.hub(*self.place)


@pytest.fixture
def carrier(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Carrier]:
    found = Carrier(office)
    office.clock.now = NOON
    monkeypatch.setattr("app.office._over_http", lambda: found)
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    yield found
    found.gate.set()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """Somebody's, with threads, as in the window."""
    with furnished(tmp_path / "anna", clock):
        pass
    opened = Workspace.open(tmp_path / "anna" / "workspace", executors=Executors.threads(), clock=clock)
    yield opened
    opened.close()


class Told:
    """What was told, and a way to wait for the end of a round."""

    def __init__(self) -> None:
        self.all: list[Standing] = []
        self.over = threading.Event()

    def __call__(self, standing: Standing) -> None:
        self.all.append(standing)
        if not standing.running:
            self.over.set()

    def end(self) -> Standing:
        assert self.over.wait(30)
        self.over.clear()
        return self.all[-1]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def runner(workspace: Workspace, carrier: Carrier, clock: FixedClock, told: Told) -> Iterator[Exchanging]:
    """One who has joined."""
    join_office(workspace, Joining("https://office", code="secret", name="Anna"), clock=clock)
    made = Exchanging(workspace, told, clock=clock)
    yield made
    carrier.gate.set()
    made.close(30)


def test_a_round_tells_its_steps_and_what_came_of_it(runner: Exchanging, told: Told) -> None:
    assert runner.begin()

    end = told.end()
    assert end.outcome == "done"
    assert end.sent > 0
    assert "push" in {standing.step for standing in told.all}


def test_only_one_round_runs_at_a_time(runner: Exchanging, carrier: Carrier, told: Told) -> None:
    carrier.gate.clear()

    begun = [runner.begin(), runner.begin(), runner.tick(5)]

    assert begun == [True, False, False]
    carrier.gate.set()
    told.end()
    assert carrier.connected == 1


def test_rounds_follow_the_clock(runner: Exchanging, clock: FixedClock, told: Told) -> None:
    assert not runner.tick(0)
    assert runner.tick(15)
    told.end()

    clock.go_on(minutes=14)
    assert not runner.tick(15)
    clock.go_on(minutes=1)

    assert runner.tick(15)
    told.end()


def test_of_a_quiet_round_only_the_end_is_told(runner: Exchanging, told: Told) -> None:
    assert runner.begin(quiet=True)

    assert told.end().outcome == "done"
    assert len(told.all) == 1


def test_a_quiet_round_that_takes_long_is_told_of(
    runner: Exchanging, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exchanging._QUIET", -1.0)

    runner.begin(quiet=True)

    told.end()
    assert "push" in {standing.step for standing in told.all}


def test_whoever_asks_during_a_quiet_round_sees_it_and_gets_another_one(
    runner: Exchanging, carrier: Carrier, told: Told
) -> None:
    carrier.gate.clear()
    runner.begin(quiet=True)
    assert told.all == []

    assert not runner.begin()

    assert [standing.running for standing in told.all] == [True]
    carrier.gate.set()
    assert told.end().sent > 0
    assert carrier.connected == 2


def test_what_is_changed_during_a_round_goes_with_another_one(
    runner: Exchanging, carrier: Carrier, told: Told, workspace: Workspace
) -> None:
    carrier.gate.clear()
    runner.begin(quiet=True)
    a_person(workspace, "Shchukina")

    begun = [runner.begin(quiet=True, again=True), runner.begin(quiet=True, again=True), runner.begin(quiet=True)]

    assert begun == [False] * 3
    carrier.gate.set()
    told.end()
    assert carrier.connected == 2
    assert workspace.ask(exchange_state).result().waiting == 0


def test_no_line_is_offline_and_nothing_worse(runner: Exchanging, carrier: Carrier, told: Told) -> None:
    carrier.cut = True

    runner.begin()

    assert told.end().outcome == "offline"
    carrier.cut = False
    runner.begin()
    assert told.end().outcome == "done"


def test_a_stopped_round_goes_on_next_time(
    runner: Exchanging, carrier: Carrier, told: Told, workspace: Workspace
) -> None:
    carrier.gate.clear()
    runner.begin()
    runner.stop()
    carrier.gate.set()
    assert told.end().outcome == "stopped"

    runner.begin()

    assert told.end().outcome == "done"
    assert workspace.ask(exchange_state).result().waiting == 0


def test_nothing_is_told_once_the_workspace_is_being_closed(runner: Exchanging, carrier: Carrier, told: Told) -> None:
    carrier.gate.clear()
    runner.begin()
    before = len(told.all)

    closing = threading.Thread(target=runner.close)
    closing.start()
    carrier.gate.set()
    closing.join(30)

    assert len(told.all) == before
    assert not runner.begin()


def test_the_person_works_while_a_round_waits_for_the_office(
    runner: Exchanging, carrier: Carrier, told: Told, workspace: Workspace
) -> None:
    carrier.gate.clear()
    runner.begin()

    made = a_person(workspace, "Shchukina")

    assert workspace.ask(contact_card, made).result().last == "Shchukina"
    carrier.gate.set()
    told.end()


def test_leaving_stops_the_exchange_and_coming_back_loses_nothing(
    runner: Exchanging, told: Told, workspace: Workspace, clock: FixedClock
) -> None:
    runner.begin()
    told.end()

    joined_office.leave(workspace, clock=clock)
    a_person(workspace, "Shchukina")
    runner.begin()

    assert told.end().outcome == "refused"
    state = workspace.ask(exchange_state).result()
    assert (state.joined, state.left) == (False, "Vector")
    assert workspace.ask(has_joined).result()
    joined_office.come_back(workspace, clock=clock)
    runner.begin()
    assert told.end().sent > 0


def test_numbers_left_are_told_after_a_round(runner: Exchanging, told: Told, workspace: Workspace) -> None:
    runner.begin()
    told.end()

    ((_firm, left),) = workspace.ask(exchange_state).result().numbers

    assert left > 0


@pytest.mark.usefixtures("carrier")
def test_joining_says_what_is_missing(workspace: Workspace) -> None:
    for wanted, field in ((Joining(" "), "url"), (Joining("https://office"), "code")):
        with pytest.raises(UserError) as refusal:
            join_office(workspace, wanted)
        assert refusal.value.field == field


def test_what_would_be_sent_is_listed_without_what_is_private(workspace: Workspace) -> None:
    ours, mine = a_person(workspace, "Shchukina"), a_person(workspace, "Abbott")
    workspace.do(set_access, "contact", mine, "private").result()

    found = workspace.ask(what_will_be_sent).result()

    assert ("Contacts", 1) in listed_to_send(found.counts)
    assert found.private >= 1
    assert workspace.ask(contact_card, ours).result().access == "public"
    assert workspace.ask(contact_card, mine).result().access == "private"


def test_an_access_nobody_knows_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        workspace.do(set_access, "contact", a_person(workspace), "secret").result()


def test_two_who_are_not_the_same_are_not_asked_about_again(workspace: Workspace) -> None:
    pair = [a_person(workspace, "Shchukina", first="Anna") for _twice in range(2)]
    assert len(workspace.ask(suggested_merges).result()) == 1

    workspace.do(keep_apart, *pair).result()

    assert workspace.ask(suggested_merges).result() == ()


def test_an_office_with_a_certificate_of_its_own_shows_its_fingerprint(storage: SqlStorage, tmp_path: Path) -> None:
    with served(storage, tmp_path / "served", tls=True) as server:
        answer = knock(server.url)

    assert answer.sound
    assert answer.compare
    assert answer.fingerprint == server.fingerprint


def test_nobody_at_an_address_is_said(tmp_path: Path) -> None:
    del tmp_path
    with pytest.raises(OutsideError):
        knock("https://127.0.0.1:9")
    with pytest.raises(UserError):
        knock("ftp://somewhere")
