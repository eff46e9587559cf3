"""P26: 200, then 500 laptops with one small round a minute each against the real server program, TLS included.

Rounds begin when they are due, whether or not the ones before are through, and are timed from then. A laptop connects anew
for each round, as the program does, and keeps the connection for the round's questions. All laptops are threads of this
process, which shares the machine with the server: how much of it they take, and how late they begin, is told beside.
`full` lasts two minutes for each line, `small` a fifth of one.
"""

import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sync.client import http
from sync.protocol.messages import Hello, SignedIn, SignIn
from sync.server import accounts, signing_in
from sync.server.hub import now_ms
from sync.server.site import open_storage
from tests.bench.measuring import Bench, Line, own_garbage_only, percentile
from tests.helpers.postgres import NoPostgresError, cluster
from tests.helpers.served import Program, a_batch, the_program

_GOALS = {200: 0.3, 500: 0.25}  # seconds a round, p95, by how many laptops there are
_THREADS = 48  # rounds under way at once: more than a server that keeps up ever meets
_MINUTE = 60.0
_SECONDS = {"full": (120.0, _MINUTE), "small": (12.0, _MINUTE)}  # how long, and in which time each has one round
_TINY = (1.0, 1.0)
_PROCESSES = Path("/proc")


@dataclass
class _Laptop:
    """A device that has joined, and how far it has come."""

    signed: SignedIn
    batches: Iterator[int]
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class _Took:
    """A while of rounds: how long each took and how late it began; processor time of the laptops and of the server."""

    rounds: Sequence[float]
    late: Sequence[float]
    laptops: float
    server: float


def run(bench: Bench) -> list[Line]:
    """Laptops on a SQLite file and, where it can be had, on PostgreSQL with two workers."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    lines = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=scratch)))
        kinds: list[tuple[str, str, tuple[str, ...]]] = [("SQLite", "", ())]
        try:
            url = stack.enter_context(cluster()).new_database()
            kinds.append(("PostgreSQL, 2 workers", url, ("--database", url, "--workers", "2")))
        except NoPostgresError as problem:
            print(f"P26 without PostgreSQL: {problem}")
        for what, database, options in kinds:
            with the_program(folder / what[:6], *options) as program:
                laptops: list[_Laptop] = []
                for many, goal in _GOALS.items():
                    more = min(many, bench.size.calls) - len(laptops)
                    laptops += _joined(program.data, database, len(laptops), more)
                    lines += _measured(bench, program, laptops, what, goal)
    return lines


def _measured(bench: Bench, program: Program, laptops: Sequence[_Laptop], what: str, goal: float) -> list[Line]:
    lasting, minute = _SECONDS.get(bench.size.name, _TINY)
    took = _rounds(program, laptops, lasting, minute)
    p95, late = percentile(took.rounds, 0.95), percentile(took.late, 0.95)
    said = (
        f"{len(laptops)} laptops, {len(took.rounds) / lasting:.1f} rounds/s, p95 against {goal * 1000:.0f} ms, {what}"
    )
    lines = [
        Line(said, p95, goal, p95 / goal, 1.0, (p95 / goal,)),
        Line("  of it begun late, p95, against the whole", late, p95, late / p95),
    ]
    if took.server:
        a_second = took.laptops / lasting, took.server / lasting
        share = "  processor time a second: all laptops, against the server program"
        lines.append(Line(share, *a_second, a_second[0] / a_second[1]))
    return lines


def _joined(data: Path, database: str, first: int, number: int) -> list[_Laptop]:
    storage = open_storage(data, database)
    try:
        people = (f"Person {each}" for each in range(first, first + number))
        codes = [accounts.add_user(storage, person, "salesperson", now_ms()).code for person in people]
        return [_Laptop(signing_in.sign_in(storage, SignIn(code=code), now_ms()), count(1)) for code in codes]
    finally:
        storage.close()


def _rounds(program: Program, laptops: Sequence[_Laptop], lasting: float, minute: float) -> _Took:
    """Every laptop begins anywhere in its minute and comes again after one. Refused: the run fails."""
    url, fingerprint = program.started["addresses"][0], program.started["fingerprint"]
    dice = random.Random(26)
    offsets = [(dice.random() * minute, number) for number in range(len(laptops))]
    again = range(math.ceil(lasting / minute))
    due = sorted((at + turn * minute, number) for at, number in offsets for turn in again)
    late: list[float] = []

    def one(at: float, number: int) -> float:
        late.append(time.perf_counter() - begun - at)
        _round(url, fingerprint, laptops[number])
        return time.perf_counter() - begun - at

    with own_garbage_only(), ThreadPoolExecutor(_THREADS) as pool:
        under_way = []
        busy = time.process_time(), _processor_time(program)
        begun = time.perf_counter()
        for at, number in (each for each in due if each[0] < lasting):
            time.sleep(max(0.0, begun + at - time.perf_counter()))
            under_way.append(pool.submit(one, at, number))
        times = [each.result() for each in under_way]
        return _Took(times, late, time.process_time() - busy[0], _processor_time(program) - busy[1])


def _round(url: str, fingerprint: str, laptop: _Laptop) -> None:
    """Say hello, send one changed record, receive what the others changed: on a connection of its own."""
    hub = http.connect(url, laptop.signed.token, fingerprint, laptop.signed.device)
    hub.line.tries = 1  # a refusal is a refusal
    try:
        hub.hello(Hello(1, "1.0", "", laptop.cursor, 0, now_ms()))
        hub.push(next(laptop.batches), a_batch(uuid4().hex, last="Ёлкин", owner_id=laptop.signed.user_id))
        laptop.cursor = hub.changes(laptop.cursor, 2_000, ()).cursor
    finally:
        hub.close()


def _processor_time(program: Program) -> float:
    """Seconds the server and its workers have computed; 0 where the system does not tell."""
    assert program._process is not None
    group, ticks = program._process.pid, 0
    for stat in _PROCESSES.glob("[0-9]*/stat"):
        try:
            cells = stat.read_text(encoding="utf-8").rpartition(") ")[2].split()
        except OSError:  # it has just ended
            continue
        if int(cells[2]) == group:
            ticks += int(cells[11]) + int(cells[12])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0
