"""Random SQL on a workspace: inserts, updates, deletions with what hangs on them, upserts, bulk, several tables at once.

A `Step` is plain numbers and a word; which rows it touches is decided when it runs.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hypothesis import strategies as st

from app.command import Sender
from app.workspace import Workspace
from models.base import Link
from models.fields import link_columns, owner_columns
from models.ids import new_id_bytes
from models.nouns import NOUNS, TABLES
from tests.helpers.raw_sql import Statement, rows_of, run_sql

WORDS = ("", "Ann", "Анна Ёлкина", "ООО «Ромашка»", "О'Нил", "+79131234567", "x")
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Step:
    """One random change: what kind, and what it picks its rows and values by."""

    what: str
    a: int
    b: int
    word: str


def changes(*kinds: str) -> st.SearchStrategy[Step]:
    """Random changes, of some kinds or of all.

    Made from one number by dice: Hypothesis by itself prefers a few values, and most kinds of changes would never meet.
    """
    return st.integers(0, 2**32 - 1).map(lambda number: _step(random.Random(number), kinds or KINDS))


def change(workspace: Workspace, step: Step, sender: Sender | None = None) -> None:
    """Make a random change as one journal entry; does nothing where there is nothing yet to change."""
    run_sql(workspace, *_MAKERS[step.what](_Look(workspace), step), sender=sender)


def furnish(workspace: Workspace) -> None:
    """Something of everything, so that any change finds what to change."""
    for step in (Step("person", 0, 1, "Ann"), Step("person", 3, 2, "x"), *(Step("hang", 0, b, "y") for b in range(8))):
        change(workspace, step)


def _step(dice: random.Random, kinds: tuple[str, ...]) -> Step:
    return Step(dice.choice(kinds), dice.randrange(8), dice.randrange(8), dice.choice(WORDS))


class _Look:
    """What there is to change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def one(self, table: str, pick: int) -> bytes | None:
        """The id of a row, the newest first, or None in an empty table."""
        ids = [row[0] for row in rows_of(self._workspace, f"SELECT id FROM {table} ORDER BY rid DESC")]
        return ids[pick % len(ids)] if ids else None

    def pointing(self, table: str, column: str, record_id: bytes) -> list[bytes]:
        """The ids of the rows that point to a record."""
        return [row[0] for row in rows_of(self._workspace, f"SELECT id FROM {table} WHERE {column} = ?", record_id)]


_Maker = Callable[[_Look, Step], list[Statement]]


def _insert(table: str, **values: object) -> Statement:
    cells = {"id": new_id_bytes(), **values}
    if "edited_at" in TABLES[table].columns:
        cells |= {"created_at": 1, "edited_at": 1}
    return f"INSERT INTO {table}({', '.join(cells)}) VALUES({', '.join('?' * len(cells))})", tuple(cells.values())


def _person(look: _Look, step: Step) -> list[Statement]:
    """A new person with a phone, sometimes with a new firm and a tag, in one change."""
    person, firm = new_id_bytes(), look.one("company", step.b)
    made = []
    if step.a % 3 == 0:
        firm = new_id_bytes()
        made += [
            _insert("company", id=firm, name=step.word),
            _insert("requisites", company_id=firm, legal_name=step.word, inn=str(step.b)),
        ]
    made.append(_insert("contact", id=person, first=step.word, last="Lee" * (step.a % 2), company_id=firm))
    made.append(_insert("channel", contact_id=person, kind="phone", value=step.word, normal=f"+7913000{step.b:04}"))
    if step.b % 2:
        tag = new_id_bytes()
        made += [_insert("tag", id=tag, name=step.word)]
        made += [_insert("contact_tag", id=person + tag, contact_id=person, tag_id=tag)]
    return made


def _hang(look: _Look, step: Step) -> list[Statement]:
    """Something new that points to what is there."""
    person = look.one("contact", step.a)
    if person is None:
        return []
    at = MINUTE * (step.b + 1)
    offer = new_id_bytes()
    made = {
        0: [_insert("history", kind="call", result="reached", details=step.word, start_at=at, contact_id=person)],
        1: [_insert("activity", kind="call", regarding=step.word, start_at=at, contact_id=person)],
        2: [_insert("note", text=step.word, contact_id=person)],
        3: [
            _insert("offer", id=offer, number=step.word, contact_id=person, company_id=look.one("company", step.a)),
            _insert("offer_line", offer_id=offer, name=step.word),
        ],
        4: [_insert("channel", contact_id=person, kind="email", value=step.word)],
        5: [_insert("address", contact_id=person, city=step.word)],
        6: [_insert("activity", kind="todo", regarding=step.word, contact_id=person)],
        7: [
            _insert("promise", text=step.word, contact_id=person),
            _insert("attachment", name=step.word, sha256="", contact_id=person),
            *_own_value(look, step, person),
        ],
    }
    return made[step.b % len(made)]


