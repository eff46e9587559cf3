"""The moment a change happens: one per transaction, settable in tests and simulations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

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


def to_millis(value: datetime) -> int:
    """Milliseconds since 1970 of an aware moment."""
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return (value - _EPOCH) // _MILLISECOND


def from_millis(value: int) -> datetime:
    """The aware UTC moment of so many milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=value)
