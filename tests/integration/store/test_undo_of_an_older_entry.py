"""Taking back an entry that others followed: what they changed stays and is said, the rest is as it was.

The expectation is worked out here from the rows before the entry, after it and now, without a look at change sets.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workspace import Workspace
from models.base import BOOKKEEPING, Link
from models.errors import UserError
from models.fields import link_columns, owner_columns
from models.nouns import NOUNS, TABLES
from models.store.journal import Undone
from tests.helpers.builders import working
from tests.helpers.random_changes import Step, change, changes, furnish
from tests.helpers.raw_sql import State, out_of_step, rows_of, state_of, value_of
from tests.helpers.sizes import examples

Cells = dict[str, Any]


@dataclass
class Past:
    """A journal entry with the rows before it and after it."""

    number: int
    before: State
    after: State
    loose: set[tuple[str, bytes]] = field(default_factory=set)


@examples(30)
@given(steps=st.lists(changes(), min_size=7, max_size=14), pick=st.integers(0, 30))
def test_what_came_later_stays_and_the_rest_goes_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step], pick: int
) -> None:
    with working(tmp_path_factory.mktemp("older"), durable=False) as workspace:
        furnish(workspace)
        entries = list(happened(workspace, steps))
        if not entries:
            return
        chosen = entries[pick % len(entries)]
        now = state_of(workspace)

        outcome = workspace.undo(chosen.number).result()

        assert differences(chosen, now, state_of(workspace), outcome) == []
        assert rows_of(workspace, "PRAGMA foreign_key_check") == []
        assert out_of_step(workspace) == []


@examples(15)
@given(steps=st.lists(changes(), min_size=7, max_size=14), picks=st.lists(st.integers(0, 30), max_size=4))
def test_any_order_of_undoing_ends_in_a_sound_workspace_and_redo_follows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step], picks: list[int]
) -> None:
    with working(tmp_path_factory.mktemp("order"), durable=False) as workspace:
        furnish(workspace)
        entries = list(happened(workspace, steps))
        undone = 0
        for pick in picks:
            if entries:
                workspace.undo(entries.pop(pick % len(entries)).number).result()
                undone += 1

        while undo_was_possible(workspace):
            undone += 1
            assert rows_of(workspace, "PRAGMA foreign_key_check") == []

        assert out_of_step(workspace) == []
        for _entry in range(undone):
            workspace.redo().result()
        assert rows_of(workspace, "PRAGMA foreign_key_check") == []
        assert out_of_step(workspace) == []


def happened(workspace: Workspace, steps: list[Step]) -> Iterator[Past]:
    """Make the changes; gives the entries there were."""
    for step in steps:
        before, newest = state_of(workspace), value_of(workspace, "SELECT max(rid) FROM journal")
        change(workspace, step)
        if (number := value_of(workspace, "SELECT max(rid) FROM journal")) != newest:
            yield Past(number, before, state_of(workspace))


def undo_was_possible(workspace: Workspace) -> bool:
    try:
        workspace.undo().result()
    except UserError:
        return False
    return True


def differences(past: Past, now: State, result: State, outcome: Undone) -> list[str]:
    """Where the result is not what taking back the entry should have come to."""
    said = {(kept.table, kept.record_id, kept.field): kept.reason for kept in outcome.kept}
    found: list[str] = []
    for key in past.before.keys() | past.after.keys() | now.keys() | result.keys():
        before, after, present, got = (state.get(key) for state in (past.before, past.after, now, result))
        if before is None and after is not None:
            found += inserted(key, after, present, got, result, said)
        elif before is not None and after is None:
            found += deleted(key, before, present, got, result, said)
        elif before is None or after is None or present is None:
            found += [] if got == present else [f"{key}: is {got}, was {present}"]
        else:
            found += edited(key, before, after, present, got, result, said)
    return found


def inserted(
    key: tuple[str, bytes], after: Cells, present: Cells | None, got: Cells | None, result: State, said: dict[Any, str]
) -> list[str]:
    """A row of the entry goes, unless it was edited later or is needed; it stays as it is then, and is said."""
    reason = said.get((*key, ""))
    if present is None:
        return [] if got is None and reason is None else [f"{key}: came back, {reason}"]
    changed = meaning(present) != meaning(after)
    needed = any(points_to(row_key, row, key) for row_key, row in result.items()) or any(
        (target, present[column]) in result and said.get((target, present[column], ""))
        for column, target in owners(key[0])
    )
    if got is None:
        return [] if not changed and not needed and reason is None else [f"{key}: went, {changed=} {needed=} {reason}"]
    # A link of the row that stays may have been restored by the entry's own undoing: cells are compared elsewhere.
    expected = "edited_later" if changed else "needed_by_later" if needed else "nothing"
    return [] if reason == expected and got == present else [f"{key}: stayed for {reason}, expected {expected}"]


def deleted(
    key: tuple[str, bytes], before: Cells, present: Cells | None, got: Cells | None, result: State, said: dict[Any, str]
) -> list[str]:
    """A row the entry deleted comes back; without its owner it cannot, and a link to nothing is emptied."""
    if present is not None:
        return (
            [] if got == present and said.get((*key, "")) == "taken" else [f"{key}: was there, {said.get((*key, ''))}"]
        )
    gone = {column for column, target in links(key[0]) if before[column] and (target, before[column]) not in result}
    if {column for column, _target in vital(key[0])} & gone:
        told = any(said.get((*key, column)) == "gone" for column in gone)
        return [] if got is None and told else [f"{key}: is back without its owner, {told=}"]
    expected = before | dict.fromkeys(gone)
    told = all(said.get((*key, column)) == "gone" for column in gone)
    return [] if got == expected and told else [f"{key}: came back as {got}, expected {expected}, {told=}"]


def edited(
    key: tuple[str, bytes], before: Cells, after: Cells, present: Cells, got: Cells | None, result: State,
    said: dict[Any, str],
) -> list[str]:  # fmt: skip
    """Each cell the entry changed goes back where it still says what the entry wrote."""
    if got is None:
        return [f"{key}: went though the entry did not make it"]
    found = []
    targets = dict(links(key[0]))
    for name, cell in got.items():
        reason = said.get((*key, name))
        expected, why = present[name], None
        if before[name] != after[name] and present[name] != before[name]:
            if present[name] != after[name]:
                why = None if name in BOOKKEEPING else "edited_later"
            elif name in targets and before[name] is not None and (targets[name], before[name]) not in result:
                why = "gone"
            else:
                expected = before[name]
        if name != "edited_at" and (cell, reason) != (expected, why):
            found.append(f"{key}.{name}: {cell!r} for {reason}, expected {expected!r} for {why}")
    return found


def meaning(row: Cells) -> Cells:
    return {name: cell for name, cell in row.items() if name not in BOOKKEEPING}


def links(table: str) -> list[tuple[str, str]]:
    return [(c.name, next(iter(c.foreign_keys)).column.table.name) for c in link_columns(TABLES[table])]


def owners(table: str) -> list[tuple[str, str]]:
    return [(c.name, next(iter(c.foreign_keys)).column.table.name) for c in owner_columns(TABLES[table])]


def vital(table: str) -> list[tuple[str, str]]:
    return links(table) if table in SETS else owners(table)


def points_to(_key: tuple[str, bytes], row: Cells, target: tuple[str, bytes]) -> bool:
    return any(row[column] == target[1] for column, table in links(_key[0]) if table == target[0])


SETS = {noun.__tablename__ for noun in NOUNS if issubclass(noun, Link)}
