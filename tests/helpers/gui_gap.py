"""How long the event loop of the window stood still: a timer that ticks as often as it can, its longest pause kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer


class GapProbe(QObject):
    """Ticks every few milliseconds on the GUI thread."""

    def __init__(self, every: int = 5) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._gaps: list[float] = []
        self._timer = QTimer(self, interval=every, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to listen."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Listen no more."""
        self._tick()
        self._timer.stop()

    def longest(self) -> float:
        """The longest pause, in seconds."""
        return max(self._gaps, default=0.0)

    def gaps(self) -> list[float]:
        """Every pause, in seconds."""
        return list(self._gaps)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now


@contextmanager
def watched_gap() -> Iterator[GapProbe]:
    """Watch the event loop inside the block."""
    probe = GapProbe()
    probe.start()
    try:
        yield probe
    finally:
        probe.stop()
