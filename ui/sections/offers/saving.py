"""Keeps what is typed: soon after the last key, at once when a field is left, one after another."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from ui.tasks import Task

PAUSE = 140  # ms without a key until what was typed so far is kept

Start = Callable[[], "Task[Any]"]


class Saver(QObject):
    """`settled` when nothing is on its way any more; `refused` carries the key and why."""

    settled = Signal()
    refused = Signal(object, object)  # key, UserError

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pending: dict[object, Start] = {}
        self._under_way = 0
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.flush)

    def is_quiet(self) -> bool:
        """Whether everything typed is kept."""
        return not self._pending and not self._under_way

    def later(self, key: object, start: Start) -> None:
        """Keep it when the person pauses; a newer one of the same key takes its place."""
        self._pending[key] = start
        self._soon.start()

    def forget(self, key: object) -> None:
        """Do not keep it after all."""
        self._pending.pop(key, None)

    def now(self, key: object, start: Start, then: Callable[[Any], object] | None = None) -> None:
        """Keep it at once."""
        self._pending.pop(key, None)
        self._under_way += 1
        task = start().then(self, then or _nothing)
        task.refused(lambda refusal: self._refuse(key, refusal)).ended(self._on_ended)

    def flush(self) -> None:
        """Keep everything that waits."""
        for key in list(self._pending):
            if key in self._pending:
                self.now(key, self._pending[key])

    def _refuse(self, key: object, refusal: UserError) -> None:
        self.refused.emit(key, refusal)

    def _on_ended(self) -> None:
        self._under_way -= 1
        if self.is_quiet():
            self.settled.emit()


def _nothing(_answer: object) -> None:
    """What is kept is shown by the change it announces."""
