"""The secret of a laptop is followed by another one every month; nobody is locked out, whatever is lost on the way."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import office as own_office
from app.workspace import Workspace
from sync.client import state
from sync.client.http import HttpHub
from sync.protocol.messages import Hello, SignedIn, SignIn, Welcome
from sync.protocol.problems import NotSignedInError, RevokedError
from sync.server import accounts, tokens
from sync.server.codes import token_hash
from sync.server.hub import ServerHub
from sync.server.signing_in import sign_in
from sync.server.sql_storage import SqlStorage
from sync.server.tokens import LASTS, OVERLAP, caller_of, successor
from tests.helpers.furnished import furnished
from tests.helpers.raw_sql import rows_of
from tests.helpers.served import Served, served

NOW = 1_800_000_000_000
MONTH = LASTS


@pytest.fixture
def firm(storage: SqlStorage) -> SqlStorage:
    """A storage with a firm in it."""
    accounts.ensure_organisation(storage, "Vector", NOW)
    return storage


def joined(storage: SqlStorage, name: str = "Anna") -> SignedIn:
    code = accounts.add_user(storage, name, "salesperson", NOW).code
    return sign_in(storage, SignIn(code=code, workspace=name), NOW)


def test_a_token_is_followed_after_a_month_and_not_before(firm: SqlStorage) -> None:
    anna = joined(firm)

    early = successor(firm, anna.device, anna.token, NOW + MONTH - 1)
    due = successor(firm, anna.device, anna.token, NOW + MONTH)

    assert early == ""
    assert len(due) >= 43
    assert due != anna.token


def test_asked_again_for_a_lost_answer_the_next_one_is_the_same(firm: SqlStorage) -> None:
    anna = joined(firm)

    first, again = (successor(firm, anna.device, anna.token, NOW + MONTH + n) for n in range(2))

    assert first == again


def test_the_present_one_is_good_until_the_next_one_is_used_and_a_month_longer(firm: SqlStorage) -> None:
    anna = joined(firm)
    following = successor(firm, anna.device, anna.token, NOW + MONTH)
    year = NOW + 12 * MONTH

    assert caller_of(firm, anna.token, anna.device, year).device == anna.device
    assert caller_of(firm, following, anna.device, year).device == anna.device
    assert caller_of(firm, anna.token, anna.device, year + OVERLAP - 1).device == anna.device
    with pytest.raises(NotSignedInError):
        caller_of(firm, anna.token, anna.device, year + OVERLAP)
    assert caller_of(firm, following, anna.device, year + OVERLAP).user_id == anna.user_id


def test_a_workspace_put_back_from_a_backup_is_told_the_one_it_had_forgotten(firm: SqlStorage) -> None:
    anna = joined(firm)
    following = successor(firm, anna.device, anna.token, NOW + MONTH)
    caller_of(firm, following, anna.device, NOW + MONTH)

    told = successor(firm, anna.device, anna.token, NOW + MONTH + 5)

    assert told == following
    assert successor(firm, anna.device, following, NOW + MONTH + 5) == ""


def test_a_copy_of_a_workspace_and_its_original_go_on_with_one_secret(firm: SqlStorage) -> None:
    anna = joined(firm)
    hub = ServerHub(firm, caller_of(firm, anna.token))
    copy = hub.new_device()
    tokens.share(firm, anna.device, copy)

    told = {successor(firm, each, anna.token, NOW + MONTH) for each in (anna.device, copy)}

    (following,) = told
    caller_of(firm, following, copy, NOW + MONTH)
    assert caller_of(firm, following, anna.device, NOW + MONTH).device == anna.device
    assert caller_of(firm, anna.token, copy, NOW + MONTH).device == copy


def test_whoever_is_shut_out_is_so_with_every_secret(firm: SqlStorage) -> None:
    anna = joined(firm)
    following = successor(firm, anna.device, anna.token, NOW + MONTH)
    accounts.revoke(firm, "Anna", NOW + MONTH)

    for token in (anna.token, following):
        with pytest.raises(RevokedError):
            caller_of(firm, token, anna.device, NOW + MONTH)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_lost_doubled_or_put_back_nobody_is_ever_locked_out(firm: SqlStorage, seed: int) -> None:
    dice, anna, now = random.Random(seed), joined(firm), NOW
    keeps = saved = anna.token
    saved_at = 0
    late = anna.token
    for _step in range(60):
        now += dice.randrange(MONTH // 3)
        act = dice.choice(("hello", "hello", "lost", "late", "save", "restore"))
        if act == "late":  # an old question arrives once more
            successor(firm, anna.device, late, now)
        elif act == "save":
            saved, saved_at = keeps, now
        elif act == "restore" and saved != anna.token and now - saved_at < OVERLAP:
            keeps = successor(firm, anna.device, saved, now) or saved
        else:
            caller_of(firm, keeps, anna.device, now)
            told, late = successor(firm, anna.device, keeps, now), keeps
            if told and act == "hello":
                keeps = told
    assert caller_of(firm, keeps, anna.device, now).device == anna.device


@contextmanager
def at_the_office(tmp_path: Path, months: list[int]) -> Iterator[tuple[Served, Workspace]]:
    """A workspace that has joined a server whose clock goes on by these months."""
    storage = SqlStorage.open(tmp_path / "server.db")
    with (
        served(storage, tmp_path / "server", clock=lambda: NOW + months[0] * MONTH) as server,
        furnished(tmp_path) as mine,
    ):
        code = accounts.add_user(storage, "Anna", "salesperson", NOW).code
        own_office.join(mine, server.url, SignIn(code=code))
        own_office.exchange(mine)
        yield server, mine
    storage.close()


@pytest.fixture
def months(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How far the server's clock has gone; the system has no keyring."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    monkeypatch.setattr("app.office._from_keyring", lambda _name: "")
    return [0]


def kept(workspace: Workspace) -> str:
    ((token,),) = rows_of(workspace, "SELECT value FROM sync_state WHERE key = 'token'")
    return str(token)


def test_a_laptop_keeps_the_next_one_and_goes_on_with_it(tmp_path: Path, months: list[int]) -> None:
    with at_the_office(tmp_path, months) as (_server, mine):
        used = []
        for months[0] in (0, 1, 1, 2, 3, 7):
            own_office.exchange(mine)
            used.append(kept(mine))

        assert used[0] != used[1] == used[2] != used[3] == used[4] != used[5]


def test_a_kill_before_the_next_one_is_kept_harms_nothing(
    tmp_path: Path, months: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_the_office(tmp_path, months) as (_server, mine):
        before, months[0] = kept(mine), 1
        with monkeypatch.context() as patched:
            patched.setattr(HttpHub, "hello", _killed)
            with pytest.raises(KeyboardInterrupt):
                own_office.exchange(mine)
        assert kept(mine) == before

        own_office.exchange(mine)
        own_office.exchange(mine)

        assert kept(mine) != before


def test_a_server_put_back_to_before_the_next_one_was_told_still_knows_the_laptop(
    tmp_path: Path, months: list[int]
) -> None:
    with at_the_office(tmp_path, months) as (server, mine):
        before, months[0] = kept(mine), 1
        own_office.exchange(mine)
        own_office.exchange(mine)
        engine = server.site.storage.engine
        with engine.begin() as connection:  # what a copy made a month ago knows of it
            connection.exec_driver_sql(
                "UPDATE device SET token_hash = ?, next_hash = NULL, next_salt = NULL, past_hash = NULL, past_salt = NULL,"
                " token_at = ?",
                (token_hash(before), NOW),
            )

        own_office.exchange(mine)
        own_office.exchange(mine)

        assert kept(mine) != before
        assert rows_of(mine, "SELECT value FROM sync_state WHERE key = ?", state.LAST_PROBLEM) == [("",)]


class Keyring:
    """A system's place for secrets: it may refuse, and may be asked only while everybody can save."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
        self.secrets: dict[str, str] = {}
        self.refuses = False
        self._workspace = workspace
        monkeypatch.setattr("app.office._into_keyring", self._put)
        monkeypatch.setattr("app.office._from_keyring", self._get)

    def _put(self, name: str, token: str) -> bool:
        self._look()
        if not self.refuses:
            self.secrets[name] = token
        return not self.refuses

    def _get(self, name: str) -> str:
        self._look()
        return self.secrets.get(name, "")

    def _look(self) -> None:
        self._workspace.upkeep(lambda raw: state.put(raw, looked=1)).result(timeout=10)


