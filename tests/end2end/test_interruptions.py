"""Long work on a terminal that is stopped: by Ctrl+C, and by the power cut that `kill -9` stands for."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.playing import PATIENCE, ROOT, Vizitka, vcards

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")

CARDS = 4_000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.vcf"
    path.write_text(vcards(*(f"Person{number} Ann" for number in range(CARDS))), encoding="utf-8", newline="")
    return path


def test_ctrl_c_stops_an_import_and_keeps_nothing_of_it(vizitka: Vizitka, large: Path) -> None:
    ended, told = interrupted(vizitka, large, lambda program: program.send_signal(signal.SIGINT))

    assert ended == 1
    assert "The import was stopped; nothing of it is kept." in told
    assert vizitka.json("journal") == []
    assert vizitka.json("check")["counts"]["contact"] == 0


def test_a_power_cut_in_the_middle_of_an_import_leaves_the_workspace_as_it_was(vizitka: Vizitka, large: Path) -> None:
    small = large.with_name("small.vcf")
    small.write_text(vcards("Pike Anna"), encoding="utf-8", newline="")
    vizitka("import", str(small))

    ended, _told = interrupted(vizitka, large, lambda program: program.kill())

    checked = vizitka.json("check")
    assert ended == -signal.SIGKILL
    assert (checked["sound"], checked["counts"]["contact"]) == (True, 1)
    assert len(vizitka.json("find", "pike")) == 1
    assert vizitka.json("import", str(large))["created"] == CARDS


def test_ctrl_c_stops_a_made_up_workspace_and_leaves_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    size = ("--contacts", "4000", "--history", "40000")

    ended, told = stopped_at(
        "Contact: ", lambda program: program.send_signal(signal.SIGINT), "demo", str(folder), *size
    )

    assert ended == 1
    assert "Stopped; nothing was made." in told
    assert not folder.exists()


def interrupted(vizitka: Vizitka, file: Path, stop: Callable[[subprocess.Popen[bytes]], None]) -> tuple[int, str]:
    """An import stopped at the first word of its progress; its code and its words."""
    return stopped_at("Records read", stop, "import", str(vizitka.folder), str(file))


def stopped_at(word: str, stop: Callable[[subprocess.Popen[bytes]], None], *arguments: str) -> tuple[int, str]:
    """The real program with a terminal for its progress, stopped at a word of it; its code and its words."""
    import pty

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    told = b""
    while word.encode() not in told:
        told += os.read(ours, 1_000)
    stop(program)
    ended = program.wait(PATIENCE)
    told += rest_of(ours)
    os.close(ours)
    return ended, told.decode()


def rest_of(terminal: int) -> bytes:
    """What is still to be read; a terminal whose program has ended says so by an error."""
    told = b""
    try:
        while piece := os.read(terminal, 1_000):
            told += piece
    except OSError:
        pass
    return told