def _own_value(look: _Look, step: Step, person: bytes) -> list[Statement]:
    """A value of a field somebody added to people, and where there is no such field yet, the field."""
    field, made = look.one("custom_field", step.a), []
    if field is None:
        field = new_id_bytes()
        made = [_insert("custom_field", id=field, noun="contact", label="Hobby", kind="text", searchable=1)]
    value = _insert("custom_value", field_id=field, record_kind="contact", record_id=str(UUID(bytes=person)),
                    value=step.word)  # fmt: skip
    return [*made, value]


def _cells(look: _Look, step: Step) -> list[Statement]:
    """Cells of one row of some table."""
    table, sets = _EDITS[(step.a * 8 + step.b) % len(_EDITS)]
    row = look.one(table, step.a)
    return [(f"UPDATE {table} SET {sets} WHERE id = ?2", (step.word, row))] if row else []


_EDITS = (
    ("contact", "first = ?1, edited_at = edited_at + 1"),
    ("contact", "job_title = ?1"),
    ("contact", "first = ?1, last = ?1, favourite = 1 - favourite, about = 'about ' || ?1, edited_at = 7"),
    ("contact", "access = CASE access WHEN 'public' THEN 'private' ELSE 'public' END, owner_id = id, salutation = ?1"),
    ("company", "name = ?1, edited_at = edited_at + 1"),
    ("company", "revenue = length(?1) * 10000"),
    ("channel", "value = ?1, normal = ?1"),
    ("tag", "name = ?1"),
    ("history", "result = CASE result WHEN 'busy' THEN 'reached' ELSE 'busy' END, details = ?1"),
    ("history", "start_at = start_at + 60000, regarding = ?1"),
    ("activity", "start_at = coalesce(start_at, 0) + 60000, place = ?1"),
    ("activity", "completed_at = CASE WHEN completed_at IS NULL THEN 5 END, regarding = ?1"),
    ("note", "text = ?1"),
    ("offer", "title = ?1, status = ?1, total = length(?1)"),
    ("offer_line", "name = ?1, price = length(?1), discount_percent = NULL"),
    ("requisites", "inn = ?1"),
    ("promise", "text = ?1"),
    ("attachment", "name = ?1"),
    ("custom_value", "value = ?1"),
    ("custom_value", "record_kind = CASE record_kind WHEN 'contact' THEN 'company' ELSE 'contact' END"),
    ("custom_field", "removed_at = CASE WHEN removed_at IS NULL THEN 9 END, label = ?1"),
    ("custom_field", "kind = CASE kind WHEN 'text' THEN 'flag' ELSE 'text' END"),
)


def _bin(look: _Look, step: Step) -> list[Statement]:
    """Into the recycle bin, or out of it."""
    table = ("contact", "company", "channel", "tag", "contact_tag", "history", "activity", "offer_line")[step.a]
    row = look.one(table, step.b)
    sets = "removed_at = CASE WHEN removed_at IS NULL THEN 9 END"
    return [(f"UPDATE {table} SET {sets} WHERE id = ?", (row,))] if row else []


def _move(look: _Look, step: Step) -> list[Statement]:
    """Links moved to other records."""
    person, firm = look.one("contact", step.a), look.one("company", step.b)
    if person is None:
        return []
    moves: list[list[Statement]] = [
        [("UPDATE contact SET company_id = ? WHERE id = ?", (firm, person))],
        [("UPDATE contact SET company_id = NULL WHERE id = ?", (person,))],
        [("UPDATE channel SET contact_id = ? WHERE id = ?", (person, look.one("channel", step.b)))],
        [("UPDATE history SET contact_id = ? WHERE rid % 2 = 0", (person,))],
    ]
    return moves[(step.a + step.b) % len(moves)]


def _bulk(_look: _Look, step: Step) -> list[Statement]:
    """One statement for many rows, computed from other rows."""
    firm = "SELECT name FROM company WHERE id = contact.company_id"
    bulk: list[Statement] = [
        (f"UPDATE contact SET department = ({firm}), edited_at = 8 WHERE company_id IS NOT NULL AND rid % 2 = ?",
         (step.a % 2,)),
        ("UPDATE contact SET about = first || ? || last, favourite = rid % 2", (step.word,)),
        ("UPDATE company SET employees = (SELECT count(*) FROM contact WHERE company_id = company.id)", ()),
        ("UPDATE channel SET normal = normal || ?, is_primary = 1 WHERE kind = 'phone'", (step.a,)),
        ("UPDATE activity SET start_at = ? WHERE completed_at IS NULL", (step.b * MINUTE,)),
        ("UPDATE tag SET name = name || ? WHERE rid > ?", (step.word, step.a)),
    ]  # fmt: skip
    return [bulk[step.b % len(bulk)]]


