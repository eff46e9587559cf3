"""Contacts by conditions: each field, each way to compare, together, and what one may choose. Nothing here changes them."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from app.errors import UserError
from app.records.condition_sql import OTHERS
from app.records.contact_rows import Sort
from app.records.editing import editable_fields
from app.services.activities import schedule
from app.services.companies import add_company
from app.services.conditions import (
    choices,
    condition_fields,
    conditioned_count,
    conditioned_ids,
    conditioned_page,
    conditioned_position,
)
from app.services.contacts import add_address, remove_contact
from app.views.calendar import When
from app.views.conditions import Condition
from app.workspace import Workspace
from tests.helpers.builders import a_call, put
from tests.helpers.furnished import NOON, ZONE, a_person, furnished
from tests.helpers.raw_sql import value_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Ann and Boris of Romashka in Tomsk, Vera alone in Omsk, Gleb without anything, and one in the recycle bin."""
    with furnished(tmp_path_factory.mktemp("conditions")) as opened:
        opened.do(add_company, {"name": "Ромашка", "industry": "Цветы"}).result()
        ann = a_person(opened, "Анна", company="Ромашка", status="customer, partner", tags="VIP", favourite="yes",
                       job_title="Главный технолог", phone="8 913 123-45-67", trust="4")  # fmt: skip
        boris = a_person(opened, "Борис", company="Ромашка", status="prospect", job_title="директор", trust="2",
                         lead_source="Exhibition", consent_on="2026-01-10")  # fmt: skip
        vera = a_person(opened, "Вера", status="customer", tags="VIP, выставка", about="любит чай")
        a_person(opened, "Глеб")
        gone = a_person(opened, "Дина", status="customer", tags="VIP", company="Ромашка")
        for person, city in ((ann, "Томск"), (boris, "Томск"), (vera, "Омск"), (gone, "Томск")):
            opened.do(add_address, person, "work", {"city": city}).result()
        put(opened, a_call(ann, NOON - timedelta(days=40)), a_call(boris, NOON - timedelta(days=3)))
        opened.do(schedule, ann, when=When(date(2026, 11, 20), time(10), ZONE)).result()
        opened.do(schedule, vera, kind="todo", when=When(date(2026, 11, 12), None, ZONE)).result()
        opened.do(remove_contact, gone).result()
        yield opened


def found(workspace: Workspace, *conditions: Condition, sort: Sort = "name") -> list[str]:
    return [row.name for row in workspace.ask(conditioned_page, conditions, sort=sort).result().rows]


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Condition("city", "is", "Томск"), "Анна Борис"),
        (Condition("city", "is", ("Томск", "Омск")), "Анна Борис Вера"),
        (Condition("city", "is_not", "Томск"), "Вера Глеб"),
        (Condition("city", "empty"), "Глеб"),
        (Condition("company", "is", "Ромашка"), "Анна Борис"),
        (Condition("company", "is_not", "Ромашка"), "Вера Глеб"),
        (Condition("company", "empty"), "Вера Глеб"),
        (Condition("industry", "is", "Цветы"), "Анна Борис"),
        (Condition("industry", "empty"), "Вера Глеб"),
        (Condition("status", "is", "customer"), "Анна Вера"),
        (Condition("status", "is", ("prospect", "partner")), "Анна Борис"),
        (Condition("status", "is_not", "customer"), "Борис Глеб"),
        (Condition("status", "filled"), "Анна Борис Вера"),
        (Condition("tag", "is", "выставка"), "Вера"),
        (Condition("tag", "is_not", "VIP"), "Борис Глеб"),
        (Condition("lead_source", "is", "exhibition"), "Борис"),
        (Condition("lead_source", "empty"), "Анна Вера Глеб"),
        (Condition("job_title", "contains", "ТЕХНОЛОГ"), "Анна"),
        (Condition("about", "contains", "чай"), "Вера"),
        (Condition("next_step", "empty"), "Борис Глеб"),
        (Condition("next_step", "filled"), "Анна Вера"),
        (Condition("next_step", "before", date(2026, 11, 13)), "Вера"),
        (Condition("last_touch", "older_than", 30), "Анна Вера Глеб"),
        (Condition("last_touch", "within", "7"), "Борис"),
        (Condition("last_touch", "empty"), "Вера Глеб"),
        (Condition("last_touch", "before", "2026-11-01"), "Анна Вера Глеб"),
        (Condition("last_touch", "after", "1.11.2026"), "Борис"),
        (Condition("next_step", "after", "12 ноября"), "Анна"),
        (Condition("phone", "filled"), "Анна"),
        (Condition("phone", "empty"), "Борис Вера Глеб"),
        (Condition("email", "filled"), ""),
        (Condition("created", "within", 1), "Анна Борис Вера Глеб"),
        (Condition("created", "before", "2026-11-11"), ""),
        (Condition("edited", "older_than", 1), ""),
        (Condition("favourite", "is", value=True), "Анна"),
        (Condition("favourite", "is", "no"), "Борис Вера Глеб"),
        (Condition("trust", "at_least", "3"), "Анна"),
        (Condition("trust", "empty"), "Вера Глеб"),
        (Condition("consent_on", "before", "2026-02-01"), "Борис"),
        (Condition("consent_on", "filled"), "Борис"),
        (Condition("consent_on", "within", 365), "Борис"),
        (Condition("consent_on", "older_than", 365), ""),
        (Condition("text", "contains", "ромашка"), "Анна Борис"),
        (Condition("text", "contains", "1234567"), "Анна"),
        (Condition("text", "contains", "никто"), ""),
    ],
    ids=lambda value: f"{value.field} {value.op} {value.value}" if isinstance(value, Condition) else value,
)
def test_one_condition_finds_whom_it_means(workspace: Workspace, condition: Condition, names: str) -> None:
    assert found(workspace, condition) == names.split()
    assert workspace.ask(conditioned_count, [condition]).result() == len(names.split())


