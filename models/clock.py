"""The moment a change happens: one per transaction, settable in tests and simulations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Clock = Callable[[], datetime]

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def system_clock() -> datetime:
    """The computer's own time, aware UTC, whole milliseconds (the precision the store keeps)."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def moment() -> datetime:
    """The moment of the transaction under way, or the time now outside one."""
    return _moment.get() or system_clock()


@contextmanager
def at(now: datetime) -> Iterator[None]:
    """Make `now` the moment of everything inside the block."""
    token = _moment.set(now)
    try:
        yield
    finally:
        _moment.reset(token)
