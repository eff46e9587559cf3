"""A full export is written as it is read: in little memory, of one moment, beside a person's work; whole or not at all."""

import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw
import pytest

from app.command import Tx
from app.errors import OutsideError, UserError
from app.exchange.files_beside import files_beside
from app.executors import Executors
from app.full_export import Step, export_everything
from app.records.card_rows import CHANNEL_COLUMNS
from app.services.attachments import attach
from app.services.contacts import add_contact
from app.workspace import Workspace
from models.channel import Channel
from models.contact import Contact
from models.history import HistoryEntry
from models.ids import new_ids_bytes
from tests.helpers.builders import a_contact, a_note, put, working
from tests.helpers.clock import FixedClock

_TALKS = ("id", "kind", "details", "contact_id", "start_at")


def _filled(people: int, talks: int) -> Callable[[Tx], None]:
    """So many people with a phone each, and so many talks with them."""

    def fill(tx: Tx) -> None:
        ids = new_ids_bytes(people)
        tx.insert_rows(Contact, ("id", "last", "about"), [(key, f"No {n}", "x" * 60) for n, key in enumerate(ids)])
        phones = [
            (own, key, None, "phone", "work", "", "", f"+7913{n:07}", f"+7913{n:07}", "", 1)
            for n, (own, key) in enumerate(zip(new_ids_bytes(people), ids, strict=True))
        ]
        tx.insert_rows(Channel, CHANNEL_COLUMNS, phones)
        rows = [(own, "call", "said " * 12, ids[n % people], n) for n, own in enumerate(new_ids_bytes(talks))]
        tx.insert_rows(HistoryEntry, _TALKS, rows)

    return fill


def _growth(folder: Path, people: int, talks: int) -> int:
    """The most that an export of so many held in memory, in bytes over rest."""
    with working(folder, durable=False) as workspace:
        workspace.load(_filled(people, talks)).result()
        export_everything(workspace, folder / "first.json")  # whatever is loaded and remembered once
        tracemalloc.start()
        try:
            export_everything(workspace, folder / "second.json")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_the_memory_an_export_takes_does_not_grow_with_what_there_is(tmp_path: Path) -> None:
    small = _growth(tmp_path / "small", 1_100, 500)

    large = _growth(tmp_path / "large", 3_300, 5_000)

    assert large < 1.3 * small


@contextmanager
def threaded(folder: Path) -> Iterator[Workspace]:
    with closing(Workspace.create(folder, executors=Executors.threads(), clock=FixedClock())) as workspace:
        workspace.load(_filled(300, 3_000)).result()
        yield workspace


def test_what_is_saved_while_an_export_is_written_neither_waits_nor_is_half_in_it(tmp_path: Path) -> None:
    saved: list[int] = []

    with threaded(tmp_path / "ws") as workspace:

        def told(_step: Step, _count: int, share: int) -> bool:
            person = workspace.do(add_contact, {"last": f"New {share}", "company": "Alpha"}).result(timeout=20)
            put(workspace, a_note(person))
            saved.append(share)
            return True

        done = export_everything(workspace, tmp_path / "all.json", told)

    content = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert len(saved) > 10
    assert done.cards == len(content["contacts"]) == len(content["records"]["contact"]) == 300
    assert content["records"]["note"] == content["records"]["company"] == []


def test_once_it_is_written_the_log_of_what_was_saved_meanwhile_can_be_emptied(tmp_path: Path) -> None:
    with threaded(tmp_path / "ws") as workspace:

        def told(_step: Step, _count: int, _share: int) -> bool:
            put(workspace, *(a_contact("x" * 2_000) for _time in range(20)))
            return True

        export_everything(workspace, tmp_path / "all.json", told)
        log = tmp_path / "ws" / "vizitka.db-wal"
        grown = log.stat().st_size
        with closing(apsw.Connection(str(tmp_path / "ws" / "vizitka.db"))) as beside:
            beside.execute("SELECT count(*) FROM contact").fetchall()  # a log is known once something was read
            beside.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)

        assert grown > 0
        assert log.stat().st_size == 0


def test_a_stop_leaves_the_earlier_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out" / "all.json"
    path.parent.mkdir()
    path.write_text("earlier")
    with working(tmp_path, durable=False) as workspace:
        workspace.load(_filled(300, 600)).result()
        heard: list[int] = []

        def told(_step: Step, _count: int, share: int) -> bool:
            heard.append(share)
            return share < 40

        with pytest.raises(UserError, match="stopped"):
            export_everything(workspace, path, told)

    assert heard == sorted(heard)
    assert heard[-1] < 100
    assert path.read_text() == "earlier"
    assert [one.name for one in path.parent.iterdir()] == ["all.json"]


def test_a_stop_among_the_files_takes_back_those_that_came_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "out" / "all.json"
    path.parent.mkdir()
    with working(tmp_path, durable=False) as workspace:
        ann = a_contact("Ann")
        put(workspace, ann)
        (tmp_path / "0").write_bytes(b"0" * 100)
        _attach(workspace, ann, tmp_path / "0")
        export_everything(workspace, path)
        before = path.read_bytes(), list(files_beside(path).all())
        for name in ("1", "2", "3"):
            (tmp_path / name).write_bytes(name.encode() * 100)
            _attach(workspace, ann, tmp_path / name)

        with pytest.raises(UserError, match="Stopped"):
            export_everything(workspace, path, lambda step, count, _share: step == "records" or count < 2)

    assert (path.read_bytes(), list(files_beside(path).all())) == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["all-files", "all.json"]
    assert not [one for one in files_beside(path).folder.rglob("*") if one.is_dir() and not any(one.iterdir())]


def _attach(workspace: Workspace, contact: Contact, path: Path) -> None:
    kept = workspace.files.put_file(path)
    assert kept is not None
    workspace.do(attach, "contact", contact.id, [kept]).result()


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files stands for a full disk")
def test_a_full_disk_is_said_in_a_sentence_and_leaves_no_half_file(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "out" / "all.json"
    path.parent.mkdir()
    path.write_text("earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with working(tmp_path, durable=False) as workspace:
        workspace.load(_filled(300, 600)).result()
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
        try:
            with pytest.raises(OutsideError, match="could not be written"):
                export_everything(workspace, path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert path.read_text() == "earlier"
    assert [one.name for one in path.parent.iterdir()] == ["all.json"]


def test_an_export_into_no_folder_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with working(tmp_path, durable=False) as workspace, pytest.raises(OutsideError, match="could not be written"):
        export_everything(workspace, tmp_path / "nowhere" / "all.json", _never)

    assert not (tmp_path / "nowhere").exists()


def _never(_step: Step, _count: int, _share: int) -> bool:
    raise AssertionError("nothing is read")
