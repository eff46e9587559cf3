"""Deals on their way: stages, answers and what they come to."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.opportunities import (
    add_opportunity,
    advance,
    edit_opportunity,
    lay_stages,
    lose,
    put_aside,
    remove_buyer,
    remove_opportunity,
    reopen,
    set_buyer,
    win,
)
from app.services.opportunity_lists import board, opportunities, stage_history, stage_list, weighted_amount
from app.views.offers import OpportunityId, OpportunityRow, Sum
from app.workspace import Workspace
from resources.i18n import speaking
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import NOON, client_and_me


@pytest.fixture
def clock() -> FixedClock:
    """A clock that goes on when told."""
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path, clock) as opened:
        yield opened


def a_deal(workspace: Workspace, name: str = "Станок", **edits: object) -> OpportunityId:
    return workspace.do(add_opportunity, name, edits=edits).result()


def row_of(workspace: Workspace, deal: OpportunityId) -> OpportunityRow:
    rows = workspace.ask(opportunities, status="").result().rows
    return next(row for row in rows if row.id == deal)


def test_the_first_deal_lays_six_stages_of_growing_probability(workspace: Workspace) -> None:
    deal = a_deal(workspace, amount="1000")

    stages = workspace.ask(stage_list).result()

    assert len(stages) == 6
    assert [stage.probability for stage in stages] == sorted({stage.probability for stage in stages})
    assert all(stage.name and stage.client_did for stage in stages)
    row = row_of(workspace, deal)
    assert (row.stage, row.probability, row.status) == (stages[0].name, stages[0].probability, "open")


def test_stages_are_laid_once(workspace: Workspace) -> None:
    first = workspace.do(lay_stages).result()

    second = workspace.do(lay_stages).result()

    assert first == second


def test_stages_are_laid_in_the_language_of_the_workspace(workspace: Workspace) -> None:
    with speaking("ru"):
        workspace.do(lay_stages).result()

    assert workspace.ask(stage_list).result()


def test_advancing_keeps_the_way_with_its_days(workspace: Workspace, clock: FixedClock) -> None:
    deal = a_deal(workspace, amount="1000")
    stages = workspace.ask(stage_list).result()
    clock.go_on(days=3)
    workspace.do(advance, deal, stages[3].id).result()
    clock.go_on(days=2)

    way = workspace.ask(stage_history, deal).result()

    assert [(entry.stage, entry.days, entry.probability) for entry in way] == [
        (stages[0].name, 3, stages[0].probability),
        (stages[3].name, 2, stages[3].probability),
    ]
    row = row_of(workspace, deal)
    assert (row.days_in_stage, row.weighted) == (2, Decimal(10) * stages[3].probability)


def test_advancing_to_the_same_stage_changes_nothing(workspace: Workspace, clock: FixedClock) -> None:
    deal = a_deal(workspace)
    clock.go_on(days=1)

    workspace.do(advance, deal, workspace.ask(stage_list).result()[0].id).result()

    assert len(workspace.ask(stage_history, deal).result()) == 1
    assert row_of(workspace, deal).days_in_stage == 1


def test_undoing_an_advance_takes_its_entry_back(workspace: Workspace) -> None:
    deal = a_deal(workspace)
    stages = workspace.ask(stage_list).result()
    workspace.do(advance, deal, stages[2].id).result()

    workspace.undo().result()

    assert row_of(workspace, deal).stage == stages[0].name
    assert len(workspace.ask(stage_history, deal).result()) == 1


def test_a_deal_is_lost_for_a_reason(workspace: Workspace) -> None:
    deal = a_deal(workspace, amount="1000")

    with pytest.raises(UserError) as refused:
        workspace.do(lose, deal, "  ").result()
    workspace.do(lose, deal, "price", competitor="Рога", return_on=date(2027, 5, 1)).result()

    assert refused.value.field == "close_reason"
    assert (row_of(workspace, deal).status, row_of(workspace, deal).probability) == ("lost", 0)


def test_a_closed_deal_neither_moves_nor_closes_again_until_reopened(workspace: Workspace) -> None:
    deal = a_deal(workspace)
    stages = workspace.ask(stage_list).result()
    workspace.do(advance, deal, stages[4].id).result()
    workspace.do(win, deal).result()
    assert row_of(workspace, deal).probability == 100

    refused: tuple[Callable[[], Future[None]], ...] = (
        lambda: workspace.do(advance, deal, stages[0].id),
        lambda: workspace.do(win, deal),
        lambda: workspace.do(lose, deal, "price"),
        lambda: workspace.do(put_aside, deal),
    )
    for change in refused:
        with pytest.raises(UserError, match="reopen"):
            change().result()
    workspace.do(reopen, deal).result()

    row = row_of(workspace, deal)
    assert (row.status, row.stage, row.probability) == ("open", stages[4].name, stages[4].probability)


def test_a_deal_put_aside_leaves_the_board_and_comes_back(workspace: Workspace) -> None:
    deal = a_deal(workspace)
    workspace.do(put_aside, deal, return_on=date(2027, 1, 11)).result()
    aside = workspace.ask(board).result()[0].count

    workspace.do(reopen, deal).result()

    assert (aside, workspace.ask(board).result()[0].count) == (0, 1)


def test_the_board_counts_and_sums_each_stage_by_currency(workspace: Workspace) -> None:
    a_deal(workspace, "a", amount="1000.50")
    a_deal(workspace, "b", amount="500", probability="50")
    a_deal(workspace, "c", amount="70", currency="usd")
    a_deal(workspace, "d")
    workspace.do(lose, a_deal(workspace, "e", amount="9000"), "price").result()
    workspace.do(remove_opportunity, a_deal(workspace, "f", amount="9000")).result()

    first, *others = workspace.ask(board).result()

    assert first.count == 4
    assert [row.name for row in first.rows] == ["d", "c", "b", "a"]
    assert first.amounts == (Sum(Decimal("1500.50"), "RUB"), Sum(Decimal("70.00"), "USD"))
    assert first.weighted == (Sum(Decimal("350.05"), "RUB"), Sum(Decimal("7.00"), "USD"))
    assert all(column.count == 0 for column in others)
    assert workspace.ask(weighted_amount).result() == first.weighted


def test_the_contact_brings_its_firm(workspace: Workspace) -> None:
    person, firm = workspace.do(client_and_me).result()

    deal = workspace.do(add_opportunity, "Станок", contact_id=person).result()

    row = row_of(workspace, deal)
    assert (row.contact, row.company_id, row.has_next_step) == ("Щукина Анна Викторовна", firm, False)


def test_a_person_takes_part_with_a_role_once(workspace: Workspace) -> None:
    person, _firm = workspace.do(client_and_me).result()
    deal = a_deal(workspace)

    for attitude in (1, 2):
        workspace.do(set_buyer, deal, person, role="decides", attitude=attitude).result()
    workspace.do(remove_buyer, deal, person).result()
    workspace.do(set_buyer, deal, person).result()

    with pytest.raises(UserError) as refused:
        workspace.do(set_buyer, deal, person, attitude=3).result()
    assert refused.value.field == "attitude"


@pytest.mark.parametrize("field", ["status", "close_reason", "closed_on", "stage_id", "nonsense"])
def test_what_has_its_own_command_is_not_edited(workspace: Workspace, field: str) -> None:
    deal = a_deal(workspace)

    with pytest.raises(UserError) as refused:
        workspace.do(edit_opportunity, deal, {field: "x"}).result()

    assert refused.value.field == field


def test_deals_are_found_by_text_and_by_stage(workspace: Workspace) -> None:
    a_deal(workspace, "Токарный станок")
    moved = a_deal(workspace, "Оснастка")
    stages = workspace.ask(stage_list).result()
    workspace.do(advance, moved, stages[1].id).result()

    by_text = workspace.ask(opportunities, text="токар").result()
    by_stage = workspace.ask(opportunities, stage_id=stages[1].id).result()

    assert [row.name for row in by_text.rows] == ["Токарный станок"]
    assert [row.name for row in by_stage.rows] == ["Оснастка"]
