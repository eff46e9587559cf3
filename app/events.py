"""Announcements: who listens to `Changed`, and how it is told."""

import threading
from collections.abc import Callable

from models.changes import Changed, KindChanges

__all__ = ["Changed", "KindChanges", "Listener", "Listeners"]

Listener = Callable[[Changed], None]


class Listeners:
    """The listeners of one workspace. Told on the writer's thread, in the order of the commits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Listen from now on; call what is returned to stop."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def all(self) -> tuple[Listener, ...]:
        """Everybody who listens now."""
        with self._lock:
            return tuple(self._listeners)
