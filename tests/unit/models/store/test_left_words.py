"""What was typed and not kept lies in the workspace: nobody's to undo, and gone with the record it is about."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.services.contacts import add_contact
from app.services.left_words import forget_words, gone_records, leave_words, left_words
from app.sync_door import SyncDoor
from app.views.left_words import LeftWords
from app.workspace import Workspace
from models.nouns import TABLES
from models.store.left_words import KINDS
from tests.helpers.builders import a_contact, put, working
from tests.helpers.raw_sql import run_sql, value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        yield opened


@pytest.fixture
def ann(workspace: Workspace) -> UUID:
    (made,) = put(workspace, a_contact("Ann"))
    return made


def kept(workspace: Workspace) -> list[str]:
    stay, _lost = workspace.ask(left_words).result()
    return [one.key for one in stay]


def words_about(contact: UUID, key: str = "sheet:1", text: str = "the discount of May") -> LeftWords:
    return LeftWords(key, text, "Note", (("contact", contact),))


def taken_away(workspace: Workspace, contact: UUID) -> None:
    """As a server asks for it."""
    SyncDoor(workspace).write(
        "Exchange", lambda tx: tx.raw.execute("DELETE FROM contact WHERE id = ?", (contact.bytes,)), "withdrawn"
    )


def test_words_come_back_as_they_were_left(workspace: Workspace, ann: UUID) -> None:
    first, second = words_about(ann), LeftWords("sheet:2", "«сталь»\n40Х")

    workspace.do(leave_words, [first, second]).result()

    assert workspace.ask(left_words).result() == ((first, second), ())


def test_words_of_the_same_key_take_the_place_of_the_older_ones(workspace: Workspace, ann: UUID) -> None:
    workspace.do(leave_words, [words_about(ann), LeftWords("sheet:2", "b")]).result()

    workspace.do(leave_words, [words_about(ann, text="of June")]).result()

    assert [one.text for one in workspace.ask(left_words).result()[0]] == ["b", "of June"]


def test_words_thrown_away_are_gone_from_the_file(workspace: Workspace, ann: UUID) -> None:
    workspace.do(leave_words, [words_about(ann)]).result()

    workspace.do(forget_words, ["sheet:1"]).result()

    assert kept(workspace) == []
    assert value_of(workspace, "SELECT count(*) FROM workspace_meta WHERE key = 'left_words'") == 0


def test_leaving_words_is_no_change_to_undo_and_nothing_to_send(workspace: Workspace, ann: UUID) -> None:
    heard: list[object] = []
    workspace.subscribe(heard.append)
    before = workspace.journal().result()

    workspace.do(leave_words, [words_about(ann)]).result()
    workspace.do(forget_words, ["sheet:1"]).result()

    assert workspace.journal().result() == before
    assert heard == []


def test_a_record_that_is_withdrawn_takes_the_words_about_it_along(workspace: Workspace, ann: UUID) -> None:
    (bob,) = put(workspace, a_contact("Bob"))
    both = LeftWords("sheet:3", "with both", about=(("contact", bob), ("contact", ann)))
    workspace.do(leave_words, [words_about(ann), words_about(bob, "sheet:2"), both, LeftWords("sheet:4", "x")]).result()

    taken_away(workspace, ann)

    assert kept(workspace) == ["sheet:2", "sheet:4"]
    content = value_of(workspace, "SELECT value FROM workspace_meta WHERE key = 'left_words'")
    assert "discount of May" in content
    assert "with both" not in content


def test_nothing_of_withdrawn_words_is_left_in_the_file(workspace: Workspace, ann: UUID) -> None:
    workspace.do(leave_words, [words_about(ann, text="Zanzibar " * 2_000)]).result()
    taken_away(workspace, ann)

    while workspace.scour().result() == "going on":
        continue

    assert not [path for path in workspace.folder.glob("*.db*") if b"Zanzibar" in path.read_bytes()]


def test_a_record_in_the_bin_keeps_the_words_about_it(workspace: Workspace, ann: UUID) -> None:
    workspace.do(leave_words, [words_about(ann)]).result()

    run_sql(workspace, "UPDATE contact SET removed_at = 1")

    assert kept(workspace) == ["sheet:1"]
    assert workspace.ask(gone_records, [("contact", ann)]).result() == frozenset()


def test_what_was_added_and_taken_back_keeps_its_words_until_it_is_added_again(workspace: Workspace) -> None:
    made = workspace.do(add_contact, {"last": "Newman"}).result()
    workspace.do(leave_words, [words_about(made)]).result()

    workspace.undo().result()
    assert workspace.ask(left_words).result() == ((), ("sheet:1",))
    workspace.redo().result()

    assert kept(workspace) == ["sheet:1"]


def test_words_about_a_record_that_is_not_here_are_not_kept(workspace: Workspace, ann: UUID) -> None:
    nobody = uuid4()

    workspace.do(leave_words, [words_about(nobody), words_about(ann, "sheet:2")]).result()

    assert kept(workspace) == ["sheet:2"]
    assert workspace.ask(gone_records, [("contact", nobody), ("contact", ann), ("weather", ann)]).result() == {
        ("contact", nobody)
    }


@pytest.mark.parametrize("content", ["", "7", "[[1]]", '[["a", "b", "c", [["contact", "zz"]]]]', "[null]", '{"a": 1}'])
def test_whatever_stands_in_its_place_is_no_reason_to_fail(workspace: Workspace, content: str) -> None:
    run_sql(workspace, ("INSERT INTO workspace_meta(key, value) VALUES('left_words', ?)", (content,)))

    workspace.do(leave_words, [LeftWords("sheet:1", "x")]).result()

    assert kept(workspace) == ["sheet:1"]


def test_words_may_be_about_records_that_are_tables() -> None:
    assert TABLES.keys() >= KINDS
