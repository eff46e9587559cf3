"""The real window over a base, offscreen, for the rows that measure what a person sees."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


@contextmanager
def window_on(folder: Path, section: str = "contacts") -> "Iterator[MainWindow]":
    """The window on a workspace, a section shown and at rest; everything with the threads it has for a person."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.bootstrap import open_workspace
    from app.executors import Executors
    from app.settings import Settings
    from ui.application import start
    from ui.main_window import MainWindow
    from ui.shots import wait_until_settled
    from ui.theme.look import Look

    settings = Settings(language="ru", theme="light")
    look = Look(start(settings), "light")
    window = MainWindow(settings, look, folder / "state.json", keep=lambda _settings: None)
    doors = open_workspace(folder, executors=Executors.threads())
    try:
        window.resize(1440, 900)
        window.show()
        window.attach(doors)
        window.frame.show_section(section)
        window.activateWindow()
        wait_until_settled(window)
        yield window
    finally:
        window.close()
        doors.close()
        window.deleteLater()


def run_until(reached: "Callable[[], bool]") -> None:
    """Let the window work until something is reached, without sleeping through it."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    while not reached():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
