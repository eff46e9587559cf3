"""Fields people add themselves: defined, filled, shown, renamed, removed, undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import NotFoundError, UserError
from app.services.companies import add_company, merge_companies
from app.services.company_cards import company_card
from app.services.contact_cards import contact_card
from app.services.contacts import add_contact, remove_contact
from app.services.custom_fields import (
    custom_fields,
    define_field,
    order_fields,
    remove_field,
    rename_field,
    set_value,
    values_of,
)
from app.services.pick_lists import values
from app.views.contacts import ContactId
from app.views.own_fields import KINDS
from app.workspace import Workspace
from tests.helpers.builders import working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path, durable=False) as opened:
        yield opened


@pytest.fixture
def anna(workspace: Workspace) -> ContactId:
    """Anna."""
    return workspace.do(add_contact, {"first": "Anna"}).result()


def told(workspace: Workspace, contact_id: ContactId) -> dict[str, str]:
    """Label → value on the card."""
    return {one.field.label: one.shown for one in workspace.ask(contact_card, contact_id).result().own}


@pytest.mark.parametrize(
    ("kind", "typed", "shown", "editing"),
    [
        ("text", " since 2019 ", "since 2019", "since 2019"),
        ("decimal", "12 500,5", "12,500.5", "12,500.5"),
        ("day", "2026-12-01", "1\u00a0December\u00a02026", "1\u00a0December\u00a02026"),
        ("flag", "yes", "yes", "yes"),
        ("flag", "no", "no", "no"),
        ("choice", "A class", "A class", "A class"),
        ("long_text", "one\ntwo", "one two", "one\ntwo"),
    ],
)
def test_a_field_of_each_kind_is_filled_and_read_again(
    workspace: Workspace, anna: ContactId, kind: str, typed: str, shown: str, editing: str
) -> None:
    field = workspace.do(define_field, "contact", "Own", kind).result()

    workspace.do(set_value, field, anna, typed).result()

    (value,) = workspace.ask(values_of, "contact", anna).result()
    assert (value.shown, value.typed) == (shown, editing)
    workspace.do(set_value, field, anna, value.typed).result()
    assert workspace.ask(values_of, "contact", anna).result() == (value,)


def test_a_value_is_taken_away_by_an_empty_text_and_comes_back_by_undo(workspace: Workspace, anna: ContactId) -> None:
    field = workspace.do(define_field, "contact", "Shoe size", "decimal").result()
    workspace.do(set_value, field, anna, "42").result()
    workspace.do(set_value, field, anna, " ").result()
    assert told(workspace, anna) == {"Shoe size": ""}

    workspace.undo().result()

    assert told(workspace, anna) == {"Shoe size": "42"}


def test_what_cannot_be_read_is_refused_beside_its_field(workspace: Workspace, anna: ContactId) -> None:
    field = workspace.do(define_field, "contact", "Contract until", "day").result()

    with pytest.raises(UserError, match="“soon” cannot be read as contract until") as refusal:
        workspace.do(set_value, field, anna, "soon").result()

    assert refusal.value.field == str(field)


def test_a_choice_learns_what_is_typed(workspace: Workspace, anna: ContactId) -> None:
    field = workspace.do(define_field, "contact", "Class", "choice").result()

    workspace.do(set_value, field, anna, "Gold").result()
    workspace.do(set_value, field, anna, "gold").result()

    (described,) = workspace.ask(custom_fields, "contact").result()
    assert [one.label for one in workspace.ask(values, described.pick_list).result()] == ["Gold"]
    assert told(workspace, anna) == {"Class": "Gold"}


def test_fields_are_renamed_arranged_and_removed_with_their_values_kept(workspace: Workspace, anna: ContactId) -> None:
    first = workspace.do(define_field, "contact", "One").result()
    second = workspace.do(define_field, "contact", "Two").result()
    workspace.do(set_value, first, anna, "1").result()

    workspace.do(rename_field, first, "Uno").result()
    workspace.do(order_fields, [second, first]).result()
    assert told(workspace, anna) == {"Two": "", "Uno": "1"}
    workspace.do(remove_field, first).result()
    assert told(workspace, anna) == {"Two": ""}
    workspace.undo().result()

    assert told(workspace, anna) == {"Two": "", "Uno": "1"}


@pytest.mark.parametrize(("noun", "label", "kind"), [("contact", " ", "text"), ("contact", "own", "text"),
                                                      ("offer", "New", "text"), ("contact", "New", "picture")])  # fmt: skip
def test_a_field_without_a_name_a_double_or_of_no_known_kind_is_refused(
    workspace: Workspace, noun: str, label: str, kind: str
) -> None:
    workspace.do(define_field, "contact", "Own").result()

    with pytest.raises(UserError):
        workspace.do(define_field, noun, label, kind).result()


def test_a_value_belongs_to_a_record_that_is_here(workspace: Workspace, anna: ContactId) -> None:
    field = workspace.do(define_field, "contact", "Own").result()
    workspace.do(remove_contact, anna).result()

    with pytest.raises(NotFoundError):
        workspace.do(set_value, field, anna, "x").result()


def test_fields_of_companies_are_their_own_and_survive_a_merge(workspace: Workspace) -> None:
    field = workspace.do(define_field, "company", "Fleet").result()
    other_field = workspace.do(define_field, "company", "Shop").result()
    kept = workspace.do(add_company, {"name": "Alpha"}).result()
    other = workspace.do(add_company, {"name": "Beta"}).result()
    workspace.do(set_value, field, kept, "12 lorries").result()
    workspace.do(set_value, field, other, "3 lorries").result()
    workspace.do(set_value, other_field, other, "in Omsk").result()

    workspace.do(merge_companies, kept, other).result()

    card = workspace.ask(company_card, kept).result()
    assert [(one.field.label, one.shown) for one in card.own] == [("Fleet", "12 lorries"), ("Shop", "in Omsk")]
    assert workspace.ask(custom_fields, "contact").result() == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from([key for key, _label in KINDS]), typed=st.text(max_size=30))
def test_whatever_is_typed_is_taken_or_refused_and_shown_again(
    workspace: Workspace, anna: ContactId, kind: str, typed: str
) -> None:
    known = {one.kind: one.id for one in workspace.ask(custom_fields, "contact").result()}
    field = known.get(kind) or workspace.do(define_field, "contact", kind, kind).result()
    try:
        workspace.do(set_value, field, anna, typed).result()
    except UserError:
        return

    shown = {one.field.kind: one for one in workspace.ask(values_of, "contact", anna).result()}
    workspace.do(set_value, field, anna, shown[kind].typed).result()
    assert {one.field.kind: one for one in workspace.ask(values_of, "contact", anna).result()} == shown
