"""Starting with the computer, so that what is planned rings: one small file, or one value of the registry.

Linux: the XDG Autostart specification 0.5. macOS: a launch agent (launchd.plist). Windows: the Run key of the person.
"""

import plistlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from platformdirs import user_config_path

from app.errors import OutsideError
from resources.i18n import _

NAME = "Vizitka"
LABEL = "io.github.vizitka"  # of the launch agent
_ENTRY = "vizitka.desktop"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")


def own_command(*options: str) -> tuple[str, ...]:
    """How this very program is started from any folder: its own executable, else its script, else the Python it runs on.

    On Windows the Python without a console comes first: a script of pip's would open one.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, *options)
    python = Path(sys.executable)
    windowless, script = python.with_name("pythonw.exe"), python.with_name("vizitka")
    if windowless.exists():
        return (str(windowless), *_as_module(), *options)
    return (str(script), *options) if script.exists() else (str(python), *_as_module(), *options)


def autostart() -> "Autostart":
    """The way of this system."""
    if sys.platform == "win32":
        return RunKey(PersonsRunKey())
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents")
    return DesktopEntry(user_config_path() / "autostart")


def switch_autostart(command: Sequence[str], *, on: bool, way: "Autostart | None" = None) -> None:
    """Start the program with the computer by this command, or no more.

    Raises:
        OutsideError: the system did not let itself be told.
    """
    way = way or autostart()
    try:
        if on:
            way.switch_on(command)
        else:
            way.switch_off()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutsideError(
            _("Starting with the computer could not be changed: {reason}.").format(reason=reason)
        ) from error


class Autostart(Protocol):
    """Starting with the computer, on one system."""

    def is_on(self) -> bool:
        """Whether the program is started with the computer."""

    def switch_on(self, command: Sequence[str]) -> None:
        """Start it by this command from the next time on."""

    def switch_off(self) -> None:
        """Start it no more; nothing happens where it was off."""


class DesktopEntry:
    """An entry in the folder a Linux desktop starts from."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _ENTRY

    def is_on(self) -> bool:
        """Whether the entry is there and not switched off in the desktop's own settings."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return False
        said = {line.replace(" ", "").lower() for line in lines}
        return not said & {"hidden=true", "x-gnome-autostart-enabled=false"}

    def switch_on(self, command: Sequence[str]) -> None:
        """Write the entry."""
        lines = ["[Desktop Entry]", "Type=Application", f"Name={NAME}", f"Exec={desktop_exec(command)}",
                 "Terminal=false", "X-GNOME-Autostart-enabled=true", ""]  # fmt: skip
        _write(self._file, "\n".join(lines).encode())

    def switch_off(self) -> None:
        """Remove the entry."""
        self._file.unlink(missing_ok=True)


class LaunchAgent:
    """A property list in the folder launchd starts a person's agents from."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{LABEL}.plist"

    def is_on(self) -> bool:
        """Whether the list is there, readable and not disabled."""
        try:
            content = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        return bool(content.get("RunAtLoad")) and not content.get("Disabled")

    def switch_on(self, command: Sequence[str]) -> None:
        """Write the list."""
        content = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
        _write(self._file, plistlib.dumps(content))

    def switch_off(self) -> None:
        """Remove the list."""
        self._file.unlink(missing_ok=True)


class RegistryKey(Protocol):
    """A key of the registry with values of text."""

    def read(self, name: str) -> str | None:
        """A value; None where there is none."""

    def write(self, name: str, value: str) -> None:
        """Set a value."""

    def remove(self, name: str) -> None:
        """Take a value away; nothing happens where there is none."""


class RunKey:
    """A value of the key Windows starts a person's programs from."""

    def __init__(self, key: RegistryKey) -> None:
        self._key = key

    def is_on(self) -> bool:
        """Whether the value is there."""
        return bool(self._key.read(NAME))

    def switch_on(self, command: Sequence[str]) -> None:
        """Set the value."""
        self._key.write(NAME, subprocess.list2cmdline(command))

    def switch_off(self) -> None:
        """Remove the value."""
        self._key.remove(NAME)


def desktop_exec(command: Sequence[str]) -> str:
    """A command as the Exec line of a desktop entry: quoted, then escaped as every string of such a file is."""
    return " ".join(_quoted(word) for word in command).replace("\\", "\\\\")


def _as_module() -> tuple[str, str]:
    """What Python runs; a program that only lies in a folder is not found by name from another one."""
    folder = Path(__file__).resolve().parents[2]
    if "site-packages" in folder.parts:
        return ("-m", "app")
    return ("-c", f"import sys; sys.path.insert(0, {str(folder)!r}); from app.__main__ import main; sys.exit(main())")


def _quoted(word: str) -> str:
    word = word.replace("%", "%%")
    if word and not _RESERVED & set(word):
        return word
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return f'"{word}"'


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


if sys.platform == "win32":
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"

    class PersonsRunKey:
        """The real key."""

        def read(self, name: str) -> str | None:
            """A value; None where there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                    return str(winreg.QueryValueEx(key, name)[0])
            except OSError:
                return None

        def write(self, name: str, value: str) -> None:
            """Set a value."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

        def remove(self, name: str) -> None:
            """Take a value away; nothing happens where there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, name)
            except FileNotFoundError:
                return
