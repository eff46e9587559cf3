"""The sync marks as SQL triggers would write them: an oracle that knows nothing of the recorder.

The triggers follow sync-details.md, section 2.4, and are made from the fields' meaning alone; their marks go to
`oracle_dirty` in the same file, so that they see the same statements.

They see every statement, the recorder a transaction's outcome. So within one transaction the recorder leaves out, and
`explained` takes away: the cells of a row born in it (its `*` says it all), a row that was born and died in it, and cells
that ended as they began; and `gen` counts transactions, not statements.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.workspace import Workspace
from models.fields import fields_of
from models.nouns import TABLES
from tests.helpers.raw_sql import State, rows_of

BOOKKEEPING = ("owner_id", "access", "removed_at")
Key = tuple[str, bytes, str]
Marks = dict[Key, "Mark"]


@dataclass(frozen=True)
class Mark:
    """One mark: how often, and against what."""

    gen: int
    hlc: int
    base_seq: int
    base_val: Any


def statements(tables: Iterable[str]) -> Iterator[str]:
    """The oracle's table, its clock and its triggers on some tables."""
    yield "CREATE TABLE oracle_clock(now INT NOT NULL, applying INT NOT NULL)"
    yield "INSERT INTO oracle_clock VALUES(0, 0)"
    yield (
        'CREATE TABLE oracle_dirty("table" TEXT, id BLOB, field TEXT, hlc INT NOT NULL, gen INT NOT NULL DEFAULT 1,'
        ' base_seq INT NOT NULL, base_val BLOB, PRIMARY KEY("table", id, field)) WITHOUT ROWID'
    )
    for name in tables:
        yield _trigger(name, "ins", "INSERT", "true", "new", "*", "NULL")
        # A deletion's base is the least of the row's own version and those of its pending cells.
        yield _trigger(name, "del", "DELETE", "true", "old", "-", "NULL",
                       seq=f"min(old.srv_seq, coalesce((SELECT min(base_seq) FROM oracle_dirty WHERE \"table\" = '{name}'"
                           " AND id = old.id), old.srv_seq))")  # fmt: skip
        for field in synced(name):
            yield _trigger(name, field, f'UPDATE OF "{field}"', f'old."{field}" IS NOT new."{field}"', "old", field,
                           f'old."{field}"')  # fmt: skip


def synced(name: str) -> list[str]:
    """The columns of a table that travel."""
    table = TABLES[name]
    return [column for column, field in fields_of(table) if field.synced] + [
        column for column in BOOKKEEPING if column in table.columns
    ]


def marks_of(workspace: Workspace, table: str) -> Marks:
    """All marks of one of the two tables."""
    found = rows_of(workspace, f'SELECT "table", id, field, gen, hlc, base_seq, base_val FROM {table}')
    return {tuple(row[:3]): Mark(*row[3:]) for row in found}


def expected(before: Marks, after: Marks, rows: tuple[State, State], now: int) -> Marks:
    """What the recorder's marks are to be after a transaction, from the oracle's before and after it."""
    marks = dict(before)
    for key, mark in after.items():
        if mark == before.get(key) or not _happened(key, *rows):
            continue
        first = before.get(key)
        row = rows[0].get(key[:2]) or rows[1][key[:2]]
        time = max(now << 16, row["srv_hlc"] + 1)
        if first is None:
            marks[key] = Mark(1, time, mark.base_seq, mark.base_val)
        else:
            base = min(first.base_seq, mark.base_seq)
            marks[key] = Mark(first.gen + 1, max(time, first.hlc + 1), base, first.base_val)
    return marks


def _happened(key: Key, before: State, after: State) -> bool:
    """Whether a mark says what a transaction came to, and not only what passed within it."""
    table, record_id, field = key
    was, stands = before.get((table, record_id)), after.get((table, record_id))
    if field == "*":
        return was is None and stands is not None
    if field == "-":
        return was is not None and stands is None
    return was is not None and stands is not None and was[field] != stands[field]


def _trigger(
    table: str, name: str, event: str, when: str, side: str, field: str, base: str, seq: str | None = None
) -> str:
    return (
        f'CREATE TRIGGER "oracle_{table}_{name}" AFTER {event} ON {table} WHEN {when} BEGIN'
        ' INSERT INTO oracle_dirty("table", id, field, hlc, base_seq, base_val)'
        f" SELECT '{table}', {side}.id, '{field}', max(c.now << 16, {side}.srv_hlc + 1), {seq or side + '.srv_seq'},"
        f" {base} FROM oracle_clock c WHERE c.applying = 0"
        ' ON CONFLICT("table", id, field) DO UPDATE SET hlc = max(excluded.hlc, hlc + 1), gen = gen + 1,'
        " base_seq = CASE field WHEN '-' THEN min(base_seq, excluded.base_seq) ELSE base_seq END; END"
    )
