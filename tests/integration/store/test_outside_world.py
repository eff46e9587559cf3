"""Two programs, files that are no workspace, damage, a folder one may not write, a full disk: said, and nothing is lost."""

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from app.workspace import DATABASE_NAME, Workspace
from models.errors import BusyError, DamagedError, OutsideError, UserError
from models.store.lock import LOCK_NAME
from tests.helpers.builders import a_contact, a_phone, put, working
from tests.helpers.first_release import ROOT
from tests.helpers.raw_sql import derived_of, nouns_of, out_of_step, rows_of, run_sql, value_of

MANY = 400


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path) as opened:
        yield opened


def in_another_program(program: str, *arguments: object) -> str:
    """What a program of its own prints."""
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        check=True, cwd=ROOT, text=True, stdout=subprocess.PIPE, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return ended.stdout.strip()


OPENING = """
    import pathlib, sys
    from app.workspace import Workspace
    from models.errors import VizitkaError
    try:
        Workspace.open(pathlib.Path(sys.argv[1])).close()
        print("opened")
    except VizitkaError as error:
        print(type(error).__name__, error)
"""


def test_a_second_program_is_told_that_the_workspace_is_open(workspace: Workspace) -> None:
    said = in_another_program(OPENING, workspace.folder)

    assert said == (
        f"BusyError The workspace {workspace.folder} is open in another window of Vizitka."
        " Close it there, or work in that window; nothing was changed."
    )


def test_the_same_program_cannot_open_it_twice_either(workspace: Workspace) -> None:
    with pytest.raises(BusyError):
        Workspace.open(workspace.folder)


