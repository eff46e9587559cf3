"""The check finds what is planted: a dangling link, an index out of step, an unreadable journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.workspace import Workspace
from models.store.checks import CheckReport
from tests.helpers.builders import a_contact, a_note, put, working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        ann = a_contact("Ann")
        put(opened, ann, a_note(ann))
        yield opened


def check_after(workspace: Workspace, *statements: str) -> CheckReport:
    """Plant something past the recorder, and look."""
    for statement in statements:
        with workspace._database._writer.connect() as connection:
            connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]  # the driver's
    return workspace.check().result()


def test_a_sound_workspace_is_counted(workspace: Workspace) -> None:
    report = workspace.check().result()

    assert report.sound
    assert (report.counts["contact"], report.counts["note"], report.counts["journal rows"]) == (1, 1, 2)


def test_a_dangling_link_is_found(workspace: Workspace) -> None:
    report = check_after(
        workspace, "PRAGMA foreign_keys = OFF", "UPDATE note SET contact_id = x'00'", "PRAGMA foreign_keys = ON"
    )

    assert report.problems == ["Row 1 of note points to a missing contact."]


def test_an_index_out_of_step_is_found_and_mended(workspace: Workspace) -> None:
    report = check_after(workspace, "DELETE FROM find_text", "DELETE FROM contact_summary")

    assert report.problems == [
        "The search index knows 0 of 1 records of contact; rebuild it.",
        "The search index knows 0 of 1 records of note; rebuild it.",
        "The lists know 0 of 1 contacts; rebuild the index.",
    ]
    assert workspace.check(rebuild_index=True).result().sound


@pytest.mark.parametrize("rubbish", ["x'5a00'", "x'54ffffff'"], ids=["packed", "plain"])
def test_an_unreadable_journal_entry_is_found(workspace: Workspace, rubbish: str) -> None:
    report = check_after(workspace, f"UPDATE journal SET changeset = {rubbish}")

    assert [problem.split(":")[0] for problem in report.problems] == ["Journal entry 1 cannot be read"]


def test_a_rebuilt_index_is_no_damage_to_a_reader_who_had_read_the_old_one(workspace: Workspace) -> None:
    assert workspace.check().result().sound

    assert workspace.check(rebuild_index=True).result().sound
    assert workspace.check().result().sound
