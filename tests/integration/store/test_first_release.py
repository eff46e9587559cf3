"""A workspace of the first release opens in every later version, says what it said, and can still be worked in."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.services.search import find
from app.workspace import DATABASE_NAME, Workspace
from models.errors import UserError
from models.store.stamp import SCHEMA_VERSION
from tests.helpers.builders import a_contact, put
from tests.helpers.clock import NOON, FixedClock
from tests.helpers.first_release import SAMPLE
from tests.helpers.raw_sql import out_of_step, rows_of, value_of

SAYS: dict[str, dict[str, Any]] = json.loads((SAMPLE / "says.json").read_text(encoding="utf-8"))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    shutil.copyfile(SAMPLE / DATABASE_NAME, tmp_path / DATABASE_NAME)
    with closing(Workspace.open(tmp_path, clock=FixedClock(NOON + timedelta(days=1)))) as opened:
        yield opened


@pytest.mark.parametrize("table", SAYS)
def test_every_row_says_what_it_said(workspace: Workspace, table: str) -> None:
    columns = ", ".join(f'"{name}"' for name in SAYS[table]["columns"])

    rows = rows_of(workspace, f"SELECT {columns} FROM {table} ORDER BY 1")

    assert [[cell.hex() if isinstance(cell, bytes) else cell for cell in row] for row in rows] == SAYS[table]["rows"]


def test_the_file_is_sound_and_what_is_derived_is_in_step(workspace: Workspace) -> None:
    assert out_of_step(workspace) == []


def test_people_are_found_as_before(workspace: Workspace) -> None:
    by_name, by_phone = workspace.ask(find, "елкина").result(), workspace.ask(find, "1234567").result()

    assert [hit.title for hit in by_name if hit.kind == "contact"] == [hit.title for hit in by_phone] != []


def test_the_last_entry_of_its_journal_can_be_taken_back_while_the_shape_is_the_same(workspace: Workspace) -> None:
    if SCHEMA_VERSION > 1:
        with pytest.raises(UserError, match="made by another version"):
            workspace.undo().result()
        return

    undone = workspace.undo().result()

    assert (undone.entry.name, undone.kept) == ("Edit contact", [])
    assert value_of(workspace, "SELECT job_title FROM contact WHERE last = 'Ёлкина'") == ""
    assert out_of_step(workspace) == []


def test_it_can_be_worked_in(workspace: Workspace) -> None:
    put(workspace, a_contact("Bob"))
    workspace.undo().result()
    workspace.redo().result()

    assert value_of(workspace, "SELECT count(*) FROM contact WHERE first = 'Bob'") == 1
    assert out_of_step(workspace) == []
