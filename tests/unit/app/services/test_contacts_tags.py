"""Tags over all that they mark, and the values of pick lists."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.errors import NotFoundError, UserError
from app.services.companies import add_company
from app.services.contact_cards import contact_card
from app.services.contact_lists import contact_page
from app.services.contacts import edit_contact, remove_contact
from app.services.pick_lists import learn, order_values, pick_lists, remove_value, rename_value, values
from app.services.tags import colour_tag, remove_tag, rename_tag, tag_contacts, tags
from app.workspace import Workspace
from tests.helpers.furnished import a_person, furnished
from tests.helpers.raw_sql import nouns_of, rows_of, value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path) as opened:
        yield opened


def tag_named(workspace: Workspace, name: str) -> UUID:
    return next(tag.id for tag in workspace.ask(tags).result() if tag.name == name)


def counted(workspace: Workspace) -> list[tuple[str, int, int]]:
    return [(tag.name, tag.contacts, tag.companies) for tag in workspace.ask(tags).result()]


def found_by(workspace: Workspace, text: str) -> list[str]:
    return [row.name for row in workspace.ask(contact_page, text=text).result().rows]


def test_tags_count_the_living_they_mark(workspace: Workspace) -> None:
    a_person(workspace, "Ли", tags="VIP, ёлка")
    gone = a_person(workspace, "Ким", tags="VIP")
    workspace.do(add_company, {"name": "Ромашка", "tags": "vip"}).result()

    workspace.do(remove_contact, gone).result()

    assert counted(workspace) == [("VIP", 1, 1), ("ёлка", 1, 0)]


def test_a_renamed_tag_is_found_by_its_new_name(workspace: Workspace) -> None:
    a_person(workspace, "Ли", tags="выстовка")

    workspace.do(rename_tag, tag_named(workspace, "выстовка"), "выставка").result()

    assert (found_by(workspace, "выставка"), found_by(workspace, "выстовка")) == (["Ли"], [])


def test_a_tag_renamed_to_another_one_s_name_joins_it(workspace: Workspace) -> None:
    a_person(workspace, "Ли", tags="вип, VIP")
    a_person(workspace, "Ким", tags="вип")
    workspace.do(add_company, {"name": "Ромашка", "tags": "вип"}).result()
    before = nouns_of(workspace)

    joined = workspace.do(rename_tag, tag_named(workspace, "вип"), "vip").result()

    assert joined == tag_named(workspace, "VIP")
    assert counted(workspace) == [("VIP", 2, 1)]
    workspace.undo().result()
    assert nouns_of(workspace) == before


def test_a_tag_may_change_the_case_of_its_name(workspace: Workspace) -> None:
    a_person(workspace, "Ли", tags="vip")

    workspace.do(rename_tag, tag_named(workspace, "vip"), "VIP").result()

    assert counted(workspace) == [("VIP", 1, 0)]


def test_a_removed_tag_is_off_every_card_and_a_new_one_begins_anew(workspace: Workspace) -> None:
    contact = a_person(workspace, "Ли", tags="VIP")
    workspace.do(remove_tag, tag_named(workspace, "VIP")).result()
    bare = workspace.ask(contact_card, contact).result().tags

    workspace.do(edit_contact, a_person(workspace, "Ким"), {"tags": "VIP"}).result()

    assert (bare, counted(workspace)) == ((), [("VIP", 1, 0)])
    assert found_by(workspace, "vip") == ["Ким"]


def test_many_are_tagged_and_untagged_at_once(workspace: Workspace) -> None:
    people = [a_person(workspace, last) for last in ("Ли", "Ким")]
    first = workspace.do(tag_contacts, people, "обзвон").result()
    again = workspace.do(tag_contacts, people, "Обзвон").result()

    off = workspace.do(tag_contacts, people[:1], "обзвон", tagged=False).result()

    assert (first, again, off) == (2, 0, 1)
    assert counted(workspace) == [("обзвон", 1, 0)]
    assert workspace.do(tag_contacts, people, "нет такого", tagged=False).result() == 0


def test_a_tag_has_a_colour_and_needs_a_name(workspace: Workspace) -> None:
    a_person(workspace, "Ли", tags="VIP")
    tag = tag_named(workspace, "VIP")

    workspace.do(colour_tag, tag, 3).result()

    assert workspace.ask(tags).result()[0].colour == 3
    with pytest.raises(UserError):
        workspace.do(rename_tag, tag, " ").result()


def test_a_control_is_offered_keys_and_words_in_their_order(workspace: Workspace) -> None:
    offered = workspace.ask(values, "lead_source").result()

    assert [(value.key, value.label) for value in offered][:2] == [
        ("recommendation", "Recommendation"), ("exhibition", "Exhibition")
    ]  # fmt: skip
    assert "contact_status" in {each.key for each in workspace.ask(pick_lists).result()}


def test_results_are_offered_for_their_kind(workspace: Workspace) -> None:
    assert [value.key for value in workspace.ask(values, "result", parent="meeting").result()] == ["held", "not_held"]


def test_a_list_learns_a_value_once(workspace: Workspace) -> None:
    first = workspace.do(learn, "lead_source", "Сарафанное радио").result()
    again = workspace.do(learn, "lead_source", "сарафанное радио").result()
    known = workspace.do(learn, "lead_source", "exhibition").result()

    assert (first, again, known) == ("Сарафанное радио", "Сарафанное радио", "exhibition")
    assert [value.label for value in workspace.ask(values, "lead_source").result()].count("Сарафанное радио") == 1


def test_a_list_that_was_not_there_begins_with_its_first_value(workspace: Workspace) -> None:
    workspace.do(learn, "department", "Сбыт").result()

    assert [value.key for value in workspace.ask(values, "department").result()] == ["Сбыт"]


def test_a_closed_list_learns_nothing(workspace: Workspace) -> None:
    before = workspace.ask(values, "result").result()

    with pytest.raises(UserError):
        workspace.do(learn, "result", "проспал").result()

    assert workspace.ask(values, "result").result() == before
    assert not next(each for each in workspace.ask(pick_lists).result() if each.key == "result").learns


def test_a_renamed_value_is_renamed_wherever_its_word_is_kept(workspace: Workspace) -> None:
    a_person(workspace, "Ли", lead_source="Радио")
    workspace.do(learn, "lead_source", "Радио").result()
    value = workspace.ask(values, "lead_source").result()[-1]

    workspace.do(rename_value, value.id, "Сарафан").result()

    assert value_of(workspace, "SELECT lead_source FROM contact") == "Сарафан"


def test_a_removed_value_is_offered_no_more_and_records_keep_it(workspace: Workspace) -> None:
    a_person(workspace, "Ли", lead_source="exhibition")
    value = next(one for one in workspace.ask(values, "lead_source").result() if one.key == "exhibition")

    workspace.do(remove_value, value.id).result()

    assert "exhibition" not in {one.key for one in workspace.ask(values, "lead_source").result()}
    assert rows_of(workspace, "SELECT lead_source FROM contact") == [("exhibition",)]


def test_values_are_put_into_an_order(workspace: Workspace) -> None:
    offered = workspace.ask(values, "lead_source").result()

    workspace.do(order_values, "lead_source", [offered[2].id, offered[0].id]).result()

    reordered = workspace.ask(values, "lead_source").result()
    assert [value.id for value in reordered[:3]] == [offered[2].id, offered[0].id, offered[1].id]
    with pytest.raises(NotFoundError):
        workspace.do(order_values, "nonsense", [uuid4()]).result()
