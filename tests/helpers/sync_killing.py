"""A laptop at work in an office that is killed: `python -m tests.helpers.sync_killing` forks it, kills it when told, goes on.

Reads lines `folder seed seconds`: the folder holds an office and a laptop that joined it. The child edits and exchanges
without end; each value is noted in `typed` after its commit. Killed so long after its first one. Answers `killed`.
"""

import os
import random
import sys
from itertools import count
from pathlib import Path

from sync.client.round import Ways
from tests.helpers.clock import FixedClock
from tests.helpers.killing import _end_of
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import run_sql


def main() -> None:
    """Fork, wait, kill, as often as asked."""
    for line in sys.stdin:
        folder, seed, seconds = line.split()
        typed = Path(folder) / "typed"
        typed.touch()
        child = os.fork()
        if child == 0:
            try:
                work(Path(folder), int(seed), typed)
            finally:
                os._exit(1)  # nothing but the kill may end it
        print(_end_of(child, typed, float(seconds)), flush=True)  # noqa: T201 - the answer


def work(folder: Path, seed: int, typed: Path) -> None:
    """Edit and exchange; a colleague in the same process does so too, so that something comes."""
    office, (mine, other) = opened(folder)
    dice = random.Random(seed)
    answer = os.open(typed, os.O_WRONLY | os.O_APPEND)
    for number in count():
        for who, laptop in (("mine", mine), ("other", other)):
            field = dice.choice(("first", "last", "interest"))
            value = f"{who}-{seed}-{number}"
            rid = 1 + dice.randrange(8)
            run_sql(laptop.workspace, (f"UPDATE contact SET {field} = ? WHERE rid = ?", (value, rid)))
            os.write(answer, f"{who} {rid} {field} {value}\n".encode())
            laptop.clock.go_on(seconds=1)
            office.clock.go_on(seconds=1)
            if dice.randrange(3):
                laptop.sync(Ways(rows=3, page=2, at_once=3))


def opened(folder: Path) -> tuple[Office, tuple[Laptop, Laptop]]:
    """The office and both laptops, as they lie in a folder."""
    office = Office(folder / "office", new=False)
    people = (folder / "people").read_text().split()
    laptops = []
    for number, line in enumerate(people):
        person, device = line.split(":")
        office.people[person] = "salesperson"
        known = Path(folder / f"device-{number}")
        laptops.append(
            Laptop(
                office,
                folder / str(number) / "workspace",
                person,
                known.read_text() if known.exists() else device,
                FixedClock(),
            )
        )
    return office, (laptops[0], laptops[1])


if __name__ == "__main__":
    main()
