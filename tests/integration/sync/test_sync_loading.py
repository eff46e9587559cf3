"""Parts of a first sync taken in column by column: the same as row by row, whatever is here already."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from models.store.transaction import Raw
from sync.client import applying, counting, loading
from sync.protocol.messages import Row
from sync.protocol.segments import read_columns, write_segment
from tests.helpers.builders import a_call, a_company, a_contact, a_note, a_phone, put
from tests.helpers.clock import NOON
from tests.helpers.office import Laptop, Office
from tests.helpers.sync_content import content_of
from tests.helpers.two_laptops import edit

Take = Callable[[Raw, str, list[Row]], int]


def by_columns(raw: Raw, kind: str, rows: list[Row]) -> int:
    return loading.load(raw, read_columns(write_segment(kind, rows)))


def by_rows(raw: Raw, _kind: str, rows: list[Row]) -> int:
    return applying.apply(raw, rows)


def parts(office: Office, laptop: Laptop) -> dict[str, list[Row]]:
    """What a first sync would bring, by kind."""
    found: dict[str, list[Row]] = {}
    for row in office.hub(laptop.user_id, laptop.device).changes(0, 2_000, ()).rows:
        found.setdefault(row.kind, []).append(row)
    return found


def an_office_at_work(office: Office, folder: Path) -> tuple[dict[str, list[Row]], Any]:
    first = Laptop.joined(office, folder / "first", office.add_person("Anna"))
    (company,) = put(first.workspace, a_company("Вектор"))
    people = put(first.workspace, a_contact("Олег", company_id=company), a_contact("Ann", birthday="1990-05-01"))
    put(first.workspace, a_phone(people[0]), a_phone(people[1], "+79139999999"), a_note(people[0]))
    put(first.workspace, *(a_call(person, NOON) for person in people))
    first.sync()
    return parts(office, first), people


def taken(laptop: Laptop, take: Take, found: dict[str, list[Row]], order: Iterable[str]) -> tuple[Any, ...]:
    for kind in order:
        laptop.door.fill(lambda raw, kind=kind: take(raw, kind, found[kind]))  # type: ignore[misc]
    versions = [laptop.rows(f"SELECT id, srv_seq, srv_hlc FROM {kind} ORDER BY id") for kind in sorted(found)]
    moments = laptop.rows("SELECT id, created_at, edited_at FROM contact ORDER BY id")
    return (
        content_of(laptop),
        versions,
        moments,
        laptop.door.ask(counting.buckets),
        laptop.rows("SELECT * FROM sync_orphan"),
    )


@pytest.mark.parametrize("order", [("company", "contact", "channel", "note", "history"), ("history", "note", "channel", "contact", "company")])  # fmt: skip
def test_a_part_taken_in_by_columns_is_what_its_rows_would_be(
    office: Office, tmp_path: Path, order: tuple[str, ...]
) -> None:
    found, _people = an_office_at_work(office, tmp_path)
    person = office.add_person("Boris")
    one, two = (Laptop.joined(office, tmp_path / name, person) for name in ("one", "two"))

    assert taken(one, by_columns, found, order) == taken(two, by_rows, found, order)
    assert one.rows("SELECT count(*) FROM contact") == [(2,)]
    assert one.rows("SELECT count(*) FROM sync_dirty WHERE \"table\" IN ('contact', 'channel')") == [(0,)]


def test_an_unsent_edit_is_not_written_over_by_a_part(office: Office, tmp_path: Path) -> None:
    found, people = an_office_at_work(office, tmp_path)
    laptop = Laptop.joined(office, tmp_path / "other", office.add_person("Boris"))
    laptop.sync()
    edit(laptop, people[0], last="Typed")

    laptop.door.fill(lambda raw: by_columns(raw, "contact", [_newer(row) for row in found["contact"]]))

    assert laptop.rows("SELECT last FROM contact WHERE id = ?", people[0].bytes) == [("Typed",)]


def test_fields_of_a_newer_version_are_kept(office: Office, tmp_path: Path) -> None:
    found, _people = an_office_at_work(office, tmp_path)
    laptop = Laptop.joined(office, tmp_path / "other", office.add_person("Boris"))
    row = found["company"][0]
    newer = Row(row.kind, row.id, row.seq, row.hlc, {**row.fields, "moon_phase": "full"})

    laptop.door.fill(lambda raw: by_columns(raw, "company", [newer]))

    assert laptop.rows("SELECT field, value FROM sync_unknown") == [("moon_phase", '"full"')]


def _newer(row: Row) -> Row:
    return Row(row.kind, row.id, row.seq + 100, row.hlc, {**row.fields, "last": "Theirs"})
