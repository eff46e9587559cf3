"""The history of fields: a system row for each watched cell that a person changed, in words a person reads."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.command import Sender
from app.workspace import Workspace
from models.ids import new_id
from models.opportunity import Opportunity
from models.pick_list import PickItem, PickList
from tests.helpers.builders import a_company, a_contact, put, working
from tests.helpers.raw_sql import Rows, rows_of, run_sql

OWNER = UUID(int=5)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        opened.act_as(OWNER)
        yield opened


def written(workspace: Workspace) -> Rows:
    return rows_of(workspace, "SELECT field, details FROM history WHERE system = 1 ORDER BY rid")


def test_a_watched_field_leaves_a_row_on_its_record(workspace: Workspace) -> None:
    (ann,) = put(workspace, a_contact())

    run_sql(workspace, "UPDATE contact SET job_title = 'Director', nickname = 'A'")

    assert written(workspace) == [("job_title", "— → Director")]
    assert rows_of(workspace, "SELECT contact_id, kind, regarding, owner_id, removed_at FROM history") == [
        (ann.bytes, "system", "Job title", OWNER.bytes, None)
    ]


def test_values_are_told_as_a_person_reads_them(workspace: Workspace) -> None:
    stages = PickList(id=new_id(), key="relationship_stage", name="Stage")
    put(workspace, stages, PickItem(id=new_id(), list_id=stages.id, key="warm", label="Warm"))
    old, new = a_company("Old"), a_company("New")
    put(workspace, old, new, a_contact(company_id=old.id))

    run_sql(workspace, ("UPDATE contact SET company_id = ?", (new.id.bytes,)))
    run_sql(workspace, "UPDATE contact SET do_not_call = 1, relationship_stage = 'warm'")
    run_sql(workspace, "UPDATE contact SET relationship_stage = 'odd', company_id = NULL")

    assert written(workspace) == [
        ("company_id", "Old → New"),
        ("do_not_call", "no → yes"),
        ("relationship_stage", "— → Warm"),
        ("company_id", "New → —"),
        ("relationship_stage", "Warm → odd"),
    ]


def test_a_sum_is_told_as_a_sum_and_stands_on_the_deal_its_person_and_its_firm(workspace: Workspace) -> None:
    firm = a_company()
    ann = a_contact(company_id=firm.id)
    deal = Opportunity(id=new_id(), name="Pumps", contact_id=ann.id, company_id=firm.id)
    put(workspace, firm, ann, deal)

    run_sql(workspace, "UPDATE opportunity SET amount = 12505000")

    assert written(workspace) == [("amount", "— → 1250.5")]
    assert rows_of(workspace, "SELECT opportunity_id, contact_id, company_id FROM history") == [
        (deal.id.bytes, ann.id.bytes, firm.id.bytes)
    ]


def test_undo_takes_the_row_back_with_the_change(workspace: Workspace) -> None:
    put(workspace, a_contact())
    run_sql(workspace, "UPDATE contact SET job_title = 'Director'")

    workspace.undo().result()

    assert written(workspace) == []
    workspace.redo().result()
    assert written(workspace) == [("job_title", "— → Director")]


def test_what_a_server_sent_leaves_none_for_its_own_rows_come_along(workspace: Workspace) -> None:
    put(workspace, a_contact())

    run_sql(workspace, "UPDATE contact SET job_title = 'Director'", sender=Sender(source="sync"))

    assert written(workspace) == []


def test_a_change_of_very_many_records_leaves_none(workspace: Workspace) -> None:
    put(workspace, *(a_contact() for _number in range(501)))

    run_sql(workspace, "UPDATE contact SET job_title = 'Director'")

    assert written(workspace) == []
