"""Starts the window: it is painted first, the workspace is opened behind it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app import paths
from app.collector import collect_due, collect_on_demand, forget_the_start
from ui.language import speak
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.single_instance import FirstWindow, ask_to_show, is_open
from ui.soon import soon
from ui.theme.icons import icon
from ui.theme.look import Look

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.alarms.staying import Staying
    from ui.opening import Ways

PROGRAM = "vizitka"
COLLECT_EVERY = 250  # ms
_AS_THE_SYSTEM = 100  # per cent


def run(ways: "Ways", folder: Path, settings: "Settings", *, hidden: bool = False) -> int:
    """Show the window on the workspace in `folder` until the person quits; a second start brings the first one forward.

    `hidden`: begin in the tray, as after the computer was started; where there is no tray, as a minimised window.
    """
    application = start(settings)
    if is_open(folder) if hidden else ask_to_show(folder):
        return 0
    window = MainWindow(settings, Look(application, settings.theme), paths.state_file(), keep=_keep)
    staying = _stay(window, application)
    if hidden and ways.exists(folder):
        staying.begin_hidden()
    else:
        window.show()
    first, opening = FirstWindow(folder, window), Opening(window, ways)
    first.asked.connect(window.come_forward)
    opening.opened.connect(first.move_to)
    opening.opened.connect(lambda opened: window.choose(workspace=str(opened)))
    opening.opened.connect(lambda _opened: forget_the_start())
    opening.opened.connect(lambda _opened: staying.tray.begin())
    opening.begin(folder)
    soon(window, lambda: _watch_for_bugs(window))
    _collect_here(window)
    try:
        return application.exec()
    finally:
        collect_on_demand(wished=False)
        first.leave()
        opening.finish()


def start(settings: "Settings") -> QApplication:
    """The Qt application, made once, in the person's language and scale."""
    if settings.scale != _AS_THE_SYSTEM and QApplication.instance() is None:
        os.environ["QT_SCALE_FACTOR"] = f"{settings.scale / 100:g}"  # Qt reads it once, when it is made
    if QApplication.instance() is None:  # afterwards it is too late to say
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication.instance() or Program(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName(PROGRAM)
    application.setDesktopFileName(PROGRAM)
    speak(settings.language)
    application.setWindowIcon(_window_icon())
    return application


class Program(QApplication):
    """The application; `quit_wished` comes before the system closes its windows one by one."""

    quit_wished = Signal()

    def event(self, event: QEvent) -> bool:
        """Hear of the wish to quit: from the Dock of macOS, say."""
        if event.type() == QEvent.Type.Quit:
            self.quit_wished.emit()
        return super().event(event)


def _stay(window: MainWindow, application: QApplication) -> "Staying":
    """End when the window was closed for good, not when the last window on the screen was."""
    staying = window.stay()
    application.setQuitOnLastWindowClosed(False)
    window.left.connect(lambda: application.exit(0))
    application.commitDataRequest.connect(window.end_session)
    if isinstance(application, Program):
        application.quit_wished.connect(staying.let_go)
    return staying


def _watch_for_bugs(window: MainWindow) -> None:
    from ui import errors  # noqa: PLC0415 - behind the first paint

    hook = errors.install(window)
    window.destroyed.connect(hook.remove)


def _keep(settings: "Settings") -> None:
    settings.save(paths.settings_file())


def _window_icon() -> QIcon:
    return icon("address-book", "accent")


def _collect_here(window: MainWindow) -> None:
    """Garbage is freed on the window's own thread: what is left of widgets must not be met by another."""
    collect_on_demand()
    tick = QTimer(window, interval=COLLECT_EVERY)
    tick.timeout.connect(collect_due)
    tick.start()
