"""Reproducible chance: an own stream per kind and index, so that record i never depends on how many are asked for."""

from random import Random

_STREAMS = (
    "name", "person", "firm", "talks", "plans", "promises", "deals", "offers", "seller",
)  # fmt: skip


def dice(seed: int, stream: str, index: int = 0) -> Random:
    """A generator whose numbers follow from the seed, the stream and the index alone."""
    return Random((((abs(seed) << 8) | _STREAMS.index(stream)) << 32) | index)  # noqa: S311 - sample data, no secret


def hashed(seed: int, index: int) -> float:
    """A cheap even number in [0, 1) for an index, where a whole stream would be too slow."""
    mixed = ((index + 1) * 0x9E3779B97F4A7C15 + seed * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return (mixed >> 11) / (1 << 53)
