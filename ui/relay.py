"""Carries "something changed" from whatever thread it was announced on to a signal on the GUI thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from ui.context import Doors


class Relay(QObject):
    """Subscribes once to the workspace; every page listens to `changed`."""

    changed = Signal(object)  # app.events.Changed
    _heard = Signal(object)

    def __init__(self, doors: "Doors", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe: Callable[[], None] = doors.subscribe(self._pass_on)

    def close(self) -> None:
        """Stop listening: the workspace is being closed."""
        self._unsubscribe()

    def _pass_on(self, changed: Any) -> None:  # the type stays below Qt
        if shiboken6.isValid(self):
            self._heard.emit(changed)
