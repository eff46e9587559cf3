"""Steps lead to the schema of the models; an upgrade keeps a copy first and happens whole or not at all."""

import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from sqlalchemy import create_engine

import models.store.driver  # noqa: F401 - registers the dialect
from app.workspace import DATABASE_NAME, Workspace
from models.errors import DamagedError, NewerWorkspaceError, OutsideError
from models.migrations import steps, upgrade
from models.store import schema
from models.store.stamp import SCHEMA_VERSION
from tests.helpers.clock import FixedClock
from tests.helpers.first_release import ROOT, SAMPLE, said, write_step

NEXT = SCHEMA_VERSION + 1
GOOD = """
    op.add_column("tag", sa.Column("shape", sa.Text, nullable=False, server_default="round"))
    op.create_index("ix_tag_shape", "tag", ["shape"])
"""


def test_the_steps_lead_to_the_schema_of_the_models(tmp_path: Path) -> None:
    by_steps, by_models = tmp_path / "steps.db", tmp_path / "models.db"
    engine = create_engine(f"sqlite+apsw:///{by_steps}")
    with engine.begin() as connection:
        upgrade.apply(connection, upgrade.steps_between(0, SCHEMA_VERSION))
    engine.dispose()
    with closing(apsw.Connection(str(by_models))) as raw:
        schema.make(raw)

    assert shape_of(by_steps) == shape_of(by_models)


@pytest.mark.skipif(SCHEMA_VERSION > 1, reason="frozen by now")
def test_the_first_step_is_todays_schema_until_the_first_release(tmp_path: Path) -> None:
    write_step(tmp_path / "step.sql")

    frozen = (ROOT / "models/migrations/steps/0001_first.sql").read_text(encoding="utf-8")
    assert (tmp_path / "step.sql").read_text(encoding="utf-8") == frozen, "run python -m tests.helpers.first_release"


def test_there_is_one_step_for_each_version() -> None:
    names = upgrade.steps_between(0, SCHEMA_VERSION)

    assert [int(name[:4]) for name in names] == list(range(1, SCHEMA_VERSION + 1))


def test_an_upgrade_keeps_a_copy_and_raises_the_version(old: Path, later: None) -> None:
    write_a_step(later_folder(), GOOD)
    before = said(old / DATABASE_NAME)

    with closing(Workspace.open(old, clock=FixedClock())) as workspace:
        assert workspace.check().result().problems == []

    (copy,) = (old / "backups").iterdir()
    assert copy.name == f"vizitka-20261121-120000-before-{NEXT}.db"
    assert said(copy) == before
    assert version_of(copy) == SCHEMA_VERSION
    assert version_of(old / DATABASE_NAME) == NEXT
    after = said(old / DATABASE_NAME)
    assert [row[-1] for row in after["tag"]["rows"]] == ["round"] * len(before["tag"]["rows"])
    assert {name: table for name, table in after.items() if name != "tag"} == {
        name: table for name, table in before.items() if name != "tag"
    }


def test_a_copy_is_kept_of_each_attempt(old: Path, later: None) -> None:
    write_a_step(later_folder(), "    raise ValueError\n")
    for _attempt in range(2):
        with pytest.raises(ValueError, match=r"^$"):
            Workspace.open(old, clock=FixedClock())

    assert len(list((old / "backups").iterdir())) == 2


def test_a_table_that_others_point_to_can_be_made_anew(old: Path, later: None) -> None:
    write_a_step(
        later_folder(),
        """
    with op.batch_alter_table("company", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as company:
        company.add_column(sa.Column("mood", sa.Text, nullable=False, server_default=""), insert_after="about")
""",
    )
    before, shape = said(old / DATABASE_NAME)["company"], shape_of(old / DATABASE_NAME)

    with closing(Workspace.open(old, clock=FixedClock())):
        pass

    after = said(old / DATABASE_NAME)["company"]
    new = after["columns"].index("mood")
    assert after["columns"][new - 1] == "about"
    assert [row[:new] + row[new + 1 :] for row in after["rows"]] == before["rows"]
    different = {name for name, what in shape_of(old / DATABASE_NAME).items() if shape[name] != what}
    assert {name for name in different if "company" not in name} <= {"tables"}
    assert not {name for name in different if name.startswith(("links", "index", "table "))}


def test_a_step_that_fails_leaves_the_file_as_it_was(old: Path, later: None) -> None:
    write_a_step(later_folder(), GOOD + '    op.execute("DELETE FROM contact")\n    raise ValueError("by design")\n')
    bytes_before = (old / DATABASE_NAME).read_bytes()

    with pytest.raises(ValueError, match="by design"):
        Workspace.open(old, clock=FixedClock())

    assert (old / DATABASE_NAME).read_bytes() == bytes_before
    assert {path.name for path in old.iterdir()} == {DATABASE_NAME, "backups", "vizitka.lock"}


def test_a_step_that_breaks_a_link_is_refused(old: Path, later: None) -> None:
    write_a_step(later_folder(), GOOD + '    op.execute("DELETE FROM contact")\n')
    bytes_before = (old / DATABASE_NAME).read_bytes()

    with pytest.raises(DamagedError, match=r"could not be brought up to date.*a copy lies at"):
        Workspace.open(old, clock=FixedClock())

    assert (old / DATABASE_NAME).read_bytes() == bytes_before


