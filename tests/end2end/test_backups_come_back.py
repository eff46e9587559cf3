"""A backup becomes a workspace again by one command."""

from pathlib import Path

import pytest

from tests.end2end.playing import Vizitka, vcards


@pytest.fixture
def anna(vizitka: Vizitka, tmp_path: Path) -> str:
    """Anna, known to the workspace."""
    phone = tmp_path / "phone.vcf"
    phone.write_text(vcards("Щукина Анна"), encoding="utf-8")
    vizitka("import", str(phone))
    return vizitka.contact("щукина")


def test_a_backup_becomes_a_workspace_in_another_folder(
    vizitka: Vizitka, anna: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = vizitka.json("backup")
    again = Vizitka(tmp_path / "again", vizitka.now, capsys)

    restored = again.json("restore", made["file"])

    assert (restored["counts"]["contact"], restored["files"], restored["lost"]) == (1, 0, [])
    assert again.json("show", anna)["fields"] == vizitka.json("show", anna)["fields"]


def test_a_backup_never_takes_the_place_of_a_workspace(vizitka: Vizitka, anna: str) -> None:
    made = vizitka.json("backup")

    said = vizitka("restore", made["file"])

    assert (said.code, "already" in said.complaint) == (1, True)
