"""Very many rows added at once, which the readers know by their numbers alone, against the same rows told one by one."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command import Tx, command
from models.changes import MANY
from models.channel import Address, Channel
from models.company import Company
from models.contact import Contact
from models.group import ContactTag, Tag
from models.history import HistoryEntry
from models.store import sync_marks, transaction
from resources.i18n import N_
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.raw_sql import derived_of, out_of_step, rows_of, state_of, value_of
from tests.helpers.sizes import examples

BEFORE, AMID = 1, 2  # whose ids begin so
MOMENT = 1_795_000_000_000
JOURNAL = "SELECT name, subject, rows, changeset FROM journal ORDER BY rid"
MARKS = 'SELECT "table", id, field, hlc, gen, base_seq, base_val FROM sync_dirty'
GONE = "SELECT count(*) FROM sync_dirty WHERE \"table\" = 'channel' AND id NOT IN (SELECT id FROM channel)"
AMONG = (
    "UPDATE contact SET last = 'Ёлкин', edited_at = 5 WHERE id = ?",
    "UPDATE contact SET removed_at = 5 WHERE id = ?",
    "UPDATE contact SET keep_in_touch_days = 7 WHERE id = ?",
    "DELETE FROM channel WHERE contact_id = ?",
    "DELETE FROM address WHERE contact_id = ?",
    "DELETE FROM history WHERE contact_id = ?",
    "UPDATE company SET name = 'Ромашка' WHERE id = (SELECT company_id FROM contact WHERE id = ?)",
)


@examples(25)
@given(seed=st.integers(0, 2**32 - 1))
def test_rows_known_by_number_leave_the_same_as_rows_told_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    left: list[list[Any]] = []
    for most in (MANY, 0):
        with (
            pytest.MonkeyPatch.context() as patched,
            working(tmp_path_factory.mktemp("added"), FixedClock(), durable=False) as here,
        ):
            heard: list[set[str]] = []
            here.subscribe(lambda changed, heard=heard: heard.append(set(changed.kinds)))  # type: ignore[misc]  # a default
            here._database.maintain(lambda raw: sync_marks.join(raw, datetime(2026, 11, 21, tzinfo=UTC)))
            here.do(bring, BEFORE, seed).result()
            before = state_of(here)
            patched.setattr(transaction, "ANNOUNCED_SINGLY", most)
            patched.setattr(transaction, "_MANY", min(most, transaction._MANY))

            here.do(bring, AMID, seed).result()

            left.append(
                [state_of(here), rows_of(here, JOURNAL)[1][:3], sorted(rows_of(here, MARKS)), derived_of(here), heard]
            )
            assert out_of_step(here) == []
            here.undo().result()
            assert state_of(here) == before
            assert out_of_step(here) == []
            here.redo().result()
            assert state_of(here) == left[-1][0]
    assert left[0] == left[1]


def test_an_import_of_very_many_tells_their_kinds_and_how_many_rows_there_are(tmp_path: Path) -> None:
    with working(tmp_path, durable=False) as workspace:
        heard: list[Any] = []
        workspace.subscribe(heard.append)

        workspace.do(bring_people, 600).result()

        assert heard[0].kinds["contact"].many
        assert value_of(workspace, "SELECT rows FROM journal") == 1_200
        assert out_of_step(workspace) == []


def test_a_row_that_goes_just_before_others_are_added_is_told_as_gone(tmp_path: Path) -> None:
    with working(tmp_path, FixedClock(), durable=False) as workspace:
        workspace.do(bring_people, 1).result()
        workspace.do(exchange_phones, AMID, 2).result()
        workspace._database.maintain(lambda raw: sync_marks.join(raw, datetime(2026, 11, 21, tzinfo=UTC)))
        workspace._database.maintain(lambda raw: raw.execute("DELETE FROM sync_dirty"))

        workspace.do(exchange_phones, AMID + 1, 1_200).result()

        assert value_of(workspace, "SELECT count(*) FROM channel") == 1_201
        assert value_of(workspace, GONE) == 1
        assert out_of_step(workspace) == []
        workspace.undo().result()
        assert value_of(workspace, "SELECT count(*) FROM channel") == 2
        assert out_of_step(workspace) == []


@command(N_("Import"))
def exchange_phones(tx: Tx, era: int, count: int) -> None:
    """Take the newest phone away for good, and bring many, in parts."""
    tx.expect_additions()
    tx.raw.execute("DELETE FROM channel WHERE rid = (SELECT max(rid) FROM channel)")
    (owner,) = tx.raw.execute("SELECT id FROM contact ORDER BY rid LIMIT 1").fetchone() or (b"",)
    rows = [(_id(era, 7, place), owner, "phone", "913", f"+7913{place:07}") for place in range(count)]
    for part in (rows[: count // 2], rows[count // 2 :]):
        tx.insert_rows(Channel, ("id", "contact_id", "kind", "value", "normal"), part)


@command(N_("Import"))
def bring_people(tx: Tx, count: int) -> None:
    """So many people with a phone each, nobody else touched."""
    tx.insert_rows(Contact, ("id", "last"), [(_id(AMID, 1, place), f"Ёлкин{place}") for place in range(count)])
    phones = [(_id(AMID, 2, place), _id(AMID, 1, place), "phone", "+79131234567") for place in range(count)]
    tx.insert_rows(Channel, ("id", "contact_id", "kind", "value"), phones)


@command(N_("Import"))
def bring(tx: Tx, era: int, seed: int) -> None:
    """People with everything that hangs on them, in two batches, and changes of the new and the elder among them."""
    dice = random.Random(seed + era)
    for batch in (1, 2):
        _Batch(tx, dice, era * 16 + batch).add()
        for _time in range(dice.randrange(4)):
            people = [row[0] for row in tx.raw.execute("SELECT id FROM contact ORDER BY rid")]
            tx.raw.execute(dice.choice(AMONG), (dice.choice(people),))
        if dice.randrange(3) == 0:
            tx.add(Contact(id=UUID(bytes=_id(era * 16 + batch, 9, 0)), first="Анна", last="Щукина"))


class _Batch:
    """Rows for the bulk path: of people who are new, and parts of those who were there."""

    def __init__(self, tx: Tx, dice: random.Random, number: int) -> None:
        self._tx, self._dice, self._number = tx, dice, number
        self._people: list[bytes] = [row[0] for row in tx.raw.execute("SELECT id FROM contact")]
        self._firms: list[bytes] = [row[0] for row in tx.raw.execute("SELECT id FROM company")]

    def add(self) -> None:
        """Write them in the order of an import."""
        dice = self._dice
        firms = [(self._new(0, place), f"Завод {dice.randrange(9)}") for place in range(dice.randrange(4))]
        self._tx.insert_rows(Company, ("id", "name"), firms)
        self._firms += [row[0] for row in firms]
        people = [
            (
                self._new(1, place),
                f"Петров{dice.randrange(9)}",
                dice.choice(["", "Ann"]),
                self._firm(),
                dice.choice([0, 30]),
            )
            for place in range(1 + dice.randrange(6))
        ]
        self._tx.insert_rows(Contact, ("id", "last", "first", "company_id", "keep_in_touch_days"), people)
        self._people += [row[0] for row in people]
        self._parts()

    def _parts(self) -> None:
        dice, whose = self._dice, self._whose
        self._tx.insert_rows(Channel, ("id", "contact_id", "company_id", "kind", "value", "normal"), [
            (self._new(2, place), *whose(), dice.choice(["phone", "email"]), f"ann{place}@example.com", f"+7913{place:07}")
            for place in range(dice.randrange(8))
        ])  # fmt: skip
        self._tx.insert_rows(Address, ("id", "contact_id", "company_id", "city"), [
            (self._new(3, place), *whose(), dice.choice(["Томск", "Омск"])) for place in range(dice.randrange(5))
        ])  # fmt: skip
        self._tx.insert_rows(HistoryEntry, ("id", "contact_id", "company_id", "kind", "result", "regarding", "start_at", "system"), [
            (self._new(4, place), dice.choice([*self._people, None]), self._firm(), "call", "reached", "смета",
             MOMENT + dice.randrange(99), dice.randrange(2))
            for place in range(dice.randrange(6))
        ])  # fmt: skip
        tag = self._new(5, 0)
        self._tx.insert_rows(Tag, ("id", "name"), [(tag, f"список {self._number}")])
        tagged = dice.sample(self._people, min(3, len(self._people)))
        self._tx.insert_rows(ContactTag, ("id", "contact_id", "tag_id"), [(one + tag, one, tag) for one in tagged])

    def _new(self, kind: int, place: int) -> bytes:
        return _id(self._number, kind, place)

    def _firm(self) -> bytes | None:
        return self._dice.choice([None, *self._firms])

    def _whose(self) -> tuple[bytes | None, bytes | None]:
        if self._firms and self._dice.randrange(4) == 0:
            return None, self._dice.choice(self._firms)
        return self._dice.choice(self._people), None


def _id(era: int, kind: int, place: int) -> bytes:
    return (0x70_0000 | era << 8 | kind).to_bytes(8) + (0x8000_0000_0000_0000 | place).to_bytes(8)
