"""A session bus of the test's own and a small notification server on it."""

import json
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MISSING = sys.platform != "linux" or shutil.which("dbus-daemon") is None
REASON = "needs Linux and dbus-daemon (Debian: apt-get install dbus-daemon)"
PATIENCE = 10  # seconds

_SERVER = Path(__file__).parents[1] / "integration" / "reminders" / "notification_server.py"


class Server:
    """The server's process and what it says."""

    def __init__(self, *wishes: str) -> None:
        self.process = subprocess.Popen([sys.executable, _SERVER, *wishes], stdout=subprocess.PIPE, encoding="utf-8")
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self.said() == {"ready": True}

    def said(self) -> dict[str, Any]:
        """The next thing it was asked; raises `queue.Empty` where nothing comes."""
        answer: dict[str, Any] = json.loads(self._lines.get(timeout=PATIENCE))
        return answer

    def has_said(self) -> bool:
        """Whether the next thing it was asked is here."""
        return not self._lines.empty()

    def end(self) -> None:
        """Go away without a word."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)


@contextmanager
def session_bus(folder: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """The daemon of a bus, and its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={folder}/bus"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert daemon.stdout is not None
    try:
        yield daemon, daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait(PATIENCE)
        daemon.stdout.close()
