"""What the suite promises every test: no network, quiet logs, English."""

import logging
import os
import socket

import pytest
from pytestqt.qtbot import QtBot

from installer.places import ROOT
from resources import i18n

pytest_plugins = ["pytester"]


def test_the_wide_network_is_out_of_reach() -> None:
    with socket.socket() as outside, pytest.raises(pytest.fail.Exception, match="tests use no network"):
        outside.connect(("192.0.2.1", 80))


def test_names_of_other_machines_are_not_asked_for() -> None:
    with pytest.raises(pytest.fail.Exception, match="tests use no network"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_can_be_spoken_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        client.sendall(b"hello")

        assert client.getpeername() == server.getsockname()


@pytest.mark.may_log("the disk is slow")
def test_a_warning_that_is_expected_may_be_logged() -> None:
    logging.getLogger("models").warning("today the disk is slow")


def test_a_warning_nobody_expects_fails_its_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("import logging\ndef test_it():\n    logging.getLogger('models').warning('odd')\n")

    result = pytester.runpytest_subprocess("-p", "no:xvfb")

    result.assert_outcomes(passed=1, errors=1)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_language_chosen_by_one_test_does_not_reach_the_next(turn: int) -> None:
    assert i18n.language() == "en"

    i18n.set_language("ru")


def test_the_screen_is_offscreen_unless_an_x_server_was_asked_for() -> None:
    assert os.environ["QT_QPA_PLATFORM"] in {"offscreen", "xcb"}


@pytest.mark.xcb
def test_a_window_opens_on_an_x_server(qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()

    assert QGuiApplication.platformName() == "xcb"
