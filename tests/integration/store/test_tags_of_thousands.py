"""A tag put on and taken off thousands of people: one undo, every mark, the index as a rebuild would make it."""

from datetime import UTC, datetime
from pathlib import Path

from app.command import Tx
from app.services.contact_bulk import tag_chosen, untag_chosen
from app.views.chosen import Chosen
from app.workspace import Workspace
from models.contact import Contact
from models.ids import new_ids_bytes
from models.store import sync_marks
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.raw_sql import out_of_step, run_sql, state_of, value_of

PEOPLE = 5_000
EVERYBODY = Chosen(everyone=True)
MARKED = "SELECT count(*) FROM sync_dirty WHERE \"table\" = 'contact_tag' AND field = '{}'"
FOUND = "SELECT count(*) FROM find_text WHERE find_text MATCH 'vip'"


def _people(tx: Tx) -> None:
    rows = [(key, f"No {number}") for number, key in enumerate(new_ids_bytes(PEOPLE))]
    tx.insert_rows(Contact, ("id", "last"), rows)


def _on(workspace: Workspace) -> int:
    return int(value_of(workspace, "SELECT count(*) FROM contact_tag WHERE removed_at IS NULL"))


def test_a_tag_goes_on_and_off_thousands_and_every_step_can_be_taken_back(tmp_path: Path) -> None:
    with working(tmp_path, FixedClock(), durable=False) as workspace:
        workspace.load(_people).result()
        workspace.do(tag_chosen, EVERYBODY, "vip").result()
        run_sql(workspace, "UPDATE contact_tag SET removed_at = 5 WHERE rid % 3 = 0",
                "DELETE FROM contact_tag WHERE rid % 3 = 1")  # fmt: skip
        workspace.upkeep(lambda raw: sync_marks.join(raw, datetime(2026, 11, 21, tzinfo=UTC))).result()
        workspace.upkeep(lambda raw: raw.execute("DELETE FROM sync_dirty").fetchall()).result()
        mixed, on = state_of(workspace), _on(workspace)

        put = workspace.do(tag_chosen, EVERYBODY, "vip").result()
        added, back = (value_of(workspace, MARKED.format(field)) for field in ("*", "removed_at"))
        all_on, found = _on(workspace), value_of(workspace, FOUND)
        taken = workspace.do(untag_chosen, EVERYBODY, "vip").result()
        none_on = _on(workspace), value_of(workspace, FOUND)
        workspace.undo().result()
        workspace.undo().result()

        assert put == added + back == PEOPLE - on
        assert min(added, back) > PEOPLE // 4
        assert all_on == found == taken == PEOPLE
        assert none_on == (0, 0)
        assert state_of(workspace) == mixed
        assert out_of_step(workspace) == []


def test_a_change_of_thousands_is_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    with working(tmp_path, FixedClock(), durable=False) as workspace:
        workspace.load(_people).result()
        heard: list[int] = []

        def stop_at_the_second(done: int) -> bool:
            heard.append(done)
            return len(heard) < 2

        failed = workspace.do(tag_chosen, EVERYBODY, "vip", stop_at_the_second).exception()

        assert "Nothing was changed" in str(failed)
        assert heard == [0, 2_000]
        assert _on(workspace) == 0
