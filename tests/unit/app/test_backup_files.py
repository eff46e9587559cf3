"""Files of records in backups and checks: carried once, held against their hash, missed aloud."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.carried_files import carry
from app.errors import OutsideError, UserError
from app.files import FileStore
from app.restoring import restore
from app.services.attachments import attach
from app.services.contact_photos import set_photo
from app.views.contacts import ContactId
from app.workspace import BACKUPS, DATABASE_NAME, FILES, Workspace
from models.errors import VizitkaError
from tests.helpers.builders import a_contact, put, working

PHOTO = b"\x89PNG\r\n\x1a\n a face"
CONTRACT = b"we agree " * 300_000  # longer than one piece


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with working(tmp_path, durable=False) as opened:
        ann = ContactId(put(opened, a_contact("Ann"))[0])
        source = tmp_path / "contract.txt"
        source.write_bytes(CONTRACT)
        kept = opened.files.put_file(source)
        assert kept is not None
        opened.do(attach, "contact", ann, [kept]).result()
        opened.do(set_photo, ann, PHOTO, opened.files).result()
        yield opened


def beside(workspace: Workspace) -> FileStore:
    return FileStore(workspace.folder / BACKUPS / FILES)


def placed(workspace: Workspace, content: bytes) -> Path:
    return workspace.files.path_of(FileStore(workspace.folder / "aside").put(content))


def test_a_backup_carries_the_files_and_counts_them(workspace: Workspace) -> None:
    report = workspace.backup().result()

    assert (report.files, report.fresh_files, report.lost) == (2, 2, ())
    assert report.files_size == len(PHOTO) + len(CONTRACT)
    assert sorted(beside(workspace).all()) == sorted(workspace.files.all())


def test_a_second_backup_carries_only_what_is_new(workspace: Workspace) -> None:
    workspace.backup().result()
    workspace.files.put(b"a later picture")

    report = workspace.backup().result()

    assert (report.files, report.fresh_files) == (3, 1)


def test_a_workspace_made_of_a_backup_is_sound_with_its_files(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()

    made = restore(report.path, tmp_path / "again")

    assert (made.counts["contact"], made.files, made.lost) == (1, 2, ())
    with closing(Workspace.open(tmp_path / "again")) as opened:
        assert opened.check().result().problems == []
        assert sorted(opened.files.all()) == sorted(workspace.files.all())


def test_what_the_backup_did_not_have_is_told_when_it_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    placed(workspace, CONTRACT).unlink()
    report = workspace.backup().result()

    made = restore(report.path, tmp_path / "again")

    assert (made.files, made.lost) == (1, ("contract.txt",))


@pytest.mark.skipif(os.name != "posix", reason="a name that leads nowhere needs links")
def test_a_file_of_the_backup_that_is_gone_costs_itself_alone(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()
    gone = beside(workspace).path_of(workspace.files.put(CONTRACT))
    gone.unlink()
    gone.symlink_to(tmp_path / "nowhere")

    made = restore(report.path, tmp_path / "again")

    assert made.lost == ("contract.txt",)


def test_a_backup_comes_back_into_a_folder_without_a_workspace_only(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()

    with pytest.raises(UserError, match="already"):
        restore(report.path, workspace.folder)
    with pytest.raises(UserError, match="no backup"):
        restore(tmp_path / "nowhere.db", tmp_path / "again")
    with pytest.raises(UserError, match="in use"):
        restore(workspace.folder / DATABASE_NAME, tmp_path / "again")


@pytest.mark.parametrize("trace", ["-wal", "-journal"])
def test_a_backup_is_not_put_beside_the_log_of_another_workspace(
    workspace: Workspace, tmp_path: Path, trace: str
) -> None:
    report = workspace.backup().result()
    folder = tmp_path / "remains"
    folder.mkdir()
    (folder / f"{DATABASE_NAME}{trace}").write_bytes(b"a log")

    with pytest.raises(UserError, match="already"):
        restore(report.path, folder)

    assert [one.name for one in folder.iterdir()] == [f"{DATABASE_NAME}{trace}"]


def test_a_restore_that_breaks_off_leaves_nothing_behind(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()

    def told(_done: int, _total: int) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(report.path, tmp_path / "again", told)

    assert not (tmp_path / "again").exists()


def test_a_damaged_backup_leaves_no_workspace_behind(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"no database at all" * 1_000)

    with pytest.raises(VizitkaError):
        restore(copy, tmp_path / "again")

    assert not (tmp_path / "again" / DATABASE_NAME).exists()


def test_the_content_of_a_removed_file_is_carried_too(workspace: Workspace) -> None:
    workspace.undo().result()  # the photo
    report = workspace.backup().result()

    assert report.files == 2


def test_a_damaged_file_does_not_replace_a_sound_copy(workspace: Workspace) -> None:
    workspace.backup().result()
    path = placed(workspace, PHOTO)
    path.unlink()  # or its copy, a second name of the same blocks, would be damaged with it
    path.write_bytes(b"something else")

    report = workspace.backup().result()

    assert report.lost == ("Ann",)
    assert beside(workspace).get(path.name) == PHOTO


def test_a_missing_file_is_told_by_its_name_in_backup_and_check(workspace: Workspace) -> None:
    placed(workspace, CONTRACT).unlink()

    backup, check = workspace.backup().result(), workspace.check().result()

    assert (backup.files, backup.lost) == (1, ("contract.txt",))
    assert check.problems == ["The file “contract.txt” is missing from the workspace."]


def test_a_damaged_file_is_told_by_the_check(workspace: Workspace) -> None:
    placed(workspace, CONTRACT).write_bytes(CONTRACT[:-1] + b"!")

    problems = workspace.check().result().problems

    assert problems == ["The file “contract.txt” is damaged."]


def test_a_sound_workspace_counts_its_files(workspace: Workspace) -> None:
    report = workspace.check().result()

    assert (report.counts["file"], report.problems) == (2, [])


def test_where_the_disk_has_no_links_contents_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = FileStore(tmp_path / "one"), FileStore(tmp_path / "two")
    digest = source.put(PHOTO)

    def refused(*_names: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refused)
    carried = carry(source, target, [digest], link=True)

    assert (carried.fresh, target.get(digest)) == (1, PHOTO)
    assert [path.name for path in target.folder.rglob("*") if path.is_file()] == [digest]


def test_a_name_that_is_no_hash_leads_nowhere(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "one")
    (tmp_path / "secret").write_bytes(b"x")

    carried = carry(store, FileStore(tmp_path / "two"), ["../../secret", "/etc/passwd", ""])

    assert (carried.count, len(carried.lost)) == (0, 3)
    assert not (tmp_path / "two").exists()


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "one")
    digest = store.put(PHOTO)
    (tmp_path / "two").write_bytes(b"in the way")

    with pytest.raises(OutsideError, match="could not be copied"):
        carry(store, FileStore(tmp_path / "two"), [digest])


def test_carrying_can_be_stopped(tmp_path: Path) -> None:
    store, target = FileStore(tmp_path / "one"), FileStore(tmp_path / "two")
    digests = [store.put(PHOTO), store.put(b"another")]

    with pytest.raises(UserError, match="Stopped"):
        carry(store, target, digests, told=lambda done: done < 1)

    assert len(list(target.all())) == 1


def test_files_that_lie_in_the_office_are_not_missed(workspace: Workspace) -> None:
    placed(workspace, CONTRACT).unlink()
    workspace.upkeep(lambda raw: raw.execute("INSERT INTO workspace_meta VALUES('joined', '1')")).result()

    report = workspace.check().result()

    assert report.problems == []


def test_a_stopped_restore_leaves_the_folder_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()
    (tmp_path / "empty").mkdir()

    for folder, enough in ((tmp_path / "new", 0), (tmp_path / "empty", report.size)):
        with pytest.raises(UserError, match="Stopped"):
            restore(report.path, folder, lambda done, _total, enough=enough: done <= enough)

    assert not (tmp_path / "new").exists()
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_restore_tells_how_far_it_is_in_bytes_of_records_and_files(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.backup().result()
    heard: list[tuple[int, int]] = []

    restore(report.path, tmp_path / "again", lambda done, total: heard.append((done, total)) is None)

    shares = [done for done, _total in heard]
    assert shares == sorted(shares)
    assert {total for _done, total in heard} == {report.size + len(PHOTO) + len(CONTRACT)}
