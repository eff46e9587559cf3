"""P25: one changed field, sent in a round of its own, over the whole base and over a thousand people; and rounds with nothing.

What is counted: bodies as they travel and their headers, both ways. The comparison that ends a round in which something
moved is as large as its 256 buckets, whatever the base.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from app.services.contacts import edit_contact
from app.views.contacts import ContactId
from tests.bench.bases import SEED
from tests.bench.kept_offices import Joined, few, joined
from tests.bench.measuring import Bench, Line, call_times, compared, percentile

_SAME = 1.5  # a larger base may cost a little: its pages are not all in memory
_SAME_BYTES = 1.2
_KILOBYTE = 1024.0
_SERVER = 0.005  # seconds of the server's own for an idle round
_MOST_ROUNDS = 30  # in a row: a laptop that asked more often would be told to wait


def run(bench: Bench) -> list[Line]:
    """Rounds over both bases in turn."""
    with joined(bench) as large, joined(few(bench)) as small:
        return _measured(bench, large, small)


def _measured(bench: Bench, large: Joined, small: Joined) -> list[Line]:
    edits, idle, whole, batches, hello = [], [], [], [], []
    calls = min(bench.size.calls, _MOST_ROUNDS)
    sides = (_edit(large), _edit(small))
    for turn in range(bench.size.rounds):
        edits.append(_middle(call_times(calls, *sides)))
        counted = [_bytes(office, side, turn) for office, side in zip((large, small), sides, strict=True)]
        whole.append((counted[0][0], counted[1][0]))
        batches.append((counted[0][1], _KILOBYTE))
        with large.hello() as asked:
            idle.append(_middle(call_times(calls, lambda _call: large.round(), lambda _call: small.round())))
        hello.append((asked.mean, _SERVER))
    what = f"over {large.rows:,} records, against {small.rows:,}"
    return [
        compared(f"round with one changed field {what}", edits, _SAME),
        replace(compared("  bytes both ways", whole, _SAME_BYTES), unit="bytes"),
        replace(compared("  of these the batch and its answer, against 1 KB", batches, 1.0), unit="bytes"),
        compared(f"idle round {what}", idle, _SAME),
        compared("  the server's own time in it, mean, against 5 ms", hello, 1.0),
    ]


def _middle(times: list[list[float]]) -> tuple[float, float]:
    large, small = (percentile(each, 0.5) for each in times)
    return large, small


def _edit(office: Joined) -> Callable[[int], object]:
    """Change a field of somebody, and exchange."""
    chance, workspace = random.Random(SEED), office.laptop.workspace

    def act(_call: int) -> object:
        person = ContactId(UUID(bytes=chance.choice(office.people)))
        workspace.do(edit_contact, person, {"about": f"Говорили о сроках, {chance.random()}"}).result()
        return office.round()

    return act


def _bytes(office: Joined, side: Callable[[int], object], call: int) -> tuple[float, float]:
    """What one changed field moves in all, and in its batch."""
    line = office.laptop.line
    line.moved.clear()
    side(call)
    return sum(line.moved.values()), line.moved["/v1/push"]
