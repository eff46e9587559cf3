"""Own firms: the usual one, their accounts, and what is refused of their fields."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotFoundError, UserError
from app.services.sellers import (
    add_bank_account,
    add_seller,
    default_seller,
    edit_bank_account,
    edit_seller,
    remove_bank_account,
    remove_seller,
    seller_card,
    sellers,
)
from app.workspace import Workspace
from tests.helpers.builders import working
from tests.helpers.offers import a_firm_with_account, a_seller


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path) as opened:
        yield opened


def test_the_first_firm_is_the_usual_one_until_another_is_chosen(workspace: Workspace) -> None:
    first, second = a_seller(workspace, "A"), a_seller(workspace, "B")
    before = workspace.ask(default_seller).result()

    workspace.do(edit_seller, second, {"is_default": "yes"}).result()

    after = workspace.ask(default_seller).result()
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == (first, second)
    assert [seller.is_default for seller in workspace.ask(sellers).result()] == [True, False]


def test_without_a_firm_there_is_no_usual_one(workspace: Workspace) -> None:
    removed = a_seller(workspace)

    workspace.do(remove_seller, removed).result()

    assert workspace.ask(default_seller).result() is None
    with pytest.raises(NotFoundError):
        workspace.ask(seller_card, removed).result()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("vat_mode", "half"),
        ("currency", "ABC"),
        ("number_pattern", "КП"),
        ("accent", "green"),
        ("offer_days", "-1"),
        ("offer_days", "soon"),
        ("colour", "red"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused_beside_itself(workspace: Workspace, field: str, value: str) -> None:
    seller = a_seller(workspace)

    with pytest.raises(UserError) as refused:
        workspace.do(edit_seller, seller, {field: value}).result()

    assert refused.value.field == field


def test_a_firm_needs_a_name(workspace: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(add_seller, {"inn": "5407123451"}).result()

    assert refused.value.field == "name"


def test_the_card_doubts_mistyped_numbers_but_keeps_them(workspace: Workspace) -> None:
    seller = a_firm_with_account(workspace)
    workspace.do(edit_seller, seller, {"inn": "5407123459", "kpp": "1"}).result()

    card = workspace.ask(seller_card, seller).result()

    assert {"inn", "kpp"} <= {field for field, _sentence in card.hints}
    assert card.seller.inn == "5407123459"
    assert ("director", "Director", "Гордеев Сергей Александрович") in card.fields


def test_the_first_account_is_primary_and_another_takes_over(workspace: Workspace) -> None:
    seller = a_seller(workspace)
    first = workspace.do(add_bank_account, seller, {"account": "4070 2810 5000 0000 0001"}).result()
    second = workspace.do(add_bank_account, seller, {"account": "2"}).result()

    workspace.do(edit_bank_account, second, {"is_primary": "yes"}).result()
    chosen = workspace.ask(seller_card, seller).result().accounts
    workspace.do(remove_bank_account, second).result()
    left = workspace.ask(seller_card, seller).result().accounts

    assert [(each.id, each.primary) for each in chosen] == [(second, True), (first, False)]
    assert [(each.id, each.primary, each.account) for each in left] == [(first, True, "40702810500000000001")]


def test_usual_conditions_are_kept_in_their_order(workspace: Workspace) -> None:
    seller = a_seller(workspace, conditions=[("payment", "50 %"), ("Монтаж", "включён")])

    card = workspace.ask(seller_card, seller).result()

    assert card.conditions == (("payment", "50 %"), ("Монтаж", "включён"))
    with pytest.raises(UserError, match="pairs"):
        workspace.do(edit_seller, seller, {"conditions": "50 %"}).result()


def test_editing_a_firm_is_undone_by_name(workspace: Workspace) -> None:
    seller = a_seller(workspace, "Альфа")
    workspace.do(edit_seller, seller, {"name": "Бета"}).result()

    undone = workspace.undo().result()

    assert undone.entry.name == "Edit seller"
    assert workspace.ask(sellers).result()[0].name == "Альфа"


def test_when_the_usual_firm_is_removed_another_one_is_usual(workspace: Workspace) -> None:
    first, second = a_seller(workspace, "A"), a_seller(workspace, "B")

    workspace.do(remove_seller, first).result()

    left = workspace.ask(default_seller).result()
    assert left is not None
    assert (left.id, left.is_default) == (second, True)
