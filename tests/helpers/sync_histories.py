"""Invented histories of an office: random edits on several laptops, a line that fails, clocks that are years wrong.

`play(folder, seed)` invents one history and checks at its end what sync.md promises (section 5): each promise is a function
named after it. The same seed is the same history. `odd` histories also restore laptops from backups and clone them.
"""

import random
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sync.client.round import RoundReport, Ways
from sync.client.shape import RECORDS
from sync.protocol.problems import UnreachableError
from tests.helpers.clock import FixedClock
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import run_sql, value_of
from tests.helpers.sync_content import TYPED, pending
from tests.helpers.sync_promises import (
    PROMISES,
    REMOVABLE,
    BrokenPromiseError,
    Removal,
    Write,
    pending_work_is_never_overwritten,
)

FAULTS = ("ok",) * 8 + ("lost request", "lost answer", "lost answer", "twice")
YEAR = 365
_ROUNDS = 14


@dataclass
class Backup:
    """A copy of a laptop's file, and how much had been typed by then."""

    path: Path
    device: str
    writes: int


class History:
    """One invented history."""

    def __init__(self, folder: Path, seed: int, *, odd: bool = False) -> None:
        self.seed, self.odd = seed, odd
        self.dice = random.Random(seed)
        self.folder = folder
        self.office = Office(folder / "office")
        self.laptops: list[Laptop] = []
        self.writes: list[Write] = []
        self.removals: list[Removal] = []
        self.backups: dict[int, Backup] = {}
        self.mended = 0
        self.rounds = 0
        self.busy: set[int] = set()
        self.reports: list[RoundReport] = []
        for number in range(self.dice.choice((2, 2, 3))):
            person = self.office.add_person(f"person {number}")
            laptop = Laptop.joined(self.office, folder / str(number), person, FixedClock())
            self.add(laptop)

    def add(self, laptop: Laptop) -> None:
        """One more laptop, small batches and pages so that everything comes in parts."""
        number = len(self.laptops)
        laptop.ways = Ways(rows=self.dice.choice((1, 2, 4)), page=self.dice.choice((1, 2, 3, 50)), at_once=3)
        laptop.line.fault = partial(self.fault, number)
        self.laptops.append(laptop)

    def play(self, steps: int) -> None:
        """Let things happen, then let everybody exchange until nothing moves, and look at what was promised."""
        for _step in range(steps):
            self.step()
        self.settle()
        self.look()

    def step(self) -> None:
        """One thing that happens."""
        number = self.dice.randrange(len(self.laptops))
        acts = ["edit"] * 6 + ["insert"] * 3 + ["remove", "return"] + ["round"] * 5 + ["clock", "meanwhile"]
        acts += ["backup", "restore", "clone"] if self.odd else []
        act = self.dice.choice(acts)
        getattr(self, f"_{act}")(number)
        for laptop in self.laptops:
            laptop.clock.go_on(seconds=1)
        self.office.clock.go_on(seconds=1)

    def settle(self) -> None:
        """Everybody exchanges without faults until a whole turn changes nothing."""
        for laptop in self.laptops:
            laptop.line.fault = lambda _verb: "ok"
        for _turn in range(_ROUNDS):
            reports = [laptop.sync(Ways(smaller_is_right=True)) for laptop in self.laptops]
            self.mended += sum(report.mended for report in reports)
            if not any(report.sent or report.received or report.mended for report in reports):
                return
        raise BrokenPromiseError("the exchange does not come to rest")

    def look(self) -> None:
        """Everything that was promised."""
        for promise in PROMISES:
            promise(self)

    def close(self) -> None:
        """Let go of everything."""
        for laptop in self.laptops:
            laptop.close()
        self.office.close()

    def fault(self, number: int, verb: str) -> str:
        """What happens to one question; while it is under way, others work and this person goes on typing."""
        if number in self.busy:
            return "ok"
        self.busy.add(number)
        try:
            if self.dice.random() < 0.3:
                self._edit(number)
            if self.dice.random() < 0.15:
                other = self.dice.randrange(len(self.laptops))
                if other not in self.busy:
                    self._edit(other)
                    self._round(other)
            if verb == "push" and self.dice.random() < 0.2:
                self._remove(number)
        finally:
            self.busy.discard(number)
        return self.dice.choice(FAULTS)

    def _insert(self, number: int) -> None:
        laptop = self.laptops[number]
        person = laptop.rows("SELECT id FROM contact ORDER BY id")
        table = self.dice.choice(tuple(TYPED)) if person else "contact"
        cells: dict[str, Any] = {"id": UUID(bytes=self.dice.randbytes(16), version=4).bytes}
        if table in RECORDS:
            cells |= {"created_at": 1, "edited_at": 1}
        if table in ("channel", "note"):
            cells["contact_id"] = self.dice.choice(person)[0]
        for name in TYPED[table]:
            cells[name] = self._typed(number, table, cells["id"], name, "")
        names = ", ".join(f'"{name}"' for name in cells)
        values = ", ".join("?" * len(cells))
        run_sql(laptop.workspace, (f"INSERT INTO {table}({names}) VALUES({values})", tuple(cells.values())))

    def _edit(self, number: int) -> None:
        laptop = self.laptops[number]
        found = self._some_row(laptop, tuple(TYPED))
        if found is None:
            return
        table, record_id = found
        name = self.dice.choice(TYPED[table])
        before = value_of(laptop.workspace, f'SELECT "{name}" FROM {table} WHERE id = ?', record_id)
        value = self._typed(number, table, record_id, name, before)
        run_sql(laptop.workspace, (f'UPDATE {table} SET "{name}" = ? WHERE id = ?', (value, record_id)))

    def _remove(self, number: int) -> None:
        laptop = self.laptops[number]
        found = self._some_row(laptop, REMOVABLE)
        if found is None:
            return
        table, record_id = found
        names = ", ".join(f'"{name}"' for name in TYPED[table])
        (seen,) = laptop.rows(f"SELECT {names} FROM {table} WHERE id = ?", record_id)
        self.removals.append(Removal((table, record_id.hex()), frozenset(seen)))
        run_sql(laptop.workspace, (f"UPDATE {table} SET removed_at = ? WHERE id = ?", (self.office.now(), record_id)))

    def _return(self, number: int) -> None:
        laptop = self.laptops[number]
        found = self._some_row(laptop, REMOVABLE, "removed_at IS NOT NULL")
        if found is not None:
            run_sql(laptop.workspace, (f"UPDATE {found[0]} SET removed_at = NULL WHERE id = ?", (found[1],)))

    def _round(self, number: int) -> None:
        laptop = self.laptops[number]
        self.rounds += 1
        rounds = self.rounds
        before, typed = pending(laptop), len(self.writes)
        try:
            report = laptop.sync(laptop.ways)
            if self.rounds == rounds:  # else a colleague was quicker than the comparison
                self.mended += report.mended
        except UnreachableError:
            pass
        pending_work_is_never_overwritten(self, before, pending(laptop), typed)

    def _meanwhile(self, number: int) -> None:
        self._edit(number)
        self._round(number)

    def _clock(self, number: int) -> None:
        days = self.dice.choice((-10 * YEAR, -YEAR, -1, 0, 1, YEAR, 10 * YEAR))
        self.laptops[number].clock.now = self.office.clock.now
        self.laptops[number].clock.go_on(days=days)

    def _backup(self, number: int) -> None:
        laptop = self.laptops[number]
        path = self.folder / f"backup-{number}"
        shutil.rmtree(path, ignore_errors=True)
        laptop.close()
        shutil.copytree(laptop.folder, path)
        self.backups[number] = Backup(path, laptop.device, len(self.writes))
        self._reopen(number, laptop.line.hub.caller.device)

    def _restore(self, number: int) -> None:
        """The laptop is put back to an older state: what was typed since and never sent is gone with it."""
        found = self.backups.get(number)
        if found is None or number in self.busy:
            return
        laptop = self.laptops[number]
        sent = self.office_values()
        for write in self.writes[found.writes :]:
            if write.laptop == number and write.value not in sent:
                write.excused = True
        laptop.close()
        shutil.rmtree(laptop.folder)
        shutil.copytree(found.path, laptop.folder)
        self._reopen(number, laptop.line.hub.caller.device)

    def _clone(self, number: int) -> None:
        """The laptop's folder is copied to another machine; both go on."""
        if len(self.laptops) >= 4 or number in self.busy:
            return
        laptop = self.laptops[number]
        laptop.close()
        folder = self.folder / f"clone-{len(self.laptops)}"
        shutil.copytree(laptop.folder, folder)
        device = laptop.line.hub.caller.device
        self._reopen(number, device)
        self.add(Laptop(self.office, folder, laptop.user_id, device, FixedClock(laptop.clock.now)))

    def _reopen(self, number: int, device: str) -> None:
        old = self.laptops[number]
        fresh = Laptop(self.office, old.folder, old.user_id, device, old.clock)
        fresh.ways, fresh.line.fault, fresh.line.heard = old.ways, partial(self.fault, number), old.line.heard
        self.laptops[number] = fresh

    def _typed(self, number: int, table: str, record_id: bytes, name: str, before: str) -> str:
        value = f"v{len(self.writes)}"
        self.writes.append(Write(number, (table, record_id.hex(), name), value, before))
        return value

    def _some_row(
        self, laptop: Laptop, tables: tuple[str, ...], which: str = "removed_at IS NULL"
    ) -> tuple[str, bytes] | None:
        table = self.dice.choice(tables)
        found = laptop.rows(f"SELECT id FROM {table} WHERE {which} ORDER BY id")
        return (table, self.dice.choice(found)[0]) if found else None

    def office_values(self) -> set[str]:
        """Every value the server has ever been told."""
        bodies = b"".join(body for laptop in self.laptops for body in laptop.line.heard).decode()
        return set(bodies.split('"'))


def play(folder: Path, seed: int, *, odd: bool = False, steps: int = 30) -> History:
    """Invent one history and look at what was promised."""
    history = History(folder / str(seed), seed, odd=odd)
    try:
        history.play(steps)
    finally:
        history.close()
    return history
