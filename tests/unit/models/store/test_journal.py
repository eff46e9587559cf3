"""The journal: what is one entry, what undo and redo act on, what is let go of."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.command import Sender
from app.workspace import Workspace
from models.errors import NotFoundError, UserError
from models.store import journal
from tests.helpers.builders import a_contact, put, working
from tests.helpers.clock import FixedClock
from tests.helpers.raw_sql import rows_of, run_sql, value_of

TYPING = Sender(coalesce="card 1: first")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    with working(tmp_path, clock) as opened:
        put(opened, a_contact("Ann"))
        yield opened


def first_name(workspace: Workspace) -> str:
    return str(value_of(workspace, "SELECT first FROM contact"))


def name(workspace: Workspace, word: str, sender: Sender = TYPING) -> None:
    run_sql(workspace, ("UPDATE contact SET first = ?", (word,)), sender=sender)


def numbers(workspace: Workspace) -> list[int]:
    return [row[0] for row in rows_of(workspace, "SELECT rid FROM journal ORDER BY rid")]


def test_consecutive_edits_of_one_field_from_one_form_are_one_entry(workspace: Workspace) -> None:
    for word in ("A", "An", "Anna"):
        name(workspace, word)

    assert numbers(workspace) == [1, 2]
    assert value_of(workspace, "SELECT rows FROM journal WHERE rid = 2") == 1
    workspace.undo().result()
    assert first_name(workspace) == "Ann"
    workspace.redo().result()
    assert first_name(workspace) == "Anna"


@pytest.mark.parametrize(
    "sender",
    [Sender(), Sender(coalesce="card 1: last"), Sender(coalesce=TYPING.coalesce, source="import")],
    ids=["plain", "another field", "another source"],
)
def test_anything_else_is_an_entry_of_its_own(workspace: Workspace, sender: Sender) -> None:
    name(workspace, "Bea")

    name(workspace, "Cid", sender)

    assert numbers(workspace) == [1, 2, 3]


def test_an_edit_after_a_pause_is_an_entry_of_its_own(workspace: Workspace, clock: FixedClock) -> None:
    name(workspace, "Bea")
    clock.go_on(minutes=4)
    name(workspace, "Bee")
    clock.go_on(minutes=6)

    name(workspace, "Cid")

    assert numbers(workspace) == [1, 2, 3]


def test_an_edit_after_an_undo_joins_nothing(workspace: Workspace) -> None:
    name(workspace, "Bea")
    workspace.undo().result()

    name(workspace, "Cid")

    assert numbers(workspace) == [1, 2, 3]
    assert [row[0] for row in rows_of(workspace, "SELECT state FROM journal ORDER BY rid")] == [
        "done",
        "dropped",
        "done",
    ]


def test_typing_something_and_taking_it_out_again_leaves_an_entry_that_undoes_nothing(workspace: Workspace) -> None:
    name(workspace, "Bea")
    name(workspace, "Ann")

    undone = workspace.undo().result()

    assert (undone.rows, undone.kept, first_name(workspace)) == (0, [], "Ann")
    workspace.redo().result()


def test_a_change_that_comes_to_nothing_is_no_entry(workspace: Workspace) -> None:
    name(workspace, "Ann", Sender())

    assert numbers(workspace) == [1]


def test_redo_goes_forward_in_the_order_undo_went_back(workspace: Workspace) -> None:
    name(workspace, "Bea", Sender())
    name(workspace, "Cid", Sender())

    undone = [workspace.undo().result().entry.number for _entry in range(3)]
    redone = [workspace.redo().result().entry.number for _entry in range(3)]

    assert (undone, redone, first_name(workspace)) == ([3, 2, 1], [1, 2, 3], "Cid")


def test_a_new_change_ends_what_could_be_redone(workspace: Workspace) -> None:
    name(workspace, "Bea", Sender())
    workspace.undo().result()
    name(workspace, "Cid", Sender())

    with pytest.raises(UserError, match="There is nothing to redo"):
        workspace.redo().result()


def test_an_entry_is_taken_back_once(workspace: Workspace) -> None:
    name(workspace, "Bea", Sender())
    workspace.undo(1).result()

    with pytest.raises(UserError, match="Entry 1 was undone already"):
        workspace.undo(1).result()


def test_an_entry_that_is_not_there_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="There is no journal entry 99"):
        workspace.undo(99).result()


def test_an_entry_of_another_shape_is_read_and_not_undone(workspace: Workspace) -> None:
    workspace._database.maintain(lambda raw: raw.execute("UPDATE journal SET schema_version = 0"))

    with pytest.raises(UserError, match="Entry 1 was made by another version and can no longer be undone"):
        workspace.undo().result()

    assert [entry.name for entry in workspace.journal().result()] == ["Put"]
    assert workspace.check().result().problems == []


def test_undo_lasts_longer_than_the_program(workspace: Workspace) -> None:
    name(workspace, "Bea", Sender())
    workspace.close()

    with_again = Workspace.open(workspace.folder)
    with_again.undo().result()

    assert first_name(with_again) == "Ann"
    with_again.close()


def test_large_change_sets_are_packed_and_come_back(workspace: Workspace) -> None:
    put(workspace, *(a_contact(f"Bob {number}") for number in range(50)))

    size = value_of(workspace, "SELECT length(changeset) FROM journal WHERE rid = 2")
    workspace.undo().result()

    assert size < 50 * 100
    assert value_of(workspace, "SELECT count(*) FROM contact") == 1


def test_old_entries_are_let_go_of_by_age(workspace: Workspace, clock: FixedClock) -> None:
    clock.go_on(days=journal.LONGEST_AGE / timedelta(days=1) - 1)
    name(workspace, "Bea", Sender())
    clock.go_on(days=2)

    workspace._database.maintain(lambda raw: journal.trim(raw, clock()))

    assert numbers(workspace) == [2]


def test_old_entries_are_let_go_of_by_size(
    workspace: Workspace, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for word in ("Bea", "Cid", "Dan"):
        name(workspace, word, Sender())
    newest_two = value_of(workspace, "SELECT sum(length(changeset)) FROM journal WHERE rid > 2")
    monkeypatch.setattr(journal, "LARGEST_TOTAL", newest_two)

    workspace._database.maintain(lambda raw: journal.trim(raw, clock()))

    assert numbers(workspace) == [3, 4]


def test_entries_are_paged_newest_first(workspace: Workspace) -> None:
    for word in ("Bea", "Cid"):
        name(workspace, word, Sender())
    with workspace._database.read() as connection:
        raw = connection.connection.driver_connection

        first = [entry.number for entry in journal.entries(raw, limit=2)]  # type: ignore[arg-type]  # the driver's
        then = [entry.number for entry in journal.entries(raw, limit=2, before=first[-1])]  # type: ignore[arg-type]

    assert (first, then) == ([3, 2], [1])
