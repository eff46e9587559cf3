"""Changes of many companies at once: whom they reach, what they come to, and that one undo takes all of it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.records.many import PART
from app.services.companies import add_company
from app.services.company_bulk import (
    chosen_count,
    company_ids,
    edit_chosen,
    give_status,
    many_choices,
    many_fields,
    marks_of_chosen,
    preview_edit,
    remove_chosen,
    tag_chosen,
    take_status,
    untag_chosen,
)
from app.services.company_cards import company_card
from app.services.company_lists import company_count
from app.services.contact_bulk import remove_chosen as remove_contacts
from app.services.contact_lists import contact_count
from app.services.custom_fields import define_field, set_value, values_of
from app.views.chosen import Chosen, EditPreview, MarkShare
from app.views.conditions import Condition
from app.views.contacts import CompanyId
from app.workspace import Workspace
from tests.helpers.furnished import a_person, furnished

ALL = Chosen(everyone=True)
Three = tuple[CompanyId, CompanyId, CompanyId]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def three(workspace: Workspace) -> Three:
    """Astra and Volta in trade, Weser in nothing."""

    def made(name: str, **fields: str) -> CompanyId:
        return workspace.do(add_company, {"name": name, **fields}).result()

    return made("Astra", industry="Trade"), made("Volta", industry="Trade"), made("Weser")


def test_the_chosen_are_these_or_all_but_these_within_the_text(workspace: Workspace, three: Three) -> None:
    astra, volta, weser = three
    trade = (Condition("text", "contains", "volta"),)

    def number(chosen: Chosen) -> int:
        return workspace.ask(chosen_count, chosen).result()

    assert number(Chosen(ids=frozenset([astra, weser]))) == 2
    assert number(Chosen(ids=frozenset([astra]), everyone=True)) == 2
    assert number(Chosen(trade, everyone=True)) == 1
    assert number(Chosen(trade, frozenset([astra, volta]))) == 1
    assert number(Chosen()) == 0
    assert workspace.ask(company_ids, offset=1, limit=2).result() == (volta, weser)
    assert workspace.ask(company_ids, text="astra").result() == (astra,)


def test_a_field_is_written_for_all_and_one_undo_takes_it_back(workspace: Workspace, three: Three) -> None:
    assert workspace.ask(preview_edit, ALL, "industry", "Trade").result() == EditPreview(3, 2, "Trade")

    assert workspace.do(edit_chosen, ALL, "industry", "Trade").result() == 1

    def industries() -> list[str]:
        return [workspace.ask(company_card, each).result().industry for each in three]

    assert industries() == ["Trade", "Trade", "Trade"]
    workspace.undo().result()
    assert industries() == ["Trade", "Trade", ""]
    assert "industry" in [field.name for field in workspace.ask(many_fields).result()]
    assert [one.count for one in workspace.ask(many_choices, "industry", text="tra").result()] == [2]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("industry", " Trade ", EditPreview(3, 2, "Trade")),
        ("industry", "", EditPreview(3, 1, "")),
        ("employees", "1 200", EditPreview(3, 0, "1 200")),
        ("employees", "", EditPreview(3, 3, "")),
    ],
)
def test_a_preview_counts_the_companies_that_have_the_value_already(
    workspace: Workspace, three: Three, field: str, value: str, expected: EditPreview
) -> None:
    del three

    assert workspace.ask(preview_edit, ALL, field, value).result() == expected


def test_a_preview_counts_among_the_chosen_alone(workspace: Workspace, three: Three) -> None:
    found = Chosen((Condition("text", "contains", "volta"),), everyone=True)

    assert workspace.ask(preview_edit, found, "industry", "Trade").result() == EditPreview(1, 1, "Trade")
    assert workspace.ask(preview_edit, Chosen(ids=frozenset(three[1:])), "industry", "").result().same == 1


@pytest.mark.parametrize(("field", "value"), [("employees", "many"), ("company", "x"), ("nonsense", "x")])
def test_what_cannot_be_read_is_refused_before_and_during_the_change(
    workspace: Workspace, three: Three, field: str, value: str
) -> None:
    del three

    with pytest.raises(UserError) as before:
        workspace.ask(preview_edit, ALL, field, value).result()
    with pytest.raises(UserError):
        workspace.do(edit_chosen, ALL, field, value).result()

    assert before.value.field == field


def test_every_field_offered_can_be_written_for_many_companies(workspace: Workspace, three: Three) -> None:
    workspace.do(define_field, "company", "Sum", "decimal").result()

    fields = workspace.ask(many_fields).result()

    assert {"industry", "region", "employees"} <= {one.name for one in fields}
    assert not {"name", "full_name", "about", "web", "foreign_uid"} & {one.name for one in fields}
    for one in fields:
        typed = {"number": "3", "decimal": "2.5"}.get(one.kind, "word")
        assert workspace.do(edit_chosen, ALL, one.name, typed).result() == len(three)
        assert workspace.ask(preview_edit, ALL, one.name, typed).result().same == len(three), one.name


def test_a_tag_without_a_name_is_refused_and_one_nobody_has_is_taken_off_nobody(
    workspace: Workspace, three: Three
) -> None:
    del three

    assert workspace.do(untag_chosen, ALL, "nobody has it").result() == 0
    with pytest.raises(UserError) as refusal:
        workspace.do(tag_chosen, ALL, "  ").result()

    assert refusal.value.field == "name"


def test_marks_are_put_on_all_and_taken_off_all(workspace: Workspace, three: Three) -> None:
    assert workspace.do(tag_chosen, ALL, "fair").result() == 3
    assert workspace.do(give_status, Chosen(ids=frozenset(three[:1])), "customer").result() == 1

    shares = workspace.ask(marks_of_chosen, ALL).result()

    assert set(shares) == {MarkShare("status", "customer", "Customer", 1), MarkShare("tags", "fair", "fair", 3)}
    assert workspace.do(untag_chosen, ALL, "fair").result() == 3
    assert workspace.do(take_status, ALL, "customer").result() == 1
    assert workspace.ask(marks_of_chosen, ALL).result() == ()
    assert workspace.do(tag_chosen, ALL, "fair").result() == 3


def test_removed_companies_leave_the_list_and_come_back(workspace: Workspace, three: Three) -> None:
    assert workspace.do(remove_chosen, Chosen(ids=frozenset(three[:2]), everyone=True)).result() == 1

    assert workspace.ask(company_count).result() == 2
    workspace.undo().result()
    assert workspace.ask(company_count).result() == 3


def test_a_change_that_is_stopped_changes_nothing(workspace: Workspace) -> None:
    ids = [a_person(workspace, f"P{number}") for number in range(3)]
    heard: list[int] = []

    def stop(done: int) -> bool:
        heard.append(done)
        return False

    with pytest.raises(UserError, match="Stopped"):
        workspace.do(remove_contacts, ALL, progress=stop).result()

    assert heard == [0]
    assert workspace.ask(contact_count).result() == len(ids)


def test_progress_is_told_part_by_part(workspace: Workspace, three: Three) -> None:
    heard: list[int] = []

    def listen(done: int) -> bool:
        heard.append(done)
        return True

    workspace.do(tag_chosen, ALL, "fair", progress=listen).result()

    assert heard == [0, len(three)]
    assert len(three) < PART


@pytest.mark.parametrize(("kind", "typed"), [("text", "No. 14"), ("choice", "Blue"), ("decimal", "1250.5")])
def test_a_field_of_ones_own_is_written_for_all_and_one_undo_takes_it_back(
    workspace: Workspace, three: Three, kind: str, typed: str
) -> None:
    made = workspace.do(define_field, "company", "Contract", kind).result()
    name = f"own:{made.hex}"
    workspace.do(set_value, made, three[0], typed).result()
    assert "Contract" in [one.label for one in workspace.ask(many_fields).result()]
    assert workspace.ask(preview_edit, ALL, name, typed).result() == EditPreview(3, 1, typed)

    assert workspace.do(edit_chosen, ALL, name, typed).result() == 2

    def filled() -> int:
        return sum(any(one.shown for one in workspace.ask(values_of, "company", firm).result()) for firm in three)

    assert filled() == 3
    workspace.undo().result()
    assert filled() == 1


def test_the_words_of_a_field_of_ones_own_are_offered(workspace: Workspace, three: Three) -> None:
    made = workspace.do(define_field, "company", "Colour", "text").result()
    for one, typed in zip(three, ("Blue", "Red", "Blue"), strict=True):
        workspace.do(set_value, made, one, typed).result()

    offered = workspace.ask(many_choices, f"own:{made.hex}").result()

    assert [(one.label, one.count) for one in offered] == [("Blue", 2), ("Red", 1)]
    with pytest.raises(UserError):
        workspace.ask(many_choices, "own:00000000000000000000000000000000").result()
