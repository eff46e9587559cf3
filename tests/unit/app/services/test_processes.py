"""Ways of selling and their stages: changed at will, and no open deal is left without a stage."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.services.opportunities import add_opportunity, advance, edit_opportunity, lay_stages, win
from app.services.opportunity_lists import board, opportunities, processes, stage_history
from app.services.processes import (
    add_process,
    add_stage,
    edit_stage,
    order_stages,
    process_stages,
    remove_process,
    remove_stage,
    rename_process,
)
from app.views.offers import OpportunityId, OpportunityRow
from app.views.stages import StageRow
from app.workspace import Workspace
from tests.helpers.builders import working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace with the usual stages."""
    with working(tmp_path) as opened:
        opened.do(lay_stages).result()
        yield opened


@pytest.fixture
def process(workspace: Workspace) -> UUID:
    return workspace.ask(processes).result()[0].id


def stages(workspace: Workspace, process: UUID) -> tuple[StageRow, ...]:
    return workspace.ask(process_stages, process).result()


def a_deal(workspace: Workspace, stage: StageRow, **edits: object) -> OpportunityId:
    return workspace.do(add_opportunity, "Lathe", stage_id=stage.id, edits=edits).result()


def row_of(workspace: Workspace, deal: OpportunityId) -> OpportunityRow:
    return next(row for row in workspace.ask(opportunities, status="").result().rows if row.id == deal)


def test_a_stage_is_renamed_and_shown_so_on_the_board(workspace: Workspace, process: UUID) -> None:
    first = stages(workspace, process)[0]

    workspace.do(edit_stage, first.id, {"name": " Asked us "}).result()

    assert workspace.ask(board).result()[0].stage.name == "Asked us"


def test_deals_follow_the_probability_of_their_stage_but_not_their_own(workspace: Workspace, process: UUID) -> None:
    second = stages(workspace, process)[1]
    plain, own = a_deal(workspace, second), a_deal(workspace, second, probability="33")

    workspace.do(edit_stage, second.id, {"probability": "45"}).result()

    assert (row_of(workspace, plain).probability, row_of(workspace, own).probability) == (45, 33)


@pytest.mark.parametrize("edits", [{"name": "  "}, {"probability": "101"}, {"position": "3"}])
def test_what_cannot_be_of_a_stage_is_refused(workspace: Workspace, process: UUID, edits: dict[str, str]) -> None:
    first = stages(workspace, process)[0]

    with pytest.raises(UserError):
        workspace.do(edit_stage, first.id, edits).result()
    assert stages(workspace, process)[0] == first


def test_stages_stand_in_the_order_asked_for(workspace: Workspace, process: UUID) -> None:
    before = [stage.id for stage in stages(workspace, process)]

    workspace.do(order_stages, list(reversed(before))).result()

    assert [stage.id for stage in stages(workspace, process)] == list(reversed(before))


def test_a_new_stage_comes_last_and_takes_deals(workspace: Workspace, process: UUID) -> None:
    made = workspace.do(add_stage, process, "Paid").result()
    deal = a_deal(workspace, stages(workspace, process)[0])

    workspace.do(advance, deal, made).result()

    last = stages(workspace, process)[-1]
    assert (last.name, last.probability, last.deals) == ("Paid", 90, 1)


@given(place=st.integers(0, 5))
def test_deals_of_a_removed_stage_go_to_a_neighbour(tmp_path_factory: pytest.TempPathFactory, place: int) -> None:
    with working(tmp_path_factory.mktemp("ws")) as workspace:
        workspace.do(lay_stages).result()
        process = workspace.ask(processes).result()[0].id
        own = stages(workspace, process)
        deal = a_deal(workspace, own[place])

        workspace.do(remove_stage, own[place].id).result()

        heir = own[place - 1] if place else own[1]
        row = row_of(workspace, deal)
        assert (row.stage, row.probability) == (heir.name, heir.probability)
        assert [one.stage for one in workspace.ask(stage_history, deal).result()] == [own[place].name, heir.name]
        assert sum(stage.deals for stage in stages(workspace, process)) == 1


def test_undoing_the_removal_puts_the_deals_back(workspace: Workspace, process: UUID) -> None:
    own = stages(workspace, process)
    deal = a_deal(workspace, own[2])
    workspace.do(remove_stage, own[2].id).result()

    workspace.undo().result()

    assert stages(workspace, process)[2].deals == 1
    assert row_of(workspace, deal).stage == own[2].name


def test_a_closed_deal_keeps_the_name_of_its_removed_stage(workspace: Workspace, process: UUID) -> None:
    own = stages(workspace, process)
    deal = a_deal(workspace, own[3])
    workspace.do(win, deal).result()

    workspace.do(remove_stage, own[3].id).result()

    assert row_of(workspace, deal).stage == own[3].name


def test_the_last_stage_and_the_last_way_stay(workspace: Workspace, process: UUID) -> None:
    for stage in stages(workspace, process)[1:]:
        workspace.do(remove_stage, stage.id).result()

    with pytest.raises(UserError):
        workspace.do(remove_stage, stages(workspace, process)[0].id).result()
    with pytest.raises(UserError):
        workspace.do(remove_process, process).result()


def test_another_way_begins_as_a_copy_and_goes_its_own(workspace: Workspace, process: UUID) -> None:
    other = workspace.do(add_process, "Tenders", process).result()
    workspace.do(edit_stage, stages(workspace, other)[0].id, {"name": "Announced"}).result()
    workspace.do(rename_process, other, "Public tenders").result()

    assert [way.name for way in workspace.ask(processes).result()][1] == "Public tenders"
    assert stages(workspace, process)[0].name != "Announced"


def test_a_way_with_open_deals_is_not_removed(workspace: Workspace, process: UUID) -> None:
    other = workspace.do(add_process, "Tenders", process).result()
    deal = a_deal(workspace, stages(workspace, other)[0])

    with pytest.raises(UserError):
        workspace.do(remove_process, other).result()

    workspace.do(edit_opportunity, deal, {"name": "Still here"}).result()
    workspace.do(win, deal).result()
    workspace.do(remove_process, other).result()
    assert len(workspace.ask(processes).result()) == 1
