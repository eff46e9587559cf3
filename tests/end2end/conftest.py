"""Surroundings of the stories: own settings, an English screen, a salesperson in Novosibirsk on a Friday morning."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.end2end.playing import Vizitka
from tests.helpers.postgres import NO_POSTGRES, Cluster, NoPostgresError, cluster

FRIDAY = datetime(2026, 11, 20, 10, 15, tzinfo=ZoneInfo("Asia/Novosibirsk"))


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Novosibirsk")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL that is started once for all stories; where it cannot be had, the end of the run says so."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(cluster())
        except NoPostgresError as problem:
            pytest.skip(f"{NO_POSTGRES}: {problem}")
        yield running


@pytest.fixture
def nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Vizitka:
    """The command line where there is no workspace yet."""
    return Vizitka(tmp_path / "workspace", FRIDAY, capsys)


@pytest.fixture
def vizitka(nobody: Vizitka) -> Vizitka:
    """The command line on a new, empty workspace."""
    assert nobody("new").code == 0
    return nobody
