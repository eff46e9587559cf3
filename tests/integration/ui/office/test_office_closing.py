"""A window that waits at the office's real server: closing it takes no time and leaves nothing behind, here or there."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import create_workspace
from app.exchanging import Joining, join_office
from app.executors import Executors
from app.settings import Settings
from app.workspace import Workspace
from sync.server import accounts
from sync.server.hub import now_ms
from tests.helpers.builders import hurry
from tests.helpers.served import Served, served_over_tls, until
from tests.integration.ui.remains import parts_of, still_there
from ui.main_window import MainWindow
from ui.theme.look import Look


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Over TLS, as an office's."""
    with served_over_tls(tmp_path) as running:
        yield running


@pytest.fixture
def joined(server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Anna's workspace."""
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    made = create_workspace(tmp_path / "anna", "en", executors=Executors.threads())
    hurry(made)
    code = accounts.add_user(server.site.storage, "Anna", "salesperson", now_ms()).code
    join_office(made, Joining(server.url, code=code, fingerprint=server.fingerprint))
    yield made
    made.close()


def test_closing_a_window_that_waits_takes_no_time_and_leaves_nothing(
    server: Served, joined: Workspace, look: Look, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    settings = Settings().with_(language="en", theme="light", time_zone="UTC")
    window = MainWindow(settings, look, tmp_path / "s.json", keep=lambda _one: None, now=lambda: datetime.now(UTC))
    window.show()
    window.attach(joined)
    window.watch_office()
    qtbot.waitUntil(lambda: len(server.site.waiting) == 1, timeout=20_000)
    qtbot.waitUntil(window.is_settled)
    parts = parts_of(window)

    begun = time.monotonic()
    window.close()
    took = time.monotonic() - begun

    assert took < 2  # of fifty seconds the office would hold it for
    window.tasks.finish_aside()
    window.deleteLater()
    del window
    qtbot.waitUntil(lambda: still_there(parts) == [])
    until(lambda: not [each for each in threading.enumerate() if each.name == "listening"], patience=10)
    until(lambda: not len(server.site.waiting), patience=10)