def _spread(look: _Look, step: Step) -> list[Statement]:
    """Rows made of rows: INSERT … SELECT."""
    firm = look.one("company", step.a)
    people = "SELECT randomblob(16), first || ?, id, 1, 1 FROM contact WHERE rid % 2 = ?"
    return [
        (f"INSERT INTO note(id, text, contact_id, created_at, edited_at) {people}", (step.word, step.b % 2)),
        ("INSERT INTO address(id, company_id, city) SELECT randomblob(16), id, name FROM company WHERE id = ?", (firm,)),
    ]  # fmt: skip


def _upsert(look: _Look, step: Step) -> list[Statement]:
    """INSERT … ON CONFLICT, on a row that may be there."""
    tag = look.one("tag", step.a) if step.b % 2 else None
    firm = look.one("company", step.a) if step.b % 3 else None
    rename = "ON CONFLICT(id) DO UPDATE SET name = excluded.name"
    return [
        (f"INSERT INTO tag(id, name, created_at, edited_at) VALUES(?, ?, 1, 1) {rename}, colour = colour + 1",
         (tag or new_id_bytes(), step.word)),
        (f"INSERT INTO company(id, name, created_at, edited_at) VALUES(?, ?, 1, 1) {rename}",
         (firm or new_id_bytes(), step.word)),
    ]  # fmt: skip


def _erase(look: _Look, step: Step) -> list[Statement]:
    """A record is deleted for good with its parts; what else points to it points nowhere then."""
    table = ("contact", "company", "channel", "tag", "history", "offer", "activity", "requisites")[step.a]
    row = look.one(table, step.b)
    return erasing(look, table, row) if row else []


def erasing(look: _Look, table: str, record_id: bytes) -> list[Statement]:
    """The statements that delete a record and leave no link to it."""
    made: list[Statement] = []
    for other, noun in TABLES.items():
        vital = link_columns(noun) if other in _SETS else owner_columns(noun)
        for column in link_columns(noun):
            if next(iter(column.foreign_keys)).column.table.name != table:
                continue
            if column in vital:
                for part in look.pointing(other, column.name, record_id):
                    made += erasing(look, other, part)
            else:
                made.append((f"UPDATE {other} SET {column.name} = NULL WHERE {column.name} = ?", (record_id,)))
    return [*made, (f"DELETE FROM {table} WHERE id = ?", (record_id,))]


def _sweep(_look: _Look, step: Step) -> list[Statement]:
    """Deletions without naming a row."""
    swept = ("DELETE FROM channel", "DELETE FROM contact_tag", "DELETE FROM note WHERE rid % 2", "DELETE FROM alarm")
    return [(swept[step.a % len(swept)], ())]


def _back_and_forth(look: _Look, step: Step) -> list[Statement]:
    """Several touches of the same rows in one change, some of which come to nothing."""
    person, born = look.one("contact", step.a), new_id_bytes()
    made = [
        _insert("tag", id=born, name="born and gone"),
        ("UPDATE tag SET name = 'gone' WHERE id = ?", (born,)),
        ("DELETE FROM tag WHERE id = ?", (born,)),
    ]
    if person is not None:
        made += [
            ("UPDATE contact SET nickname = nickname || '!' WHERE id = ?", (person,)),
            ("UPDATE contact SET nickname = substr(nickname, 1, length(nickname) - 1) WHERE id = ?", (person,)),
            ("UPDATE contact SET interest = ? WHERE id = ?", (step.word, person)),
            ("UPDATE contact SET interest = interest || ? WHERE id = ?", (step.b, person)),
        ]
    return made


def _mixed(look: _Look, step: Step) -> list[Statement]:
    """A person with a firm, a rename and a bulk update in one change."""
    return [*_person(look, step), *_cells(look, step), *_bulk(look, step)]


_SETS = {noun.__tablename__ for noun in NOUNS if issubclass(noun, Link)}
_MAKERS: dict[str, _Maker] = {
    "person": _person, "hang": _hang, "cells": _cells, "bin": _bin, "move": _move, "bulk": _bulk, "spread": _spread,
    "upsert": _upsert, "erase": _erase, "sweep": _sweep, "back and forth": _back_and_forth, "mixed": _mixed,
}  # fmt: skip
KINDS = tuple(_MAKERS)
