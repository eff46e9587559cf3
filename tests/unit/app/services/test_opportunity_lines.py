"""The lines of a deal, and the amount that follows them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.records.deal_parts import line_sum, lines_sum
from app.services.opportunities import add_opportunity, edit_opportunity, set_buyer
from app.services.opportunity_lines import add_line, edit_line, remove_line, take_amount
from app.services.opportunity_lists import deal_choices, opportunity_card, processes, status_totals
from app.services.products import add_product
from app.views.deals import OpportunityCard
from app.views.offers import OpportunityId, ProductId, Sum
from app.workspace import Workspace
from tests.helpers.builders import working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path) as opened:
        yield opened


@pytest.fixture
def deal(workspace: Workspace) -> OpportunityId:
    """A deal of no amount yet."""
    return workspace.do(add_opportunity, "Lathe").result()


@pytest.fixture
def lathe(workspace: Workspace) -> ProductId:
    """Sold by two at least, at 1 000, never under 900."""
    fields = {"name": "L-400", "price": "1000", "floor_price": "900", "minimum_order": "2", "unit": "pc"}
    return workspace.do(add_product, fields).result()


def card(workspace: Workspace, deal: OpportunityId) -> OpportunityCard:
    return workspace.ask(opportunity_card, deal).result()


def test_a_product_comes_into_a_deal_at_its_price_and_smallest_order(
    workspace: Workspace, deal: OpportunityId, lathe: ProductId
) -> None:
    workspace.do(add_line, deal, product_id=lathe).result()

    (line,) = card(workspace, deal).lines
    assert line.name == "L-400"
    assert [line.quantity, line.price, line.sum] == [2, 1000, 2000]
    assert card(workspace, deal).row.amount == 2000


def test_a_discount_below_the_floor_price_is_marked(
    workspace: Workspace, deal: OpportunityId, lathe: ProductId
) -> None:
    line = workspace.do(add_line, deal, product_id=lathe).result()

    workspace.do(edit_line, line, {"discount_percent": "11"}).result()

    assert card(workspace, deal).lines[0].below_floor


def test_the_amount_a_person_named_stays_until_the_lines_are_taken(workspace: Workspace, deal: OpportunityId) -> None:
    line = workspace.do(add_line, deal, edits={"name": "Start-up", "price": "100"}).result()
    workspace.do(edit_opportunity, deal, {"amount": "90"}).result()

    workspace.do(edit_line, line, {"quantity": "3"}).result()

    assert card(workspace, deal).row.amount == 90
    assert card(workspace, deal).lines_sum == 300
    workspace.do(take_amount, deal).result()
    assert card(workspace, deal).row.amount == 300


def test_a_removed_line_leaves_the_amount_with_it_and_comes_back_by_undo(
    workspace: Workspace, deal: OpportunityId
) -> None:
    workspace.do(add_line, deal, edits={"name": "Start-up", "price": "100"}).result()
    line = workspace.do(add_line, deal, edits={"name": "Delivery", "price": "50"}).result()

    workspace.do(remove_line, line).result()
    assert card(workspace, deal).row.amount == 100
    workspace.undo().result()

    assert [one.name for one in card(workspace, deal).lines] == ["Start-up", "Delivery"]
    assert card(workspace, deal).row.amount == 150


@pytest.mark.parametrize(
    ("edits", "field"),
    [({"name": " "}, "name"), ({"quantity": "-1"}, "quantity"), ({"discount_percent": "101"}, "discount_percent")],
)
def test_a_line_that_makes_no_sense_is_refused(
    workspace: Workspace, deal: OpportunityId, edits: dict[str, object], field: str
) -> None:
    line = workspace.do(add_line, deal, edits={"name": "Start-up", "price": "100"}).result()

    with pytest.raises(UserError) as refusal:
        workspace.do(edit_line, line, edits).result()

    assert refusal.value.field == field
    assert card(workspace, deal).lines[0].sum == 100


def test_statuses_are_counted_and_summed_currency_by_currency(workspace: Workspace) -> None:
    for amount, currency in (("100", "RUB"), ("50", "RUB"), ("7", "USD")):
        workspace.do(add_opportunity, "Deal", edits={"amount": amount, "currency": currency}).result()

    (total,) = workspace.ask(status_totals).result()

    assert (total.status, total.count) == ("open", 3)
    assert total.amounts == (Sum(Decimal("150.00"), "RUB"), Sum(Decimal("7.00"), "USD"))
    assert total.weighted == (Sum(Decimal("15.00"), "RUB"), Sum(Decimal("0.70"), "USD"))


def test_a_process_tells_how_many_open_deals_go_it(workspace: Workspace, deal: OpportunityId) -> None:
    (process,) = workspace.ask(processes).result()

    assert process.open_deals == 1
    assert workspace.ask(deal_choices).result().roles == ()


def test_an_attitude_beyond_two_is_refused(workspace: Workspace, deal: OpportunityId) -> None:
    with pytest.raises(UserError):
        workspace.do(set_buyer, deal, deal, attitude=3).result()  # type: ignore[arg-type]  # refused before it matters


@given(
    st.lists(
        st.builds(
            SimpleNamespace,
            quantity=st.decimals(0, 1000, places=3), price=st.decimals(0, 100_000, places=2),
            discount_percent=st.one_of(st.none(), st.decimals(0, 100, places=2)),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_lines_come_to_the_sum_of_what_each_of_them_shows(lines: list[SimpleNamespace]) -> None:
    assert lines_sum(lines) == sum((line_sum(line) for line in lines), Decimal(0))
    assert all(0 <= line_sum(line) <= line.quantity * line.price + Decimal("0.01") for line in lines)
