"""What is announced after a change: parts speak for their records, many rows for their kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.command import Sender
from app.events import Changed
from app.workspace import Workspace
from models.changes import MANY
from models.errors import UserError
from tests.helpers.builders import a_company, a_contact, a_phone, a_tag, a_tagging, put, working
from tests.helpers.raw_sql import run_sql


@pytest.fixture
def heard() -> list[Changed]:
    return []


@pytest.fixture
def workspace(tmp_path: Path, heard: list[Changed]) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        opened.subscribe(heard.append)
        yield opened


def test_an_edit_names_the_record_and_its_fields(workspace: Workspace, heard: list[Changed]) -> None:
    ann, bob = put(workspace, a_contact("Ann"), a_contact("Bob"))

    run_sql(workspace, "UPDATE contact SET nickname = 'A' WHERE first = 'Ann'")

    assert heard[-1].kinds["contact"].ids == {ann}
    assert heard[-1].kinds["contact"].fields == {"nickname"}
    assert heard[-1].touches("contact", ann)
    assert not heard[-1].touches("contact", bob)
    assert not heard[-1].touches("company")


def test_a_part_speaks_for_its_record_also_when_it_moves_or_goes(workspace: Workspace, heard: list[Changed]) -> None:
    first, second = a_contact("Ann"), a_contact("Bob")
    ann, bob, _phone = put(workspace, first, second, a_phone(first))

    run_sql(workspace, ("UPDATE channel SET contact_id = ?", (bob.bytes,)))
    run_sql(workspace, "DELETE FROM channel")

    moved, gone = heard[-2:]
    assert moved.kinds["contact"].ids == {ann, bob}
    assert gone.kinds["contact"].ids == {bob}
    assert gone.kinds["contact"].fields == {"channel"}


def test_a_tag_speaks_for_the_person_who_bears_it(workspace: Workspace, heard: list[Changed]) -> None:
    person, tag = a_contact(), a_tag()
    ann, _tag = put(workspace, person, tag)

    put(workspace, a_tagging(person, tag))

    assert heard[-1].touches("contact", ann)
    assert heard[-1].kinds["contact_tag"].ids == frozenset()


def test_very_many_rows_are_announced_as_many(workspace: Workspace, heard: list[Changed]) -> None:
    put(workspace, *(a_contact() for _number in range(MANY + 1)))

    (ann,) = put(workspace, a_contact())

    assert heard[0].kinds["contact"].many
    assert heard[0].touches("contact", ann)
    assert not heard[1].kinds["contact"].many


def test_undo_and_redo_are_announced_under_the_name_of_the_entry(workspace: Workspace, heard: list[Changed]) -> None:
    (ann,) = put(workspace, a_contact())

    workspace.undo().result()
    workspace.redo().result()

    assert [(each.name, each.source, each.entry) for each in heard] == [
        ("Put", "person", 1), ("Put", "undo", 1), ("Put", "redo", 1),
    ]  # fmt: skip
    assert all(each.touches("contact", ann) for each in heard)


def test_the_sender_is_named_and_a_change_of_nothing_is_not_announced(
    workspace: Workspace, heard: list[Changed]
) -> None:
    screen = object()
    put(workspace, a_company())

    run_sql(workspace, "UPDATE company SET name = 'Beta'", sender=Sender(origin=screen, source="import"))
    run_sql(workspace, "UPDATE company SET name = 'Beta'")

    assert [(each.source, each.origin) for each in heard[1:]] == [("import", screen)]


@pytest.mark.may_log("SQL failed")
def test_a_change_that_fails_is_not_announced(workspace: Workspace, heard: list[Changed]) -> None:
    with pytest.raises(Exception, match="syntax error"):
        run_sql(workspace, "INSERT INTO tag(id, created_at, edited_at) VALUES(x'01', 1, 1)", "nonsense")
    with pytest.raises(UserError):
        workspace.undo().result()

    assert heard == []
