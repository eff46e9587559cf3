"""P23: a round with nothing to exchange, against one bare request to the same server; and what the base's size costs it.

Laptop and server have the whole base, and beside them the same over a thousand people. The server is the real program, so
that it shares no interpreter with the laptop.
"""

from collections.abc import Callable

import httpx

from tests.bench.kept_offices import few, joined
from tests.bench.measuring import Bench, Line, call_times, compared, percentile

_GOAL = 3.0
_SAME = 1.5  # a larger base may cost a little: its pages are not all in memory
_SERVER = 0.005  # seconds of the server's own
_MOST_ROUNDS = 60  # of one kind in a row: a laptop that asked more often would be told to wait


def run(bench: Bench) -> list[Line]:
    """Idle rounds over the base and over next to nothing, and bare requests, in turn."""
    against_bare, against_small, hello = [], [], []
    with joined(bench) as large, joined(few(bench)) as small, httpx.Client(base_url=large.url) as client:
        sides: list[Callable[[int], object]] = [
            lambda _call: large.round(),
            lambda _call: client.get("/healthz").raise_for_status(),
            lambda _call: small.round(),
        ]
        for _round in range(bench.size.rounds):
            with large.hello() as asked:
                times = call_times(min(bench.size.calls, _MOST_ROUNDS), *sides)
            ours, bare, fewer = (percentile(each, 0.5) for each in times)
            against_bare.append((ours, bare))
            against_small.append((ours, fewer))
            hello.append((asked.mean, _SERVER))
    return [
        compared(f"idle round over {large.rows:,} records, p50, against one bare request", against_bare, _GOAL),
        compared(f"  against the same over {small.rows:,} records", against_small, _SAME),
        compared("  the server's own time in it, mean, against 5 ms", hello, 1.0),
    ]
