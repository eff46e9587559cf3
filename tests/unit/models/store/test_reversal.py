"""Taking back an older change: the single cases of what stays, why, and what goes back all the same."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.workspace import Workspace
from models.store.journal import Kept, Undone
from tests.helpers.builders import a_company, a_contact, a_note, a_phone, a_tag, a_tagging, an_email, put, working
from tests.helpers.raw_sql import out_of_step, rows_of, run_sql, value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        yield opened
        assert out_of_step(opened) == []


def newest(workspace: Workspace) -> int:
    return int(value_of(workspace, "SELECT max(rid) FROM journal"))


def undo(workspace: Workspace, number: int) -> Undone:
    return workspace.undo(number).result()


def reasons(undone: Undone) -> set[tuple[str, str, str]]:
    return {(kept.table, kept.field, kept.reason) for kept in undone.kept}


def test_a_cell_edited_later_stays_and_the_others_go_back(workspace: Workspace) -> None:
    (ann,) = put(workspace, a_contact("Ann"))
    run_sql(workspace, "UPDATE contact SET first = 'Bea', nickname = 'B'")
    entry = newest(workspace)
    run_sql(workspace, "UPDATE contact SET first = 'Cid'")

    undone = undo(workspace, entry)

    assert undone.kept == [Kept("contact", ann.bytes, "first", "edited_later")]
    assert rows_of(workspace, "SELECT first, nickname FROM contact") == [("Cid", "")]


def test_a_cell_somebody_set_back_already_is_nothing_to_speak_of(workspace: Workspace) -> None:
    put(workspace, a_contact("Ann"))
    run_sql(workspace, "UPDATE contact SET first = 'Bea', nickname = 'B'")
    entry = newest(workspace)
    run_sql(workspace, "UPDATE contact SET first = 'Ann', edited_at = 5")

    undone = undo(workspace, entry)

    assert undone.kept == []
    assert rows_of(workspace, "SELECT first, nickname FROM contact") == [("Ann", "")]


def test_a_new_record_somebody_wrote_about_stays_with_its_parts(workspace: Workspace) -> None:
    ann, bob = a_contact("Ann"), a_contact("Bob")
    put(workspace, ann, a_phone(ann), an_email(ann), bob, a_phone(bob))
    entry = newest(workspace)
    put(workspace, a_note(ann))

    undone = undo(workspace, entry)

    assert reasons(undone) == {("contact", "", "needed_by_later"), ("channel", "", "needed_by_later")}
    assert len(undone.kept) == 3
    assert rows_of(workspace, "SELECT first FROM contact") == [("Ann",)]
    assert value_of(workspace, "SELECT count(*) FROM channel") == 2


def test_a_new_part_that_was_edited_keeps_its_record(workspace: Workspace) -> None:
    firm = a_company()
    ann = a_contact("Ann", company_id=firm.id)
    put(workspace, firm, ann, a_phone(ann))
    entry = newest(workspace)
    run_sql(workspace, "UPDATE channel SET label = 'desk'")

    undone = undo(workspace, entry)

    assert reasons(undone) == {
        ("channel", "", "edited_later"), ("contact", "", "needed_by_later"), ("company", "", "needed_by_later"),
    }  # fmt: skip


def test_a_new_part_that_was_given_to_another_record_keeps_the_first_one_not(workspace: Workspace) -> None:
    (bob,) = put(workspace, a_contact("Bob"))
    ann = a_contact("Ann")
    put(workspace, ann, a_phone(ann))
    entry = newest(workspace)
    run_sql(workspace, ("UPDATE channel SET contact_id = ?", (bob.bytes,)))

    undone = undo(workspace, entry)

    assert reasons(undone) == {("channel", "", "edited_later")}
    assert rows_of(workspace, "SELECT first FROM contact") == [("Bob",)]


def test_a_new_company_stays_with_the_person_who_was_moved_there_later(workspace: Workspace) -> None:
    ann, old, new = a_contact("Ann"), a_company("Old"), a_company("New")
    put(workspace, ann, old)
    put(workspace, new)
    entry = newest(workspace)
    run_sql(workspace, ("UPDATE contact SET company_id = ?", (new.id.bytes,)))

    undone = undo(workspace, entry)

    assert reasons(undone) == {("company", "", "needed_by_later")}


def test_a_person_returns_without_the_company_that_is_gone(workspace: Workspace) -> None:
    firm = a_company()
    ann = a_contact("Ann", company_id=firm.id)
    put(workspace, firm)
    put(workspace, ann, a_phone(ann))
    run_sql(workspace, "DELETE FROM channel", "DELETE FROM contact")
    entry = newest(workspace)
    run_sql(workspace, "DELETE FROM company")

    undone = undo(workspace, entry)

    assert reasons(undone) == {("contact", "company_id", "gone")}
    assert rows_of(workspace, "SELECT first, company_id FROM contact") == [("Ann", None)]
    assert value_of(workspace, "SELECT count(*) FROM channel") == 1


def test_a_part_does_not_return_without_its_record_nor_a_tag_without_its_word(workspace: Workspace) -> None:
    ann, tag = a_contact("Ann"), a_tag()
    put(workspace, ann, tag, a_phone(ann), a_tagging(ann, tag))
    run_sql(workspace, "DELETE FROM channel", "DELETE FROM contact_tag")
    entry = newest(workspace)
    run_sql(workspace, "DELETE FROM contact")
    run_sql(workspace, "DELETE FROM tag")

    undone = undo(workspace, entry)

    assert {(kept.table, kept.reason) for kept in undone.kept} == {("channel", "gone"), ("contact_tag", "gone")}
    assert rows_of(workspace, "SELECT 1 FROM channel UNION SELECT 1 FROM contact_tag") == []


def test_a_link_is_not_restored_to_a_record_that_is_gone(workspace: Workspace) -> None:
    old, new = a_company("Old"), a_company("New")
    put(workspace, old, new, a_contact("Ann", company_id=old.id))
    run_sql(workspace, ("UPDATE contact SET company_id = ?, nickname = 'A'", (new.id.bytes,)))
    entry = newest(workspace)
    run_sql(workspace, "DELETE FROM company WHERE name = 'Old'")

    undone = undo(workspace, entry)

    assert reasons(undone) == {("contact", "company_id", "gone")}
    assert rows_of(workspace, "SELECT company_id, nickname FROM contact") == [(new.id.bytes, "")]


def test_a_link_edited_later_is_left_alone_though_the_earlier_record_is_gone(workspace: Workspace) -> None:
    old, new, newer = a_company("Old"), a_company("New"), a_company("Newer")
    put(workspace, old, new, newer, a_contact("Ann", company_id=old.id))
    run_sql(workspace, ("UPDATE contact SET company_id = ?", (new.id.bytes,)))
    entry = newest(workspace)
    run_sql(workspace, ("UPDATE contact SET company_id = ?", (newer.id.bytes,)))
    run_sql(workspace, "DELETE FROM company WHERE name = 'Old'")

    undone = undo(workspace, entry)

    assert reasons(undone) == {("contact", "company_id", "edited_later")}
    assert value_of(workspace, "SELECT company_id FROM contact") == newer.id.bytes


def test_the_number_of_a_deleted_row_never_becomes_another_records(workspace: Workspace) -> None:
    put(workspace, a_contact("Ann", favourite=True))
    run_sql(workspace, "UPDATE contact SET favourite = 0")
    entry = newest(workspace)
    run_sql(workspace, "DELETE FROM contact")
    put(workspace, a_contact("Bob"))

    undone = undo(workspace, entry)

    assert reasons(undone) == {("contact", "", "gone")}
    assert rows_of(workspace, "SELECT rid, first, favourite FROM contact") == [(2, "Bob", 0)]


def test_a_row_whose_number_was_given_away_by_hand_returns_under_another(workspace: Workspace) -> None:
    ann = a_contact("Ann")
    put(workspace, ann, a_phone(ann))
    run_sql(workspace, "DELETE FROM channel", "DELETE FROM contact")
    entry = newest(workspace)
    bob = UUID(int=7)
    run_sql(
        workspace,
        ("INSERT INTO contact(rid, id, first, created_at, edited_at) VALUES(1, ?, 'Bob', 1, 1)", (bob.bytes,)),
    )

    undone = undo(workspace, entry)

    assert undone.kept == []
    assert rows_of(workspace, "SELECT rid, first FROM contact") == [(1, "Bob"), (2, "Ann")]
    assert value_of(workspace, "SELECT contact_id FROM channel") == ann.id.bytes


def test_a_record_that_is_here_again_is_not_put_back_twice(workspace: Workspace) -> None:
    (tag,) = put(workspace, a_tag("old"))
    run_sql(workspace, "DELETE FROM tag")
    entry = newest(workspace)
    run_sql(workspace, ("INSERT INTO tag(id, name, created_at, edited_at) VALUES(?, 'new', 1, 1)", (tag.bytes,)))

    undone = undo(workspace, entry)

    assert reasons(undone) == {("tag", "", "taken")}
    assert rows_of(workspace, "SELECT name FROM tag") == [("new",)]


def test_what_was_kept_can_be_taken_back_with_the_entries_that_kept_it(workspace: Workspace) -> None:
    ann = a_contact("Ann")
    put(workspace, ann, a_phone(ann))
    put(workspace, a_note(ann))

    workspace.undo(1).result()
    workspace.undo().result()
    workspace.redo().result()
    workspace.redo().result()

    assert value_of(workspace, "SELECT count(*) FROM note") == 1
    assert value_of(workspace, "SELECT count(*) FROM channel") == 1
