"""P25: one changed field, sent in a round of its own, over the whole base and over a thousand people; and rounds with nothing.

What is counted: bodies as they travel and their headers, both ways. The comparison that ends a round in which something
moved is as large as its 256 buckets, whatever the base.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import httpx

from app.services.contacts import edit_contact
from app.views.contacts import ContactId
from sync.client.round import run as run_round
from tests.bench.bases import SEED, base
from tests.bench.measuring import Bench, Line, call_times, compared, percentile
from tests.bench.offices import Laptop, a_firm, a_laptop, bring
from tests.helpers.raw_sql import rows_of
from tests.helpers.served import the_program

_SAME = 1.5  # a larger base may cost a little: its pages are not all in memory
_SAME_BYTES = 1.2
_KILOBYTE = 1024.0
_SERVER = 0.005  # seconds of the server's own for an idle round
_FEW = 1_000
_MOST_ROUNDS = 30  # in a row: a laptop that asked more often would be told to wait


@dataclass
class _Office:
    """A laptop that has everything, and its server."""

    laptop: Laptop
    url: str
    people: list[bytes]
    rows: int

    def hello_seconds(self) -> tuple[float, float]:
        """What the server has spent on rounds' first question, and how many it was asked."""
        said = dict(line.rsplit(" ", 1) for line in httpx.get(f"{self.url}/metrics").text.splitlines())
        name = 'vizitka_request_seconds_{}{{route="/v1/hello"}}'
        return float(said[name.format("sum")]), float(said[name.format("count")])


def run(bench: Bench) -> list[Line]:
    """Rounds over both bases in turn."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    few = replace(bench.size, name=f"{bench.size.name}-few", contacts=min(_FEW, bench.size.contacts // 2), history=100)
    with (
        TemporaryDirectory(dir=scratch) as folder,
        _office(Path(folder) / "large", bench) as large,
        _office(Path(folder) / "few", Bench(few, bench.folder)) as small,
    ):
        return _measured(bench, large, small)


def _measured(bench: Bench, large: _Office, small: _Office) -> list[Line]:
    edits, idle, whole, batches = [], [], [], []
    calls = min(bench.size.calls, _MOST_ROUNDS)
    sides = (_edit(large), _edit(small))
    before = large.hello_seconds()
    for turn in range(bench.size.rounds):
        edits.append(_middle(call_times(calls, *sides)))
        counted = [_bytes(office, side, turn) for office, side in zip((large, small), sides, strict=True)]
        whole.append((counted[0][0], counted[1][0]))
        batches.append((counted[0][1], _KILOBYTE))
        idle.append(_middle(call_times(calls, _round(large), _round(small))))
    after = large.hello_seconds()
    hello = (after[0] - before[0]) / (after[1] - before[1])
    what = f"over {large.rows:,} records, against {small.rows:,}"
    return [
        compared(f"round with one changed field {what}", edits, _SAME),
        replace(compared("  bytes both ways", whole, _SAME_BYTES), unit="bytes"),
        replace(compared("  of these the batch and its answer, against 1 KB", batches, 1.0), unit="bytes"),
        compared(f"idle round {what}", idle, _SAME),
        compared("  the server's own time in it, mean, against 5 ms", [(hello, _SERVER)], 1.0),
    ]


def _middle(times: list[list[float]]) -> tuple[float, float]:
    large, small = (percentile(each, 0.5) for each in times)
    return large, small


def _edit(office: _Office) -> Callable[[int], object]:
    """Change a field of somebody, and exchange."""
    chance, workspace = random.Random(SEED), office.laptop.workspace

    def act(_call: int) -> object:
        person = ContactId(UUID(bytes=chance.choice(office.people)))
        workspace.do(edit_contact, person, {"about": f"Говорили о сроках, {chance.random()}"}).result()
        return run_round(office.laptop.door, office.laptop.hub)

    return act


def _round(office: _Office) -> Callable[[int], object]:
    return lambda _call: run_round(office.laptop.door, office.laptop.hub)


def _bytes(office: _Office, side: Callable[[int], object], call: int) -> tuple[float, float]:
    """What one changed field moves in all, and in its batch."""
    line = office.laptop.line
    line.moved.clear()
    side(call)
    return sum(line.moved.values()), line.moved["/v1/push"]


@contextmanager
def _office(folder: Path, bench: Bench) -> Iterator[_Office]:
    folder.mkdir()
    storage, signed = a_firm(folder / "office", "")
    rows = bring(storage, signed, base(bench))
    storage.close()
    with the_program(folder / "office", "--plain") as program, ExitStack() as stack:
        url = program.started["addresses"][0]
        laptop = stack.enter_context(a_laptop(folder / "laptop", url, signed))
        for _round_of_joining in range(2):
            run_round(laptop.door, laptop.hub)
        people = [row[0] for row in rows_of(laptop.workspace, "SELECT id FROM contact WHERE removed_at IS NULL")]
        yield _Office(laptop, url, people, rows)
