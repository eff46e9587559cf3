"""Offices that hold a whole base, made once for each size and kept beside the bases; what is measured gets a copy.

Three are kept: the office in a SQLite file, the same as the data directory of a PostgreSQL, and the office together with a
laptop that has joined it and has everything.
"""

import inspect
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import apsw
import httpx
import psycopg
from psycopg import sql

from sync.client import counting, joining, state
from sync.client import round as rounds
from sync.protocol import json_form
from sync.protocol.messages import SignedIn
from sync.server import schema
from sync.server.hub import now_ms
from sync.server.site import DATABASE
from tests.bench import filling
from tests.bench.bases import Progress, base, kept
from tests.bench.measuring import Bench
from tests.bench.offices import Laptop, a_firm, a_laptop, the_laptop
from tests.helpers.postgres import Cluster, cluster
from tests.helpers.raw_sql import rows_of
from tests.helpers.served import the_program

_NOTE, _OFFICE, _LAPTOP, _DATA = "note.json", "office", "laptop", "data"
_FEW, _HISTORY_OF_FEW = 1_000, 100
_ROUNDS = 2  # rounds until a laptop that joins has everything: the last one brings nothing
_REMEMBERED = (joining, counting, state)  # what a laptop knows of its office beside the records
_IN_A_HURRY = {"wal_level": "minimal", "max_wal_senders": "0", "fsync": "off"}  # then rows of new tables need no log


@dataclass(frozen=True, slots=True)
class Office:
    """A firm whose one person has brought everything: its database, the secret of that laptop, how many records."""

    database: str
    signed: SignedIn
    rows: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A laptop that has everything, and the server it has it from."""

    laptop: Laptop
    url: str
    people: list[bytes]
    rows: int

    def round(self) -> object:
        """Exchange."""
        return rounds.run(self.laptop.door, self.laptop.hub)

    @contextmanager
    def hello(self) -> Iterator["Asked"]:
        """Watch what rounds' first question costs the server."""
        asked, before = Asked(), self._hello_seconds()
        yield asked
        after = self._hello_seconds()
        asked.mean = (after[0] - before[0]) / (after[1] - before[1])

    def _hello_seconds(self) -> tuple[float, float]:
        said = dict(line.rsplit(" ", 1) for line in httpx.get(f"{self.url}/metrics").text.splitlines())
        name = 'vizitka_request_seconds_{}{{route="/v1/hello"}}'
        return float(said[name.format("sum")]), float(said[name.format("count")])


@dataclass
class Asked:
    """What a question takes in the server itself: seconds from its head to the end of the answer."""

    mean: float = 0.0


