"""Starts the window: it is painted first, the workspace is opened behind it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app import paths
from ui.language import speak
from ui.main_window import MainWindow
from ui.theme.icons import icon
from ui.theme.look import Look

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.context import Doors

PROGRAM = "vizitka"


def run(workspace_opener: "Callable[[], Doors]", settings: "Settings") -> int:
    """Show the window until it is closed; the workspace is opened on another thread and closed at the end."""
    application = start(settings)
    window = MainWindow(settings, Look(application, settings.theme), paths.state_file(), keep=_keep)
    window.show()
    opened: list[Doors] = []

    def open_aside() -> "Doors":
        opened.append(workspace_opener())
        return opened[-1]

    def bring_in() -> None:
        task = window.tasks.aside(open_aside).then(window, window.attach)
        task.refused(lambda refusal: window.tell_trouble(refusal, bring_in))

    bring_in()
    QTimer.singleShot(0, window, lambda: _watch_for_bugs(window))
    try:
        return application.exec()
    finally:
        window.tasks.finish_aside()
        for doors in opened:
            doors.close()


def start(settings: "Settings") -> QApplication:
    """The Qt application, made once, in the person's language and scale."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName(PROGRAM)
    application.setDesktopFileName(PROGRAM)
    speak(settings.language)
    application.setWindowIcon(_window_icon())
    return application


def _watch_for_bugs(window: MainWindow) -> None:
    from ui import errors  # noqa: PLC0415 - behind the first paint

    hook = errors.install(window)
    window.destroyed.connect(hook.remove)


def _keep(settings: "Settings") -> None:
    settings.save(paths.settings_file())


def _window_icon() -> QIcon:
    return icon("address-book", "accent")
