"""Two people and a server, all of them the real command line, over real HTTP: on a SQLite file and on PostgreSQL."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app import cli
from models.clock import system_clock
from sync.server import certificates, site
from tests.helpers.served import Program, the_program


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty PostgreSQL, or none: the server then makes its own file."""
    if request.param == "sqlite":
        return ""
    return str(request.getfixturevalue("postgres").new_database())


class Keyboard:
    """Whoever types commands."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def says(self, *words: str | Path) -> Any:
        """The answer of a command as JSON."""
        code = cli.main([*map(str, words), "--json", "--lang", "en"], clock=system_clock)
        out, err = self._capture.readouterr()
        assert code == 0, err
        return json.loads(out)

    def complains(self, *words: str | Path) -> str:
        """The one line of a problem."""
        assert cli.main([*map(str, words), "--lang", "en"], clock=system_clock) == 1
        return self._capture.readouterr().err.strip()

    def edits(self, folder: Path, job: str) -> None:
        """Olga's job is changed."""
        (hit,) = [each for each in self.says("find", folder, "Ёлкина") if each["kind"] == "contact"]
        self.says("edit", folder, hit["id"], f"job_title={job}")


@pytest.fixture
def keyboard(capsys: pytest.CaptureFixture[str]) -> Keyboard:
    """The command line."""
    return Keyboard(capsys)


def test_a_conflict_between_two_laptops_is_resolved_over_the_real_server(
    database: str, tmp_path: Path, keyboard: Keyboard
) -> None:
    say, data, anna, boris = keyboard.says, tmp_path / "office", tmp_path / "anna", tmp_path / "boris"
    options = ("--database", database) if database else ()
    at_office = ("--data", data, *options)
    card = tmp_path / "one.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ёлкина;Ольга\r\nFN:Ольга Ёлкина\r\nEND:VCARD\r\n", encoding="utf-8"
    )
    with the_program(data, *options, "--name", "Vector") as server:
        for folder in (anna, boris):
            say("new", folder)
        say("import", anna, card)

        both_join(keyboard, server, at_office, (anna, boris))
        say("sync", anna)
        assert say("sync", boris)["received"] > 0
        keyboard.edits(anna, "Director")
        keyboard.edits(boris, "Buyer")
        for folder in (anna, boris):
            say("sync", folder)
        assert say("sync", anna)["to_review"] == 1
        (conflict,) = say("conflicts", anna)["conflicts"]
        assert {conflict["mine"], conflict["theirs"]} == {"Director", "Buyer"}
        say("resolve", anna, conflict["id"], "--take", "theirs")
        for folder in (anna, boris):
            say("sync", folder)
        assert say("conflicts", boris)["conflicts"] == []

        copies_are_made(keyboard, at_office, tmp_path / "copies")
        people = say("server", "list", *at_office)
        assert [(each["name"], len(each["laptops"])) for each in people] == [("Anna Kim", 1), ("Boris Orlov", 1)]
        assert say("server", "hand-over", "boris orlov", "Anna Kim", *at_office)["handed_over"] >= 0
        assert say("server", "revoke", "Boris Orlov", *at_office)["revoked"] == 1
        assert "no longer accepts this computer" in keyboard.complains("sync", boris)
        assert "There is a person of that name" in keyboard.complains("server", "add-user", "anna  KIM", *at_office)
        assert '"stopped": true' in server.stop()
    assert "cannot be reached" in keyboard.complains("sync", anna)


def both_join(
    keyboard: Keyboard, server: Program, at_office: tuple[str | Path, ...], folders: tuple[Path, Path]
) -> None:
    """By invitation codes, as read out on the phone; a laptop that meets another certificate stays away."""
    (address,), fingerprint = server.started["addresses"], server.started["fingerprint"]
    other = fingerprint.replace("A", "B") if "A" in fingerprint else fingerprint.replace("1", "2")
    for name, folder in zip(("Anna Kim", "Boris Orlov"), folders, strict=True):
        code = keyboard.says("server", "add-user", name, *at_office)["code"]
        words = ("join", folder, address, "--code", code.lower(), "--fingerprint")
        assert "certificate is another one" in keyboard.complains(*words, other)
        joined = keyboard.says(*words, fingerprint)
        assert (joined["organisation"], joined["user"]) == ("Vector", name)


def copies_are_made(keyboard: Keyboard, at_office: tuple[str | Path, ...], folder: Path) -> None:
    """While the server runs; a copy put back says so, and laptops send again what it lacks."""
    head = keyboard.says("server", "head", *at_office)["head"]
    assert head > 0
    if "--database" in at_office:
        assert keyboard.says("server", "backed-up", str(head), *at_office)["head"] == head
        assert "its own tools" in keyboard.complains("server", "backup", folder / "office.db", *at_office)
        return
    assert keyboard.says("server", "backup", folder / "office.db", *at_office)["head"] == head
    assert "there already" in keyboard.complains("server", "backup", folder / "office.db", *at_office)
    assert len(keyboard.says("server", "list", "--data", folder)) == 2
    assert keyboard.says("server", "restored", "--data", folder) == {"restored": True}
    assert keyboard.says("server", "head", "--data", folder)["head"] > 1_000_000


@pytest.mark.skipif(os.name != "posix", reason="modes of files are another matter elsewhere")
def test_key_and_data_are_nobody_else_s_to_read(tmp_path: Path) -> None:
    certificates.own_certificate(tmp_path, ["localhost"])
    site.make_folder(tmp_path / "office")

    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    assert (tmp_path / "office").stat().st_mode & 0o077 == 0
