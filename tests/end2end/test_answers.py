"""The JSON of every sub-command keeps its lasting English keys, ids as text, moments with their offset."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from tests.end2end.playing import Vizitka, vcards


@pytest.fixture
def anna(vizitka: Vizitka, tmp_path: Path) -> str:
    """The id of the only contact."""
    phone = tmp_path / "phone.vcf"
    phone.write_text(vcards("Щукина Анна"), encoding="utf-8", newline="")
    vizitka("import", str(phone))
    return vizitka.contact("щукина")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.csv"
    path.write_text("name;unit;quantity;price\nConsulting;hour;3;1200.50\n", encoding="utf-8")
    return path


def test_a_new_workspace_is_told_by_its_folder(nobody: Vizitka) -> None:
    assert nobody.json("new", "--lang", "ru") == {"workspace": str(nobody.folder)}


def test_a_made_up_workspace_is_told_with_its_counts(nobody: Vizitka) -> None:
    made = nobody.json("demo", "--contacts", "12", "--history", "60", "--seed", "7", "--lang", "ru")

    assert made["workspace"] == str(nobody.folder)
    assert made["counts"]["contact"] == 12
    assert nobody.json("check")["sound"] is True


def test_hits_name_kind_id_title_and_subtitle(vizitka: Vizitka, anna: str) -> None:
    assert vizitka.json("find", "щук") == [{"kind": "contact", "id": anna, "title": "Щукина Анна", "subtitle": ""}]


def test_a_record_is_shown_with_fields_and_parts(vizitka: Vizitka, anna: str) -> None:
    vizitka("edit", anna, "company=Ромашка", "status=customer,hot_lead", "tags=Север", "email=anna@example.com")

    shown = vizitka.json("show", anna[-4:])

    assert set(shown) == {"kind", "id", "title", "fields", "parts"}
    assert (shown["kind"], shown["id"], shown["title"]) == ("contact", anna, "Щукина Анна")
    assert (shown["fields"]["company"], shown["fields"]["tags"]) == ("Ромашка", ["Север"])
    assert sorted(shown["fields"]["status"]) == ["customer", "hot_lead"]
    assert [one["value"] for one in shown["parts"]["channel"]] == ["+79130000000", "anna@example.com"]
    assert datetime.fromisoformat(shown["fields"]["created_at"]).utcoffset() is not None


def test_an_edit_of_phone_and_e_mail_means_the_first_ones_and_is_undone_at_once(vizitka: Vizitka, anna: str) -> None:
    vizitka("edit", anna, "phone=8 383 222-33-44", "email=anna@example.com", "first=Алла")
    edited = vizitka.json("show", anna)
    vizitka("undo")
    back = vizitka.json("show", anna)

    assert [one["normal"] for one in edited["parts"]["channel"]] == ["+73832223344", "anna@example.com"]
    assert [one["normal"] for one in back["parts"]["channel"]] == ["+79130000000"]
    assert (edited["fields"]["first"], back["fields"]["first"]) == ("Алла", "Анна")


def test_an_emptied_phone_is_removed(vizitka: Vizitka, anna: str) -> None:
    vizitka("edit", anna, "phone=")

    assert vizitka.json("show", anna)["parts"]["channel"] == []


def test_records_of_any_kind_are_edited_removed_and_brought_back(vizitka: Vizitka, anna: str) -> None:
    note = vizitka.json("note", "щукина", "Любит рыбалку")["id"]

    edited = vizitka.json("edit", note, "text=Любит охоту")
    removed = vizitka.json("remove", note)
    gone = vizitka.json("find", "охоту")
    vizitka("undo")
    back = vizitka.json("find", "охоту")

    assert edited == removed == {"kind": "note", "id": note, "title": "Любит охоту"}
    assert gone == []
    assert [hit["id"] for hit in back] == [note]


def test_a_removed_contact_is_found_no_more(vizitka: Vizitka, anna: str) -> None:
    vizitka("remove", anna)

    assert vizitka.json("find", "щукина") == []
    assert vizitka.json("show", anna)["fields"]["removed_at"]


def test_a_planned_activity_is_told_on_the_person_s_own_clock(vizitka: Vizitka, anna: str) -> None:
    planned = vizitka.json(
        "schedule", anna, "--kind", "meeting", "--at", "завтра 10:30", "--regarding", "Цены", "--details", "Офис",
        "--duration", "45", "--alarm", "20", "--repeat", "FREQ=WEEKLY;BYDAY=SA",
    )  # fmt: skip

    assert str(UUID(planned["id"])) == planned["id"]
    assert planned | {"id": ""} == {
        "id": "", "kind": "meeting", "regarding": "Цены", "details": "Офис", "start": "2026-11-21T10:30:00+07:00",
        "due": "2026-11-21", "timeless": False, "duration": 45, "priority": 2, "contact_id": anna,
        "contact": "Щукина Анна", "company": "", "late": False, "alarm_at": "2026-11-21T10:10:00+07:00",
        "repeat": "FREQ=WEEKLY;BYDAY=SA",
    }  # fmt: skip
    assert [one["id"] for one in vizitka.json("agenda", "--through", "2026-11-21")] == [planned["id"]]
    assert vizitka.json("agenda") == []


def test_a_day_without_a_time_is_timeless(vizitka: Vizitka, anna: str) -> None:
    planned = vizitka.json("schedule", anna, "--kind", "todo", "--at", "25.11")

    assert (planned["start"], planned["due"], planned["timeless"]) == (None, "2026-11-25", True)


def test_a_finished_activity_is_told_by_its_history_and_followed_by_the_next_step(vizitka: Vizitka, anna: str) -> None:
    planned = vizitka.json("schedule", anna, "--at", "11:00", "--regarding", "Цены")

    answer = vizitka.json(
        "done", planned["id"], "--result", "reached", "--text", "Согласна", "--next-at", "mon 9:00", "--next-kind",
        "meeting",
    )  # fmt: skip

    entry = vizitka.json("show", answer["history"])
    assert (entry["kind"], entry["fields"]["result"], entry["fields"]["details"]) == ("history", "reached", "Согласна")
    (following,) = vizitka.json("agenda", "--through", "2026-11-23")
    assert (following["kind"], following["start"]) == ("meeting", "2026-11-23T09:00:00+07:00")


def test_what_happened_is_told_by_its_id(vizitka: Vizitka, anna: str) -> None:
    logged = vizitka.json("log", anna, "--kind", "messenger", "--result", "sent", "--text", "Прайс")

    assert vizitka.json("show", logged["id"])["fields"]["kind"] == "messenger"


def test_a_promise_in_a_note_is_kept_as_a_promise(vizitka: Vizitka, anna: str) -> None:
    vizitka("note", anna, "!пришлю прайс завтра")

    assert vizitka.json("check")["sound"] is True
    assert vizitka.json("undo")["name"] == "Write note"


def test_an_offer_is_told_by_number_version_and_total(vizitka: Vizitka, anna: str, lines: Path, tmp_path: Path) -> None:
    made = vizitka.json("offer", "new", "--contact", "щукина", "--lines", str(lines), "--title", "Audit")
    listed = vizitka.json("offer", "list")
    paper = tmp_path / "offer.pdf"
    printed = vizitka.json("offer", made["number"], "--pdf", str(paper), "--lang", "ru")

    assert set(made) == {"id", "number", "version", "total", "currency"}
    assert (made["version"], made["total"], made["currency"]) == (1, "3601.50", "USD")
    assert [(one["id"], one["number"], one["status"], one["title"]) for one in listed] == [
        (made["id"], made["number"], "draft", "Audit")
    ]
    assert printed["file"] == str(paper)
    assert paper.read_bytes().startswith(b"%PDF-")


def test_an_offer_with_a_line_that_cannot_be_read_is_not_made(vizitka: Vizitka, anna: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.csv"
    lines.write_text("name;quantity;price\nConsulting;1;100\nTravel;1;cheap\n", encoding="utf-8")

    said = vizitka("offer", "new", "--contact", anna, "--lines", str(lines))

    assert "lines.csv, row 3" in said.complaint
    assert vizitka.json("offer", "list") == []


def test_the_journal_tells_every_change_with_its_state(vizitka: Vizitka, anna: str) -> None:
    vizitka("log", anna, "--result", "reached")
    undone = vizitka.json("undo")

    newest, first = vizitka.json("journal")

    assert set(newest) == {"number", "at", "name", "subject", "state", "source", "rows"}
    assert (newest["name"], newest["subject"], newest["state"]) == ("Log", "Щукина Анна", "undone")
    assert (first["name"], first["source"], first["state"]) == ("Import", "import", "done")
    assert newest["at"] == "2026-11-20T10:15:00+07:00"
    assert set(undone) == {"entry", "name", "rows", "kept"}
    assert len(vizitka.json("journal", "--limit", "1")) == 1


def test_what_an_undo_leaves_is_told_with_its_reason(vizitka: Vizitka, anna: str) -> None:
    vizitka("edit", anna, "first=Алла")
    edit = vizitka.json("journal")[0]["number"]
    vizitka("edit", anna, "first=Ада")

    undone = vizitka.json("undo", str(edit))

    assert undone["kept"] == [{"kind": "contact", "id": anna, "field": "first", "reason": "edited_later"}]


def test_what_an_undo_leaves_is_told_in_sentences(vizitka: Vizitka, anna: str) -> None:
    vizitka("edit", anna, "first=Алла")
    edit = vizitka.json("journal")[0]["number"]
    vizitka("edit", anna, "first=Ада")

    said = vizitka("undo", str(edit))

    assert said.out.splitlines()[1:] == [
        "1 thing stays as it is:",
        "Contact “Щукина Ада”: “First name” was edited later and stays.",
    ]


def test_a_backup_is_told_by_file_size_and_counts(vizitka: Vizitka, anna: str) -> None:
    made = vizitka.json("backup")

    assert Path(made["file"]).stat().st_size == made["size"]
    assert made["counts"]["contact"] == 1


def test_a_check_is_told_with_its_counts(vizitka: Vizitka, anna: str) -> None:
    checked = vizitka.json("check")

    assert (checked["sound"], checked["problems"], checked["counts"]["contact"]) == (True, [], 1)


def test_an_answer_speaks_the_language_asked_for_before_or_after_the_command(vizitka: Vizitka, anna: str) -> None:
    before = vizitka.says("--lang", "ru", "agenda", str(vizitka.folder))
    after = vizitka("agenda", "--lang", "ru")

    assert before == after
    assert before.code == 0
