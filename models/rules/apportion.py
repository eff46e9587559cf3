"""Rounding parts so that they add up: the largest-remainder (Hare) method over whole kopecks."""

from collections.abc import Sequence


def half_up(numerator: int, denominator: int) -> int:
    """A non-negative fraction rounded to a whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def largest_remainders(parts: Sequence[int], unit: int, caps: Sequence[int] | None = None) -> list[int]:
    """Round every `part / unit` down or up to a whole number so that they add to the rounded sum of all.

    The largest remainders go up, the earlier part first where two are equal; a part without a remainder never does. A
    part stays at or below its cap even where the sum then falls short: what is over a cap is dropped.
    """
    rounded = [part // unit for part in parts]
    missing = half_up(sum(parts), unit) - sum(rounded)
    if not missing:
        return rounded
    remainders = [(-(part % unit), at) for at, part in enumerate(parts) if part % unit]
    for _, at in sorted(remainders):
        if not missing:
            break
        if caps is None or rounded[at] < caps[at]:
            rounded[at] += 1
            missing -= 1
    return rounded


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Split a whole amount in proportion to weights; nobody gets more than their share rounded up."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    return largest_remainders([amount * weight for weight in weights], total)
