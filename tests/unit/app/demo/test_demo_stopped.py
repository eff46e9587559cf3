"""Making the made-up set says how far it is, and leaves nothing behind where it is stopped."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import WindowWays, create_workspace
from app.demo.load import load_demo
from app.errors import UserError
from app.services.records import counts

TODAY = date(2026, 11, 20)


class SmallWays(WindowWays):
    """The real ways, the made-up set kept small."""

    contacts, history = 12, 40


def test_the_share_told_only_grows_and_every_kind_is_counted(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def hear(kind: str, count: int, share: int) -> bool:
        told.append((kind, count, share))
        return True

    with closing(create_workspace(tmp_path / "demo", "en")) as workspace:
        made = load_demo(workspace, 60, 2_500, 1, TODAY, "en", hear)

    shares = [share for _kind, _count, share in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] < 100  # the index is made after it
    assert {kind: count for kind, count, _share in told if kind in ("company", "contact", "history")} == {
        kind: made[kind] for kind in ("company", "contact", "history")
    }


@pytest.mark.parametrize("where", ["", "company", "contact", "history", "activity", "offer"])
def test_a_stopped_set_leaves_the_workspace_empty(tmp_path: Path, where: str) -> None:
    with closing(create_workspace(tmp_path / "demo", "en")) as workspace:
        before = workspace.ask(counts).result()

        with pytest.raises(UserError, match="nothing was made"):
            load_demo(workspace, 12, 40, 1, TODAY, "en", lambda kind, _count, _share: kind != where)

        assert workspace.ask(counts).result() == before


@pytest.mark.parametrize("there", [True, False])
def test_a_stopped_workspace_leaves_its_folder_as_it_was(tmp_path: Path, *, there: bool) -> None:
    folder = tmp_path / "demo"
    if there:
        folder.mkdir()

    with pytest.raises(UserError):
        SmallWays().demo(folder, "en", lambda kind, _count, _share: kind != "contact")

    assert folder.exists() is there
    assert not there or list(folder.iterdir()) == []


def test_what_was_stopped_can_be_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with pytest.raises(UserError):
        SmallWays().demo(folder, "en", lambda kind, _count, _share: kind != "contact")

    with closing(SmallWays().demo(folder, "en", lambda _kind, _count, _share: True)) as workspace:
        assert workspace.ask(counts).result()["contact"] == SmallWays.contacts
