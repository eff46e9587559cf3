"""Whole days of a salesperson, played on real files: through the real program, and in both languages."""

import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from tests.end2end.playing import ROOT, Said, Vizitka, run_program, vcards

LINES = (
    "наименование;ед.;кол-во;цена;скидка, %;ндс\r\nСтанок ТЦ-400;шт.;1;985000,00;5;22\r\nНаладка;усл.;2;64000;;22\r\n"
)


def test_a_day_in_russian_through_the_real_program(nobody: Vizitka, tmp_path: Path) -> None:
    phone, lines, paper = tmp_path / "phone.vcf", tmp_path / "lines.csv", tmp_path / "offer.pdf"
    phone.write_text(vcards("Щукина Анна", "Иванов Пётр"), encoding="utf-8", newline="")
    lines.write_text(LINES, encoding="cp1251", newline="")
    nobody.folder = tmp_path / "визитка"
    nobody.now = datetime.now(nobody.now.tzinfo)

    def play(verb: str, *words: str) -> Said:
        return run_program([verb, str(nobody.folder), *words, "--json"], LANG="ru_RU.UTF-8")

    assert play("new").json == {"workspace": str(nobody.folder)}
    assert play("import", str(phone)).json["created"] == 2
    (anna,) = play("find", "oerby").json  # «щукин» on the other keyboard layout
    assert anna["title"] == "Щукина Анна"
    assert nobody.json("find", "130000000")[0]["id"] == anna["id"]
    assert nobody("log", anna["id"], "--result", "reached", "--text", "Просила цены").code == 0
    planned = play("schedule", anna["id"], "--at", "через 3 минуты", "--regarding", "Цены").json
    (ringing,) = play("remind").json
    assert ringing["id"] == planned["id"]
    assert nobody("done", planned["id"][-6:], "--result", "reached", "--next-at", "завтра 10:30").code == 0
    (following,) = nobody.json("agenda", "--through", "завтра")
    assert (following["contact"], following["regarding"]) == ("Щукина Анна", "Цены")
    made = play("offer", "new", "--contact", anna["id"], "--lines", str(lines)).json
    assert (made["version"], made["currency"], made["total"]) == (1, "RUB", "1063750.00")
    assert play("offer", made["number"], "--pdf", str(paper)).code == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    assert nobody.json("journal")[0]["name"] == "New offer"
    assert nobody.json("undo")["name"] == "New offer"
    assert nobody.json("offer", "list") == []
    assert Path(nobody.json("backup")["file"]).is_file()
    assert play("check").json["sound"] is True


def test_a_day_in_english(vizitka: Vizitka, tmp_path: Path) -> None:
    phone = tmp_path / "phone.vcf"
    phone.write_text(vcards("Pike Anna", "Reid Steven"), encoding="utf-8", newline="")

    summary = vizitka("import", str(phone)).out
    found = vizitka("find", "pike").out
    logged = vizitka("log", "pike", "--kind", "meeting", "--result", "held", "--text", "Wants prices").out
    planned = vizitka("schedule", "pike", "--at", "fri 3pm", "--regarding", "Prices").out
    noted = vizitka("note", "reid", "Likes", "fishing").out
    agenda = vizitka("agenda").out
    journal = vizitka("journal").out

    assert summary.splitlines()[:2] == ["Read           2", "Created        2"]
    assert re.fullmatch(r"Contact  [0-9a-f]{8}  Anna Pike\n", found)
    assert re.fullmatch(r"It is in the history: [0-9a-f]{8}\.\n", logged)
    assert re.fullmatch(r"[0-9a-f]{8}  today, 3:00\xa0pm  Call  Anna Pike  Prices\n", planned)
    assert noted.startswith("The note is written: ")
    assert agenda == planned
    assert [line[:1] for line in journal.splitlines()] == ["4", "3", "2", "1"]


def test_an_alarm_rings_when_its_time_has_come_and_until_it_is_answered(vizitka: Vizitka, tmp_path: Path) -> None:
    phone = tmp_path / "phone.vcf"
    phone.write_text(vcards("Pike Anna"), encoding="utf-8", newline="")
    vizitka("import", str(phone))
    call = vizitka.json("schedule", "pike", "--at", "10:45", "--alarm", "10")

    quiet = vizitka.json("remind")
    vizitka.now = vizitka.now.replace(hour=13)
    late = vizitka.json("remind")
    vizitka("done", call["id"], "--result", "not_reached")
    answered = vizitka.json("remind")

    assert quiet == answered == []
    assert [(one["id"], one["late"]) for one in late] == [(call["id"], True)]


def test_the_installed_program_tries_itself_out(nobody: Vizitka) -> None:
    answer = nobody.says("self-test", "--json").json

    assert [step["ok"] for step in answer["steps"]] == [True] * 8


def test_help_is_shown_without_loading_the_store() -> None:
    program = "import sys; from app.cli import main; main(['--help']); print('sqlalchemy' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.endswith("False\n")
