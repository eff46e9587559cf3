"""The server's schema: what the steps make is what the tables say."""

from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect

from models.store.driver import ApswDialect
from sync.server import reporting, schema, tables
from sync.server.sql_storage import SqlStorage


def test_every_step_stands_for_both_databases() -> None:
    assert schema.numbers("postgresql") == schema.numbers("sqlite") == [1, 2]


@pytest.mark.parametrize("dialect", [postgresql.dialect(), ApswDialect()], ids=["postgresql", "sqlite"])  # type: ignore[no-untyped-call]
def test_the_first_step_makes_what_the_tables_say(dialect: Dialect) -> None:
    (path,) = schema.STEPS.glob(f"0001_*.{dialect.name}.sql")

    assert path.read_text(encoding="utf-8") == schema.written_from_tables(dialect)


def test_the_second_step_makes_the_views_for_reports() -> None:
    for path, content in reporting.written().items():
        assert path.read_text(encoding="utf-8") == content


def test_a_database_is_brought_up_once(tmp_path: Path) -> None:
    SqlStorage.open(tmp_path / "server.db").close()

    storage = SqlStorage.open(tmp_path / "server.db")

    with storage.engine.connect() as connection:
        assert connection.execute(tables.schema_step.select()).fetchall()[0].number == 1
    storage.close()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    storage = SqlStorage.open(tmp_path / "server.db")
    with storage.engine.begin() as connection:
        connection.execute(tables.schema_step.insert().values(number=99, at=0))
    storage.close()

    with pytest.raises(schema.NewerSchemaError, match="step 99"):
        SqlStorage.open(tmp_path / "server.db")
