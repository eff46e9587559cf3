"""How a laptop waits at the office for something new: how long it asks to be kept, and when it lets the office be.

A server that cannot be reached is asked again ever more rarely, at most as often as the schedule's rounds; laptops that were
cut off together do not come back together. Whoever sits in between may cut lines that are silent for long: then one waits
for a shorter while.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

LONGEST = 50  # seconds: below what the server allows, and proxies
_SHORTEST = 10
_AT_ONCE = 2.0  # seconds in which a server tells what is there already
_HELD = 5.0  # a line that fails after so many seconds was good before
_FIRST, _BREATH, _LONGEST_BREATH = 1.0, 1.0, 30.0
_HOUR = 3_600.0


class Ear(Protocol):
    """A connection to wait at."""

    def wait(self, cursor: int, seconds: int) -> int:
        """The newest seq, held back until it has passed the cursor or the time is up."""

    def hang_up(self) -> None:
        """From any thread: whatever is asked fails at once, now and later."""

    def close(self) -> None:
        """Let go of the connection."""


@dataclass
class Pace:
    """When to ask next. `most`: seconds between two rounds of the schedule; `off`: the office does not answer."""

    most: float = _HOUR
    dice: Callable[[float, float], float] = random.uniform
    off: bool = False
    _longest: float = LONGEST
    _failed: int = 0
    _early: int = 0
    _breath: float = _BREATH

    def seconds(self) -> int:
        """How long to be kept waiting; after a failure it is asked first whether anybody is there."""
        return 0 if self._failed else int(self._longest)

    def failed(self, asked: int, lasted: float, least: float = 0.0) -> float:
        """There was no answer, or a server has asked for a pause of so many seconds at `least`. Returns the pause."""
        if asked and lasted >= _HELD:
            self._longest = max(_SHORTEST, min(self._longest, lasted * 0.8))
        else:
            self.off = True
        self._failed += 1
        return max(least, self._pause(self._failed))

    def answered(self, asked: int, lasted: float) -> bool:
        """There was an answer. Whether the office was out of reach before."""
        if asked and lasted >= asked - 1:
            self._longest, self._early = min(LONGEST, self._longest + 1), 0
        was_off, self.off, self._failed = self.off, False, 0
        return was_off

    def early(self) -> float:
        """A server has let one go with nothing new: it is about to end, or does not hold back at all. Returns the pause."""
        self._early += 1
        return self._pause(self._early)

    def news(self, lasted: float) -> float:
        """Something new came, after so many seconds. Returns how long to leave it at that: longer where it was there at once."""
        self._early = 0
        self._breath = max(self._breath / 2, _BREATH) if lasted > _AT_ONCE else min(self._breath * 2, _LONGEST_BREATH)
        return self._breath

    def wake(self) -> None:
        """The computer has slept, or the person is back: what failed before says nothing any more."""
        self._failed, self._early, self._breath = 1, 0, _BREATH

    def _pause(self, times: int) -> float:
        most = min(_FIRST * 2 ** min(times, 20), max(self.most, _FIRST))
        return self.dice(most / 2, most)
