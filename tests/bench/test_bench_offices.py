"""An office that was filled in bulk is the one the server would have made, record by record; what is kept is made once."""

import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import apsw
import psycopg
import pytest
from sqlalchemy import select

from sync.client.shape import ORDER, WIRE, as_dict, parents_of, to_wire
from sync.protocol.clock import at
from sync.protocol.merge import Entity, Version, scope_of
from sync.server.accounts import FIRM
from sync.server.site import DATABASE, open_storage
from sync.server.sql_storage import SqlStorage
from sync.server.storage import LoggedChange
from sync.server.tables import metadata, schema_step
from sync.server.work import Work
from tests.bench import filling
from tests.bench.bases import bare, base, kept
from tests.bench.filling import fill, pour
from tests.bench.kept_offices import in_a_file, in_postgres, joined
from tests.bench.measuring import Bench, Size
from tests.bench.offices import a_firm
from tests.helpers.postgres import NO_POSTGRES, NoPostgresError, cluster

TINY = Size("tiny", contacts=90, history=400, cards=40, bulk_contacts=60, bulk_history=200, calls=12, rounds=1)
NOW = 1_795_000_000_000
_AT_ONCE = 500
_HIDING = (
    "UPDATE contact SET access = 'limited' WHERE rid % 3 = 0",
    "UPDATE contact SET access = 'limited', owner_id = NULL WHERE rid % 9 = 0",
    "UPDATE contact SET access = 'private' WHERE rid % 11 = 0",
    "UPDATE seller SET logo_hash = 'ab' || hex(zeroblob(31))",
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One place for all kept folders."""
    return Bench(TINY, tmp_path_factory.mktemp("bench"))


@pytest.fixture
def workspace(bench: Bench, tmp_path: Path) -> Path:
    """A copy of a base in which some is seen by few, some by nobody, and a record names a file."""
    folder = tmp_path / "workspace"
    shutil.copytree(base(bench), folder)
    with bare(folder) as raw:
        for statement in _HIDING:
            raw.execute(statement)
    return folder


def test_filling_in_bulk_makes_what_the_server_makes(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_AT_ONCE", 60)
    storage, signed = a_firm(tmp_path / "slow", "")
    storage.close()
    shutil.copytree(tmp_path / "slow", tmp_path / "quick")
    slowly = open_storage(tmp_path / "slow")
    through_the_server(slowly, signed.device, workspace)

    rows = fill(tmp_path / "quick", signed.device, workspace, NOW)

    quickly = open_storage(tmp_path / "quick")
    assert everything(quickly) == everything(slowly)
    assert len(everything(quickly)["entity"]) == rows == records_in(workspace)
    assert all(everything(quickly)[name] for name in ("entity", "parent", "blob_ref", "digest", "change"))
    assert structure(tmp_path / "quick" / DATABASE) == structure(tmp_path / "slow" / DATABASE)
    quickly.close()
    slowly.close()


def test_poured_into_postgresql_it_is_what_the_server_makes_there(workspace: Path, tmp_path: Path) -> None:
    try:
        with cluster() as running:
            slow, quick = running.new_database(), running.new_database()
            storage, signed = a_firm(tmp_path / "office", "")
            storage.close()
            pour(tmp_path / "office" / DATABASE, slow)
            slowly = open_storage(None, slow)
            through_the_server(slowly, signed.device, workspace)
            fill(tmp_path / "office", signed.device, workspace, NOW)

            pour(tmp_path / "office" / DATABASE, quick)

            quickly = open_storage(None, quick)
            assert everything(quickly) == everything(slowly)
            assert indexes(quick) == indexes(slow)
            quickly.close()
            slowly.close()
    except NoPostgresError as problem:
        pytest.skip(f"{NO_POSTGRES}: {problem}")


def test_an_office_in_postgresql_is_the_one_in_the_file(bench: Bench) -> None:
    in_file = open_storage(Path(in_a_file(bench).database).parent)
    try:
        with in_postgres(bench) as office:
            there = open_storage(None, office.database)

            assert everything(there) == everything(in_file)

            there.close()
    except NoPostgresError as problem:
        pytest.skip(f"{NO_POSTGRES}: {problem}")
    finally:
        in_file.close()


def test_a_laptop_kept_with_its_office_goes_on_exchanging(bench: Bench) -> None:
    with joined(bench) as first:
        known = first.laptop.line.moved
        first.round()

        assert set(known) == {"/v1/hello"}
        assert len(first.people) == 90

    with joined(bench) as again:
        again.round()

        assert set(again.laptop.line.moved) == {"/v1/hello"}


def test_what_is_kept_is_made_anew_when_it_would_be_another(bench: Bench) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)

    one, same, other = (kept(bench, "thing", of, make) for of in ("a", "a", "b"))
    beside = kept(bench, "thing-few", "a", make)

    assert one == same
    assert len(made) == 3
    assert not one.exists()
    assert other.exists()
    assert beside.exists()


def through_the_server(storage: SqlStorage, device: str, workspace: Path) -> None:
    """Everything in a workspace, merged as the server keeps what laptops send."""
    with bare(workspace) as raw:
        for table in ORDER:
            cursor = raw.execute(f"SELECT * FROM {table}")
            while some := list(islice(cursor, _AT_ONCE)):
                with storage.writing(FIRM) as tx:
                    work = Work(tx, NOW)
                    _put(work, table, [as_dict(table, row) for row in some], device)
                    work.finish()


def _put(work: Work, table: str, rows: list[dict[str, Any]], device: str) -> None:
    above = [parents_of(table, row) for row in rows]
    work.load({parent for some in above for parent in some} | {row["id"].hex() for row in rows})
    for row, parents in zip(rows, above, strict=True):
        seq = work.next()
        fields = {name: to_wire(table, name, row[name]) for name in WIRE[table]}
        born = Version(seq, at(work.now), device)
        alone = Entity(table, row["id"].hex(), seq, born, fields, parents=tuple(sorted(parents)))
        scope = scope_of(alone, work.records)
        entity = Entity(table, alone.id, seq, born, fields, parents=alone.parents, scope=scope)
        work.put(entity)
        work.log(LoggedChange(seq, entity.id, table, "added", "", device, 0, work.now))


def everything(storage: SqlStorage) -> dict[str, list[str]]:
    """Every row of every table but the one that says when the schema was made."""
    with storage.backend.reader.connect() as connection:
        return {
            table.name: sorted(repr(_sorted(row)) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
            if table is not schema_step
        }


def records_in(workspace: Path) -> int:
    """How many records a workspace has."""
    with bare(workspace) as raw:
        counts = [raw.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in ORDER]
    return sum(int(str(count)) for count in counts)


def structure(database: Path) -> list[tuple[object, ...]]:
    """The tables and indexes of a file, and the way it keeps its log."""
    connection = apsw.Connection(str(database))
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    mode = connection.execute("PRAGMA journal_mode").fetchall()
    connection.close()
    return [*sorted(found, key=str), *mode]


def indexes(url: str) -> set[tuple[object, ...]]:
    """The indexes of a PostgreSQL database."""
    with psycopg.connect(url) as connection:
        return set(
            connection.execute("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        )


def _sorted(row: Any) -> list[Any]:
    """Fields in the order of their names: PostgreSQL keeps its own."""
    return [dict(sorted(cell.items())) if isinstance(cell, dict) else cell for cell in row]
