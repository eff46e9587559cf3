"""An office in this process, and windows of the people who work in it."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.bootstrap import create_workspace
from app.executors import Executors
from app.settings import Settings
from app.workspace import Workspace
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import MalformedError, NotSignedInError, UnreachableError
from tests.helpers.builders import hurry
from tests.helpers.office import FIRM, Office, an_office
from tests.integration.ui.card.card_seen import Elsewhere
from ui.main_window import MainWindow
from ui.theme.look import Look

NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)


class Carrier:
    """Carries the questions of every laptop; the code somebody joins with is his name."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.devices: dict[str, tuple[str, str]] = {}
        self.cut = False
        self.cut_files = False
        self.gate = threading.Event()  # parts of files come while it is set
        self.gate.set()
        self.held = ""  # the question that is kept waiting for the gate too
        self.poison = ""  # what the server cannot read
        self.parts: list[int] = []  # where each part asked for begins
        self.moved = threading.Condition()  # something came to the office, or a line to it was cut
        self.waiting: set[str] = set()  # whose window waits at the office
        self.connected = self.listened = self.failed = (
            0  # how often a round began, a line to wait at was made, and failed
        )

    def sign_in(self, url: str, sign_in: SignIn, fingerprint: str) -> SignedIn:
        """Join."""
        if self.cut:
            raise UnreachableError("no line")
        if sign_in.code == "wrong":
            raise NotSignedInError
        user = self.office.add_person(sign_in.code, user_id=sign_in.user_id)
        self.devices[sign_in.code] = user, self.office.add_device(user)
        return SignedIn(self.devices[sign_in.code][1], sign_in.code, user, sign_in.code, "salesperson", "Vector")

    def connect(self, url: str, token: str, fingerprint: str, device: str) -> Any:
        """With the secret."""
        self.connected += 1
        if self.cut:
            raise UnreachableError("no line")
        return _Gated(self.office.hub(*self.devices[token]), self)

    def listen(self, url: str, token: str, fingerprint: str, device: str) -> "_Waiting":
        """To wait at."""
        self.listened += 1
        return _Waiting(self, token)

    def cut_line(self) -> None:
        """Whoever waits hears of it at once."""
        with self.moved:
            self.cut = True
            self.moved.notify_all()

    def head(self) -> int:
        """The newest seq."""
        with self.office.storage.reading(FIRM) as reading:
            return reading.organisation.head


class _Waiting:
    """A line to wait at."""

    def __init__(self, carrier: Carrier, name: str) -> None:
        self._carrier, self._name = carrier, name
        self._hung_up = False

    def wait(self, cursor: int, seconds: int) -> int:
        """Until something has come."""
        carrier = self._carrier
        with carrier.moved:
            carrier.waiting.add(self._name)
            carrier.moved.wait_for(lambda: self._fails() or carrier.head() > cursor, seconds)
            carrier.waiting.discard(self._name)
        if self._fails():
            carrier.failed += 1
            raise UnreachableError("no line")
        return carrier.head()

    def hang_up(self) -> None:
        """Not any more."""
        with self._carrier.moved:
            self._hung_up = True
            self._carrier.moved.notify_all()

    def close(self) -> None:
        """Nothing is held."""

    def _fails(self) -> bool:
        return self._hung_up or self._carrier.cut


class _Gated:
    """A connection that goes as the test says."""

    def __init__(self, hub: Any, carrier: Carrier) -> None:
        self._hub, self._carrier = hub, carrier

    def __getattr__(self, question: str) -> Any:
        if question == self._carrier.held:
            self._carrier.gate.wait(30)
        return getattr(self._hub, question)

    def push(self, number: int, body: bytes) -> Any:
        """A batch, unless the server stumbles over it."""
        if self._carrier.poison and self._carrier.poison in body.decode():
            raise MalformedError
        reply = self._hub.push(number, body)
        with self._carrier.moved:
            self._carrier.moved.notify_all()
        return reply

    def get_blob(self, sha256: str, offset: int, length: int) -> bytes:
        """A part, when it may come."""
        self._carrier.parts.append(offset)
        self._carrier.gate.wait(30)
        if self._carrier.cut_files:
            raise UnreachableError("the line is too thin")
        return bytes(self._hub.get_blob(sha256, offset, length))


class Desk:
    """Somebody's workspace and the window over it."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        self.workspace, self.window = workspace, window


@pytest.fixture
def carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Carrier]:
    with an_office(tmp_path) as office:
        office.clock.now = NOW
        found = Carrier(office)
        monkeypatch.setattr("app.office._over_http", lambda: found)
        monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
        yield found
        found.gate.set()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """No real program is started by a test."""
    made = Elsewhere()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def open_desk(qtbot: QtBot, look: Look, tmp_path: Path, carrier: Carrier) -> Iterator[Callable[[str], Desk]]:
    """Opens a window over a new workspace of somebody."""
    opened: list[Desk] = []

    def clock() -> datetime:
        """Everybody's, the office's too."""
        return carrier.office.clock.now

    def open_now(name: str) -> Desk:
        workspace = create_workspace(tmp_path / name, "en", executors=Executors.threads(), clock=clock)
        hurry(workspace)
        settings = Settings().with_(language="en", theme="light", time_zone="UTC", exchange_every=0)
        state = tmp_path / f"{name}.json"
        window = MainWindow(settings, look, state, keep=lambda _settings: None, now=clock)
        opened.append(Desk(workspace, window))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.attach(workspace)
        window.watch_office()
        window.frame.show_section("contacts")
        qtbot.waitUntil(window.is_settled)
        return opened[-1]

    yield open_now
    for desk in opened:
        desk.window.close()
        desk.window.tasks.finish_aside()
        desk.workspace.close()
