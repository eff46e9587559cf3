"""The office from the command line, without a network: join, sync, conflicts, resolve."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.workspace import Workspace
from models.clock import system_clock
from sync.protocol.messages import SignedIn, SignIn
from tests.helpers.builders import a_contact, put
from tests.helpers.furnished import furnished
from tests.helpers.office import Office
from tests.helpers.raw_sql import run_sql


class Carrier:
    """Carries questions of whoever is at the keyboard."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.devices: dict[str, tuple[str, str]] = {}

    def sign_in(self, url: str, sign_in: SignIn, fingerprint: str) -> SignedIn:
        """By code: the code is the name of the person."""
        known = (
            sign_in.user_id in self.office.people
        )  # both workspaces are copies of one: the second person gets another id
        user = self.office.add_person(sign_in.code, user_id="" if known else sign_in.user_id)
        self.devices[sign_in.code] = user, self.office.add_device(user)
        return SignedIn(self.devices[sign_in.code][1], sign_in.code, user, sign_in.code, "salesperson", "Office")

    def connect(self, url: str, token: str, fingerprint: str, device: str) -> Any:
        """With the secret."""
        return self.office.hub(*self.devices[token])


@pytest.fixture
def carrier(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Carrier:
    found = Carrier(office)
    monkeypatch.setattr("app.office._over_http", lambda: found)
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return found


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    """The answer of a command as JSON."""
    code = cli.main([str(word) for word in words] + ["--json", "--lang", "en"], clock=system_clock)
    out, err = capsys.readouterr()
    assert code == 0, err
    return json.loads(out)


def complaint(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    assert cli.main([*map(str, words), "--lang", "en"], clock=system_clock) == 1
    return capsys.readouterr().err.strip()


def test_two_workspaces_join_exchange_and_resolve_a_conflict(
    carrier: Carrier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = []
    for name in ("anna", "boris"):
        with furnished(tmp_path / name) as workspace:
            folders.append(workspace.folder)
    anna, boris = folders
    assert complaint(capsys, "sync", anna) == "This workspace has not joined an office."
    (client,) = edited(anna, a_contact("Олег", job_title="Инженер"))

    joined = said(capsys, "join", anna, "https://office", "--code", "Anna")
    assert (joined["organisation"], joined["to_send"]["contact"], joined["private"]) == ("Office", 1, 0)
    said(capsys, "sync", anna)
    said(capsys, "join", boris, "https://office", "--code", "Boris")
    assert said(capsys, "sync", boris)["received"] > 0
    edited(anna, sql="UPDATE contact SET job_title = 'Директор'")
    edited(boris, sql="UPDATE contact SET job_title = 'Закупщик'")
    reports = [said(capsys, "sync", folder) for folder in (anna, boris, anna)]
    assert reports[-1]["to_review"] == 1

    (conflict,) = said(capsys, "conflicts", anna)["conflicts"]
    assert {conflict["mine"], conflict["theirs"], conflict["before"]} == {"Директор", "Закупщик", "Инженер"}
    assert said(capsys, "resolve", anna, conflict["id"][-6:], "--take", "Начальник") == {"resolved": 1}
    for folder in (anna, boris):
        said(capsys, "sync", folder)

    assert said(capsys, "conflicts", boris)["conflicts"] == []
    assert "Начальник" in json.dumps(said(capsys, "show", boris, client.hex), ensure_ascii=False)
    assert "no open conflict" in complaint(capsys, "resolve", boris, conflict["id"], "--take", "mine")


def edited(folder: Path, *rows: Any, sql: str = "") -> list[Any]:
    """Something done in the window meanwhile."""
    workspace = Workspace.open(folder)
    try:
        if sql:
            run_sql(workspace, sql)
        return put(workspace, *rows) if rows else []
    finally:
        workspace.close()
