"""Pages by their place are those of the whole list, in whatever order they are asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.command import Asking, Command, Tx
from app.records.contact_rows import ORDERS, Sort
from app.services.contact_lists import contact_count, contact_page
from app.workspace import Workspace
from tests.helpers.builders import a_company, a_contact, put, working
from tests.helpers.raw_sql import rows_of, run_sql

COUNT = 90


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with working(tmp_path_factory.mktemp("places"), durable=False) as opened:
        firm = a_company()
        people = [
            a_contact(f"Ann {place % 40:02}", company_id=firm.id if place % 3 else None) for place in range(COUNT)
        ]
        put(opened, firm, *people)
        opened._database.maintain(
            lambda raw: raw.execute(
                "UPDATE contact_summary SET last_touch_at = iif(contact_rid % 4, contact_rid % 7, NULL),"
                " next_at = iif(contact_rid % 5, contact_rid % 6, NULL)"
            )
        )
        yield opened


def whole(workspace: Workspace, sort: Sort) -> list[bytes]:
    found = rows_of(
        workspace,
        f"SELECT id FROM contact_summary JOIN contact ON rid = contact_rid ORDER BY {ORDERS[sort]}",
    )
    return [row[0] for row in found]


def page(workspace: Workspace, sort: Sort, offset: int, limit: int) -> list[bytes]:
    found = workspace.ask(contact_page, offset=offset, limit=limit, sort=sort).result()
    assert (found.offset, found.total) == (offset, COUNT)
    return [row.id.bytes for row in found.rows]


@pytest.mark.parametrize("sort", get_args(Sort))
@settings(max_examples=20)
@given(asked=st.lists(st.tuples(st.integers(0, COUNT + 5), st.integers(1, 30)), min_size=1, max_size=12))
def test_any_pages_one_after_another_are_parts_of_the_whole_list(
    workspace: Workspace, sort: Sort, asked: list[tuple[int, int]]
) -> None:
    everybody = whole(workspace, sort)

    pages = [page(workspace, sort, offset, limit) for offset, limit in asked]

    assert pages == [everybody[offset : offset + limit] for offset, limit in asked]


def test_after_an_edit_no_page_is_found_by_an_old_place(tmp_path: Path) -> None:
    with working(tmp_path) as opened:
        put(opened, *(a_contact(f"Ann {place:02}") for place in range(COUNT)))
        before = [page(opened, "name", offset, 10) for offset in range(0, COUNT, 10)]

        run_sql(
            opened, "UPDATE contact SET first = 'Aaa' WHERE rid = 90", "UPDATE contact SET first = 'Zoe' WHERE rid = 1"
        )

        after = [page(opened, "name", offset, 10) for offset in range(0, COUNT, 10)]
        assert after != before
        assert [one for part in after for one in part] == whole(opened, "name")


def test_within_a_change_its_own_people_are_counted(tmp_path: Path) -> None:
    def run(tx: Tx) -> list[int]:
        asking = Asking(tx, tx.now)
        counts = [contact_count(asking)]
        tx.raw.execute("DELETE FROM contact_summary WHERE contact_rid = 1")
        return [*counts, contact_count(asking), contact_page(asking, limit=10).total]

    with working(tmp_path) as opened:
        put(opened, a_contact("Ann"), a_contact("Bob"))

        counts = opened.do(Command("Count", run)).result()

        assert counts == [2, 1, 1]
        assert opened.ask(contact_count).result() == 1
