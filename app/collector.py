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


def rest_begins() -> None:
    """Let the collector rest until every rest begun has ended. Any thread."""
    with _lock:
        _resting[0] += 1
        gc.disable()


def rest_ends() -> None:
    """One of the rests is over."""
    with _lock:
        _resting[0] -= 1
        if not _resting[0]:
            gc.enable()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector rest inside the block."""
    rest_begins()
    try:
        yield
    finally:
        rest_ends()


def forget_the_start() -> None:
    """Look no more through what was made while the program started: most of it lives as long as the program."""
    gc.freeze()