def test_several_conditions_must_all_be_met(workspace: Workspace) -> None:
    conditions = (
        Condition("city", "is", "Томск"),
        Condition("next_step", "empty"),
        Condition("last_touch", "within", 7),
    )

    assert found(workspace, *conditions) == ["Борис"]


def test_a_company_can_be_named_by_its_id(workspace: Workspace) -> None:
    key = value_of(workspace, "SELECT hex(id) FROM company").lower()

    assert found(workspace, Condition("company", "is", key)) == ["Анна", "Борис"]


def test_no_condition_is_everybody_in_the_order_asked_for(workspace: Workspace) -> None:
    assert found(workspace) == ["Анна", "Борис", "Вера", "Глеб"]
    assert found(workspace, sort="next") == ["Вера", "Анна", "Борис", "Глеб"]


def test_pages_ids_and_places_agree(workspace: Workspace) -> None:
    conditions = (Condition("city", "filled"),)

    page = workspace.ask(conditioned_page, conditions, offset=1, limit=1).result()

    ids = workspace.ask(conditioned_ids, conditions).result()
    assert (page.total, [row.id for row in page.rows]) == (3, [ids[1]])
    assert [workspace.ask(conditioned_position, each, conditions).result() for each in ids] == [0, 1, 2]
    assert workspace.ask(conditioned_ids, conditions, limit=2).result() == ids[:2]
    assert workspace.ask(conditioned_position, ids[0], [Condition("city", "empty")]).result() is None


@pytest.mark.parametrize(
    "condition",
    [
        Condition("nonsense", "is", "x"),
        Condition("favourite", "contains", "x"),
        Condition("company_id", "is", "x"),
        Condition("trust", "at_least", "many"),
        Condition("last_touch", "older_than", "long"),
        Condition("last_touch", "before", "one day"),
        Condition("id = id OR 1 = 1 --", "is", "x"),
    ],
    ids=lambda condition: condition.field,
)
def test_a_condition_that_makes_no_sense_is_refused(workspace: Workspace, condition: Condition) -> None:
    with pytest.raises(UserError):
        workspace.ask(conditioned_page, [condition]).result()


@pytest.mark.parametrize("value", ["'; DROP TABLE contact; --", '"', "%", "Томск' OR '1'='1", "\\", "["])
def test_a_value_is_never_more_than_a_value(workspace: Workspace, value: str) -> None:
    for field in ("city", "company", "status", "tag", "job_title", "lead_source"):
        assert found(workspace, Condition(field, "is", value)) == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("city", [("Томск", "Томск", 2), ("Омск", "Омск", 1)]),
        ("company", [("Ромашка", "Ромашка", 2)]),
        ("industry", [("Цветы", "Цветы", 2)]),
        ("tag", [("VIP", "VIP", 2), ("выставка", "выставка", 1)]),
        ("lead_source", [("exhibition", "Exhibition", 1)]),
        ("job_title", [("Главный технолог", "Главный технолог", 1), ("директор", "директор", 1)]),
    ],
)
def test_the_values_to_choose_are_those_people_have(
    workspace: Workspace, field: str, expected: list[tuple[str, str, int]]
) -> None:
    offered = workspace.ask(choices, field).result()

    assert [(one.value, one.label, one.count) for one in offered] == expected


def test_all_statuses_can_be_chosen_and_a_text_narrows_them(workspace: Workspace) -> None:
    offered = workspace.ask(choices, "status").result()
    narrowed = workspace.ask(choices, "status", text="lead", limit=2).result()

    assert (offered[0].value, offered[0].count, len(offered)) == ("customer", 2, 12)
    assert [one.label for one in narrowed] == ["Cold lead", "Hot lead"]
    assert [one.label for one in workspace.ask(choices, "company", text="ромаш").result()] == ["Ромашка"]


def test_a_chosen_value_finds_as_many_as_it_says(workspace: Workspace) -> None:
    for field in ("city", "company", "industry", "status", "tag", "lead_source", "job_title"):
        for choice in workspace.ask(choices, field).result():
            counted = workspace.ask(conditioned_count, [Condition(field, "is", choice.value)]).result()
            assert counted == choice.count, (field, choice)


def test_there_is_nothing_to_choose_for_a_text(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        workspace.ask(choices, "about").result()


def test_every_field_offered_can_be_compared_in_every_way_it_says(workspace: Workspace) -> None:
    values = {"at_least": 1, "at_most": 1, "before": "2026-01-01", "after": "2026-01-01", "older_than": 1, "within": 1}

    fields = workspace.ask(condition_fields).result()

    assert {field.name for field in fields} >= {*OTHERS, "job_title", "favourite"}
    kinds = editable_fields("contact")
    for field in fields:
        for op in field.ops:
            value = values.get(op, "1")
            if op == "is" and field.name in kinds and kinds[field.name].kind == "day":
                value = "2026-01-01"
            workspace.ask(conditioned_count, [Condition(field.name, op, value)]).result()  # type: ignore[arg-type]
