"""Python's collector of cycles at rest while much is brought in or laid out: it stops every thread, the window's too.

It looks through everything alive, a tenth of a second and more while some hundred thousand rows are on their way. Rows
and papers hold no cycles: counting references frees them. Whatever else became garbage meanwhile is found afterwards.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_resting = [0]
_on_demand = [False]


def rest_begins() -> None:
    """Let the collector rest until every rest begun has ended. Any thread."""
    with _lock:
        _resting[0] += 1
        gc.disable()


def rest_ends() -> None:
    """One of the rests is over."""
    with _lock:
        _resting[0] -= 1
        if not _resting[0] and not _on_demand[0]:
            gc.enable()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector rest inside the block."""
    rest_begins()
    try:
        yield
    finally:
        rest_ends()


def collect_on_demand(*, wished: bool = True) -> None:
    """Collect when `collect_due` is called and at no other time.

    The collector runs on whatever thread happens to make garbage enough. What remains of a closed window may be freed on
    the window's thread alone: a reader that comes upon it brings the program down.
    """
    with _lock:
        _on_demand[0] = wished
        if wished:
            gc.disable()
        elif not _resting[0]:
            gc.enable()


def collect_due() -> None:
    """Collect here and now as far as the collector itself would have, unless it rests."""
    if _resting[0]:
        return
    full = [made > most for made, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(full):
        gc.collect(2 if full[2] else 1 if full[1] else 0)


def forget_the_start() -> None:
    """Look no more through what was made while the program started: most of it lives as long as the program."""
    gc.freeze()
