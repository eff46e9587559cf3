"""How a failure reaches the person: a sheet with "try again" for the outside world, a report to copy for our own bugs."""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from resources.i18n import _
from ui.widgets.buttons import button
from ui.widgets.sheet import Sheet


def report(bug: BaseException) -> str:
    """What a developer needs to know about a bug, without any data of the person's."""
    lines = traceback.format_exception(type(bug), bug, bug.__traceback__)
    return f"Python {platform.python_version()}, {platform.platform()}\n{''.join(lines)}"


def install(window: QWidget) -> "CrashHook":
    """Show the crash sheet for whatever nobody caught, from now until the hook is removed."""
    hook = CrashHook(window)
    hook.install()
    return hook


class CrashHook(QObject):
    """Stands in sys.excepthook, on any thread; one sheet at a time."""

    _seen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._previous = sys.excepthook
        self._open = False
        self._seen.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of the hook that was there."""
        self._previous = sys.excepthook
        sys.excepthook = self._on_bug

    def remove(self) -> None:
        """Give the place back."""
        sys.excepthook = self._previous

    def _on_bug(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        self._previous(kind, bug, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self._seen.emit(report(bug))

    def _show(self, text: str) -> None:
        if not self._open and QThread.currentThread() is self.thread():
            self._open = True
            sheet = CrashSheet(self._window, text)
            sheet.closed.connect(self._on_closed)
            sheet.open()

    def _on_closed(self) -> None:
        self._open = False


class CrashSheet(Sheet):
    """Our own bug: nothing was half-written, the report can be copied, work goes on."""

    def __init__(self, window: QWidget, text: str) -> None:
        sentence = _("What you were doing was not carried out; everything before it is kept. You can go on working.")
        super().__init__(window, _("Something broke inside the program"), sentence, 560)
        self._report = QPlainTextEdit(text)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Report"))
        self._report.setMinimumHeight(180)
        self.body.addWidget(self._report)
        self.buttons.addWidget(button(_("Copy report"), self._copy, picture="copy"))
        self.buttons.addWidget(button(_("Go on"), self.close, kind="primary"))
        self.finish()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


class OutsideSheet(Sheet):
    """Disk, lock, network or printer: what happened, what is kept, and another try."""

    def __init__(self, window: QWidget, failure: Exception, again: Callable[[], object]) -> None:
        super().__init__(window, _("This did not work"), str(failure))
        self._again = again
        self.buttons.addWidget(button(_("Leave it"), self.close))
        self.buttons.addWidget(button(_("Try again"), self._try_again, kind="primary"))
        self.finish()

    def _try_again(self) -> None:
        self.close()
        self._again()
