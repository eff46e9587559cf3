"""Contacts in and out: broken cards, reports, undo, and everything that came out coming in again."""

import csv
from pathlib import Path

import pytest

from tests.end2end.playing import Vizitka, vcards

BROKEN = "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:=nobody\r\nEND:VCARD\r\n"


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    path = tmp_path / "phone.vcf"
    path.write_text(vcards("Щукина Анна") + BROKEN + vcards("Иванов Пётр"), encoding="utf-8", newline="")
    return path


def test_a_broken_card_costs_nothing_but_itself(vizitka: Vizitka, phone: Path) -> None:
    answer = vizitka.json("import", str(phone))

    assert [answer[key] for key in ("read", "created", "updated", "skipped")] == [3, 2, 0, 0]
    (refused,) = answer["refused"]
    assert (refused["file"], refused["record"], refused["line"]) == ("phone.vcf", 2, 7)
    assert refused["reason"]


def test_what_was_refused_is_written_into_a_report(vizitka: Vizitka, phone: Path, tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"

    said = vizitka("import", str(phone), "--report", str(report))

    with report.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["file", "record", "line", "reason", "excerpt"]
    assert rows[1][:3] == ["phone.vcf", "2", "7"]
    assert "phone.vcf, record 2, line 7: " in said.out


def test_a_report_that_could_not_be_written_stops_the_import_before_it_begins(vizitka: Vizitka, phone: Path) -> None:
    said = vizitka("import", str(phone), "--report", str(phone.parent / "nowhere" / "refused.csv"))

    assert "nowhere" in said.complaint
    assert vizitka.json("find", "щукина") == []


def test_the_same_file_twice_changes_nothing(vizitka: Vizitka, phone: Path) -> None:
    vizitka("import", str(phone))

    again = vizitka.json("import", str(phone))

    assert [again[key] for key in ("created", "updated", "skipped")] == [0, 0, 2]


def test_undoing_an_import_takes_every_card_back(vizitka: Vizitka, phone: Path) -> None:
    vizitka("import", str(phone))

    undone = vizitka.json("undo")

    assert (undone["name"], undone["kept"]) == ("Import", [])
    assert vizitka.json("find", "щукина") == []
    assert vizitka.json("check")["counts"]["contact"] == 0


def test_undoing_an_import_leaves_whom_it_was_worked_with_and_says_so(vizitka: Vizitka, phone: Path) -> None:
    vizitka("import", str(phone))
    number = vizitka.json("journal")[0]["number"]
    vizitka("log", "щукина", "--result", "reached")

    said = vizitka("undo", str(number))

    assert "Taken back: Import, phone.vcf." in said.out
    assert "Contact “Щукина Анна” is needed by something later and stays." in said.out
    assert [hit["title"] for hit in vizitka.json("find", "щукина")][:1] == ["Щукина Анна"]
    assert vizitka.json("find", "иванов") == []


def test_what_was_undone_can_be_done_again(vizitka: Vizitka, phone: Path) -> None:
    vizitka("import", str(phone))
    vizitka("undo")

    redone = vizitka.json("redo")

    assert redone["name"] == "Import"
    assert vizitka.json("find", "щукина") != []


def test_a_file_that_is_no_list_of_contacts_is_refused_by_name(vizitka: Vizitka, phone: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7")

    said = vizitka("import", str(phone), str(paper))

    assert str(paper) in said.complaint
    assert vizitka.json("find", "щукина") == []


def test_a_file_that_is_not_there_is_said(vizitka: Vizitka, tmp_path: Path) -> None:
    said = vizitka("import", str(tmp_path / "nothing.vcf"))

    assert "nothing.vcf" in said.complaint


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("out.vcf", []),
        ("out.vcf", ["--version", "2.1"]),
        ("out.vcf", ["--version", "3.0"]),
        ("out.csv", []),
        ("OUT.JSON", []),
    ],
)
def test_what_is_exported_comes_in_again(
    vizitka: Vizitka, phone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, options: list[str]
) -> None:
    vizitka("import", str(phone))
    vizitka("edit", vizitka.contact("щукина"), "job_title=Директор", "tags=Важный")
    out = tmp_path / name
    other = Vizitka(tmp_path / "other", vizitka.now, capsys)
    other("new")

    exported = vizitka.json("export", str(out), *options)
    imported = other.json("import", str(out))

    assert (exported["file"], exported["cards"]) == (str(out), 2)
    assert (imported["created"], imported["refused"]) == (2, [])
    anna = other.json("show", other.contact("щукина"))
    assert (anna["fields"]["job_title"], anna["fields"]["tags"]) == ("Директор", ["Важный"])
    assert [one["normal"] for one in anna["parts"]["channel"]] == ["+79130000000"]


def test_an_export_leaves_no_half_written_file(vizitka: Vizitka, tmp_path: Path) -> None:
    said = vizitka("export", str(tmp_path / "nowhere" / "out.vcf"))

    assert "nowhere" in said.complaint


def test_an_unknown_ending_is_asked_for_again(vizitka: Vizitka, tmp_path: Path) -> None:
    said = vizitka("export", str(tmp_path / "out.docx"))

    assert said.complaint == "Name a file that ends in .vcf, .csv or .json."
