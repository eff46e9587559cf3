"""Rows of the office in any order, in any parts, some twice: what stands at the end is the newest of each."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.client import applying, counting
from sync.protocol.messages import Row
from tests.helpers.office import Laptop, Office
from tests.helpers.sync_content import content_of

FIRM, PERSON, PHONE, NOTE, TALK = (f"{number:032x}" for number in range(1, 6))
LIVING = {"access": "public", "created_at": 1}
VERSIONS = (
    Row("company", FIRM, 1, 1, {**LIVING, "name": "Vector"}),
    Row("contact", PERSON, 2, 2, {**LIVING, "first": "Ann", "company_id": FIRM}),
    Row("channel", PHONE, 3, 3, {"contact_id": PERSON, "kind": "phone", "value": "old", "label": "x"}),
    Row("note", NOTE, 4, 4, {**LIVING, "contact_id": PERSON, "text": "old"}),
    Row("history", TALK, 5, 5, {**LIVING, "kind": "call", "contact_id": PERSON, "company_id": FIRM, "details": "old"}),
    Row("channel", PHONE, 6, 6, {"contact_id": PERSON, "kind": "phone", "value": "new", "label": "x"}),
    Row("company", FIRM, 7, 7, {**LIVING, "name": "Vector Ltd"}),
    Row("history", TALK, 8, 8, {**LIVING, "kind": "call", "contact_id": PERSON, "company_id": FIRM, "details": "new"}),
    Row("note", NOTE, 9, 9, {**LIVING, "contact_id": PERSON, "text": "new"}),
    Row("contact", PERSON, 10, 10, {**LIVING, "first": "Anna", "company_id": FIRM}),
)


@pytest.fixture
def laptop(office: Office, tmp_path: Path) -> Laptop:
    """Somebody's who has joined and has nothing yet."""
    return Laptop.joined(office, tmp_path / "laptop", office.add_person("Anna"))


def take(laptop: Laptop, *pages: list[Row]) -> None:
    for page in pages:
        laptop.door.write("Exchange", lambda tx, page=page: applying.apply(tx.raw, page))  # type: ignore[misc]


def standing(laptop: Laptop) -> tuple[Any, ...]:
    """What is here, at which versions, what is counted of it, and what waits."""
    kinds = sorted({row.kind for row in VERSIONS})
    versions = [laptop.rows(f"SELECT id, srv_seq FROM {kind} ORDER BY id") for kind in kinds]
    waiting = laptop.rows("SELECT * FROM sync_orphan")
    return content_of(laptop), versions, laptop.door.ask(counting.buckets), waiting


def forget(laptop: Laptop) -> None:
    """Nothing of the office's is here."""

    def empty(raw: Any) -> None:
        for kind in ("history", "note", "channel", "contact", "company"):
            raw.execute(f"DELETE FROM {kind}")
        raw.execute("DELETE FROM sync_orphan")
        counting.recount(raw)

    laptop.door.fill(empty)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.sampled_from(VERSIONS), max_size=12).flatmap(lambda more: st.permutations([*VERSIONS, *more])),
    st.lists(st.integers(1, 6), min_size=22, max_size=22),
)
def test_the_newest_stands_whatever_the_order_and_the_pages(laptop: Laptop, rows: list[Row], sizes: list[int]) -> None:
    forget(laptop)
    take(laptop, list(VERSIONS))
    expected = standing(laptop)
    forget(laptop)

    left = list(rows)
    for size in sizes:
        take(laptop, left[:size])
        left = left[size:]
    take(laptop, left)

    assert standing(laptop) == expected
    assert expected[-1] == []


def test_a_row_that_waited_does_not_overtake_the_newer_one_that_came_with_its_owner(laptop: Laptop) -> None:
    old, new = (row for row in VERSIONS if row.id == PHONE)

    take(laptop, [old], [row for row in VERSIONS if row not in (old, new)] + [new])

    assert laptop.rows("SELECT value, srv_seq FROM channel") == [("new", 6)]


def test_what_waited_and_was_withdrawn_does_not_come_with_its_owner(laptop: Laptop) -> None:
    old = next(row for row in VERSIONS if row.id == PHONE)

    take(laptop, [old], [*VERSIONS[:2], Row("channel", PHONE, 11, gone=True)])

    assert laptop.rows("SELECT count(*) FROM channel") == [(0,)]
    assert laptop.rows("SELECT count(*) FROM sync_orphan") == [(0,)]


def test_a_link_that_waits_is_not_forgotten_when_its_row_comes_again(laptop: Laptop) -> None:
    talk = VERSIONS[4]

    take(laptop, [talk], [talk], list(VERSIONS[:2]))

    assert laptop.rows("SELECT hex(contact_id), hex(company_id) FROM history") == [(PERSON, FIRM)]
