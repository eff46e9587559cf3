"""The dialect in use: types, RETURNING, pools, threads, and no second SQLite library in the process."""

import enum
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import apsw
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import QueuePool, SingletonThreadPool, StaticPool

import models.store.driver  # noqa: F401 - registers the dialect
from models.store import dbapi


class Base(DeclarativeBase):
    """Tables of this file."""


class Person(Base):
    """A mapped row with a version, so that the ORM checks row counts."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the ORM's own form


class Colour(enum.Enum):
    """A value kept by its name."""

    RED = "red"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = sa.create_engine(f"sqlite+apsw:///{tmp_path / 'a.db'}")
    Base.metadata.create_all(made)
    yield made
    made.dispose()


def test_no_other_sqlite_library_is_loaded_with_the_driver() -> None:
    program = (
        "import sys, models.store.driver, sqlalchemy as sa, sqlalchemy.orm;"
        "engine = sa.create_engine('sqlite+apsw://'); engine.connect().close();"
        "print([name for name in sys.modules if name.lstrip('_').startswith('sqlite3')])"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (sa.Integer(), 2**63 - 1),
        (sa.Float(), 0.1),
        (sa.Numeric(12, 2), Decimal("1234567.89")),
        (sa.Boolean(), True),
        (sa.String(), "Ёлка 'о''нил' \0 🎄"),
        (sa.LargeBinary(), b"\0\xff"),
        (sa.Date(), date(2024, 2, 29)),
        (sa.DateTime(), datetime(2026, 11, 20, 12, 30, 1, 5)),  # noqa: DTZ001 - SQLAlchemy's DateTime is naive
        (sa.Time(), time(23, 59, 59, 999999)),
        (sa.Uuid(), uuid.UUID("0198f3a0-0000-7000-8000-000000000001")),
        (sa.JSON(), {"ключ": [1, None, "ё"]}),
        (sa.Enum(Colour), Colour.RED),
        (sa.PickleType(), {"a": 1}),
        (sa.String(), None),
    ],
)
def test_a_value_comes_back_as_it_was(engine: sa.Engine, kind: sa.types.TypeEngine[Any], value: object) -> None:
    table = sa.Table("one", sa.MetaData(), sa.Column("value", kind))
    table.create(engine)

    with engine.begin() as connection:
        connection.execute(table.insert(), {"value": value})
        kept = connection.scalar(sa.select(table.c.value).where(table.c.value.is_not_distinct_from(value)))

    assert kept == value
    assert type(kept) is type(value)


def test_many_rows_give_their_ids_back_in_order(engine: sa.Engine) -> None:
    rows = [{"name": str(n), "version": 1} for n in range(3000)]

    with engine.begin() as connection:
        statement = sa.insert(Person).returning(Person.id, Person.name, sort_by_parameter_order=True)
        answers = connection.execute(statement, rows).all()

    assert [name for _, name in answers] == [row["name"] for row in rows]
    assert [number for number, _ in answers] == list(range(1, 3001))


def test_changed_rows_are_returned_and_counted(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.insert(Person), [{"name": n, "version": 1} for n in "abc"])

        result = connection.execute(sa.update(Person).where(Person.name > "a").values(name="z").returning(Person.id))

        assert result.rowcount == 2
        assert result.scalars().all() == [2, 3]


def test_the_orm_notices_a_row_changed_behind_its_back(engine: sa.Engine) -> None:
    with Session(engine) as session:
        session.add_all([Person(name="Ann"), Person(name="Bob")])
        session.commit()
        ann, bob = session.scalars(sa.select(Person).order_by(Person.id))
        session.execute(sa.text("UPDATE person SET version = 7 WHERE name = 'Bob'"))
        ann.name, bob.name = "Anna", "Bobby"

        with pytest.raises(sa.orm.exc.StaleDataError):
            session.flush()


def test_regexp_is_pythons(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        found = connection.scalars(
            sa.text("SELECT value FROM json_each('[\"ёлка\", \"сосна\", null, 42]') WHERE value REGEXP '^ё|4'")
        ).all()

        assert found == ["ёлка", 42]
        with pytest.raises(sa.exc.OperationalError, match="no regular expression"):
            connection.execute(sa.text("SELECT 'a' REGEXP '('"))


def test_files_and_memory_have_pools_that_fit(tmp_path: Path) -> None:
    assert isinstance(sa.create_engine(f"sqlite+apsw:///{tmp_path / 'a.db'}").pool, QueuePool)
    assert isinstance(sa.create_engine("sqlite+apsw://").pool, SingletonThreadPool)
    assert isinstance(sa.create_engine("sqlite+apsw:///:memory:").pool, SingletonThreadPool)


def test_one_memory_database_can_be_shared_by_threads() -> None:
    engine = sa.create_engine("sqlite+apsw://", poolclass=StaticPool)
    Base.metadata.create_all(engine)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(add_person, engine, "Ann").result()

    with engine.connect() as connection:
        assert connection.scalars(sa.select(Person.name)).all() == ["Ann"]
    engine.dispose()


def test_connections_of_one_pool_serve_many_threads(tmp_path: Path) -> None:
    engine = sa.create_engine(
        f"sqlite+apsw:///{tmp_path / 'a.db'}", pool_size=3, connect_args={"transaction": "immediate", "timeout": 60}
    )
    Base.metadata.create_all(engine)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda n: add_person(engine, str(n)), range(60)))

    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Person)) == 60
    engine.dispose()


def test_the_bare_apsw_connection_is_handed_out(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection

        assert isinstance(raw, apsw.Connection)
        assert raw.execute("SELECT 1").get == 1


def test_what_opens_the_file_comes_before_anything_touches_it(tmp_path: Path) -> None:
    def unlock(raw: apsw.Connection) -> None:
        raw.pragma("key", "a passphrase")

    path = tmp_path / "a.db"
    engine = sa.create_engine(f"sqlite+apsw:///{path}", connect_args={"on_open": unlock})
    Base.metadata.create_all(engine)
    engine.dispose()

    assert not path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(dbapi.DatabaseError):
        dbapi.connect(str(path)).execute("SELECT * FROM person")


def test_a_file_opened_for_reading_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Base.metadata.create_all(sa.create_engine(f"sqlite+apsw:///{path}"))
    engine = sa.create_engine(f"sqlite+apsw:///{path}?mode=ro")

    with pytest.raises(sa.exc.OperationalError, match="readonly"):
        add_person(engine, "Ann")
    engine.dispose()


def test_versions_are_told(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert connection.dialect.server_version_info == dbapi.sqlite_version_info
    assert engine.dialect.dbapi_version[:2] >= (3, 53)


def add_person(engine: sa.Engine, name: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.insert(Person), {"name": name, "version": 1})
