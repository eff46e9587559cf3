"""Hybrid logical clocks: 48 bits of milliseconds, 16 bits of counter, one integer that sorts (Kulkarni et al., 2014).

Comparing two values decides only between edits neither author had seen. A value is never clamped and nobody is refused
for a wrong clock: at worst another default winner is picked, and both values are kept.
"""

COUNTER_BITS = 16


def at(millis: int) -> int:
    """The first clock value of a millisecond."""
    return millis << COUNTER_BITS


def millis(value: int) -> int:
    """The physical part."""
    return value >> COUNTER_BITS


def next_value(now_ms: int, offset_ms: int, seen: int) -> int:
    """The time of a new edit on a row whose newest known time is `seen`: never before what its author had seen."""
    return max(at(now_ms + offset_ms), seen + 1)
