"""Readers: one snapshot a question, few at a time, and SQLAlchemy over the same connection only where it is wanted."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from app.bootstrap import create_workspace
from app.workspace import DATABASE_NAME
from models.errors import DamagedError, OutsideError, UserError
from models.store.readers import MOST, Readers

ROOT = Path(__file__).resolve().parents[4]
_READ = """
import sys
from pathlib import Path
from app.bootstrap import open_workspace
from app.services.contact_lists import contact_page, contact_position
workspace = open_workspace(Path(sys.argv[1]))
assert workspace.ask(contact_page).result().total == 0
workspace.close()
print(sorted({"sqlalchemy", "asyncio", "models.nouns", "phonenumbers"} & set(sys.modules)))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "ws", "en").close()
    return tmp_path / "ws"


@pytest.fixture
def readers(folder: Path) -> Iterator[Readers]:
    opened = Readers.open(folder / DATABASE_NAME)
    yield opened
    opened.close()


def test_contacts_are_read_and_the_workspace_closed_without_anything_large_being_loaded(folder: Path) -> None:
    program = [sys.executable, "-c", _READ, str(folder)]

    said = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"


def test_both_ways_of_asking_use_one_connection(readers: Readers) -> None:
    with readers.begin() as reader:
        beneath = reader.connection.connection.driver_connection
        first = reader.connection.execute(text("SELECT count(*) FROM app_user")).scalar_one()

        assert beneath is reader.raw
        assert reader.raw.execute("SELECT count(*) FROM app_user").fetchone() == (first,)


def test_the_reader_used_last_is_used_next(readers: Readers) -> None:
    with readers.begin() as reader:
        first = reader.raw

    with readers.begin() as reader:
        assert reader.raw is first
        assert reader.raw.in_transaction


def test_a_question_that_broke_off_leaves_its_reader_ready(readers: Readers) -> None:
    def ask() -> None:
        with readers.begin() as reader:
            reader.connection.execute(text("SELECT * FROM pick_item")).fetchone()
            raise UserError("Nobody is here.")

    with pytest.raises(UserError):
        ask()

    with readers.begin() as reader:
        assert reader.connection.execute(text("SELECT 1")).scalar_one() == 1


def test_one_question_more_than_there_are_readers_waits(readers: Readers) -> None:
    together, let_go = threading.Barrier(MOST + 1), threading.Event()

    def ask() -> int:
        with readers.begin() as reader:
            together.wait(10)
            let_go.wait(10)
            return id(reader)

    def one_more() -> int:
        with readers.begin() as reader:
            return id(reader)

    with ThreadPoolExecutor(MOST + 1) as pool:
        asked = [pool.submit(ask) for _ in range(MOST)]
        together.wait(10)
        waiting = pool.submit(one_more)
        assert not waiting.done()
        let_go.set()

        assert waiting.result(10) in {one.result(10) for one in asked}


def test_one_that_is_asked_while_they_are_closed_is_closed_after_its_answer(readers: Readers) -> None:
    with readers.begin() as reader:
        readers.close()
        answered = reader.raw.execute("SELECT 1").fetchone()

    assert answered == (1,)
    with pytest.raises(Exception, match=r"(?i)closed"):
        reader.raw.execute("SELECT 1")


def test_where_there_is_no_workspace_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no workspace"):
        Readers.open(tmp_path / DATABASE_NAME)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_taken_away_does_not_come_back_empty(folder: Path) -> None:
    readers = Readers(folder / DATABASE_NAME)
    (folder / DATABASE_NAME).unlink()

    with pytest.raises(OutsideError), readers.begin():
        pass

    assert not (folder / DATABASE_NAME).exists()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"Dear diary, " * 1_000)

    with pytest.raises(DamagedError):
        Readers.open(tmp_path / DATABASE_NAME)
