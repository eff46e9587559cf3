"""A program killed at any moment leaves a sound workspace with exactly what it had acknowledged.

`pytest -m slow tests/integration/store/test_kills.py` kills a thousand times (about ten minutes).
"""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.workspace import Workspace
from tests.helpers.builders import a_workspace
from tests.helpers.clock import FixedClock
from tests.helpers.first_release import ROOT
from tests.helpers.killing import act, content_of
from tests.helpers.raw_sql import out_of_step

LONGEST = 0.4  # seconds of work before the kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork, no SIGKILL")


def test_twelve_kills_lose_nothing_and_leave_nothing_half_done(tmp_path: Path) -> None:
    kill_and_look(tmp_path, kills=12)


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing_and_leave_nothing_half_done(tmp_path: Path) -> None:
    kill_and_look(tmp_path, kills=1_000)


def kill_and_look(folder: Path, kills: int) -> None:
    dice = random.Random(7)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.killing"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for seed in range(kills):
            place = folder / str(seed)
            a_workspace(place).close()
            program.stdin.write(f"{place} {seed} {dice.uniform(0, LONGEST)}\n")
            program.stdin.flush()
            assert program.stdout.readline() == "killed\n"
            look(place, seed)
        program.stdin.close()


def look(place: Path, seed: int) -> None:
    """Compare with a workspace in which the same was done in peace; the change under way may have got through."""
    acknowledged = len((place / "acks").read_text().splitlines())
    clock = FixedClock()
    with (
        closing(Workspace.open(place / "workspace")) as killed,
        closing(a_workspace(place / "peace", clock)) as peaceful,
    ):
        found = content_of(killed)
        assert out_of_step(killed) == []
        for number in range(acknowledged):
            act(peaceful, clock, seed, number)
        if content_of(peaceful) != found:
            act(peaceful, clock, seed, acknowledged)
        assert content_of(peaceful) == found
