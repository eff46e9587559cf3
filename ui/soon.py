"""Something to be done in a moment, by and for a part of the window that may be gone by then."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def soon(owner: QObject, call: Callable[[], object], pause: int = 0) -> None:
    """Call after a pause in ms, or as soon as what is happening now is over; never once the owner is gone.

    A timer of the owner's own: what `QTimer.singleShot` holds for one that has gone meanwhile is never let go of.
    """
    timer = QTimer(owner, singleShot=True, interval=pause)
    timer.timeout.connect(call)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
