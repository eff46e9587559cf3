"""A workspace's folder is made whole or not at all, and what was in it before stays."""

from pathlib import Path

import pytest

from app.errors import OutsideError
from app.whole_folder import made_whole


class Stopped(Exception):  # noqa: N818 - not an error: the work is given up
    """The work in the folder did not come to its end."""


def half_a_workspace(folder: Path, *, alone: bool = False) -> None:
    """What a workspace consists of, another program's file beside it, and then the work is given up."""
    if not alone:
        (folder / "letter.txt").write_text("Dear Anna")
    for name in ("vizitka.db", "vizitka.db-wal", "vizitka.lock"):
        (folder / name).write_bytes(b"half")
    (folder / "files" / "ab").mkdir(parents=True, exist_ok=True)
    raise Stopped


def test_what_comes_to_its_end_stays(tmp_path: Path) -> None:
    with made_whole(tmp_path / "deep" / "new"):
        (tmp_path / "deep" / "new" / "vizitka.db").write_bytes(b"whole")

    assert (tmp_path / "deep" / "new" / "vizitka.db").read_bytes() == b"whole"


def test_a_folder_made_for_it_goes_with_what_was_given_up(tmp_path: Path) -> None:
    with pytest.raises(Stopped), made_whole(tmp_path / "new"):
        half_a_workspace(tmp_path / "new", alone=True)

    assert list(tmp_path.iterdir()) == []


def test_only_the_workspace_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(Stopped), made_whole(tmp_path):
        half_a_workspace(tmp_path)

    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_what_was_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "own.txt").write_text("mine")

    with pytest.raises(Stopped), made_whole(tmp_path):
        half_a_workspace(tmp_path)

    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["files", "letter.txt"]
    assert (tmp_path / "files" / "own.txt").read_text() == "mine"


def test_a_place_that_is_no_folder_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OutsideError, match="cannot be written"), made_whole(tmp_path / "file"):
        pass
