"""Own fields on cards: found by their label, added where new, never written over."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.card import Card, CardChannel
from app.records.statuses import in_one_text, out_of_one_text
from app.services.custom_fields import custom_fields, define_field, set_value, values_of
from app.services.importing import ImportFile, import_cards
from app.workspace import Workspace
from tests.helpers.builders import a_contact, put, working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path, durable=False) as opened:
        yield opened


@pytest.fixture
def ann(workspace: Workspace) -> UUID:
    return put(workspace, a_contact("Ann", "Lee", foreign_uid="ann"))[0]


def bring(workspace: Workspace, *cards: Card) -> None:
    workspace.do(import_cards, [ImportFile("cards.vcf", cards)], workspace.files).result()


def card(*extra: tuple[str, str], uid: str = "ann") -> Card:
    return Card(uid=uid, first="Ann", last="Lee", channels=(CardChannel("email", f"{uid}@example.com"),), extra=extra)


def said(workspace: Workspace, contact: UUID) -> dict[str, str]:
    return {one.field.label: one.typed for one in workspace.ask(values_of, "contact", contact).result()}


def test_a_field_nobody_knows_is_added_with_its_kind(workspace: Workspace, ann: UUID) -> None:
    bring(workspace, card(("own:day:Met on", "2024-05-06"), ("own:odd:Motto", "a: b, c")))

    kinds = [(one.label, one.kind) for one in workspace.ask(custom_fields, "contact").result()]
    assert kinds == [("Met on", "day"), ("Motto", "text")]
    assert said(workspace, ann)["Motto"] == "a: b, c"


def test_a_field_is_known_by_its_label_whatever_the_case(workspace: Workspace, ann: UUID) -> None:
    workspace.do(define_field, "contact", "Shoe size", "decimal").result()

    bring(workspace, card(("own:text:SHOE  size", "43,5")))

    assert len(workspace.ask(custom_fields, "contact").result()) == 1
    assert said(workspace, ann) == {"Shoe size": "43.5"}


def test_what_a_contact_says_already_stays(workspace: Workspace, ann: UUID) -> None:
    field = workspace.do(define_field, "contact", "Hobby").result()
    workspace.do(set_value, field, ann, "Chess").result()

    bring(workspace, card(("own:text:Hobby", "Fishing")), card(("own:text:Hobby", "Tennis")))

    assert said(workspace, ann) == {"Hobby": "Chess"}


def test_a_value_that_is_none_of_its_kind_is_kept_as_it_stands(workspace: Workspace, ann: UUID) -> None:
    workspace.do(define_field, "contact", "Met on", "day").result()

    bring(workspace, card(("own:text:Met on", "one summer")))

    assert said(workspace, ann) == {"Met on": "one summer"}


def test_one_undo_takes_the_values_and_the_fields_away(workspace: Workspace, ann: UUID) -> None:
    bring(workspace, card(("own:choice:Hobby", "Chess")), card(("own:choice:Hobby", "Go"), uid="bob"))

    workspace.undo().result()

    assert said(workspace, ann) == {}
    assert workspace.ask(custom_fields, "contact").result() == ()


@given(st.lists(st.text(st.sampled_from(",\\a b"), min_size=1, max_size=5), max_size=4, unique=True))
def test_statuses_come_out_of_one_text_as_they_went_in(values: list[str]) -> None:
    assert sorted(out_of_one_text(in_one_text(values))) == sorted(values)
