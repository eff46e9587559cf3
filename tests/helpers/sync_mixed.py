"""Offices where anything is changed anyhow: bulk SQL, cascades, upserts, undo and redo, records made private and public again.

What was typed cannot be followed here value by value; that everybody ends with the same, that queues drain, that index and
lists follow, and that what is private stays apart, can.
"""

import random
from pathlib import Path

from models.errors import UserError
from sync.client.round import RoundReport, Ways
from sync.protocol.problems import UnreachableError
from tests.helpers.clock import FixedClock
from tests.helpers.office import Laptop, Office
from tests.helpers.random_changes import KINDS, WORDS, Step, change, furnish
from tests.helpers.raw_sql import out_of_step
from tests.helpers.sync_content import differences, moved_to_private, shared_content, the_queues_of
from tests.helpers.sync_histories import FAULTS
from tests.helpers.sync_promises import BrokenPromiseError

_ROUNDS = 16
_OFTEN = ("cells",) * 12 + ("bulk",) * 4 + ("move", "move", "bin", "hang", "hang")
_ACTS = ("change", "change", "change", "round", "round", "undo", "redo")


class Mixture:
    """One office and what happens in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.seed = seed
        self.dice = random.Random(seed)
        self.office = Office(folder / "office")
        self.laptops: list[Laptop] = []
        for number in range(self.dice.choice((2, 3))):
            person = self.office.add_person(f"person {number}")
            laptop = Laptop.joined(self.office, folder / str(number), person, FixedClock())
            laptop.ways = Ways(rows=self.dice.choice((2, 5)), page=self.dice.choice((2, 7)), at_once=5)
            self.laptops.append(laptop)
        furnish(self.laptops[0].workspace)
        for laptop in (*self.laptops, *self.laptops):
            laptop.sync(Ways())

    def play(self, steps: int) -> None:
        """Let things happen, let everybody exchange until nothing moves, and compare."""
        for laptop in self.laptops:
            laptop.line.fault = lambda _verb: self.dice.choice(FAULTS)
        for _step in range(steps):
            self.step(self.dice.choice(self.laptops))
        self.settle()
        self.look()

    def step(self, laptop: Laptop) -> None:
        """One thing that happens."""
        match self.dice.choice(_ACTS):
            case "change":
                dice = self.dice
                kind = dice.choice((*KINDS, *_OFTEN))
                change(laptop.workspace, Step(kind, dice.randrange(8), dice.randrange(8), dice.choice(WORDS)))
            case "round":
                self._round(laptop)
            case which:
                self._back(which, laptop)
        laptop.clock.go_on(seconds=1)
        self.office.clock.go_on(seconds=1)

    def settle(self) -> None:
        """Everybody exchanges without faults until nothing moves."""
        for laptop in self.laptops:
            laptop.line.fault = lambda _verb: "ok"
        reports: list[RoundReport] = []
        for _turn in range(_ROUNDS):
            reports = [laptop.sync(Ways(smaller_is_right=True)) for laptop in self.laptops]
            if not any(each.sent or each.received or each.mended or each.erased for each in reports):
                return
        raise BrokenPromiseError(f"seed {self.seed}: the exchange does not come to rest: {reports}")

    def look(self) -> None:
        """Compare what everybody has that is not private."""
        moved = set().union(*(moved_to_private(laptop) for laptop in self.laptops))
        shared = [shared_content(laptop, moved) for laptop in self.laptops]
        for other in shared[1:]:
            if other != shared[0]:
                raise BrokenPromiseError(f"seed {self.seed}: I1 {differences(shared[0], other)[:8]}")
        for laptop in self.laptops:
            if left := the_queues_of(laptop, private=True):
                raise BrokenPromiseError(f"seed {self.seed}: I7 {left[:8]}")
            if problems := out_of_step(laptop.workspace):
                raise BrokenPromiseError(f"seed {self.seed}: {problems[:5]}")

    def close(self) -> None:
        """Let go of everything."""
        for laptop in self.laptops:
            laptop.close()
        self.office.close()

    def _round(self, laptop: Laptop) -> None:
        try:
            laptop.sync()
        except UnreachableError:
            return

    def _back(self, which: str, laptop: Laptop) -> None:
        try:
            getattr(laptop.workspace, which)().result()
        except UserError:
            return


def play(folder: Path, seed: int, steps: int = 40) -> None:
    """One mixture."""
    mixture = Mixture(folder / str(seed), seed)
    try:
        mixture.play(steps)
    finally:
        mixture.close()
