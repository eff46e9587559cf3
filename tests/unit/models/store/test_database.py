"""The open file: settings of its connections, one moment for a reader, the log moved on when idle."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from app.command import Asking, Command, Query, Tx
from app.workspace import Workspace
from tests.helpers.builders import a_contact, put, working
from tests.helpers.raw_sql import rows_of, value_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        put(opened, a_contact("Ann"))
        yield opened


def test_every_connection_watches_links_and_the_writer_waits_for_the_disk(workspace: Workspace) -> None:
    settings: dict[str, object] = {}

    def look(raw: apsw.Connection) -> None:
        settings.update(
            {name: raw.pragma(name) for name in ("foreign_keys", "recursive_triggers", "journal_mode", "synchronous")}
        )

    workspace._database.maintain(look)

    assert settings == {"foreign_keys": 1, "recursive_triggers": 1, "journal_mode": "wal", "synchronous": 2}
    assert [value_of(workspace, f"PRAGMA {name}") for name in ("foreign_keys", "query_only")] == [1, 1]


def test_a_question_sees_one_moment_however_it_asks(workspace: Workspace) -> None:
    def ask(asking: Asking) -> list[int]:
        counts = [int(str(asking.raw.execute("SELECT count(*) FROM contact").fetchall()[0][0]))]
        put(workspace, a_contact("Bob"))
        counts.append(int(str(asking.raw.execute("SELECT count(*) FROM contact").fetchall()[0][0])))
        counts.append(asking.connection.exec_driver_sql("SELECT count(*) FROM contact").scalar_one())
        return counts

    assert workspace.ask(Query(ask)).result() == [1, 1, 1]
    assert value_of(workspace, "SELECT count(*) FROM contact") == 2


@pytest.mark.may_log("query failed", "rows failed")
def test_nothing_can_be_written_through_a_question(workspace: Workspace) -> None:
    with pytest.raises(Exception, match="readonly"):
        rows_of(workspace, "DELETE FROM contact")

    assert value_of(workspace, "SELECT count(*) FROM contact") == 1


@pytest.mark.may_log("Broken failed")
def test_a_command_that_fails_leaves_nothing_behind(workspace: Workspace) -> None:
    def fail(tx: Tx) -> None:
        tx.session.add(a_contact("Bob"))
        tx.session.flush()
        raise ValueError("by design")

    with pytest.raises(ValueError, match="by design"):
        workspace.do(Command("Broken", fail)).result()

    assert value_of(workspace, "SELECT count(*) FROM contact") == 1
    assert value_of(workspace, "SELECT count(*) FROM journal") == 1


@pytest.mark.may_log("Dangling failed")
def test_a_change_that_leaves_a_link_to_nothing_is_refused_whole(workspace: Workspace) -> None:
    def dangle(tx: Tx) -> None:
        tx.raw.execute("UPDATE contact SET company_id = x'00', first = 'Bob'")

    with pytest.raises(Exception, match="FOREIGN KEY constraint failed"):
        workspace.do(Command("Dangling", dangle)).result()

    assert rows_of(workspace, "SELECT first, company_id FROM contact") == [("Ann", None)]
    put(workspace, a_contact("Cid"))


def test_a_checkpoint_moves_the_log_into_the_file(workspace: Workspace) -> None:
    log = workspace.folder / "vizitka.db-wal"
    assert workspace._database.log_pages > 0

    workspace._database.checkpoint()

    assert workspace._database.log_pages == 0
    put(workspace, a_contact())
    assert workspace._database.log_pages < 100
    assert log.exists()


def test_a_load_is_searchable_and_not_journaled(workspace: Workspace) -> None:
    workspace.load(lambda tx: tx.session.add(a_contact("Bob"))).result()

    assert value_of(workspace, "SELECT count(*) FROM contact_summary") == 2
    assert value_of(workspace, "SELECT count(*) FROM journal") == 1
    assert workspace.check().result().sound
