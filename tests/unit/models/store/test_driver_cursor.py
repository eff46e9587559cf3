"""The PEP 249 cursor: columns, counts, one statement at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store import dbapi


@pytest.fixture
def connection() -> Iterator[dbapi.Connection]:
    opened = dbapi.connect(":memory:")
    opened.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INTEGER)")
    yield opened
    opened.close()


def names(cursor: dbapi.Cursor) -> list[str]:
    assert cursor.description is not None
    return [column[0] for column in cursor.description]


def watched(connection: dbapi.Connection) -> list[Any]:
    """Give the connection a function `seen(x)`; the list holds what it was called with."""
    read: list[Any] = []

    def seen(*values: Any) -> Any:
        read.extend(values)
        return values[0]

    connection.raw.create_scalar_function("seen", seen, 1)
    return read


def test_a_result_without_rows_still_has_its_columns(connection: dbapi.Connection) -> None:
    cursor = connection.execute("SELECT id, name AS called FROM person")

    assert names(cursor) == ["id", "called"]
    assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "sql", ["INSERT INTO person (name) VALUES ('Ann')", "CREATE TABLE other (x)", "BEGIN", "-- hi"]
)
def test_a_statement_that_answers_nothing_has_no_columns(connection: dbapi.Connection, sql: str) -> None:
    cursor = connection.execute(sql)

    assert cursor.description is None
    assert cursor.fetchone() is None


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_columns_follow_a_schema_changed_elsewhere(tmp_path: Path, rows: int) -> None:
    path = str(tmp_path / "a.db")
    ours, theirs = dbapi.connect(path), dbapi.connect(path)
    ours.execute("CREATE TABLE t (x)")
    ours.cursor().executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(rows)])
    theirs.execute("SELECT * FROM t")
    ours.execute("ALTER TABLE t RENAME COLUMN x TO y")
    ours.execute("ALTER TABLE t ADD COLUMN z")

    cursor = theirs.execute("SELECT * FROM t")

    assert names(cursor) == ["y", "z"]
    assert cursor.fetchall() == [(n, None) for n in range(rows)]
    ours.close()
    theirs.close()


def test_rows_come_one_by_one_in_portions_and_all_at_once(connection: dbapi.Connection) -> None:
    cursor = connection.execute("SELECT value FROM json_each('[1,2,3,4,5,6,7]')")

    assert cursor.fetchone() == (1,)
    assert cursor.fetchmany() == [(2,)]
    assert cursor.fetchmany(2) == [(3,), (4,)]
    assert next(iter(cursor)) == (5,)
    assert cursor.fetchall() == [(6,), (7,)]
    assert cursor.fetchone() is None
    assert cursor.fetchmany(3) == []


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        ("SELECT * FROM person", -1),
        ("UPDATE person SET age = 1", 3),
        ("UPDATE person SET age = 1 WHERE name = 'nobody'", 0),
        ("UPDATE person SET age = 1 WHERE id > 1 RETURNING id", 2),
        ("DELETE FROM person", 3),
        ("/* why */ -- and\n DELETE FROM person WHERE id = 2", 1),
        ("WITH old AS (SELECT 2 AS id) DELETE FROM person WHERE id IN (SELECT id FROM old)", 1),
        ("INSERT INTO person (name) SELECT name || '2' FROM person", 3),
        ("REPLACE INTO person (id, name) VALUES (1, 'Zoe')", 1),
        ("CREATE TABLE other AS SELECT * FROM person", -1),
        ("CREATE INDEX by_age ON person (age)", -1),
        ("EXPLAIN DELETE FROM person", -1),
    ],
)
def test_rowcount_is_what_the_statement_itself_changed(connection: dbapi.Connection, sql: str, count: int) -> None:
    connection.cursor().executemany("INSERT INTO person (name) VALUES (?)", [("Ann",), ("Bob",), ("Cid",)])

    assert connection.execute(sql).rowcount == count


def test_rowcount_leaves_out_what_triggers_did(connection: dbapi.Connection) -> None:
    connection.execute("CREATE TABLE log (line)")
    connection.execute(
        "CREATE TRIGGER noted AFTER INSERT ON person BEGIN INSERT INTO log VALUES (1); INSERT INTO log VALUES (2); END"
    )
    connection.execute("CREATE TRIGGER told AFTER UPDATE ON person BEGIN INSERT INTO log VALUES (3); END")
    cursor = connection.cursor()

    cursor.executemany("INSERT INTO person (name) VALUES (?)", [("Ann",), ("Bob",)])
    assert cursor.rowcount == 2

    cursor.executemany("UPDATE person SET age = 1 WHERE name = ?", [("Ann",), ("Bob",), ("nobody",)])
    assert cursor.rowcount == 2


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 7)), st.lists(st.integers(0, 7)))
def test_executemany_counts_like_one_statement_after_another(
    added: list[int], changed: list[int], removed: list[int]
) -> None:
    connection = dbapi.connect(":memory:")
    connection.execute("CREATE TABLE t (x)")
    cursor = connection.cursor()

    cursor.executemany("INSERT INTO t VALUES (?), (?)", [(x, x) for x in added])
    assert cursor.rowcount == 2 * len(added)

    cursor.executemany("UPDATE t SET x = x WHERE x = ?", [(x,) for x in changed])
    assert cursor.rowcount == sum(2 * added.count(x) for x in changed)

    cursor.executemany("DELETE FROM t WHERE x = ?", iter([(x,) for x in removed]))
    assert cursor.rowcount == sum(2 * added.count(x) for x in set(removed))
    connection.close()


def test_executemany_drops_returned_rows_and_runs_every_set(connection: dbapi.Connection) -> None:
    cursor = connection.cursor()

    cursor.executemany("INSERT INTO person (name) VALUES (?) RETURNING id", [("Ann",), ("Bob",), ("Cid",)])

    assert cursor.rowcount == 3
    assert cursor.fetchall() == []
    assert connection.execute("SELECT count(*) FROM person").fetchone() == (3,)


def test_an_ignored_duplicate_is_not_counted(connection: dbapi.Connection) -> None:
    cursor = connection.cursor()

    cursor.executemany("INSERT OR IGNORE INTO person (name) VALUES (?)", [("Ann",), ("Ann",), ("Bob",)])

    assert cursor.rowcount == 2


def test_the_new_rows_id_is_known(connection: dbapi.Connection) -> None:
    cursor = connection.execute("INSERT INTO person (id, name) VALUES (41, 'Ann')")

    assert cursor.lastrowid == 41
    assert connection.execute("UPDATE person SET age = 3").lastrowid is None


@pytest.mark.parametrize("sql", ["DELETE FROM person; SELECT 1", "SELECT 1; DELETE FROM person"])
def test_a_second_statement_is_refused_before_the_first_runs(connection: dbapi.Connection, sql: str) -> None:
    connection.execute("INSERT INTO person (name) VALUES ('Ann')")

    with pytest.raises(dbapi.ProgrammingError, match="one statement"):
        connection.execute(sql)

    assert connection.execute("SELECT count(*) FROM person").fetchone() == (1,)


def test_a_second_statement_is_refused_for_many_sets_too(connection: dbapi.Connection) -> None:
    with pytest.raises(dbapi.ProgrammingError, match="one statement"):
        connection.cursor().executemany("INSERT INTO person (name) VALUES (?); SELECT ?", [("Ann", 1)])

    assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)


@given(st.lists(st.sampled_from([";", " ", "\n", "-- so\n", "/* ; */"])))
def test_what_may_follow_a_statement_is_not_a_second_one(tail: list[str]) -> None:
    connection = dbapi.connect(":memory:")

    assert connection.execute("SELECT 'ё; --'" + "".join(tail)).fetchall() == [("ё; --",)]
    connection.close()


def test_a_streaming_cursor_reads_as_it_is_asked(connection: dbapi.Connection) -> None:
    read = watched(connection)
    cursor = connection.cursor(streaming=True)

    cursor.execute("SELECT seen(value) FROM json_each('[1,2,3,4]')")

    assert cursor.fetchone() == (1,)
    assert read == [1]
    assert cursor.fetchall() == [(2,), (3,), (4,)]


def test_an_ordinary_cursor_has_read_everything_when_execute_returns(connection: dbapi.Connection) -> None:
    read = watched(connection)

    connection.execute("SELECT seen(value) FROM json_each('[1,2,3,4]')")

    assert read == [1, 2, 3, 4]


def test_a_closed_cursor_says_so(connection: dbapi.Connection) -> None:
    cursor = connection.execute("SELECT 1")
    cursor.close()
    cursor.close()

    with pytest.raises(dbapi.ProgrammingError):
        cursor.fetchone()
    with pytest.raises(dbapi.ProgrammingError, match="closed"):
        cursor.execute("SELECT 1")


def test_a_cursor_that_ran_nothing_has_nothing_to_fetch(connection: dbapi.Connection) -> None:
    cursor = connection.cursor()

    with pytest.raises(dbapi.ProgrammingError, match="no result"):
        cursor.fetchall()


def test_a_cursor_can_be_used_again(connection: dbapi.Connection) -> None:
    cursor = connection.cursor(streaming=True)
    cursor.execute("SELECT value FROM json_each('[1,2,3,4]')")
    cursor.fetchone()

    cursor.execute("INSERT INTO person (name) VALUES (?)", ("Ann",))

    assert (cursor.rowcount, cursor.description) == (1, None)
    assert cursor.execute("SELECT name FROM person").rowcount == -1
    assert cursor.fetchall() == [("Ann",)]


def test_the_module_names_what_pep_249_asks_for() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()

    assert (dbapi.apilevel, dbapi.threadsafety, dbapi.paramstyle) == ("2.0", 1, "qmark")
    assert dbapi.TimeFromTicks(noon) == datetime.fromtimestamp(noon).astimezone().time()
    assert dbapi.sqlite_version_info >= (3, 53)
