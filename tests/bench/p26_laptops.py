"""P26: two hundred laptops with one small round a minute each against the real server program, TLS included.

Rounds begin when they are due, whether or not the ones before are through, and are timed from then. `full` lasts three
minutes, `small` a third of one.
"""

import math
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
from tests.bench.measuring import Bench, Line, percentile
from tests.helpers.postgres import NoPostgresError, cluster
from tests.helpers.served import Program, a_batch, the_program

_LAPTOPS = 200
_GOAL = 0.3  # seconds, p95
_THREADS = 24
_SECONDS = {"full": (180.0, 60.0), "small": (20.0, 60.0)}  # how long, and in which time each laptop has one round
_TINY = (1.0, 1.0)


@dataclass
class _Laptop:
    """A device that has joined, and how far it has come."""

    signed: SignedIn
    batches: Iterator[int]
    cursor: int = 0


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
                lines.append(_measured(bench, program, what, database))
    return lines


def _measured(bench: Bench, program: Program, what: str, database: str) -> Line:
    laptops = _joined(program.data, database, min(_LAPTOPS, bench.size.calls))
    lasting, minute = _SECONDS.get(bench.size.name, _TINY)
    times = sorted(_rounds(program, laptops, lasting, minute))
    p95 = percentile(times, 0.95)
    said = f"{len(laptops)} laptops, {len(times) / lasting:.1f} rounds/s, p95 of a round against 300 ms, {what}"
    return Line(said, p95, _GOAL, p95 / _GOAL, 1.0, (p95 / _GOAL,))


def _joined(data: Path, database: str, number: int) -> list[_Laptop]:
    storage = open_storage(data, database)
    try:
        codes = [accounts.add_user(storage, f"Person {each}", "salesperson", now_ms()).code for each in range(number)]
        return [_Laptop(signing_in.sign_in(storage, SignIn(code=code), now_ms()), count(1)) for code in codes]
    finally:
        storage.close()


def _rounds(program: Program, laptops: Sequence[_Laptop], lasting: float, minute: float) -> list[float]:
    """Every laptop begins anywhere in its minute and comes again after one. Refused: the run fails."""
    url, fingerprint = program.started["addresses"][0], program.started["fingerprint"]
    dice = random.Random(26)
    offsets = [(dice.random() * minute, number) for number in range(len(laptops))]
    again = range(math.ceil(lasting / minute))
    due = sorted((at + turn * minute, number) for at, number in offsets for turn in again)
    begun = time.perf_counter()

    def one(at: float, number: int) -> float:
        _round(url, fingerprint, laptops[number])
        return time.perf_counter() - begun - at

    with ThreadPoolExecutor(_THREADS) as pool:
        under_way = []
        for at, number in (each for each in due if each[0] < lasting):
            time.sleep(max(0.0, begun + at - time.perf_counter()))
            under_way.append(pool.submit(one, at, number))
        return [each.result() for each in under_way]


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
