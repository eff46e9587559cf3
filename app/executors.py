"""Where work runs: pools of threads in the program, at once in tests and on the command line."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Executors:
    """The one writer, a few readers, and hands for slow work (papers, files, network)."""

    writer: Executor
    readers: Executor
    hands: Executor

    @classmethod
    def threads(cls) -> "Executors":
        """Pools for the window."""
        return cls(ThreadPoolExecutor(1, "writer"), ThreadPoolExecutor(3, "reader"), ThreadPoolExecutor(2, "hand"))

    @classmethod
    def at_once(cls) -> "Executors":
        """Everything in the calling thread."""
        return cls(AtOnce(), AtOnce(), AtOnce())

    def shutdown(self) -> None:
        """Finish what was begun, take nothing new."""
        for pool in (self.hands, self.readers, self.writer):
            pool.shutdown(wait=True)


class AtOnce(Executor):
    """Runs each call before `submit` returns."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run now; the future is done when it is returned."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - a future carries whatever was raised, as pools of threads do
            future.set_exception(error)
        return future
