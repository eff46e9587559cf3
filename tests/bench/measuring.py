"""How both sides of a row are timed and compared: back to back, many times, the middle taken."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: the base, the file of cards, the bulk, and how often."""

    name: str
    contacts: int
    history: int
    cards: int
    bulk_contacts: int
    bulk_history: int
    calls: int  # of each side in a round; 500 or more where a row speaks of p99
    rounds: int


SIZES = {
    size.name: size
    for size in (
        Size("small", 2_000, 20_000, 1_000, 2_000, 10_000, 500, 5),
        Size("full", 100_000, 1_000_000, 10_000, 20_000, 100_000, 600, 5),
    )
}


@dataclass(frozen=True, slots=True)
class Bench:
    """One run: how much, and the folder where bases, files and results lie."""

    size: Size
    folder: Path


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison of a row. Times are seconds, bytes where it says so; a line without a goal is told for orientation."""

    what: str
    ours: float
    reference: float
    ratio: float
    goal: float | None = None
    ratios: tuple[float, ...] = ()  # round by round
    unit: str = "s"

    @property
    def holds(self) -> bool | None:
        """Whether the goal is kept; None where there is none."""
        return None if self.goal is None else self.ratio <= self.goal


def compared(what: str, rounds: Sequence[tuple[float, float]], goal: float | None = None) -> Line:
    """A line from rounds of (ours, reference).

    The ratio is the middle one of the rounds: both sides of a round met the same machine, two rounds may not have.
    """
    ratios = tuple(ours / reference for ours, reference in rounds)
    return Line(
        what,
        statistics.median(ours for ours, _reference in rounds),
        statistics.median(reference for _ours, reference in rounds),
        statistics.median(ratios),
        goal,
        ratios,
    )


def timed(work: Callable[[], object]) -> float:
    """The seconds one long piece of work takes."""
    with own_garbage_only():
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun


def call_times(calls: int, *sides: Callable[[int], object]) -> list[list[float]]:
    """The seconds of each of so many calls of every side, the sides taking turns at who goes first."""
    times: list[list[float]] = [[] for _side in sides]
    order = list(range(len(sides)))
    with own_garbage_only():
        for call in range(calls):
            for side in order:
                begun = time.perf_counter()
                sides[side](call)
                times[side].append(time.perf_counter() - begun)
            order.append(order.pop(0))
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def middle_of(rounds: Sequence[Sequence[float]]) -> list[float]:
    """Each call at the middle one of its rounds: the tail that is the program's own, without the machine's hiccups."""
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


@contextmanager
def own_garbage_only() -> Iterator[None]:
    """Keep what the bench itself prepared out of the collector's way, so that only the measured work pays for it."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
