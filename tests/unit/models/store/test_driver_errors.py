"""What APSW raises, as PEP 249 wants it named."""

from pathlib import Path

import apsw
import pytest
from sqlalchemy import create_engine, exc, text
from sqlalchemy.pool import NullPool

import models.store.driver
from models.store import dbapi
from models.store.dbapi_errors import translated


def test_a_broken_constraint_is_an_integrity_error_with_sqlites_code() -> None:
    connection = dbapi.connect(":memory:")
    connection.execute("CREATE TABLE t (x UNIQUE)")
    connection.execute("INSERT INTO t VALUES (1)")

    with pytest.raises(dbapi.IntegrityError) as caught:
        connection.execute("INSERT INTO t VALUES (1)")

    assert caught.value.sqlite_errorcode == apsw.SQLITE_CONSTRAINT_UNIQUE
    assert caught.value.extendedresult == apsw.SQLITE_CONSTRAINT_UNIQUE
    assert caught.value.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE"
    assert isinstance(caught.value.__cause__, apsw.ConstraintError)
    connection.close()


def test_every_exception_of_apsw_has_a_pep_249_class() -> None:
    kinds = [kind for kind in vars(apsw).values() if isinstance(kind, type) and issubclass(kind, apsw.Error)]

    assert len(kinds) > 30
    assert all(isinstance(translated(kind("so")), dbapi.Error) for kind in kinds)


@pytest.mark.parametrize(
    ("sql", "parameters", "kind"),
    [
        ("SELEC 1", (), dbapi.OperationalError),
        ("SELECT * FROM nowhere", (), dbapi.OperationalError),
        ("SELECT ?", (), dbapi.ProgrammingError),
        ("SELECT ?", (1, 2), dbapi.ProgrammingError),
        ("SELECT ?", (object(),), dbapi.ProgrammingError),
        ("SELECT ?", (2**63,), dbapi.DataError),
        ("SELECT randomblob(2000000000)", (), dbapi.DataError),
    ],
)
def test_a_refusal_is_told_apart(sql: str, parameters: tuple[object, ...], kind: type[dbapi.Error]) -> None:
    connection = dbapi.connect(":memory:")

    with pytest.raises(dbapi.Error) as caught:
        connection.execute(sql, parameters)

    assert type(caught.value) is kind
    connection.close()


def test_a_value_that_does_not_fit_is_refused_among_many_too() -> None:
    connection = dbapi.connect(":memory:")

    with pytest.raises(dbapi.DataError):
        connection.cursor().executemany("SELECT ?", [(1,), (2**63,)])
    connection.close()


def test_a_lock_held_by_another_is_an_operational_error(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    ours = dbapi.connect(path, transaction="immediate", timeout=0)
    theirs = dbapi.connect(path, transaction="immediate", timeout=0)
    theirs.begin()

    with pytest.raises(dbapi.OperationalError) as caught:
        ours.begin()

    assert caught.value.sqlite_errorname == "SQLITE_BUSY"
    ours.close()
    theirs.close()


def test_a_file_that_is_no_database_is_a_database_error(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database at all " * 100)
    engine = create_engine(f"sqlite+apsw:///{path}", poolclass=NullPool)

    with pytest.raises(exc.DatabaseError) as caught, engine.connect() as connection:
        connection.execute(text("SELECT * FROM t"))

    assert type(caught.value.orig) is dbapi.DatabaseError
    assert caught.value.orig.sqlite_errorname == "SQLITE_NOTADB"


def test_a_file_that_cannot_be_opened_is_an_operational_error(tmp_path: Path) -> None:
    with pytest.raises(dbapi.OperationalError) as caught:
        dbapi.connect(str(tmp_path / "nowhere" / "a.db"))

    assert caught.value.sqlite_errorname == "SQLITE_CANTOPEN"


def test_a_failing_step_of_opening_closes_the_file_again(tmp_path: Path) -> None:
    kept: list[apsw.Connection] = []

    def look(raw: apsw.Connection) -> None:
        kept.append(raw)
        raw.execute("SELECT * FROM nowhere")

    with pytest.raises(dbapi.OperationalError, match="nowhere"):
        dbapi.connect(str(tmp_path / "a.db"), on_open=look)

    with pytest.raises(apsw.ConnectionClosedError):
        kept[0].execute("SELECT 1")


def test_a_closed_connection_is_taken_for_a_lost_one(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+apsw:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, apsw.Connection)
        raw.close()

        with pytest.raises(exc.ProgrammingError) as caught:
            connection.execute(text("SELECT 1"))

    assert caught.value.connection_invalidated
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


@pytest.mark.parametrize("option", ["mode=memory", "transaction=concurrent"])
def test_an_option_sqlite_does_not_know_is_refused(option: str) -> None:
    with pytest.raises(exc.ProgrammingError):
        create_engine(f"sqlite+apsw://?{option}").connect()


@pytest.mark.parametrize("url", ["sqlite+apsw:///a.db?nonsense=1", "sqlite+apsw://host/a.db"])
def test_a_url_that_says_more_than_a_file_is_refused(url: str) -> None:
    with pytest.raises(exc.ArgumentError):
        create_engine(url).connect()


def test_the_driver_is_registered_by_name() -> None:
    assert create_engine("sqlite+apsw://").dialect.driver == models.store.driver.ApswDialect.driver
