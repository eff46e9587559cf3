"""P24: a first sync of the whole base over HTTP, against COPY out of PostgreSQL and a raw insert with indexes and words.

Besides: how long until people can be worked with (what the laptop itself does until then, waiting for the office not
counted), and how fast rows are taken in.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from sync.client import first_sync
from sync.client.round import Ways
from sync.client.round import run as run_round
from sync.client.shape import IDENTITIES, ORDER, RECORDS, WIRE
from sync.protocol.messages import SignedIn
from tests.bench.bases import bare
from tests.bench.kept_offices import in_postgres
from tests.bench.measuring import Bench, Line, compared, own_garbage_only, timed
from tests.bench.offices import Laptop, a_laptop
from tests.helpers.builders import a_workspace
from tests.helpers.clock import FixedClock
from tests.helpers.served import the_program

_GOAL = 3.0
_USABLE = 10.0  # seconds
_RATE = 50_000  # rows a second
_WORDS = (
    "INSERT INTO find_text(rowid, words) SELECT 1 << 40 | rid,"  # noqa: ISC004 - one statement
    " lower(concat_ws(' ', last, first, middle, job_title, about)) FROM contact",
    "INSERT INTO find_talk(rowid, words) SELECT rid, lower(regarding || ' ' || details) FROM history",
    "INSERT INTO find_digits(rowid, digits) SELECT rid, normal FROM channel WHERE kind = 'phone'",
)


@dataclass
class _Took:
    """Seconds of one first sync."""

    rows: int
    whole: float
    usable: float
    found: float
    taking: float


def run(bench: Bench) -> list[Line]:
    """The base at an office; laptops join it. Raises NoPostgresError where there is none."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with in_postgres(bench) as office, TemporaryDirectory(dir=scratch) as place:
        folder = Path(place)
        with the_program(folder / "office", "--plain", "--database", office.database) as program:
            address = program.started["addresses"][0]
            times = []
            for turn in range(1 if bench.size.name == "full" else bench.size.rounds):
                ours = _first_sync(folder / f"laptop {turn}", address, office.signed)
                times.append((ours, _raw_seconds(folder / f"raw {turn}", office.database, office.rows)))
    return _lines(office.rows, times)


def _lines(rows: int, times: list[tuple[_Took, float]]) -> list[Line]:
    usable = [(ours.usable, _USABLE) for ours, _raw in times]
    found = [(ours.found, _USABLE) for ours, _raw in times]
    taking = [(ours.taking / ours.rows * 1_000, 1_000 / _RATE) for ours, _raw in times]
    return [
        compared(f"first sync of {rows:,} records", [(ours.whole, raw) for ours, raw in times], _GOAL),
        compared("  work here until people are listed, against 10 s", usable, 1.0),
        compared("  until they are found by their words as well", found),
        compared(f"  1,000 rows taken in, against {_RATE:,} a second", taking, 1.0),
    ]


def _first_sync(folder: Path, address: str, signed: SignedIn) -> _Took:
    with a_laptop(folder, address, signed) as laptop, _watched(laptop) as took, own_garbage_only():
        begun = time.perf_counter()
        report = run_round(laptop.door, laptop.hub, Ways())
        took.whole = time.perf_counter() - begun
        took.rows = report.received
    return took


@contextmanager
def _watched(laptop: Laptop) -> Iterator[_Took]:
    """How long rows are taken in, which is all but waiting and making lists; and all the work until people are listed, and found."""
    took, door = _Took(0, 0.0, 0.0, 0.0, 0.0), laptop.door
    tell, making = door.tell, [0.0]
    begun = time.perf_counter()
    told_at: list[float] = []

    def told() -> None:
        tell()
        told_at.append(time.perf_counter() - begun - laptop.line.waited)

    def watched(make: Callable[..., None]) -> Callable[..., None]:
        def made(*arguments: object) -> None:
            started = time.perf_counter()
            make(*arguments)
            making[0] += time.perf_counter() - started

        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "tell", told)
        for name in ("_list", "_make_usable", "_finish"):
            patch.setattr(first_sync, name, watched(getattr(first_sync, name)))
        yield took
    told_at += [took.whole - laptop.line.waited] * 2  # a base so small that it comes in pages
    took.usable, took.found = told_at[:2]
    took.taking = took.whole - making[0] - laptop.line.waited


def _raw_seconds(folder: Path, url: str, rows: int) -> float:
    a_workspace(folder, FixedClock()).close()
    with bare(folder / "workspace", "OFF") as raw, psycopg.connect(url) as office:

        def load() -> None:
            with raw:
                for table in ORDER:
                    raw.executemany(_insert(table), _records(office, table))
                for words in _WORDS:
                    raw.execute(words)

        seconds = timed(load)
        found = sum(int(str(raw.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])) for table in ORDER)
    assert found >= rows
    return seconds


def _records(office: psycopg.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table, out of the office's database."""
    names, keys = WIRE[table], IDENTITIES[table]
    said = f"COPY (SELECT id, seq, hlc, fields FROM entity WHERE kind = '{table}' ORDER BY id) TO STDOUT"
    edited = (0,) * (table in RECORDS)
    with office.cursor() as cursor, cursor.copy(said.encode()) as stream:
        stream.set_types(["bytea", "int8", "int8", "text"])
        for record_id, seq, hlc, text in stream.rows():
            fields = json.loads(text)
            cells = (bytes.fromhex(fields[name]) if name in keys and fields[name] else fields[name] for name in names)
            yield (record_id, seq, hlc, *edited, *cells)


def _insert(table: str) -> str:
    names = ["id", "srv_seq", "srv_hlc", *(["edited_at"] if table in RECORDS else []), *WIRE[table]]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table}({quoted}) VALUES({', '.join('?' * len(names))})"
