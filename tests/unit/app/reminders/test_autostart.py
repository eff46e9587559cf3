"""Starting with the computer: the files and values each system reads."""

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import OutsideError
from app.reminders.autostart import (
    NAME,
    Autostart,
    DesktopEntry,
    LaunchAgent,
    RunKey,
    autostart,
    desktop_exec,
    own_command,
    switch_autostart,
)

COMMAND = ("/opt/My Programs/vizitka", "--tray")


class FakeKey:
    """A key of a registry this system does not have."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.values.get(name)

    def write(self, name: str, value: str) -> None:
        self.values[name] = value

    def remove(self, name: str) -> None:
        self.values.pop(name, None)


@pytest.fixture(params=["linux", "darwin", "win32"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    """Each system's way."""
    ways: dict[str, Autostart] = {
        "linux": DesktopEntry(tmp_path / "a"),
        "darwin": LaunchAgent(tmp_path / "b"),
        "win32": RunKey(FakeKey()),
    }
    return ways[request.param]


def test_switching_on_and_off_is_seen_on_every_system(way: Autostart) -> None:
    seen = [way.is_on()]

    for on in (True, True, False, False):
        switch_autostart(COMMAND, on=on, way=way)
        seen.append(way.is_on())

    assert seen == [False, True, True, False, False]


def test_the_desktop_entry_says_what_a_linux_desktop_reads(tmp_path: Path) -> None:
    DesktopEntry(tmp_path / "autostart").switch_on(COMMAND)

    lines = (tmp_path / "autostart" / "vizitka.desktop").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert 'Exec="/opt/My Programs/vizitka" --tray' in lines
    assert [file.name for file in (tmp_path / "autostart").iterdir()] == ["vizitka.desktop"]


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled = false"])
def test_an_entry_switched_off_in_the_desktops_settings_is_off(tmp_path: Path, line: str) -> None:
    entry = DesktopEntry(tmp_path)
    entry.switch_on(COMMAND)
    file = tmp_path / "vizitka.desktop"
    file.write_text(f"{file.read_text().replace('X-GNOME-Autostart-enabled=true', '')}{line}\n")

    assert not entry.is_on()


def test_the_launch_agent_says_what_macos_reads(tmp_path: Path) -> None:
    LaunchAgent(tmp_path).switch_on(COMMAND)

    (file,) = tmp_path.iterdir()
    content = plistlib.loads(file.read_bytes())
    assert (content["ProgramArguments"], content["RunAtLoad"]) == (list(COMMAND), True)
    assert file.stem == content["Label"]


def test_an_unreadable_launch_agent_is_off(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path)
    agent.switch_on(COMMAND)
    next(tmp_path.iterdir()).write_bytes(b"\x00 not a list")

    assert not agent.is_on()


def test_the_run_key_holds_a_quoted_command_line() -> None:
    key = FakeKey()

    RunKey(key).switch_on(("C:\\Program Files\\Vizitka\\vizitka.exe", "--tray"))

    assert key.values == {NAME: '"C:\\Program Files\\Vizitka\\vizitka.exe" --tray'}


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), min_size=1))
def test_every_word_of_a_command_survives_the_exec_line(words: list[str]) -> None:
    line = desktop_exec(words)

    assert _read_exec(line.replace("\\\\", "\\")) == words


def test_a_folder_that_cannot_be_written_to_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file stands in the way")

    with pytest.raises(OutsideError, match="Starting with the computer could not be changed"):
        switch_autostart(COMMAND, on=True, way=DesktopEntry(tmp_path / "autostart"))


def test_this_system_has_a_way_and_the_program_a_command() -> None:
    assert autostart() is not None
    assert own_command("--tray")[-1] == "--tray"


def test_the_command_starts_the_program_from_any_folder(tmp_path: Path) -> None:
    command = own_command("--help")

    said = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False)

    assert (said.returncode, "vizitka" in said.stdout) == (0, True)


def test_a_packed_program_is_started_by_its_own_executable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert own_command("--tray") == (sys.executable, "--tray")


def _read_exec(line: str) -> list[str]:
    """The words of an Exec line by the Desktop Entry specification 1.5, "The Exec key"."""
    words: list[str] = []
    rest = line
    while rest:
        word = ""
        if rest.startswith('"'):
            at = 1
            while rest[at] != '"':
                at += rest[at] == "\\"
                word += rest[at]
                at += 1
            rest = rest[at + 1 :]
        else:
            word, _space, _rest = rest.partition(" ")
            rest = rest[len(word) :]
        words.append(word.replace("%%", "%"))
        rest = rest.removeprefix(" ")
    return words