def test_without_a_copy_nothing_is_begun(old: Path, later: None) -> None:
    write_a_step(later_folder(), GOOD)
    (old / "backups").write_text("in the way")
    bytes_before = (old / DATABASE_NAME).read_bytes()

    with pytest.raises(OutsideError, match="cannot be written"):
        Workspace.open(old, clock=FixedClock())

    assert (old / DATABASE_NAME).read_bytes() == bytes_before


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_program_killed_in_the_middle_of_a_step_leaves_the_file_as_it_was(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    folder.mkdir()
    kill = '    op.execute("DELETE FROM contact")\n    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n'
    write_a_step(folder, GOOD + kill)
    before = said(old / DATABASE_NAME)

    ended = subprocess.run([sys.executable, "-c", _OPENING, str(folder), str(old)], check=False, cwd=ROOT)

    assert ended.returncode == -signal.SIGKILL
    with closing(Workspace.open(old)) as workspace:
        assert workspace.check().result().problems == []
    assert said(old / DATABASE_NAME) == before
    assert version_of(old / DATABASE_NAME) == SCHEMA_VERSION


def test_a_newer_file_is_refused_and_not_touched(old: Path) -> None:
    with closing(apsw.Connection(str(old / DATABASE_NAME))) as raw:
        raw.execute(f"PRAGMA user_version = {NEXT}")
    bytes_before = (old / DATABASE_NAME).read_bytes()

    with pytest.raises(NewerWorkspaceError, match=r"was written by a newer version of the program\. Update Vizitka"):
        Workspace.open(old)

    assert (old / DATABASE_NAME).read_bytes() == bytes_before
    assert {path.name for path in old.iterdir()} == {DATABASE_NAME, "vizitka.lock"}


def test_alembic_is_not_imported_unless_a_step_is_due(tmp_path: Path) -> None:
    program = """
        import sys, pathlib
        from app.workspace import Workspace
        folder = pathlib.Path(sys.argv[1])
        Workspace.create(folder).close()
        Workspace.open(folder).close()
        sys.exit(any(name.split(".")[0] == "alembic" for name in sys.modules))
    """

    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(tmp_path / "w")], check=False, cwd=ROOT)

    assert ended.returncode == 0


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace of this version, which is old to the next."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    shutil.copyfile(SAMPLE / DATABASE_NAME, folder / DATABASE_NAME)
    if SCHEMA_VERSION > 1:
        Workspace.open(folder).close()
        shutil.rmtree(folder / "backups")
    return folder


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A later version of the program, with a folder for its step."""
    folder = tmp_path / "later"
    folder.mkdir()
    _LATER.append(folder)
    monkeypatch.setattr(steps, "__path__", [*steps.__path__, str(folder)])
    monkeypatch.setattr("models.store.stamp.SCHEMA_VERSION", NEXT)
    yield
    sys.modules.pop(f"{steps.__name__}.{NEXT:04}_later", None)
    _LATER.clear()


_LATER: list[Path] = []
_OPENING = f"""
import pathlib, sys
from models.migrations import steps
import models.store.stamp as stamp
from app.workspace import Workspace
steps.__path__.append(sys.argv[1])
stamp.SCHEMA_VERSION = {NEXT}
Workspace.open(pathlib.Path(sys.argv[2]))
"""


def later_folder() -> Path:
    return _LATER[-1]


def write_a_step(folder: Path, body: str) -> None:
    head = '"""A step of a test."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n\ndef upgrade() -> None:\n'
    (folder / f"{NEXT:04}_later.py").write_text(head + body.lstrip("\n"), encoding="utf-8")


def version_of(path: Path) -> int:
    with closing(apsw.Connection(str(path))) as raw:
        return int(str(raw.pragma("user_version")))


def shape_of(path: Path) -> dict[str, object]:
    """What a schema is: tables with their columns in order, links, indexes, virtual tables and triggers."""
    shape: dict[str, object] = {}
    with closing(apsw.Connection(str(path))) as raw:
        shape["application_id"] = raw.pragma("application_id")
        master = raw.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
        for kind, name, table, sql in master:
            words = " ".join(str(sql).split())
            # ALTER TABLE appends to a table's own text: there, what it means counts and not how it is written.
            counts = words if kind != "table" or words.startswith("CREATE VIRTUAL") else "AUTOINCREMENT" in words
            shape[f"{kind} {name}"] = (table, counts)
            if kind == "table":
                shape[f"columns of {name}"] = raw.execute(f"PRAGMA table_xinfo({name})").fetchall()
                links = raw.execute(f"PRAGMA foreign_key_list({name})").fetchall()
                shape[f"links of {name}"] = sorted(row[2:] for row in links)
            if kind == "index":
                shape[f"columns of {name}"] = raw.execute(f"PRAGMA index_xinfo({name})").fetchall()
        shape["tables"] = sorted(raw.execute("PRAGMA table_list").fetchall())
    return shape
