"""A second start of the program on the same workspace."""

import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.single_instance import FirstWindow, ask_to_show, socket_name


def test_a_second_start_asks_the_first_window_to_come_forward(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstWindow(tmp_path)

    with qtbot.waitSignal(first.asked):
        heard = ask_to_show(tmp_path)

    assert heard
    first.leave()


def test_another_workspace_has_a_window_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    first = FirstWindow(tmp_path / "one")

    assert not ask_to_show(tmp_path / "two")
    first.leave()


def test_the_folder_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()

    assert socket_name(tmp_path / "one") == socket_name(tmp_path / "one" / ".." / "one")


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe goes with its program")
def test_what_a_killed_program_left_behind_does_not_matter(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    stale = Path(QDir.tempPath()) / socket_name(tmp_path)
    killed = socket.socket(socket.AF_UNIX)
    killed.bind(str(stale))
    killed.close()

    first = FirstWindow(tmp_path)

    assert first.is_first()
    with qtbot.waitSignal(first.asked):
        assert ask_to_show(tmp_path)
    first.leave()


def test_after_the_first_has_left_nobody_answers(qapp: QApplication, tmp_path: Path) -> None:
    first = FirstWindow(tmp_path)

    first.leave()

    assert not ask_to_show(tmp_path)
