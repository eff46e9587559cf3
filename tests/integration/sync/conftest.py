"""An office for each test; a server on each kind of database, loudly named where PostgreSQL cannot be had."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sync.server.blobs import Blobs
from sync.server.sql_storage import SqlStorage
from sync.server.tables import metadata
from tests.helpers.firm import Firm
from tests.helpers.office import Office, an_office
from tests.helpers.postgres import NO_POSTGRES, Cluster, NoPostgresError, cluster


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A server over a SQLite file."""
    with an_office(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL that is started once for the whole run."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(cluster())
        except NoPostgresError as problem:
            pytest.skip(f"{NO_POSTGRES}: {problem}")
        yield running


@pytest.fixture(scope="session")
def database(postgres: Cluster) -> Iterator[SqlStorage]:
    """A storage on PostgreSQL that tests use one after another."""
    opened = SqlStorage.open(postgres.new_database())
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStorage]:
    """An empty storage on each kind of database."""
    if request.param == "sqlite":
        opened = SqlStorage.open(tmp_path / "server.db")
        yield opened
        opened.close()
        return
    shared: SqlStorage = request.getfixturevalue("database")
    with shared.engine.begin() as connection:
        for table in metadata.tables.values():
            if table.name != "schema_step":
                connection.execute(table.delete())
    yield shared


@pytest.fixture
def firm(storage: SqlStorage, tmp_path: Path) -> Firm:
    """A firm nobody works in yet."""
    return Firm(storage, Blobs(tmp_path / "blobs"))
