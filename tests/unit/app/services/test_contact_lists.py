"""Lists of contacts: order, windows, places and what a text narrows them to."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from app.records.contact_rows import Sort
from app.services.activities import schedule
from app.services.contact_lists import contact_count, contact_page, contact_position, contacts_after
from app.services.contacts import remove_contact
from app.services.history import log_call
from app.views.calendar import When
from app.views.contacts import ContactPage
from app.workspace import Workspace
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Five people, two of them namesakes in one firm."""
    with furnished(tmp_path) as opened:
        a_person(opened, "Ёлкин", first="Пётр", company="Ромашка")
        a_person(opened, "Щукина", first="Анна", company="СибМаш", phone="8 913 123-45-67")
        a_person(opened, "Ли", company="Ромашка")
        a_person(opened, "Ли", company="Ромашка")
        a_person(opened, "Абрамов")
        yield opened


def names(page: ContactPage) -> list[str]:
    return [row.name for row in page.rows]


def page_of(workspace: Workspace, **how: object) -> ContactPage:
    return workspace.ask(contact_page, **how).result()  # type: ignore[arg-type]


def test_names_are_sorted_with_yo_as_ye(workspace: Workspace) -> None:
    page = page_of(workspace)

    assert names(page) == ["Абрамов", "Ёлкин Пётр", "Ли", "Ли", "Щукина Анна"]
    assert (page.offset, page.total) == (0, 5)


def test_a_window_holds_its_rows_and_counts_all(workspace: Workspace) -> None:
    page = page_of(workspace, offset=3, limit=10)

    assert names(page) == ["Ли", "Щукина Анна"]
    assert page.total == workspace.ask(contact_count).result() == 5


@pytest.mark.parametrize("sort", ["name", "company", "last_touch", "next"])
def test_the_place_of_a_contact_is_where_the_pages_show_it(workspace: Workspace, sort: Sort) -> None:
    rows = page_of(workspace).rows
    workspace.do(log_call, rows[1].id, result="reached").result()
    workspace.do(schedule, rows[4].id, when=When(date(2026, 11, 12), time(10), ZONE)).result()

    shown = page_of(workspace, sort=sort).rows

    assert len({row.id for row in shown}) == 5
    places = [workspace.ask(contact_position, row.id, sort=sort).result() for row in shown]
    assert places == [0, 1, 2, 3, 4]


def test_those_without_a_next_step_come_after_those_who_have_one(workspace: Workspace) -> None:
    ann = page_of(workspace).rows[4].id
    workspace.do(schedule, ann, when=When(date(2026, 11, 20), time(10), ZONE)).result()

    page = page_of(workspace, sort="next")

    assert names(page)[0] == "Щукина Анна"
    assert page.rows[0].next_kind == "call"


def test_a_to_do_without_an_hour_is_a_next_step_too(workspace: Workspace) -> None:
    ann = page_of(workspace).rows[4].id

    workspace.do(schedule, ann, kind="todo", when=When(date(2026, 11, 20), None, ZONE)).result()

    (row,) = [row for row in page_of(workspace).rows if row.id == ann]
    assert (row.next_kind, row.next_timeless) == ("todo", True)
    assert row.next_at is not None
    assert (row.next_at + timedelta(hours=7)).date() == date(2026, 11, 20)


def test_walking_by_name_meets_everybody_once(workspace: Workspace) -> None:
    met = []
    after = None
    while rows := workspace.ask(contacts_after, after=after, limit=2).result():
        met += [row.name for row in rows]
        place = value_of(workspace, "SELECT sort_key || '|' || contact_rid FROM contact_summary JOIN contact"
                         " ON rid = contact_rid WHERE id = ?", rows[-1].id.bytes)  # fmt: skip
        key, _mark, rid = place.rpartition("|")
        after = (key, int(rid))

    assert met == names(page_of(workspace))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("елкин", ["Ёлкин Пётр"]),
        ("ромашка", ["Ёлкин Пётр", "Ли", "Ли"]),
        ("oerbyf", ["Щукина Анна"]),
        ("1234567", ["Щукина Анна"]),
        ("никто", []),
    ],
)
def test_a_text_narrows_the_list(workspace: Workspace, text: str, found: list[str]) -> None:
    page = page_of(workspace, text=text)

    assert names(page) == found
    assert page.total == len(found)
    places = [workspace.ask(contact_position, row.id, text=text).result() for row in page.rows]
    assert places == list(range(len(found)))


def test_the_recycle_bin_is_not_in_the_list(workspace: Workspace) -> None:
    first = page_of(workspace).rows[0].id

    workspace.do(remove_contact, first).result()

    assert workspace.ask(contact_count).result() == 4
    assert workspace.ask(contact_position, first).result() is None
    assert names(page_of(workspace))[0] == "Ёлкин Пётр"
