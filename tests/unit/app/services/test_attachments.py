"""Files of records: kept once, put on the timeline, renamed, removed, undone."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotFoundError, OutsideError, UserError
from app.files import PIECE
from app.opened_copies import file_name, opened_copy
from app.services.attachments import attach, attachment, attachments, remove_attachment, rename_attachment
from app.services.company_cards import company_timeline
from app.services.contact_cards import contact_card
from app.services.contacts import add_contact
from app.services.history import timeline
from app.views.attachments import KeptFile
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.helpers.builders import working


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path, durable=False) as opened:
        yield opened


@pytest.fixture
def anna(workspace: Workspace) -> ContactId:
    """Anna of SibMash."""
    return workspace.do(add_contact, {"first": "Anna", "company": "SibMash"}).result()


def a_file(folder: Path, name: str = "Price list.pdf", content: bytes = b"%PDF-1.4 prices") -> Path:
    """A file of the person's own."""
    path = folder / name
    path.write_bytes(content)
    return path


def kept(workspace: Workspace, path: Path) -> KeptFile:
    """The same file, its content kept."""
    found = workspace.files.put_file(path)
    assert found is not None
    return found


def test_a_file_is_kept_by_its_content_and_stands_on_both_timelines(
    workspace: Workspace, anna: ContactId, tmp_path: Path
) -> None:
    file = kept(workspace, a_file(tmp_path))
    (made,) = workspace.do(attach, "contact", anna, [file]).result()

    view = workspace.ask(attachment, made).result()
    assert (view.name, view.size, view.media_type) == ("Price list.pdf", 15, "application/pdf")
    assert b"".join(workspace.files.pieces(view.sha256, view.name)) == b"%PDF-1.4 prices"
    (entry,) = workspace.ask(timeline, anna, kinds=("file",)).result()
    assert (entry.id, entry.title, entry.text) == (made, "Price list.pdf", "15\u00a0B")
    card = workspace.ask(contact_card, anna).result()
    assert dict(card.timeline_counts)["file"] == 1
    assert card.company_id is not None
    assert [one.entry.id for one in workspace.ask(company_timeline, card.company_id, kinds=("file",)).result()] == [
        made
    ]


def test_the_same_file_is_kept_once_and_put_to_a_record_once(
    workspace: Workspace, anna: ContactId, tmp_path: Path
) -> None:
    file = kept(workspace, a_file(tmp_path))
    again = kept(workspace, a_file(tmp_path, "copy.pdf"))
    workspace.do(attach, "contact", anna, [file, again]).result()

    with pytest.raises(UserError, match=r"“copy\.pdf” is attached already"):
        workspace.do(attach, "contact", anna, [again]).result()

    assert len(workspace.ask(attachments, "contact", anna).result()) == 1
    assert len([path for path in workspace.files.folder.rglob("*") if path.is_file()]) == 1


def test_undoing_a_removal_brings_the_file_back_with_its_content(
    workspace: Workspace, anna: ContactId, tmp_path: Path
) -> None:
    (made,) = workspace.do(attach, "contact", anna, [kept(workspace, a_file(tmp_path))]).result()
    workspace.do(remove_attachment, made).result()
    with pytest.raises(NotFoundError):
        workspace.ask(attachment, made).result()

    workspace.undo().result()

    view = workspace.ask(attachment, made).result()
    assert b"".join(workspace.files.pieces(view.sha256, view.name)).startswith(b"%PDF")


def test_a_renamed_file_keeps_its_ending(workspace: Workspace, anna: ContactId, tmp_path: Path) -> None:
    (made,) = workspace.do(attach, "contact", anna, [kept(workspace, a_file(tmp_path))]).result()

    workspace.do(rename_attachment, made, " Прайс на осень ").result()

    assert workspace.ask(attachment, made).result().name == "Прайс на осень.pdf"
    for name in ("", " . ", "../../etc/passwd", "a\\b"):
        with pytest.raises(UserError):
            workspace.do(rename_attachment, made, name).result()


def test_a_file_goes_only_to_a_record_that_is_here(workspace: Workspace, tmp_path: Path, anna: ContactId) -> None:
    file = kept(workspace, a_file(tmp_path))

    with pytest.raises(NotFoundError):
        workspace.do(attach, "company", anna, [file]).result()
    with pytest.raises(UserError):
        workspace.do(attach, "user", anna, [file]).result()


def test_a_large_file_tells_how_far_it_is_and_can_be_stopped(workspace: Workspace, tmp_path: Path) -> None:
    large = a_file(tmp_path, "film.bin", os.urandom(3 * PIECE + 5))
    told: list[tuple[int, int]] = []

    found = workspace.files.put_file(large, lambda done, total: not told.append((done, total)))  # type: ignore[func-returns-value]

    assert found is not None
    assert found.sha256 == hashlib.sha256(large.read_bytes()).hexdigest()
    assert told == [
        (PIECE, 3 * PIECE + 5),
        (2 * PIECE, 3 * PIECE + 5),
        (3 * PIECE, 3 * PIECE + 5),
        (3 * PIECE + 5,) * 2,
    ]
    other = a_file(tmp_path, "other.bin", os.urandom(3 * PIECE))
    assert workspace.files.put_file(other, lambda _done, _total: False) is None
    assert not list(workspace.files.folder.glob("*.new"))


def test_what_is_no_file_is_refused_in_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()

    with pytest.raises(UserError, match="“papers” is a folder"):
        workspace.files.put_file(tmp_path / "papers")
    with pytest.raises(OutsideError, match=r"“gone\.pdf” could not be read"):
        workspace.files.put_file(tmp_path / "gone.pdf")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UserError, match="“pipe” is no file"):
            workspace.files.put_file(tmp_path / "pipe")


def test_a_content_that_is_lost_or_spoilt_is_said_by_the_name_of_the_file(workspace: Workspace, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    file = kept(workspace, path)
    place = next(one for one in workspace.files.folder.rglob("*") if one.is_file())
    place.write_bytes(b"spoilt")

    with pytest.raises(UserError, match=r"“Price list\.pdf” is not in the folder"):
        list(workspace.files.pieces(file.sha256, file.name))

    kept(workspace, path)
    assert b"".join(workspace.files.pieces(file.sha256, file.name)) == path.read_bytes()
    place.unlink()
    with pytest.raises(UserError):
        list(workspace.files.pieces(file.sha256, file.name))


def test_a_copy_for_another_program_bears_the_name_and_cannot_be_written(workspace: Workspace, tmp_path: Path) -> None:
    file = kept(workspace, a_file(tmp_path))

    first = opened_copy(workspace.files.pieces(file.sha256, file.name), file.sha256, "Прайс: 2026?.pdf")
    second = opened_copy(iter(()), file.sha256, "Прайс: 2026?.pdf")

    assert first == second
    assert first.name == "Прайс_ 2026_.pdf"
    assert first.stat().st_mode & 0o777 == 0o400
    with pytest.raises(UserError, match="is a program"):
        opened_copy(iter(()), file.sha256, "prices.pdf.EXE")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("CON.txt", "_CON.txt"),
        ("", "_"),
        ("ф" * 300 + ".pdf", "ф" * 98 + ".pdf"),
    ],
)
def test_a_name_is_made_one_that_every_system_takes(name: str, safe: str) -> None:
    assert file_name(name) == safe
