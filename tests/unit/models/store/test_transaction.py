"""What a command is handed: writing a record's fields by name."""

from pathlib import Path

import pytest

from app.command import Command, Tx
from app.workspace import Workspace
from models.company import Company
from models.contact import Contact
from models.errors import NotFoundError
from models.ids import new_id
from tests.helpers.builders import a_company, a_contact, put, working
from tests.helpers.clock import FixedClock
from tests.helpers.raw_sql import rows_of, run_sql, value_of


def update(workspace: Workspace, noun: type, record_id: object, **values: object) -> None:
    """One edit by name as one change."""

    def run(tx: Tx) -> None:
        tx.update(noun, record_id, values)  # type: ignore[arg-type]

    workspace.do(Command("Edit", run)).result()


def test_an_edit_that_changes_nothing_is_no_change(tmp_path: Path) -> None:
    clock = FixedClock()
    with working(tmp_path, clock) as workspace:
        firm = a_company()
        (ann, _firm) = put(workspace, a_contact("Ann", favourite=True), firm)
        update(workspace, Contact, ann, company_id=firm.id)
        before = rows_of(workspace, "SELECT * FROM contact")
        clock.go_on(minutes=1)

        update(workspace, Contact, ann, first="Ann", favourite=True, company_id=firm.id, consent_on=None)
        update(workspace, Contact, ann)

        assert value_of(workspace, "SELECT count(*) FROM journal") == 2
        assert rows_of(workspace, "SELECT * FROM contact") == before


def test_one_cell_that_differs_is_written_with_the_moment(tmp_path: Path) -> None:
    clock = FixedClock()
    with working(tmp_path, clock) as workspace:
        (ann,) = put(workspace, a_contact("Ann"))
        clock.go_on(minutes=1)

        update(workspace, Contact, ann, first="Ann", last="Lee")

        assert rows_of(workspace, "SELECT first, last, edited_at - created_at FROM contact") == [("Ann", "Lee", 60_000)]


def test_what_is_gone_or_in_the_recycle_bin_cannot_be_written(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        (firm,) = put(workspace, a_company("Alpha"))
        run_sql(workspace, "UPDATE company SET removed_at = 1")

        for record_id in (firm, new_id()):
            for values in ({"name": "Alpha"}, {"name": "Beta"}, {}):
                with pytest.raises(NotFoundError):
                    update(workspace, Company, record_id, **values)
