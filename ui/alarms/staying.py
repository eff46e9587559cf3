"""What closing the window means: into the tray, out of the way, or the end; and how the program starts without a window."""

import sys

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from resources.i18n import N_, _
from ui.alarms.home import Home, as_object
from ui.alarms.tray import Tray
from ui.soon import soon
from ui.tray_place import is_there

TOLD_ONCE = N_(
    "It goes on here and rings in time. To end it: “Quit” in the menu of this icon, or Ctrl+Q in the window."
)
LOOKS, PAUSE = (
    20,
    1_500,
)  # how often, and how many ms apart, a start without a window looks for the tray of a new desktop


class Staying(QObject):
    """Lives as long as the program does."""

    def __init__(self, window: Home) -> None:
        super().__init__(as_object(window))
        self._window = window
        self._leaving = False
        self._looks = 0
        self.tray = Tray(window)
        application = QApplication.instance()
        if sys.platform == "darwin" and isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    def let_go(self) -> None:
        """Closing means the end from now on: the person quits, or the computer is being shut down."""
        self._leaving = True

    def stay(self) -> None:
        """Closing means what the person chose again: something typed was refused, the program goes on."""
        self._leaving = False

    def keeps(self) -> bool:
        """Whether the window that is being closed stays, hidden or minimised; it has been put away then."""
        if self._leaving or not self._window.watches():
            return False
        choice = self._window.settings().closing
        if choice == "quit":
            return False
        if is_there():
            self.tray.come()  # a window closed while it was still loading has no icon yet
            self._window.hide()
            if self._window.is_first_hiding():
                self.tray.tell(_(TOLD_ONCE))
            return True
        if choice == "keep":
            self._window.showMinimized()
        return choice == "keep"

    def begin_hidden(self) -> None:
        """Start without a window; where no tray comes in time, the window is there, minimised."""
        self._looks += 1
        if is_there() or self._window.isVisible():
            self.tray.come()
            return
        if self._looks < LOOKS:
            soon(self, self.begin_hidden, PAUSE)
        else:
            self._window.showMinimized()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """On macOS a press on the program's sign in the Dock wants the window back."""
        seen = any(one.isVisible() for one in QApplication.topLevelWidgets())
        if state == Qt.ApplicationState.ApplicationActive and not seen and self._window.watches():
            self._window.come_forward()