def test_nobody_waits_to_save_while_the_system_keeps_a_secret(
    tmp_path: Path, months: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_the_office(tmp_path, months) as (_server, mine):
        first, months[0] = kept(mine), 1
        keyring = Keyring(monkeypatch, mine)

        own_office.exchange(mine)
        own_office.exchange(mine)

        assert rows_of(mine, "SELECT value FROM sync_state WHERE key IN ('token', 'token_before')") == []
        assert {first} < set(keyring.secrets.values())


def test_a_keyring_that_refuses_leaves_the_new_secret_in_the_workspace_and_not_the_one_it_has(
    tmp_path: Path, months: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_the_office(tmp_path, months) as (_server, mine):
        keyring = Keyring(monkeypatch, mine)
        for months[0] in (1, 2):  # told, and gone over to
            own_office.exchange(mine)
        held = dict(keyring.secrets)
        keyring.refuses, months[0] = True, 4

        own_office.exchange(mine)
        fresh = kept(mine)
        own_office.exchange(mine)

        assert keyring.secrets == held
        assert fresh not in held.values()
        assert rows_of(mine, "SELECT value FROM sync_state WHERE key = ?", state.LAST_PROBLEM) == [("",)]


def test_a_kill_while_the_keyring_is_asked_leaves_the_secret_that_was_in_use(
    tmp_path: Path, months: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_the_office(tmp_path, months) as (_server, mine):
        before, months[0] = kept(mine), 1
        with monkeypatch.context() as patched:
            patched.setattr("app.office._into_keyring", _killed_there)
            with pytest.raises(KeyboardInterrupt):
                own_office.exchange(mine)
        assert kept(mine) == before

        own_office.exchange(mine)

        assert kept(mine) != before


def _killed_there(_name: str, _token: str) -> bool:
    raise KeyboardInterrupt


_honest = HttpHub.hello


def _killed(hub: HttpHub, hello: Hello) -> Welcome:
    """The answer came, and nothing of it was kept."""
    assert _honest(hub, hello).token
    raise KeyboardInterrupt
