"""What goes wrong is said in one line, in the person's language, with the right code, and nothing is changed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.end2end.playing import ROOT, Vizitka, run_program, vcards

HOLDER = """
import sys
from pathlib import Path
from app.bootstrap import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
workspace.close()
"""


@pytest.fixture
def anna(vizitka: Vizitka, tmp_path: Path) -> str:
    """The id of the only contact."""
    phone = tmp_path / "phone.vcf"
    phone.write_text(vcards("Pike Anna"), encoding="utf-8", newline="")
    vizitka("import", str(phone))
    return vizitka.contact("pike")


@pytest.fixture
def held(vizitka: Vizitka) -> Iterator[Vizitka]:
    """A workspace that another program has open."""
    command = [sys.executable, "-c", HOLDER, str(vizitka.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        yield vizitka
        holder.communicate()


def test_a_second_program_is_told_that_the_workspace_is_open(held: Vizitka) -> None:
    said = held("find", "anna")

    assert "is open in another window of Vizitka." in said.complaint


def test_a_workspace_of_a_newer_version_is_left_alone(vizitka: Vizitka) -> None:
    with apsw.Connection(str(vizitka.folder / "vizitka.db")) as file:
        file.execute("PRAGMA user_version = 4000")

    said = vizitka("find", "anna")

    assert "was written by a newer version of the program." in said.complaint


def test_a_file_that_is_no_database_is_said_to_be_damaged(vizitka: Vizitka) -> None:
    (vizitka.folder / "vizitka.db").write_bytes(b"no database at all " * 100)

    said = vizitka("check")

    assert "vizitka.db" in said.complaint


def test_a_folder_without_a_workspace_is_said(nobody: Vizitka) -> None:
    said = nobody("agenda")

    assert said.complaint == f"There is no workspace at {nobody.folder}."


def test_a_workspace_is_not_made_over_another_one(vizitka: Vizitka) -> None:
    said = vizitka("new")

    assert "exists already" in said.complaint


def test_a_folder_that_cannot_be_made_is_said_in_one_line(nobody: Vizitka) -> None:
    nobody.folder.write_text("a file stands in the way")

    said = nobody("new")

    assert str(nobody.folder) in said.complaint


def test_an_unknown_field_changes_nothing_of_the_edit(vizitka: Vizitka, anna: str) -> None:
    said = vizitka("edit", anna, "first=Jane", "shoe_size=38")

    assert "There is no field shoe_size" in said.complaint
    assert vizitka.json("show", anna)["fields"]["first"] == "Anna"


def test_a_value_that_cannot_be_read_is_said(vizitka: Vizitka, anna: str) -> None:
    said = vizitka("edit", anna, "birthday=yesterday")

    assert "yesterday" in said.complaint


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "ffff"], "There is no record ffff."),
        (["log", "nobody"], "No contact is found by “nobody”."),
        (["schedule", "pike", "--at", "once upon a time"], "“once upon a time” is no time I understand."),
        (["schedule", "pike", "--at", "tomorrow", "--repeat", "FREQ=NEVER"], "FREQ=NEVER"),
        (["log", "pike", "--result", "delighted"], "A result is one of:"),
        (["undo", "99"], "There is no journal entry 99."),
        (["redo"], "There is nothing to redo."),
        (["offer", "new"], "Say whom the offer is for: --contact."),
        (["offer", "Q-1999-1", "--pdf", "out.pdf"], "Q-1999-1"),
    ],
)
def test_a_problem_is_one_line(vizitka: Vizitka, anna: str, words: list[str], told: str) -> None:
    said = vizitka(words[0], *words[1:])

    assert told in said.complaint


def test_a_text_that_finds_several_contacts_names_them(vizitka: Vizitka, anna: str, tmp_path: Path) -> None:
    phone = tmp_path / "more.vcf"
    phone.write_text(vcards("Pike Adam", first_phone=9_139_000_000), encoding="utf-8", newline="")
    vizitka("import", str(phone))

    said = vizitka("log", "pike", "--result", "reached")

    assert f"Anna Pike ({anna[-8:]})" in said.complaint
    assert "Adam Pike" in said.complaint


def test_a_whole_name_is_unambiguous_beside_a_longer_one(vizitka: Vizitka, anna: str, tmp_path: Path) -> None:
    phone = tmp_path / "more.vcf"
    phone.write_text(vcards("Pike Annabel", first_phone=9_139_000_000), encoding="utf-8", newline="")
    vizitka("import", str(phone))

    said = vizitka("log", "pike anna", "--result", "reached")

    assert said.code == 0


def test_what_the_check_finds_is_a_problem(vizitka: Vizitka, anna: str) -> None:
    with apsw.Connection(str(vizitka.folder / "vizitka.db")) as file:
        file.execute("DELETE FROM contact_summary")

    said = vizitka("check", "--json")
    mended = vizitka.json("check", "--rebuild-index")

    assert (said.code, said.err) == (1, "1 problem is found.\n")
    assert '"sound": false' in said.out
    assert mended["sound"] is True


@pytest.mark.parametrize(
    "words",
    [
        ["find"],
        ["fetch", "it"],
        ["edit", "ws", "abcd", "name"],
        ["export", "ws", "out.vcf", "--version", "5.0"],
        ["find", "ws", "anna", "--limit", "0"],
        ["undo", "ws", "last"],
        ["agenda", "ws", "--colour"],
    ],
)
def test_wrong_usage_ends_with_code_2_and_shows_the_right_one(nobody: Vizitka, words: list[str]) -> None:
    said = nobody.says(*words)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: vizitka")


def test_wrong_usage_is_explained_in_the_language_asked_for(nobody: Vizitka) -> None:
    said = nobody.says("--lang", "ru", "find")

    assert said.code == 2


def test_a_fault_of_ours_is_told_in_one_line_without_a_word_about_a_client(tmp_path: Path) -> None:
    program = "import sys; from app.__main__ import tell_our_fault;tell_our_fault(KeyError, KeyError('Щукина'), None)"

    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert said.stderr.startswith("This is a fault of the program (KeyError)")
    assert said.stderr.count("\n") == 1
    logged = [file.read_text(encoding="utf-8") for file in tmp_path.rglob("vizitka.log")]
    assert len(logged) == 1
    assert "Щукина" not in logged[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may have no screen")
def test_no_window_is_tried_where_there_is_no_screen() -> None:
    said = run_program([], DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")

    assert said.complaint.startswith("There is no screen to open the window on")
