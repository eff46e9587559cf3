"""A full export brought into an empty workspace says the same again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import create_workspace
from app.cli import main
from app.demo.load import load_demo


@pytest.fixture
def lively(tmp_path: Path) -> Path:
    workspace = create_workspace(tmp_path / "lively", "ru")
    load_demo(workspace, 120, 900, 4, date(2026, 11, 20), "ru")
    workspace.close()
    return tmp_path / "lively"


def test_a_json_export_imported_into_an_empty_workspace_exports_the_same_again(lively: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    main(["export", str(lively), str(first)])
    main(["new", str(tmp_path / "fresh")])

    assert main(["import", str(tmp_path / "fresh"), str(first)]) == 0
    main(["export", str(tmp_path / "fresh"), str(second)])

    assert said(second)["contacts"] == said(first)["contacts"]
    for kind in (
        "process",
        "stage",
        "seller",
        "tag",
        "company_status",
        "channel",
        "address",
        "company",
        "history",
        "note",
        "activity",
        "alarm",
        "promise",
        "opportunity",
        "offer",
        "offer_line",
    ):
        assert without_contacts(second, kind) == without_contacts(first, kind), kind


def test_importing_the_same_export_twice_adds_nothing(lively: Path, tmp_path: Path) -> None:
    export = tmp_path / "all.json"
    main(["export", str(lively), str(export)])
    main(["new", str(tmp_path / "fresh")])
    main(["import", str(tmp_path / "fresh"), str(export)])
    before = counts(tmp_path / "fresh", tmp_path)

    main(["import", str(tmp_path / "fresh"), str(export)])

    assert counts(tmp_path / "fresh", tmp_path) == before


def test_one_undo_takes_a_whole_export_back(lively: Path, tmp_path: Path) -> None:
    export = tmp_path / "all.json"
    main(["export", str(lively), str(export)])
    main(["new", str(tmp_path / "fresh")])
    before = counts(tmp_path / "fresh", tmp_path)
    main(["import", str(tmp_path / "fresh"), str(export)])

    main(["undo", str(tmp_path / "fresh")])

    assert counts(tmp_path / "fresh", tmp_path) == before
    assert main(["check", str(tmp_path / "fresh")]) == 0


def said(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    content["contacts"].sort(key=lambda entry: entry["uid"])
    return content


def without_contacts(path: Path, kind: str) -> list[dict[str, Any]]:
    """The records of a kind; contacts got new ids on the way, so links to them are left out."""
    kept = [
        {name: value for name, value in entry.items() if name not in ("contact_id", "created_at", "edited_at")}
        for entry in said(path)["records"][kind]
    ]
    return sorted(kept, key=lambda entry: str(entry["id"]))


def counts(workspace: Path, folder: Path) -> dict[str, int]:
    main(["export", str(workspace), str(folder / "counted.json")])
    content = said(folder / "counted.json")
    counted = {kind: len(rows) for kind, rows in content["records"].items() if kind != "journal"}
    return {"contacts": len(content["contacts"])} | counted
