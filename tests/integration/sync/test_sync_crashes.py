"""What breaks off in the middle of a transaction leaves no half of it: freezing, settling, applying, erasing, first sync."""

from pathlib import Path
from typing import Any

import pytest

from sync.client import counting, kept, state
from sync.client.round import Ways
from tests.helpers.builders import a_contact, a_phone, put
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import out_of_step, run_sql
from tests.helpers.sync_content import content_of, the_queues_of

# Where it breaks, and what happens on the way there: the last thing each transaction does.
POINTS = {
    "freezing": (state, "put"),
    "settling": (kept, "keep"),
    "counting": (counting, "moved"),
    "applying": (state, "move_cursor"),
    "excluding": (state, "exclude"),
}


class BrokenOffError(Exception):
    """The power went."""


@pytest.mark.may_log("BrokenOffError")
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("ways", [Ways(), Ways(rows=1, page=1, at_once=1)], ids=["at once", "in parts"])
def test_a_round_that_broke_off_is_made_good_by_the_next_one(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, ways: Ways
) -> None:
    anna, boris = (Laptop.joined(office, tmp_path / name, office.add_person(name)) for name in ("anna", "boris"))
    client = a_contact("Олег")
    put(anna.workspace, client, a_phone(client))
    anna.sync()
    boris.sync()
    run_sql(anna.workspace, "UPDATE contact SET interest = 'насосы'")
    run_sql(boris.workspace, "UPDATE contact SET interest = 'краны', job_title = 'Инженер'")
    anna.sync()
    for after in range(8):
        break_off(monkeypatch, point, after)
        try:
            boris.sync(ways)
        except BrokenOffError:
            monkeypatch.undo()
            run_sql(boris.workspace, ("UPDATE contact SET department = ?", (f"Сбыт {after}",)))
        monkeypatch.undo()

    reports = [laptop.sync(ways) for laptop in (boris, anna, boris)]

    assert [report.mended for report in reports] == [0, 0, 0]
    assert content_of(anna) == content_of(boris)
    assert anna.rows("SELECT job_title, department FROM contact") == boris.rows(
        "SELECT job_title, department FROM contact"
    )
    assert [the_queues_of(laptop) for laptop in (anna, boris)] == [[], []]
    assert len(anna.rows("SELECT * FROM conflict")) == 1
    assert [out_of_step(laptop.workspace) for laptop in (anna, boris)] == [[], []]


def break_off(monkeypatch: pytest.MonkeyPatch, point: str, after: int) -> None:
    """The power goes when the function has been called so many times."""
    module, name = POINTS[point]
    honest = getattr(module, name)
    left = [after]

    def call(*values: Any, **named: Any) -> Any:
        if not left[0]:
            raise BrokenOffError
        left[0] -= 1
        return honest(*values, **named)

    monkeypatch.setattr(module, name, call)
