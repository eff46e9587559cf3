"""Backups: whole copies of one moment, checked and counted; nothing is left of one that failed."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from app.workspace import DATABASE_NAME, Workspace
from models.errors import DamagedError, OutsideError, UserError
from models.store import backup, copies
from tests.helpers.builders import a_contact, put, working
from tests.helpers.clock import NOON, FixedClock
from tests.helpers.raw_sql import nouns_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        put(opened, a_contact("Ann"), a_contact("Bob", removed_at=NOON))
        yield opened


def test_a_backup_opens_as_a_workspace_and_says_the_same(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()

    assert (report.path.name, report.counts["contact"]) == ("vizitka-20261121-120000.db", 1)
    assert report.size == report.path.stat().st_size
    restored = tmp_path / "restored"
    restored.mkdir()
    report.path.rename(restored / DATABASE_NAME)
    with closing(Workspace.open(restored)) as again:
        assert nouns_of(again) == nouns_of(workspace)
        assert again.undo().result().rows == 2


def test_a_backup_is_one_file_without_a_log_beside_it(workspace: Workspace) -> None:
    report = workspace.backup().result()

    assert list(report.path.parent.iterdir()) == [report.path]


def test_two_backups_of_one_second_have_two_names(workspace: Workspace) -> None:
    names = [workspace.backup().result().path.name for _time in range(3)]

    assert names == [f"vizitka-20261121-120000{end}.db" for end in ("", "-2", "-3")]


def test_a_folder_that_cannot_be_made_is_said(workspace: Workspace) -> None:
    (workspace.folder / "backups").write_text("in the way")

    with pytest.raises(OutsideError, match="cannot be written"):
        workspace.backup().result()


def test_a_copy_that_is_not_sound_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    with closing(apsw.Connection(str(path))) as raw:
        raw.execute("CREATE TABLE t(x)")
        raw.execute("INSERT INTO t VALUES(zeroblob(50000))")
        root = int(str(raw.execute("SELECT rootpage FROM sqlite_master").fetchall()[0][0]))
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xa5" * 4096
    path.write_bytes(content)

    with (
        closing(apsw.Connection(str(path))) as raw,
        pytest.raises((OutsideError, DamagedError), match=r"check|damaged"),
    ):
        copies.keep(raw, tmp_path / "backups", FixedClock()())

    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_is_of_one_moment_though_somebody_writes_meanwhile(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, *(a_contact(f"Cid {number}", about="x" * 3_000) for number in range(3_000)))
    target = tmp_path / "copy.db"

    with workspace._database.read() as connection:
        connection.exec_driver_sql("SELECT 1 FROM contact").all()
        put(workspace, a_contact("Late"))
        copies.copy_to(connection.connection.driver_connection, target)  # type: ignore[arg-type]  # the driver's

    with closing(apsw.Connection(str(target))) as copy:
        assert copy.execute("SELECT count(*) FROM contact WHERE first = 'Late'").fetchall() == [(0,)]
        assert copy.execute("SELECT count(*) FROM contact").fetchall() == [(3_002,)]


def test_a_stopped_backup_leaves_nothing_and_can_be_made_again(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="no copy was made"):
        workspace.backup(lambda _done, _total: False).result()

    assert list((workspace.folder / "backups").iterdir()) == []
    heard: list[tuple[int, int]] = []
    workspace.backup(lambda done, total: heard.append((done, total)) is None).result()
    assert heard[-1][0] == heard[-1][1]


def test_a_copy_tells_what_it_holds_without_being_opened(workspace: Workspace) -> None:
    report = workspace.backup().result()

    found = backup.contents_of(report.path)

    assert (found.counts["contact"], found.changed_at) == (1, NOON)
    assert list(report.path.parent.iterdir()) == [report.path]


def test_what_is_no_copy_is_said(tmp_path: Path) -> None:
    (tmp_path / "letters.db").write_bytes(b"a letter " * 500)
    with closing(apsw.Connection(str(tmp_path / "other.db"))) as raw:
        raw.execute("CREATE TABLE t(x)")

    with pytest.raises(DamagedError, match=r"letters\.db"):
        backup.contents_of(tmp_path / "letters.db")
    with pytest.raises(UserError, match=r"other\.db holds no workspace"):
        backup.contents_of(tmp_path / "other.db")
