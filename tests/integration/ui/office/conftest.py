"""An office in this process, and windows of the people who work in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import create_workspace
from app.executors import Executors
from app.settings import Settings
from app.workspace import Workspace
from sync.protocol.messages import SignedIn, SignIn
from sync.protocol.problems import NotSignedInError, UnreachableError
from tests.helpers.builders import hurry
from tests.helpers.office import Office, an_office
from ui.main_window import MainWindow
from ui.theme.look import Look

NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)


class Carrier:
    """Carries the questions of every laptop; the code somebody joins with is his name."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.devices: dict[str, tuple[str, str]] = {}
        self.cut = False

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
        if self.cut:
            raise UnreachableError("no line")
        return self.office.hub(*self.devices[token])


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


@pytest.fixture
def open_desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, carrier: Carrier) -> Iterator[Callable[[str], Desk]]:
    """Opens a window over a new workspace of somebody."""
    del carrier
    look = Look(qapp, "light")
    opened: list[Desk] = []

    def open_now(name: str) -> Desk:
        workspace = create_workspace(tmp_path / name, "en", executors=Executors.threads(), clock=lambda: NOW)
        hurry(workspace)
        settings = Settings().with_(language="en", theme="light", time_zone="UTC", exchange_every=0)
        state = tmp_path / f"{name}.json"
        window = MainWindow(settings, look, state, keep=lambda _settings: None, now=lambda: NOW)
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
