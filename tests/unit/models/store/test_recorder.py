"""The recorder: a transaction's outcome, row by row."""

from collections.abc import Iterator
from contextlib import closing

import apsw
import pytest

from models.store import schema
from models.store.recorder import NO_CHANGE, Change, ChangeSet, Recorder


@pytest.fixture
def raw() -> Iterator[apsw.Connection]:
    with closing(apsw.Connection(":memory:")) as connection:
        schema.make(connection)
        connection.execute("INSERT INTO tag(id, name, created_at, edited_at) VALUES(x'01', 'old', 1, 1)")
        yield connection


def recorded(raw: apsw.Connection, *statements: str) -> ChangeSet:
    with Recorder(raw) as recorder:
        for statement in statements:
            raw.execute(statement)
        return recorder.read()


def only(changes: ChangeSet) -> Change:
    (change,) = changes.rows
    return change


def test_an_update_knows_the_cells_that_differ_and_no_others(raw: apsw.Connection) -> None:
    change = only(recorded(raw, "UPDATE tag SET name = 'new', colour = 0"))

    assert (change.table, change.op, change.rid) == ("tag", "update", 1)
    assert change.changed_columns() == ("name",)
    assert (change.cell("name"), change.cell("colour")) == ("new", NO_CHANGE)


def test_a_new_and_a_deleted_row_know_all_their_cells(raw: apsw.Connection) -> None:
    new = only(recorded(raw, "INSERT INTO tag(id, name, created_at, edited_at) VALUES(x'02', 'b', 1, 1)"))
    gone = only(recorded(raw, "DELETE FROM tag WHERE rid = 1"))

    assert (new.op, new.cell("name"), new.old) == ("insert", "b", None)
    assert (gone.op, gone.cell("name"), gone.new) == ("delete", "old", None)
    assert new.changed_columns() == gone.changed_columns()


@pytest.mark.parametrize(
    "statements",
    [
        [],
        ["UPDATE tag SET name = 'old'"],
        ["UPDATE tag SET name = 'new'", "UPDATE tag SET name = 'old'"],
        ["INSERT INTO tag(id, created_at, edited_at) VALUES(x'02', 1, 1)", "DELETE FROM tag WHERE id = x'02'"],
        ["INSERT INTO workspace_meta VALUES('joined', '1')"],
    ],
    ids=["nothing", "the same value", "there and back", "born and gone", "a table of the store's own"],
)
def test_what_comes_to_nothing_is_no_change(raw: apsw.Connection, statements: list[str]) -> None:
    changes = recorded(raw, *statements)

    assert not changes
    assert changes.rows == []


def test_a_row_written_again_after_its_deletion_is_two_rows(raw: apsw.Connection) -> None:
    again = "INSERT INTO tag(id, name, created_at, edited_at) VALUES(x'02', 'b', 1, 1)"

    changes = recorded(raw, "DELETE FROM tag", again)

    assert {(change.op, change.cell("id")) for change in changes.rows} == {("delete", b"\x01"), ("insert", b"\x02")}


def test_rows_are_grouped_by_their_table(raw: apsw.Connection) -> None:
    born = "INSERT INTO process(id, created_at, edited_at) VALUES(x'01', 1, 1)"

    changes = recorded(raw, "UPDATE tag SET name = 'new'", born)

    assert {table: len(rows) for table, rows in changes.by_table().items()} == {"tag": 1, "process": 1}
