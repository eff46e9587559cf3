"""Fields people added themselves, where contacts are many: cells of a table, conditions, one value written for all."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.command import Asking, Tx, command, query
from app.errors import UserError
from app.services.conditions import choices, condition_fields, conditioned_ids, conditioned_page
from app.services.contact_bulk import edit_chosen, many_fields, preview_edit
from app.services.contact_lists import contact_columns, contact_page, contact_position
from app.services.custom_fields import define_field, remove_field, set_value, values_of
from app.views.chosen import Chosen, EditPreview
from app.views.conditions import Condition
from app.views.contacts import ContactId
from app.views.own_fields import OwnFieldId
from app.workspace import Workspace
from models.store.snapshots import memory
from resources.i18n import N_
from tests.helpers.furnished import a_person, furnished

EVERYBODY = Chosen(everyone=True)
Pair = tuple[ContactId, ContactId]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def two(workspace: Workspace) -> Pair:
    """Ann and Boris."""
    return a_person(workspace, "Анна"), a_person(workspace, "Борис")


def a_field(workspace: Workspace, label: str, kind: str) -> tuple[OwnFieldId, str]:
    """A new field and what it is called among columns and conditions."""
    made = workspace.do(define_field, "contact", label, kind).result()
    return made, f"own:{made.hex}"


def found(workspace: Workspace, *conditions: Condition) -> tuple[ContactId, ...]:
    return workspace.ask(conditioned_ids, conditions).result()


def shown(workspace: Workspace, contact_id: ContactId) -> list[str]:
    return [one.shown for one in workspace.ask(values_of, "contact", contact_id).result()]


def test_cells_hold_values_of_their_kind_and_nothing_where_nothing_was_said(workspace: Workspace, two: Pair) -> None:
    ann, _boris = two
    typed = {"text": "a", "decimal": "1250,5", "day": "12.11.2026", "flag": "yes", "choice": "Blue"}
    columns = []
    for kind, value in typed.items():
        field_id, name = a_field(workspace, kind.title(), kind)
        workspace.do(set_value, field_id, ann, value).result()
        columns.append(name)

    rows = workspace.ask(contact_page, columns=columns).result().rows

    assert rows[0].cells == ("a", Decimal("1250.5"), date(2026, 11, 12), True, "Blue")
    assert rows[1].cells == (None,) * len(typed)


def test_a_removed_field_is_no_column_and_its_cells_are_empty(workspace: Workspace, two: Pair) -> None:
    field_id, name = a_field(workspace, "Hobby", "text")
    workspace.do(set_value, field_id, two[0], "chess").result()

    workspace.do(remove_field, field_id).result()

    assert name not in [column.name for column in workspace.ask(contact_columns).result()]
    assert workspace.ask(contact_page, columns=[name]).result().rows[0].cells == (None,)


def test_conditions_compare_as_their_kind_is_compared(workspace: Workspace, two: Pair) -> None:
    ann, boris = two
    number, sums = a_field(workspace, "Sum", "decimal")
    day, when = a_field(workspace, "Signed", "day")
    flag, agreed = a_field(workspace, "Agreed", "flag")
    word, hobby = a_field(workspace, "Hobby", "text")
    for contact_id, values in ((ann, ("9", "1.11.2026", "yes", "Шахматы")), (boris, ("10", "2.12.2026", "no", "сад"))):
        for field_id, value in zip((number, day, flag, word), values, strict=True):
            workspace.do(set_value, field_id, contact_id, value).result()

    assert found(workspace, Condition(sums, "at_least", "9,5")) == (boris,)
    assert found(workspace, Condition(sums, "is", "9.0")) == (ann,)
    assert found(workspace, Condition(when, "before", "1.12.2026")) == (ann,)
    assert found(workspace, Condition(agreed, "is", "no")) == (boris,)
    assert found(workspace, Condition(hobby, "contains", "шахм")) == (ann,)
    assert found(workspace, Condition(hobby, "is", ("сад", "лес"))) == (boris,)
    assert found(workspace, Condition(hobby, "is_not", "сад")) == (ann,)


def test_conditions_know_who_said_nothing(workspace: Workspace, two: Pair) -> None:
    ann, boris = two
    field_id, name = a_field(workspace, "Hobby", "text")
    workspace.do(set_value, field_id, ann, "chess").result()

    assert found(workspace, Condition(name, "filled")) == (ann,)
    assert found(workspace, Condition(name, "empty")) == (boris,)
    assert [(one.value, one.count) for one in workspace.ask(choices, name).result()] == [("chess", 1)]
    assert name in [one.name for one in workspace.ask(condition_fields).result()]


def test_a_condition_on_a_field_that_is_gone_is_refused(workspace: Workspace, two: Pair) -> None:
    field_id, name = a_field(workspace, "Hobby", "text")
    workspace.do(remove_field, field_id).result()

    with pytest.raises(UserError, match="no longer here"):
        found(workspace, Condition(name, "filled"))


def test_one_value_is_written_for_all_and_one_undo_takes_it_back(workspace: Workspace, two: Pair) -> None:
    ann, boris = two
    field_id, name = a_field(workspace, "Contract", "decimal")
    workspace.do(set_value, field_id, ann, "7").result()
    assert workspace.ask(preview_edit, EVERYBODY, name, "7").result() == EditPreview(2, 1, "7")

    changed = workspace.do(edit_chosen, EVERYBODY, name, "7").result()

    assert changed == 1
    assert [shown(workspace, one) for one in (ann, boris)] == [["7"], ["7"]]
    workspace.undo().result()
    assert [shown(workspace, one) for one in (ann, boris)] == [["7"], [""]]


def test_an_empty_value_takes_it_away_and_it_can_be_said_again(workspace: Workspace, two: Pair) -> None:
    ann, boris = two
    _field_id, name = a_field(workspace, "Colour", "choice")
    workspace.do(edit_chosen, EVERYBODY, name, "Blue").result()

    assert workspace.do(edit_chosen, EVERYBODY, name, "").result() == 2
    assert [shown(workspace, one) for one in (ann, boris)] == [[""], [""]]
    assert workspace.do(edit_chosen, EVERYBODY, name, "Red").result() == 2
    assert [shown(workspace, one) for one in (ann, boris)] == [["Red"], ["Red"]]


def test_a_value_that_was_said_twice_is_taken_away_for_good(workspace: Workspace, two: Pair) -> None:
    ann, _boris = two
    field_id, name = a_field(workspace, "Size", "text")
    workspace.do(set_value, field_id, ann, "38").result()
    workspace.do(say_again, "40").result()
    assert workspace.ask(contact_page, columns=[name]).result().rows[0].cells == ("40",)

    changed = workspace.do(edit_chosen, EVERYBODY, name, "").result()

    assert changed == 1
    assert shown(workspace, ann) == [""]
    assert found(workspace, Condition(name, "filled")) == ()


def test_a_value_that_cannot_be_read_is_refused_for_all(workspace: Workspace, two: Pair) -> None:
    _field_id, name = a_field(workspace, "Contract", "decimal")

    with pytest.raises(UserError, match="“many”"):
        workspace.do(edit_chosen, EVERYBODY, name, "many").result()

    assert name in [one.name for one in workspace.ask(many_fields).result()]


def test_contacts_stand_in_the_order_of_any_column_with_empty_cells_last(workspace: Workspace, two: Pair) -> None:
    ann, boris = two
    vera = a_person(workspace, "Вера", job_title="юрист", company="Астра")
    _field_id, name = a_field(workspace, "Sum", "decimal")
    workspace.do(edit_chosen, Chosen(ids=frozenset([ann])), name, "10").result()
    workspace.do(edit_chosen, Chosen(ids=frozenset([vera])), name, "9").result()

    def order(sort: str, *conditions: Condition) -> list[ContactId]:
        if conditions:
            return [row.id for row in workspace.ask(conditioned_page, conditions, sort=sort).result().rows]
        return [row.id for row in workspace.ask(contact_page, sort=sort).result().rows]

    assert order(f"by:{name}") == [vera, ann, boris]
    assert order(f"-by:{name}") == [ann, vera, boris]
    assert order("by:job_title") == [vera, ann, boris]
    assert order(f"-by:{name}", Condition(name, "filled")) == [ann, vera]
    assert workspace.ask(contact_position, boris, sort=f"by:{name}").result() == 2
    assert workspace.ask(conditioned_ids, [], sort=f"by:{name}", offset=1, limit=2).result() == (ann, boris)


def test_every_column_can_be_sorted_by(workspace: Workspace, two: Pair) -> None:
    for kind in ("text", "choice", "decimal", "day", "flag", "long_text"):
        a_field(workspace, kind.title(), kind)

    for column in workspace.ask(contact_columns).result():
        rows = workspace.ask(contact_page, sort=column.sort).result().rows
        assert {row.id for row in rows} == set(two), column.name


def test_a_choice_stands_by_the_words_of_its_list_and_a_nought_is_no_empty_cell(
    workspace: Workspace, two: Pair
) -> None:
    ann, boris = two
    vera = a_person(workspace, "Вера")
    _colour, colour = a_field(workspace, "Colour", "choice")
    _sum, amount = a_field(workspace, "Sum", "decimal")
    for one, shade, typed in ((ann, "янтарный", "0"), (boris, "Белый", "-5"), (vera, "алый", "")):
        workspace.do(edit_chosen, Chosen(ids=frozenset([one])), colour, shade).result()
        workspace.do(edit_chosen, Chosen(ids=frozenset([one])), amount, typed).result()
    workspace.do(rename_key, colour.removeprefix("own:")).result()

    orders = {
        sort: [row.id for row in workspace.ask(contact_page, sort=sort).result().rows]
        for sort in (f"by:{colour}", f"-by:{colour}", f"by:{amount}", f"-by:{amount}")
    }

    assert orders == {
        f"by:{colour}": [vera, boris, ann],
        f"-by:{colour}": [ann, boris, vera],
        f"by:{amount}": [boris, ann, vera],
        f"-by:{amount}": [ann, boris, vera],
    }


def test_no_more_orders_are_remembered_than_a_person_goes_between(workspace: Workspace, two: Pair) -> None:
    sorts = [f"by:{name}" for name in ("job_title", "birthday", "city", "phone", "email", "tags")]

    pages = [workspace.ask(contact_page, sort=sort).result() for sort in sorts]
    kept = workspace.ask(remembered_orders).result()

    assert all({row.id for row in page.rows} == set(two) for page in pages)
    assert kept == sorts[-4:]


@command(N_("Edit contacts"))
def say_again(tx: Tx, value: str) -> None:
    """A second row for every value, as two laptops once made them."""
    tx.raw.execute(
        "INSERT INTO custom_value(id, field_id, record_kind, record_id, value)"
        " SELECT randomblob(16), field_id, record_kind, record_id, ? FROM custom_value",
        (value,),
    )


@command(N_("Edit list"))
def rename_key(tx: Tx, field: str) -> None:
    """Let the value «Белый» have a key unlike its word, as values of a list made elsewhere may."""
    tx.raw.execute("UPDATE pick_item SET key = 'zz' WHERE label = 'Белый'")
    tx.raw.execute("UPDATE custom_value SET value = 'zz' WHERE value = 'Белый' AND hex(field_id) = upper(?)", (field,))


@query
def remembered_orders(asking: Asking) -> list[str]:
    """The orders a reader remembers, the one asked for last at the end."""
    return list(memory(asking.raw).get("orders", {}))
