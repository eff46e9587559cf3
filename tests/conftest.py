"""What holds for every test: offscreen, no network, quiet logs, one language, the same examples every time."""

import ipaddress
import logging
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from resources import i18n

# Before any test module imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ci: the same examples on every machine and every run. look: other examples each time, and many more of them.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("look", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    """Close the network for the whole run, imports of test modules included."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _resolving_only_this_machine(socket.getaddrinfo))
    config.pluginmanager.register(_AtOnce(config))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs an X server or much time, unless the run was started for it."""
    asked = config.getoption("markexpr")
    left_out = [name for name in ("xcb", "slow") if name not in asked]
    if os.environ["QT_QPA_PLATFORM"] == "xcb" and "xcb" in left_out:
        left_out.remove("xcb")
    put_aside = {each for each in items if any(each.get_closest_marker(name) for name in left_out)}
    if put_aside:
        config.hook.pytest_deselected(items=list(put_aside))
        items[:] = [each for each in items if each not in put_aside]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what did not run: a green run without it is half a run."""
    left_out = [one for one in terminalreporter.stats.get("skipped", ()) if "no PostgreSQL" in str(one.longrepr)]
    if left_out:
        terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
        why = str(left_out[0].longrepr).rsplit("no PostgreSQL: ", 1)[-1]
        terminalreporter.write_line(f"{len(left_out)} tests of the server on PostgreSQL did not run: {why}", red=True)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start every test in English, whatever language another one chose."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def _quiet_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which something was logged as a warning or worse, unless it is marked `may_log`."""
    listener = _Listener(logging.WARNING)
    root = logging.getLogger()
    root.addHandler(listener)
    yield
    root.removeHandler(listener)
    expected = [part for mark in request.node.iter_markers("may_log") for part in mark.args]
    odd = [line for line in listener.lines if not any(part in line for part in expected)]
    if odd:
        pytest.fail("logged unexpectedly:\n" + "\n".join(odd), pytrace=False)


class _AtOnce:
    """Shows a failure the moment it is known: a run that is cut short has told it."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write what went wrong under the dots."""
        terminal = self._config.pluginmanager.getplugin("terminalreporter")
        if report.failed and terminal is not None:
            terminal.write_line(f"\n{report.when} of {report.nodeid}\n{report.longreprtext}", red=True)


class _Listener(logging.Handler):
    """Keeps what was logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record as a line."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _guarded(connect: Any) -> Any:
    """The socket method that lets only this machine be spoken to."""

    def call(this: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if this.family in {socket.AF_INET, socket.AF_INET6} and not _is_this_machine(address[0]):
            # Not an OSError: the program under test would take that for an ordinary day without network.
            pytest.fail(f"a test tried to reach {address}: tests use no network", pytrace=True)
        return connect(this, *arguments)

    return call


def _resolving_only_this_machine(resolve: Any) -> Any:
    def call(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_this_machine(host):
            pytest.fail(f"a test asked for the address of {host}: tests use no network", pytrace=True)
        return resolve(host, *arguments, **options)

    return call


def _is_this_machine(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
