"""A strip that is only seen while something takes its time: how far it is, and a button that stops it."""

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import file_size
from resources.i18n import _
from ui.widgets.progress import Progress
from ui.widgets.stopping import stop_button

PATIENCE = 500  # ms until what takes its time is told of
_OFTEN = 0.1  # s between two words of how far it is
Stop = Callable[[], object]


class Lasting(QWidget):
    """Each piece of work is known by what stops it."""

    def __init__(self) -> None:
        super().__init__()
        self._running: list[Stop] = []
        self.progress = Progress()
        self.stop = stop_button(self.stop_all, kind="small")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 12)
        across.setSpacing(12)
        across.addWidget(self.progress, 1)
        across.addWidget(self.stop)
        self.hide()
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE)
        self._soon.timeout.connect(lambda: self.setVisible(bool(self._running)))
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop_all)

    def begin(self, stop: Stop) -> None:
        """Something has begun; it is seen once it takes its time."""
        self._running.append(stop)
        self._soon.start()

    def end(self, stop: Stop) -> None:
        """It is over, whatever came of it."""
        self._running.remove(stop)
        if not self._running and shiboken6.isValid(self):
            self._soon.stop()
            self.hide()

    def stop_all(self) -> None:
        """Give up what is under way; nothing of it is kept."""
        for stop in tuple(self._running):
            stop()


class SizeTold:
    """What the copying of a file says of itself, some times a second; called on its thread, answers whether to go on."""

    def __init__(self, progress: Progress, name: str, stopped: Callable[[], bool] = lambda: False) -> None:
        self._progress, self._name, self._stopped = progress, name, stopped
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> bool:
        """So many bytes of so many."""
        now = time.monotonic()
        if now - self._last >= _OFTEN and shiboken6.isValid(self._progress):
            self._last = now
            said = _("{name}: {done} of {total}").format(
                name=self._name, done=file_size(done), total=file_size(max(done, total))
            )
            self._progress.told.emit(done * 100 // max(total, done, 1), said)
        return not self._stopped()
