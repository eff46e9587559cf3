"""Starts the window: it is painted first, the workspace is opened behind it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app import paths
from app.collector import forget_the_start
from ui.language import speak
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.single_instance import FirstWindow, ask_to_show
from ui.theme.icons import icon
from ui.theme.look import Look

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.opening import Ways

PROGRAM = "vizitka"
_AS_THE_SYSTEM = 100  # per cent


def run(ways: "Ways", folder: Path, settings: "Settings") -> int:
    """Show the window on the workspace in `folder` until it is closed; a second start brings the first one forward."""
    application = start(settings)
    if ask_to_show(folder):
        return 0
    window = MainWindow(settings, Look(application, settings.theme), paths.state_file(), keep=_keep)
    window.show()
    first, opening = FirstWindow(folder, window), Opening(window, ways)
    first.asked.connect(window.come_forward)
    opening.opened.connect(first.move_to)
    opening.opened.connect(lambda opened: window.choose(workspace=str(opened)))
    opening.opened.connect(lambda _opened: forget_the_start())
    opening.begin(folder)
    QTimer.singleShot(0, window, lambda: _watch_for_bugs(window))
    try:
        return application.exec()
    finally:
        first.leave()
        opening.finish()


def start(settings: "Settings") -> QApplication:
    """The Qt application, made once, in the person's language and scale."""
    if settings.scale != _AS_THE_SYSTEM and QApplication.instance() is None:
        os.environ["QT_SCALE_FACTOR"] = f"{settings.scale / 100:g}"  # Qt reads it once, when it is made
    if QApplication.instance() is None:  # afterwards it is too late to say
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
