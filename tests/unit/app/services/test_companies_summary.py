"""The companies' summaries are kept up exactly as a rebuild would make them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.services.companies import add_company, edit_company, merge_companies, remove_company, restore_company
from app.services.contacts import edit_contact, remove_contact, restore_contact
from app.services.history import log_call
from app.workspace import Workspace
from models.contact import Contact
from models.history import HistoryEntry
from tests.helpers.builders import a_call, put
from tests.helpers.furnished import NOON, a_person, change_of, furnished
from tests.helpers.raw_sql import Rows, rows_of, run_sql

SUMMARIES = "SELECT * FROM company_summary ORDER BY company_rid"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path) as opened:
        yield opened


def kept_up(workspace: Workspace) -> Rows:
    """What the summaries say, after making sure that a rebuild says the same."""
    found = rows_of(workspace, SUMMARIES)
    workspace.check(rebuild_index=True).result()
    assert rows_of(workspace, SUMMARIES) == found
    return found


def test_people_and_touches_are_counted_through_every_change(workspace: Workspace) -> None:
    first = workspace.do(add_company, {"name": "Альфа"}).result()
    second = workspace.do(add_company, {"name": "Бета"}).result()
    ann = a_person(workspace, company="Альфа")
    workspace.do(log_call, ann, result="reached").result()
    talked = kept_up(workspace)
    workspace.do(edit_contact, ann, {"company": "Бета"}).result()
    moved = kept_up(workspace)
    workspace.do(remove_contact, ann).result()
    removed = kept_up(workspace)
    workspace.do(restore_contact, ann).result()
    workspace.do(remove_company, first).result()
    workspace.do(edit_company, second, {"name": "Абба"}).result()
    renamed = kept_up(workspace)
    workspace.do(restore_company, first).result()
    workspace.do(merge_companies, first, second).result()
    merged = kept_up(workspace)

    at = int(NOON.timestamp() * 1000)
    assert talked == [(1, "альфа", 1, at), (2, "бета", 0, None)]
    assert moved == [(1, "альфа", 0, at), (2, "бета", 1, at)]  # the talk was had at Alpha, and with who is at Beta now
    assert removed == [(1, "альфа", 0, at), (2, "бета", 0, None)]
    assert renamed == [(2, "абба", 1, at)]
    assert merged == [(1, "альфа", 1, at)]


def test_a_touch_is_a_word_with_a_person_and_not_a_row_of_the_program(workspace: Workspace) -> None:
    ann = a_person(workspace, company="Альфа")
    put(workspace, HistoryEntry(kind="call", system=True, start_at=NOON, contact_id=ann))
    put(workspace, HistoryEntry(kind="todo", start_at=NOON, contact_id=ann))
    untouched = kept_up(workspace)

    _old, new = put(workspace, a_call(ann, NOON - timedelta(days=2)), a_call(ann, NOON - timedelta(days=1)))
    run_sql(workspace, ("UPDATE history SET removed_at = 1 WHERE id = ?", (new.bytes,)))

    assert [row[3] for row in untouched] == [None]
    assert [row[3] for row in kept_up(workspace)] == [int((NOON - timedelta(days=2)).timestamp() * 1000)]


def test_undo_and_redo_keep_the_summaries(workspace: Workspace) -> None:
    ann = a_person(workspace, company="Альфа")
    workspace.do(log_call, ann).result()
    after = kept_up(workspace)

    for _step in range(2):
        workspace.undo().result()
    undone = kept_up(workspace)
    for _step in range(2):
        workspace.redo().result()

    assert undone == []
    assert kept_up(workspace) == after


def test_a_rhythm_set_later_is_due_from_the_last_touch(workspace: Workspace) -> None:
    ann = a_person(workspace)
    workspace.do(log_call, ann).result()

    change_of(workspace, Contact, ann, keep_in_touch_days=14)

    found = rows_of(workspace, "SELECT touch_due_at FROM contact_summary")
    assert found == [(int((NOON + timedelta(days=14)).timestamp() * 1000),)]
