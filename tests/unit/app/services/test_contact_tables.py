"""The cells of a table of contacts, the orders from either end, and who stands in a stretch of the list."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from app.records.contact_rows import Sort
from app.services.activities import schedule
from app.services.conditions import conditioned_ids, conditioned_page
from app.services.contact_lists import contact_columns, contact_page, contact_position
from app.services.contacts import add_address
from app.services.exporting import export_cards
from app.views.calendar import When
from app.views.chosen import Chosen
from app.views.conditions import Condition
from app.views.contacts import by_column
from app.views.tables import CellValue
from app.workspace import Workspace
from tests.helpers.builders import a_call, put
from tests.helpers.furnished import NOON, ZONE, a_person, furnished

ORDERS: tuple[Sort, ...] = ("name", "company", "next", "last_touch")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Ann of Romashka with everything, Boris of Astra with a talk behind and a step ahead, Vera and Gleb with nothing."""
    with furnished(tmp_path_factory.mktemp("tables")) as opened:
        ann = a_person(opened, "Анна", company="Ромашка", status="customer, partner", tags="VIP, выставка", favourite="yes",
                       job_title="технолог", phone="8 913 123-45-67", email="ann@romashka.example", trust="4",
                       lead_source="Exhibition", consent_on="2026-01-10", birthday="12.12")  # fmt: skip
        boris = a_person(opened, "Борис", company="Астра")
        a_person(opened, "Вера")
        a_person(opened, "Глеб")
        opened.do(add_address, ann, "work", {"city": "Томск"}).result()
        put(opened, a_call(ann, NOON - timedelta(days=40)), a_call(boris, NOON - timedelta(days=3)))
        opened.do(schedule, boris, when=When(date(2026, 11, 20), time(10), ZONE)).result()
        yield opened


def cells(workspace: Workspace, *columns: str) -> dict[str, CellValue]:
    """What stands in Ann's row."""
    row = workspace.ask(contact_page, columns=columns, limit=1).result().rows[0]
    return dict(zip(columns, row.cells, strict=True))


def test_cells_hold_what_was_typed_by_kind_and_what_the_program_keeps(workspace: Workspace) -> None:
    assert cells(workspace, "job_title", "company", "trust", "favourite", "consent_on", "birthday", "lead_source") == {
        "job_title": "технолог", "company": "Ромашка", "trust": 4, "favourite": True, "consent_on": date(2026, 1, 10),
        "birthday": "--12-12", "lead_source": "Exhibition",
    }  # fmt: skip
    assert cells(workspace, "phone", "email", "city", "status", "tags") == {
        "phone": "+7 913 123-45-67", "email": "ann@romashka.example", "city": "Томск", "status": "Customer, Partner",
        "tags": "VIP, выставка",
    }  # fmt: skip
    assert cells(workspace, "last_touch", "last_attempt", "created") == {
        "last_touch": NOON - timedelta(days=40), "last_attempt": NOON - timedelta(days=40), "created": NOON,
    }  # fmt: skip


def test_every_column_offered_can_be_read(workspace: Workspace) -> None:
    columns = workspace.ask(contact_columns).result()
    kinds = {"text": str, "partial_day": str, "number": int, "flag": bool, "step": type(None)}

    found = cells(workspace, *(column.name for column in columns if column.name != "name"))

    assert columns[0].name == "name"
    by_index = {column.sort for column in columns if not by_column(column.sort)}
    assert by_index == {"name", "company", "next", "last_touch"}
    for column in columns[1:]:
        value = found[column.name]
        assert column.label
        if column.kind in kinds:
            assert isinstance(value, kinds[column.kind]), column
        else:
            assert value is None or isinstance(value, date | datetime), column


def test_an_unknown_column_stays_empty_and_harms_nothing(workspace: Workspace) -> None:
    assert cells(workspace, "nonsense", 'id" FROM contact --', "job_title") == {
        "nonsense": "", 'id" FROM contact --': "", "job_title": "технолог",
    }  # fmt: skip


def test_cells_come_with_conditions_too(workspace: Workspace) -> None:
    page = workspace.ask(conditioned_page, [Condition("city", "is", "Томск")], columns=("job_title",)).result()

    assert [row.cells for row in page.rows] == [("технолог",)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("ends", ["", "-"])
def test_the_place_of_a_contact_agrees_with_the_page_in_every_order(
    workspace: Workspace, order: Sort, ends: str
) -> None:
    sort: Sort = f"{ends}{order}"  # type: ignore[assignment]

    rows = workspace.ask(contact_page, sort=sort).result().rows

    assert [workspace.ask(contact_position, row.id, sort=sort).result() for row in rows] == [0, 1, 2, 3]
    conditioned = (
        workspace.ask(conditioned_page, [Condition("created", "after", "2000-01-01")], sort=sort).result().rows
    )
    assert [row.name for row in conditioned] == [row.name for row in rows]


def test_who_has_no_step_and_no_talk_comes_last_from_that_end(workspace: Workspace) -> None:
    def names(sort: Sort) -> list[str]:
        return [row.name for row in workspace.ask(contact_page, sort=sort).result().rows]

    assert names("-name") == ["Глеб", "Вера", "Борис", "Анна"]
    assert names("-next")[0] == names("next")[0] == "Борис"
    assert names("-last_touch")[:2] == ["Борис", "Анна"]
    assert names("last_touch")[2:] == ["Анна", "Борис"]


def test_a_stretch_of_the_list_is_known_by_its_places(workspace: Workspace) -> None:
    everybody = workspace.ask(conditioned_ids, ()).result()

    assert workspace.ask(conditioned_ids, (), offset=1, limit=2).result() == everybody[1:3]
    assert workspace.ask(conditioned_ids, (), sort="-name", offset=1, limit=2).result() == everybody[::-1][1:3]


def test_only_the_chosen_become_cards(workspace: Workspace) -> None:
    everybody = workspace.ask(conditioned_ids, ()).result()

    some = workspace.ask(export_cards, workspace.files, Chosen(ids=frozenset(everybody[:2]))).result()
    without = Chosen((Condition("company", "filled"),), frozenset(everybody[:1]), everyone=True)
    rest = workspace.ask(export_cards, workspace.files, without).result()

    assert [card.full_name for card in some] == ["Анна", "Борис"]
    assert [card.full_name for card in rest] == ["Борис"]
    assert some[0].channels
