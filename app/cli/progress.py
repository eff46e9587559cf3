"""Long work on a terminal: a line that says how far it is, and Ctrl+C that stops it tidily."""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Self

_OFTEN = 0.1  # seconds between two words


class Interruption:
    """Ctrl+C as a wish to stop: the work is asked to end at its next step; pressed again, it stops at once."""

    def __init__(self) -> None:
        self.asked = False
        self._before = signal.getsignal(signal.SIGINT)

    def __enter__(self) -> Self:
        signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, *_error: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _on_interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


class ProgressLine:
    """One line of a terminal that is written over; nothing at all where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._width = 0
        self._due = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._write("")

    def show(self, text: Callable[[], str]) -> None:
        """Say how far the work is; the words are asked for only when they are shown."""
        now = time.monotonic()
        if self._shown and now >= self._due:
            self._due = now + _OFTEN
            self._write(text())

    def _write(self, text: str) -> None:
        if self._shown:
            print(f"\r{text.ljust(self._width)}", end="\r" if not text else "", file=sys.stderr, flush=True)
            self._width = len(text)
