"""What the office took as it was sent is not sent back: here stands what would stand had it been."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.client import applying, confirming, counting
from sync.protocol.messages import Cell, Op, Row, Value
from tests.helpers.office import Laptop, Office
from tests.helpers.sync_content import content_of

FIRM, FAR, ONE, TWO, PERSON, PHONE, TALK = (f"{number:032x}" for number in range(1, 8))
LIVING: dict[str, Value] = {"access": "public", "created_at": 1}
PHONES: dict[str, Value] = {"contact_id": PERSON, "kind": "phone", "value": "old", "label": "x"}
TALKS: dict[str, Value] = {**LIVING, "kind": "call", "contact_id": PERSON, "company_id": FIRM, "details": "old"}
PEOPLE: dict[str, Value] = {**LIVING, "first": "Ann", "company_id": FIRM}
STANDING = (
    Row("company", FIRM, 1, 1, {**LIVING, "name": "Vector"}),
    Row("contact", ONE, 2, 2, {**LIVING, "first": "One"}),
    Row("contact", PERSON, 3, 3, PEOPLE),
    Row("channel", PHONE, 4, 4, PHONES),
    Row("history", TALK, 5, 5, TALKS),
)
# A part moved to somebody who is not here yet, a link to a firm that is not: the first waits whole, the second its link.
MOVED = Row("channel", PHONE, 6, 6, {**PHONES, "contact_id": TWO, "value": "moved"})
LINKED = Row("history", TALK, 7, 7, {**TALKS, "company_id": FAR})
COMING = (
    Row("company", FAR, 20, 20, {**LIVING, "name": "Far"}),
    Row("contact", TWO, 21, 21, {**LIVING, "first": "Two"}),
)
EDITS: dict[str, list[tuple[str, Value]]] = {
    "contact": [("first", "Anna"), ("company_id", None), ("about", "new")],
    "channel": [("value", "typed"), ("label", "y"), ("contact_id", ONE)],
    "history": [("details", "new"), ("company_id", FIRM), ("company_id", None)],
}
IDS = {"contact": PERSON, "channel": PHONE, "history": TALK}


@pytest.fixture
def laptop(office: Office, tmp_path: Path) -> Laptop:
    """Somebody's who has joined."""
    return Laptop.joined(office, tmp_path / "laptop", office.add_person("Anna"))


def begin(laptop: Laptop, waiting: list[Row]) -> None:
    """Nothing but these records, some of which wait for others."""

    def put(raw: Any) -> None:
        for kind in ("history", "channel", "contact", "company"):
            raw.execute(f"DELETE FROM {kind}")
        raw.execute("DELETE FROM sync_orphan")
        raw.execute("DELETE FROM sync_dirty")
        counting.recount(raw)

    laptop.door.fill(put)
    for rows in (STANDING, waiting):
        laptop.door.write("Exchange", lambda tx, rows=rows: applying.apply(tx.raw, rows))  # type: ignore[misc]


def edit(laptop: Laptop, op: Op) -> None:
    """What a person typed stands before it is sent."""
    with_ids = {
        name: bytes.fromhex(str(cell.value)) if name.endswith("_id") and cell.value else cell.value
        for name, cell in op.cells.items()
    }
    sets = ", ".join(f"{name} = ?" for name in with_ids)

    def put(raw: Any) -> None:
        raw.execute(f"UPDATE {op.kind} SET {sets} WHERE id = ?", (*with_ids.values(), bytes.fromhex(op.id)))
        raw.execute("DELETE FROM sync_dirty")

    laptop.door.fill(put)


def outcome(laptop: Laptop) -> tuple[Any, ...]:
    """What is here, at which versions and times, what is counted, what waits."""
    kinds = ("channel", "company", "contact", "history")
    versions = [laptop.rows(f"SELECT id, srv_seq, srv_hlc FROM {kind} ORDER BY id") for kind in kinds]
    waiting = sorted(laptop.rows('SELECT "table", id, field, parent FROM sync_orphan'))
    return content_of(laptop), versions, laptop.door.ask(counting.buckets), waiting


@given(
    waiting=st.sampled_from(([], [MOVED], [LINKED], [MOVED, LINKED])),
    kind=st.sampled_from(sorted(EDITS)),
    chosen=st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_as_if_the_whole_record_had_been_sent_back(
    laptop: Laptop, waiting: list[Row], kind: str, chosen: list[int]
) -> None:
    cells = {name: Cell(value, 0, 10) for name, value in (EDITS[kind][each] for each in chosen)}
    op = Op(kind, IDS[kind], cells)
    newest = {row.id: row for row in (*STANDING, *waiting)}[op.id]
    told = Row(kind, op.id, 12, 10, {**newest.fields, **{name: cell.value for name, cell in cells.items()}})

    results = []
    for answer in (
        lambda raw: applying.apply(raw, [told], force=True),
        lambda raw: confirming.confirm(raw, [(op, 12)]),
    ):
        begin(laptop, waiting)
        edit(laptop, op)
        laptop.door.write("Exchange", lambda tx, answer=answer: answer(tx.raw))  # type: ignore[misc]
        before = outcome(laptop)
        laptop.door.write("Exchange", lambda tx: applying.apply(tx.raw, COMING))
        results.append((before, outcome(laptop)))

    assert results[1] == results[0]


def test_a_record_that_was_deleted_meanwhile_does_not_come_back(laptop: Laptop) -> None:
    begin(laptop, [])
    laptop.door.fill(lambda raw: raw.execute("DELETE FROM channel").fetchall())

    laptop.door.write(
        "Exchange", lambda tx: confirming.confirm(tx.raw, [(Op("channel", PHONE, {"value": Cell("a", 4, 9)}), 9)])
    )

    assert laptop.rows("SELECT count(*) FROM channel") == [(0,)]
