"""The catalogue: found, priced by list, quantity and segment, archived without a loss."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFoundError, UserError
from app.records.product_prices import FoundPrice, best
from app.services.products import (
    add_price_list,
    add_product,
    archive_product,
    categories,
    edit_price_list,
    edit_product,
    price_lists,
    price_of,
    product_by_code,
    product_card,
    products,
    remove_price,
    remove_price_list,
    remove_product,
    restore_product,
    set_price,
)
from app.views.offers import ProductId
from app.workspace import Workspace
from tests.helpers.builders import working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path) as opened:
        yield opened


def a_product(workspace: Workspace, name: str = "Фреза", **edits: object) -> ProductId:
    return workspace.do(add_product, {"name": name, **edits}).result()


def names(workspace: Workspace, **asked: object) -> list[str]:
    return [row.name for row in workspace.ask(products, **asked).result().rows]  # type: ignore[arg-type]


def test_the_catalogue_is_sorted_as_people_sort_and_paged(workspace: Workspace) -> None:
    for name in ("ёлка", "Ель", "абрикос", "Яблоко", "Zebra"):
        a_product(workspace, name)

    page = workspace.ask(products, offset=1, limit=2).result()

    assert [row.name for row in page.rows] == ["абрикос", "ёлка"]
    assert page.total == 5


@pytest.mark.parametrize("text", ["фрез", "ФРЕЗА", "freza", "A-17", "ahtpf"])
def test_a_product_is_found_by_name_and_code_in_any_reading(workspace: Workspace, text: str) -> None:
    a_product(workspace, "Фреза", code="A-17")
    a_product(workspace, "Сверло", code="B-3")

    found = names(workspace, text=text)

    assert found == ["Фреза"]


def test_archived_products_are_shown_only_when_asked_for(workspace: Workspace) -> None:
    product = a_product(workspace)

    workspace.do(archive_product, product).result()

    assert (names(workspace), names(workspace, archived=True)) == ([], ["Фреза"])
    workspace.do(archive_product, product, archived=False).result()
    assert names(workspace) == ["Фреза"]


def test_a_removed_product_comes_back(workspace: Workspace) -> None:
    product = a_product(workspace)
    workspace.do(remove_product, product).result()
    with pytest.raises(NotFoundError):
        workspace.ask(product_card, product).result()

    workspace.do(restore_product, product).result()

    assert workspace.ask(product_card, product).result().product.name == "Фреза"


def test_two_living_products_never_share_a_code(workspace: Workspace) -> None:
    first = a_product(workspace, code="A-1")
    with pytest.raises(UserError, match="Фреза") as refused:
        a_product(workspace, "Сверло", code="A-1")
    workspace.do(remove_product, first).result()

    second = a_product(workspace, "Сверло", code="A-1")

    assert refused.value.field == "code"
    found = workspace.ask(product_by_code, "A-1").result()
    assert found is not None
    assert found.id == second


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("price", "-1"), ("price", "dear"), ("vat_rate", "100"), ("currency", "XYZ"), ("sort", "1")],
)
def test_a_field_that_makes_no_sense_is_refused_beside_itself(workspace: Workspace, field: str, value: str) -> None:
    product = a_product(workspace)

    with pytest.raises(UserError) as refused:
        workspace.do(edit_product, product, {field: value}).result()

    assert refused.value.field == field


def test_the_card_shows_prices_and_analogues(workspace: Workspace) -> None:
    other, product = a_product(workspace, "Сверло"), a_product(workspace)
    wholesale = workspace.do(add_price_list, {"name": "Опт"}).result()
    workspace.do(set_price, wholesale, product, Decimal(90), from_quantity=Decimal(10)).result()

    workspace.do(edit_product, product, {"analogues": [other], "floor_price": "80"}).result()

    card = workspace.ask(product_card, product).result()
    assert [row.name for row in card.analogues] == ["Сверло"]
    assert [(price.price_list, price.amount, price.from_quantity) for price in card.prices] == [
        ("Опт", Decimal(90), Decimal(10))
    ]
    assert card.floor_price == Decimal(80)


def test_the_best_price_is_that_of_the_segment_then_of_the_quantity(workspace: Workspace) -> None:
    product = a_product(workspace, price="100")
    prices = workspace.do(add_price_list, {"name": "Опт"}).result()
    for amount, quantity, segment in ((95, 1, ""), (90, 10, ""), (85, 1, "dealer"), (99, 100, "shop")):
        workspace.do(
            set_price, prices, product, Decimal(amount), from_quantity=Decimal(quantity), segment=segment
        ).result()

    found = [
        workspace.ask(price_of, product, Decimal(quantity), segment=segment).result()
        for quantity, segment in ((1, ""), (10, ""), (10, "Dealer"), (10, "shop"), (100, "shop"))
    ]

    assert [price.amount for price in found if price] == [95, 90, 85, 90, 99]


def test_a_price_list_holds_for_its_days_and_its_currency(workspace: Workspace) -> None:
    product = a_product(workspace, price="100")
    period = {"name": "Осень", "valid_from": "2026-09-01", "valid_through": "2026-11-30"}
    autumn = workspace.do(add_price_list, period).result()
    abroad = workspace.do(add_price_list, {"name": "Export", "currency": "USD"}).result()
    workspace.do(set_price, autumn, product, Decimal(80)).result()
    workspace.do(set_price, abroad, product, Decimal(2)).result()

    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 1)]
    roubles = [workspace.ask(price_of, product, on=day, currency="RUB").result() for day in days]
    dollars = workspace.ask(price_of, product, currency="USD").result()

    assert [price.amount for price in roubles if price] == [100, 80, 80, 100]
    assert dollars is not None
    assert (dollars.amount, dollars.price_list) == (Decimal(2), "Export")
    assert workspace.ask(price_of, product, currency="EUR").result() is None


def test_setting_a_price_again_replaces_it(workspace: Workspace) -> None:
    product = a_product(workspace)
    prices = workspace.do(add_price_list, {"name": "Опт"}).result()

    ids = {workspace.do(set_price, prices, product, Decimal(amount)).result() for amount in (90, 95)}

    assert len(ids) == 1
    assert [price.amount for price in workspace.ask(product_card, product).result().prices] == [95]
    workspace.do(remove_price, ids.pop()).result()
    assert workspace.ask(price_lists).result()[0].prices == 0


def test_a_removed_price_list_prices_nothing(workspace: Workspace) -> None:
    product = a_product(workspace, price="100")
    prices = workspace.do(add_price_list, {"name": "Опт"}).result()
    workspace.do(set_price, prices, product, Decimal(90)).result()

    workspace.do(remove_price_list, prices).result()

    found = workspace.ask(price_of, product).result()
    assert found is not None
    assert found.amount == 100


def test_a_price_list_cannot_end_before_it_begins(workspace: Workspace) -> None:
    prices = workspace.do(add_price_list, {"name": "Опт", "valid_from": "2026-01-01"}).result()

    with pytest.raises(UserError) as refused:
        workspace.do(edit_price_list, prices, {"valid_through": "2025-12-31"}).result()

    assert refused.value.field == "valid_through"


def test_categories_are_counted(workspace: Workspace) -> None:
    a_product(workspace, "a", category="Станки")
    a_product(workspace, "b", category="Станки")
    a_product(workspace, "c", category="Оснастка")

    assert workspace.ask(categories).result() == (("Оснастка", 1), ("Станки", 2))
    assert names(workspace, category="Станки") == ["a", "b"]


@given(st.dictionaries(st.integers(1, 50), st.integers(1, 1_000), min_size=1, max_size=6), st.integers(1, 60))
def test_a_quantity_gets_the_highest_step_it_reaches(steps: dict[int, int], quantity: int) -> None:
    listed = [FoundPrice(Decimal(amount), "RUB", "L", Decimal(step)) for step, amount in steps.items()]

    found = best(listed, Decimal(quantity))

    reached = [step for step in steps if step <= quantity]
    assert (found.amount if found else None) == (steps[max(reached)] if reached else None)
