"""Transactions, savepoints, isolation levels: begun for real and ended for real."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, event, exc, func, insert, select, text
from sqlalchemy.orm import Session

import models.store.driver  # noqa: F401 - registers the dialect
from models.store import dbapi

TABLE = Table("t", MetaData(), Column("x", Integer))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def writer(path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite+apsw:///{path}", connect_args={"transaction": "immediate", "timeout": 0})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("PRAGMA journal_mode=WAL"))
    TABLE.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def reader(path: Path, writer: Engine) -> Iterator[Engine]:
    engine = create_engine(f"sqlite+apsw:///{path}?timeout=0")
    yield engine
    engine.dispose()


def raw_of(connection: object) -> apsw.Connection:
    raw = connection.connection.driver_connection  # type: ignore[attr-defined]
    assert isinstance(raw, apsw.Connection)
    return raw


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(TABLE)) or 0


def test_a_writer_takes_the_lock_when_it_begins(writer: Engine) -> None:
    with writer.begin() as first, writer.connect() as second:
        assert first.in_transaction()

        with pytest.raises(exc.OperationalError, match="locked"):
            second.begin()


def test_a_reader_waits_for_nobody_and_sees_one_moment(writer: Engine, reader: Engine) -> None:
    with reader.connect() as reading:
        before = reading.scalar(select(func.count()).select_from(TABLE))
        with writer.begin() as writing:
            writing.execute(insert(TABLE), {"x": 1})

        assert reading.scalar(select(func.count()).select_from(TABLE)) == before

    assert count(reader) == 1


def test_an_execution_option_changes_how_one_connection_begins(reader: Engine) -> None:
    with reader.connect().execution_options(sqlite_transaction="immediate") as connection, connection.begin():
        assert raw_of(connection).txn_state() == apsw.SQLITE_TXN_WRITE
        dbapi_connection = connection.connection.dbapi_connection

    with reader.connect() as connection, connection.begin():
        assert connection.connection.dbapi_connection is dbapi_connection
        assert raw_of(connection).txn_state() == apsw.SQLITE_TXN_NONE
        assert raw_of(connection).in_transaction


def test_an_engine_option_changes_how_its_connections_begin(reader: Engine) -> None:
    with reader.execution_options(sqlite_transaction="immediate").begin() as connection:
        assert raw_of(connection).txn_state() == apsw.SQLITE_TXN_WRITE


def test_a_url_says_how_its_connections_begin(path: Path, writer: Engine) -> None:
    engine = create_engine(f"sqlite+apsw:///{path}?transaction=immediate")

    with engine.begin() as connection:
        assert raw_of(connection).txn_state() == apsw.SQLITE_TXN_WRITE
    engine.dispose()


def test_an_unknown_way_to_begin_is_refused(reader: Engine) -> None:
    with reader.connect() as connection, pytest.raises(exc.ArgumentError, match="concurrent"):
        connection.execution_options(sqlite_transaction="concurrent")


def test_a_nested_block_is_undone_with_the_outer_one(writer: Engine) -> None:
    with writer.connect() as connection:
        with connection.begin_nested():
            connection.execute(insert(TABLE), {"x": 1})
        connection.rollback()

    assert count(writer) == 0


def test_a_nested_block_can_be_undone_alone(writer: Engine) -> None:
    with Session(writer) as session:
        session.execute(insert(TABLE), {"x": 1})
        nested = session.begin_nested()
        session.execute(insert(TABLE), {"x": 2})
        nested.rollback()
        session.execute(insert(TABLE), {"x": 3})
        session.commit()

    with writer.connect() as connection:
        assert connection.scalars(select(TABLE.c.x)).all() == [1, 3]


def test_a_schema_change_is_undone_with_its_transaction(writer: Engine) -> None:
    with writer.connect() as connection:
        connection.execute(text("CREATE TABLE other (y)"))
        connection.rollback()

        with pytest.raises(exc.OperationalError, match="no such table"):
            connection.execute(text("SELECT * FROM other"))


def test_autocommit_begins_nothing(writer: Engine) -> None:
    with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(insert(TABLE), {"x": 1})

        assert not raw_of(connection).in_transaction
        assert connection.get_isolation_level() == "AUTOCOMMIT"
        assert count(writer) == 1
        connection.rollback()

    assert count(writer) == 1
    with writer.connect() as connection:
        assert connection.get_isolation_level() == "SERIALIZABLE"


def test_a_half_read_stream_ends_with_its_transaction(writer: Engine, reader: Engine) -> None:
    with writer.begin() as connection:
        connection.execute(insert(TABLE), [{"x": n} for n in range(500)])
    with reader.connect() as connection:
        stream = connection.execution_options(stream_results=True, max_row_buffer=10).execute(select(TABLE))
        assert stream.fetchmany(2) == [(0,), (1,)]

        connection.commit()

        assert raw_of(connection).txn_state() == apsw.SQLITE_TXN_NONE
        with pytest.raises(exc.ProgrammingError, match="transaction is over"):
            stream.fetchall()


def test_an_ordinary_result_outlives_its_transaction(writer: Engine) -> None:
    with writer.begin() as connection:
        connection.execute(insert(TABLE), [{"x": n} for n in range(500)])
    with writer.connect() as connection:
        result = connection.execute(select(TABLE))
        result.fetchone()
        connection.commit()

        assert raw_of(connection).txn_state() == apsw.SQLITE_TXN_NONE
        assert len(result.fetchall()) == 499


def test_yield_per_streams_every_row(writer: Engine) -> None:
    with writer.begin() as connection:
        connection.execute(insert(TABLE), [{"x": n} for n in range(500)])
    with writer.connect() as connection:
        portions = [
            len(part) for part in connection.execution_options(yield_per=200).execute(select(TABLE)).partitions()
        ]

    assert portions == [200, 200, 100]


def test_nothing_is_written_after_sqlite_gave_the_transaction_up(writer: Engine) -> None:
    with writer.begin() as connection:
        connection.execute(text("CREATE TABLE strict_one (x UNIQUE ON CONFLICT ROLLBACK)"))
    with writer.connect() as connection:
        connection.execute(insert(TABLE), {"x": 1})
        connection.execute(text("INSERT INTO strict_one VALUES (1)"))
        with pytest.raises(exc.IntegrityError):
            connection.execute(text("INSERT INTO strict_one VALUES (1)"))

        with pytest.raises(exc.OperationalError, match="already been rolled back"):
            connection.execute(insert(TABLE), {"x": 2})
        with pytest.raises(exc.OperationalError, match="already been rolled back"):
            connection.commit()
        connection.rollback()
        connection.execute(insert(TABLE), {"x": 3})
        connection.commit()

        assert connection.scalars(select(TABLE.c.x)).all() == [3]


def test_writes_of_a_failed_commit_do_not_slip_into_the_next_transaction(writer: Engine) -> None:
    with writer.begin() as connection:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"))
    with writer.connect() as connection:
        raw_of(connection).pragma("foreign_keys", value=True)
        connection.execute(insert(TABLE), {"x": 1})
        connection.execute(text("INSERT INTO child VALUES (99)"))
        with pytest.raises(exc.IntegrityError):
            connection.commit()
        connection.rollback()

        connection.execute(insert(TABLE), {"x": 2})
        connection.commit()

        assert connection.scalars(select(TABLE.c.x)).all() == [2]


def test_a_full_file_is_an_error_and_keeps_nothing_half(writer: Engine) -> None:
    with writer.connect() as connection:
        raw_of(connection).pragma("max_page_count", 5)
        connection.execute(insert(TABLE), {"x": 1})
        with pytest.raises(exc.OperationalError, match="full"):
            connection.execute(text("INSERT INTO t SELECT randomblob(5000) FROM json_each('[1,2,3,4,5,6,7,8]')"))
        connection.rollback()

    assert count(writer) == 0


def test_a_begin_of_ones_own_is_joined(writer: Engine) -> None:
    @event.listens_for(writer, "begin")
    def begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")  # type: ignore[attr-defined]

    with writer.begin() as connection:
        connection.execute(insert(TABLE), {"x": 1})

    assert count(writer) == 1


def test_closing_undoes_what_was_not_committed(path: Path) -> None:
    connection = dbapi.connect(str(path))
    connection.execute("CREATE TABLE t (x)")
    connection.begin()
    connection.execute("INSERT INTO t VALUES (1)")
    connection.close()

    again = dbapi.connect(str(path))
    assert again.execute("SELECT * FROM t").fetchall() == []
    again.close()
