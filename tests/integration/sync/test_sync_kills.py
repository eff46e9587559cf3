"""A laptop killed at any moment of a round loses nothing and goes on: what was typed is current, put aside or replaced.

`pytest -m slow tests/integration/sync/test_sync_kills.py` kills a thousand times.
"""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sync.client.round import Ways
from tests.helpers.builders import a_contact, put
from tests.helpers.first_release import ROOT
from tests.helpers.office import Laptop, an_office
from tests.helpers.raw_sql import out_of_step
from tests.helpers.sync_content import content_of, the_queues_of
from tests.helpers.sync_killing import opened

LONGEST = 0.3  # seconds of work before the kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork, no SIGKILL")


def test_six_kills_lose_nothing_and_leave_nothing_half_done(tmp_path: Path) -> None:
    kill_and_look(tmp_path, kills=6)


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing_and_leave_nothing_half_done(tmp_path: Path) -> None:
    kill_and_look(tmp_path, kills=1_000)


def kill_and_look(folder: Path, kills: int) -> None:
    dice = random.Random(11)
    prepare(folder / "place")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.sync_killing"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for seed in range(kills):
            (folder / "place" / "typed").unlink(missing_ok=True)
            program.stdin.write(f"{folder / 'place'} {seed} {dice.uniform(0, LONGEST)}\n")
            program.stdin.flush()
            assert program.stdout.readline() == "killed\n"
            look(folder / "place")
        program.stdin.close()


def prepare(folder: Path) -> None:
    """An office with two laptops that have the same eight clients."""
    with an_office(folder) as office:
        laptops = [Laptop.joined(office, folder / str(n), office.add_person(f"p{n}")) for n in range(2)]
        put(laptops[0].workspace, *(a_contact(f"client {n}") for n in range(8)))
        for laptop in laptops:
            laptop.sync()
        (folder / "people").write_text(" ".join(f"{each.user_id}:{each.device}" for each in laptops))


def look(folder: Path) -> None:
    """Start again, exchange, compare: both have the same, nothing waits, every acknowledged value is somewhere."""
    office, laptops = opened(folder)
    try:
        for laptop in (*laptops, *laptops):
            report = laptop.sync(Ways())
            assert report.mended == 0
        first, other = map(content_of, laptops)
        assert first == other
        assert [the_queues_of(laptop) for laptop in laptops] == [[], []]
        assert [out_of_step(laptop.workspace) for laptop in laptops] == [[], []]
        told = office_values(laptops[0])
        for value in last_typed(folder / "typed"):
            assert value in told, value
        for number, laptop in enumerate(laptops):
            (folder / f"device-{number}").write_text(laptop.line.hub.caller.device)
    finally:
        for laptop in laptops:
            laptop.close()
        with closing(office):
            pass


def last_typed(path: Path) -> list[str]:
    """The last acknowledged value of each cell on each laptop: the ones before it were replaced by their own author."""
    last = {}
    for line in path.read_text().splitlines():
        place, _space, value = line.rpartition(" ")
        last[place] = value
    return list(last.values())


def office_values(laptop: Laptop) -> str:
    """Everything the server's own audit has ever been told."""
    with laptop.office.storage.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT * FROM change").fetchall()
    return (
        repr(found) + repr(laptop.rows("SELECT * FROM contact")) + repr(laptop.rows("SELECT lost_value FROM conflict"))
    )