def few(bench: Bench) -> Bench:
    """The same over a thousand people."""
    contacts = min(_FEW, bench.size.contacts // 2)
    size = replace(bench.size, name=f"{bench.size.name}-few", contacts=contacts, history=_HISTORY_OF_FEW)
    return replace(bench, size=size)


def in_a_file(bench: Bench) -> Office:
    """The kept office in a SQLite file: to be copied, not to be served."""
    source = base(bench)

    def make(folder: Path) -> None:
        storage, signed = a_firm(folder, "")
        storage.close()
        rows = filling.fill(folder, signed.device, source, now_ms())
        _note(folder, Office("", signed, rows))

    folder = kept(bench, f"office-{bench.size.name}", _made_of(source), make)
    return _noted(folder, folder / DATABASE)


@contextmanager
def in_postgres(bench: Bench) -> Iterator[Office]:
    """A copy of the kept office, served by a PostgreSQL of our own. Raises NoPostgresError where there is none."""
    with cluster() as running:
        office = in_a_file(bench)
        version = (running.folder / _DATA / "PG_VERSION").read_text(encoding="ascii")
        made_of = "\n".join([_made_of(base(bench)), *_steps("postgresql"), version])
        folder = kept(bench, f"postgres-{bench.size.name}", made_of, partial(_pour, running, office))
        running.stop()
        _put_back(folder / _DATA, running.folder / _DATA)
        running.start()
        there = _noted(folder)
        yield replace(there, database=running.url(there.database))


@contextmanager
def joined(bench: Bench) -> Iterator[Joined]:
    """A copy of the kept office in a file, the server at work on it, and of the laptop that has joined."""
    made_of = "\n".join([_made_of(base(bench)), *(inspect.getsource(each) for each in _REMEMBERED)])
    source = kept(bench, f"joined-{bench.size.name}", made_of, lambda folder: _let_join(in_a_file(bench), folder))
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as place:
        folder = Path(place) / "copy"
        _copy(source, folder)
        office = _noted(folder, folder / _OFFICE / DATABASE)
        _as_if_joined_today(office)
        with the_program(folder / _OFFICE, "--plain") as program:
            url = program.started["addresses"][0]
            with the_laptop(folder / _LAPTOP, url, office.signed) as laptop:
                people = [
                    row[0] for row in rows_of(laptop.workspace, "SELECT id FROM contact WHERE removed_at IS NULL")
                ]
                here = Joined(laptop, url, people, office.rows)
                here.round()
                yield here


def _pour(running: Cluster, office: Office, folder: Path) -> None:
    """The office into this PostgreSQL, whose files are kept then."""
    with psycopg.connect(running.url("postgres"), autocommit=True) as connection:
        for name, value in _IN_A_HURRY.items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    running.stop()
    running.start()
    url = running.new_database()
    filling.pour(Path(office.database), url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("ALTER SYSTEM RESET ALL")
        named = str(connection.info.dbname)
    running.stop()
    _copy(running.folder / _DATA, folder / _DATA)
    _note(folder, replace(office, database=named))


def _let_join(office: Office, folder: Path) -> None:
    """A laptop joins a copy of the office and gets everything."""
    (folder / _OFFICE).mkdir(parents=True)
    shutil.copyfile(office.database, folder / _OFFICE / DATABASE)
    told = Progress("the laptop joins")
    ways = rounds.Ways(told=lambda each: told.so_far(each.done, f"of {each.total:,} records, {each.step}"))
    with the_program(folder / _OFFICE, "--plain") as program:
        with a_laptop(folder / _LAPTOP, program.started["addresses"][0], office.signed) as laptop:
            received = [rounds.run(laptop.door, laptop.hub, ways).received for _round in range(_ROUNDS)]
            assert not received[-1], "it has not everything yet"
        program.stop()
    for beside in (folder / _OFFICE).iterdir():
        if beside.is_dir():
            shutil.rmtree(beside)  # parts of a first sync that nobody will ask for
    _note(folder, office)


def _as_if_joined_today(office: Office) -> None:
    """A secret is followed by another one after a month: a kept one is never so old."""
    connection = apsw.Connection(office.database)
    connection.execute("UPDATE device SET token_at = ?", (now_ms(),))
    connection.close()


def _made_of(source: Path) -> str:
    """Stands for everything the records in an office depend on: the base, the server's tables, the rows made of records."""
    return "\n".join([source.name, *_steps("sqlite"), filling.sample(source)])


def _steps(backend: str) -> list[str]:
    return [each for number in schema.numbers(backend) for each in schema.statements(backend, number)]


def _note(folder: Path, office: Office) -> None:
    said = {"database": office.database, "signed": json_form.write(office.signed).decode(), "rows": office.rows}
    (folder / _NOTE).write_text(json.dumps(said), encoding="utf-8")


def _noted(folder: Path, database: Path | None = None) -> Office:
    said = json.loads((folder / _NOTE).read_bytes())
    return Office(str(database or said["database"]), json_form.read_signed_in(said["signed"].encode()), said["rows"])


def _put_back(source: Path, place: Path) -> None:
    """A data directory over another one, whoever that one belongs to."""
    found = place.stat()
    shutil.rmtree(place)
    _copy(source, place)
    if os.geteuid() != found.st_uid:
        for path in (place, *place.rglob("*")):
            os.chown(path, found.st_uid, found.st_gid)


def _copy(source: Path, place: Path) -> None:
    """A folder with everything in it, on the disk when this returns: or it would still be written while it is measured."""
    shutil.copytree(source, place)
    os.sync()