def test_a_closed_workspace_can_be_opened_by_another_program(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        folder = workspace.folder

    assert in_another_program(OPENING, folder) == "opened"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_program_that_died_locks_nobody_out(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        put(workspace, a_contact())
        folder = workspace.folder
    dying = """
        import os, pathlib, signal, sys
        from app.workspace import Workspace
        workspace = Workspace.open(pathlib.Path(sys.argv[1]))
        os.kill(os.getpid(), signal.SIGKILL)
    """
    with pytest.raises(subprocess.CalledProcessError):
        in_another_program(dying, folder)

    with closing(Workspace.open(folder)) as workspace:
        assert out_of_step(workspace) == []


def test_a_writer_that_is_not_vizitka_makes_us_wait_and_then_say_so(workspace: Workspace) -> None:
    workspace._database.maintain(lambda raw: raw.set_busy_timeout(10))
    with closing(apsw.Connection(str(workspace.folder / DATABASE_NAME))) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(BusyError, match=r"is held by another program\. What was saved before is safe"):
            put(workspace, a_contact())

        other.execute("ROLLBACK")
    put(workspace, a_contact())
    assert value_of(workspace, "SELECT count(*) FROM contact") == 1


def test_a_folder_without_a_workspace_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no workspace at"):
        Workspace.open(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_workspace_is_not_made_over_another_one(workspace: Workspace) -> None:
    folder = workspace.folder
    put(workspace, a_contact())
    workspace.close()

    with pytest.raises(UserError, match="exists already"):
        Workspace.create(folder)

    with closing(Workspace.open(folder)) as again:
        assert value_of(again, "SELECT count(*) FROM contact") == 1


@pytest.mark.parametrize(
    "content", [b"", b"x" * 5000, "Это не база данных. ".encode() * 500, b"SQLite format 3\0" + b"\xff" * 4080]
)
def test_a_file_that_is_no_workspace_is_said_and_not_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(content)

    with pytest.raises((DamagedError, UserError), match=r"is not a (readable workspace|Vizitka workspace)|is damaged"):
        Workspace.open(tmp_path)

    assert (tmp_path / DATABASE_NAME).read_bytes() == content
    assert {path.name for path in tmp_path.iterdir()} == {DATABASE_NAME, LOCK_NAME}


def test_a_database_of_another_program_is_said_and_not_touched(tmp_path: Path) -> None:
    with closing(apsw.Connection(str(tmp_path / DATABASE_NAME))) as other:
        other.execute("CREATE TABLE t(x)")
    before = (tmp_path / DATABASE_NAME).read_bytes()

    with pytest.raises(UserError, match="is not a Vizitka workspace"):
        Workspace.open(tmp_path)

    assert (tmp_path / DATABASE_NAME).read_bytes() == before


def test_flipped_pages_are_found_by_the_check_and_said_by_what_meets_them(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        put(workspace, *(a_contact(f"Ann {number}", about="x" * 500) for number in range(MANY)))
        folder = workspace.folder
        root = value_of(workspace, "SELECT rootpage FROM sqlite_master WHERE name = 'contact'")
        size = value_of(workspace, "PRAGMA page_size")
    file = folder / DATABASE_NAME
    content = bytearray(file.read_bytes())
    content[(root - 1) * size : root * size] = bytes(byte ^ 0x5A for byte in content[(root - 1) * size : root * size])
    file.write_bytes(content)

    with closing(Workspace.open(folder)) as damaged:
        with pytest.raises(DamagedError, match=r"is damaged.*Restore a copy from its backups folder"):
            rows_of(damaged, "SELECT * FROM contact")
        try:
            assert damaged.check().result().problems != []
        except DamagedError:
            return


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    program = """
        import os, pathlib, sys
        from app.workspace import Workspace
        from models.errors import VizitkaError
        Workspace.create(pathlib.Path(sys.argv[2])).close()  # imports all there is to import
        if os.getuid() == 0:
            os.setuid(65534)  # the administrator may write everywhere
        for way in (Workspace.open, Workspace.create):
            try:
                way(pathlib.Path(sys.argv[1]))
            except VizitkaError as error:
                print(type(error).__name__, error)
    """
    with tempfile.TemporaryDirectory() as folder:
        with working(Path(folder)) as workspace:
            place = workspace.folder
        (place / LOCK_NAME).unlink()
        content = (place / DATABASE_NAME).read_bytes()
        Path(folder).chmod(0o755)
        place.chmod(0o555)

        said = in_another_program(program, place, tmp_path / "other")

        place.chmod(0o755)
        assert said.splitlines() == [f"OutsideError The folder {place} cannot be written: Permission denied."] * 2
        assert (place / DATABASE_NAME).read_bytes() == content


def fill_the_disk(workspace: Workspace) -> None:
    """Let the file grow no more, and take what room is left in it."""

    def fill(raw: apsw.Connection) -> None:
        free = int(str(raw.pragma("freelist_count")))
        raw.execute("INSERT INTO workspace_meta VALUES('stuffing', ?)", ("x" * 4000 * free,))

    workspace._database.maintain(fill)
    workspace._database.maintain(lambda raw: raw.pragma("max_page_count", raw.pragma("page_count")))


def make_room(workspace: Workspace) -> None:
    workspace._database.maintain(lambda raw: raw.pragma("max_page_count", 1 << 30))


def test_a_full_disk_loses_nothing_and_work_goes_on_once_there_is_room(workspace: Workspace) -> None:
    put(workspace, a_contact("Ann"))
    before, derived = nouns_of(workspace), derived_of(workspace)
    fill_the_disk(workspace)

    with pytest.raises(
        OutsideError, match=r"The disk is full\. This change was not saved; everything before it is safe"
    ):
        put(workspace, *(a_contact(f"Bob {number}", about="x" * 500) for number in range(MANY)))

    assert nouns_of(workspace) == before
    assert derived_of(workspace) == derived
    make_room(workspace)
    put(workspace, a_contact("Cid"))
    assert workspace.undo().result().rows == 1
    assert nouns_of(workspace) == before
    assert out_of_step(workspace) == []


def test_a_disk_that_fills_while_bare_sql_runs_loses_nothing(workspace: Workspace) -> None:
    put(workspace, a_contact("Ann"))
    before = nouns_of(workspace)
    fill_the_disk(workspace)

    with pytest.raises(OutsideError, match="The disk is full"):
        run_sql(workspace, "UPDATE contact SET about = hex(zeroblob(4000000))")

    assert nouns_of(workspace) == before


def test_a_disk_that_fills_during_an_undo_loses_nothing(workspace: Workspace) -> None:
    people = [a_contact(f"Bob {number}", about="x" * 500) for number in range(MANY)]
    put(workspace, *people, *(a_phone(person) for person in people))
    run_sql(workspace, "DELETE FROM channel", "DELETE FROM contact")
    before = nouns_of(workspace)
    fill_the_disk(workspace)

    with pytest.raises(OutsideError, match="The disk is full"):
        workspace.undo().result()

    assert nouns_of(workspace) == before
    make_room(workspace)
    workspace.undo().result()
    assert value_of(workspace, "SELECT count(*) FROM contact") == MANY
    assert out_of_step(workspace) == []


def test_a_workspace_that_could_not_be_made_leaves_no_half_of_one(tmp_path: Path) -> None:
    tmp_path.joinpath("vizitka.db-wal").mkdir()

    with pytest.raises(OutsideError):
        Workspace.create(tmp_path)

    assert not (tmp_path / DATABASE_NAME).exists()
    tmp_path.joinpath("vizitka.db-wal").rmdir()
    Workspace.create(tmp_path).close()


def test_a_name_with_signs_of_an_address_is_a_name_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / "Клиенты? №1 & 100%20 #2"

    with working(folder) as workspace:
        put(workspace, a_contact())

    assert (folder / "workspace" / DATABASE_NAME).exists()


@pytest.mark.may_log("load failed")
def test_a_load_that_fails_leaves_commits_durable_again(workspace: Workspace) -> None:
    def fill(_tx: object) -> None:
        raise ValueError("by design")

    with pytest.raises(ValueError, match="by design"):
        workspace.load(fill).result()

    levels: list[object] = []
    workspace._database.maintain(lambda raw: levels.append(raw.pragma("synchronous")))
    assert levels == [2]
