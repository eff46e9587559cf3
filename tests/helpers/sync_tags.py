"""Offices where everybody makes, takes and renames the same few tags and values of lists, on laptops that are often apart.

At the end everybody has the same; no two living tags or values of a list are called alike; and whoever was tagged, by a
tag nobody renamed, took off or removed, still is.
"""

import random
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from app.services import tags
from app.services.contacts import edit_contact
from app.services.pick_lists import learn
from app.views.contacts import ContactId
from models.errors import UserError
from sync.client.round import RoundReport, Ways
from sync.protocol.problems import UnreachableError
from tests.helpers.builders import a_contact, put
from tests.helpers.clock import FixedClock
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import out_of_step
from tests.helpers.sync_content import content_of, differences, the_queues_of
from tests.helpers.sync_histories import FAULTS
from tests.helpers.sync_promises import BrokenPromiseError

WORDS = ("VIP", "vip", "Выставка", "Опт")
STATUSES = ("Дилер", "дилер", "Разовый")
_ACTS = ("tag",) * 6 + ("status",) * 3 + ("untag", "rename", "remove", "colour", "undo", "redo") + ("round",) * 4
_ROUNDS = 16


class Tagging:
    """One office and what happens in it."""

    def __init__(self, folder: Path, seed: int, *, gentle: bool) -> None:
        self.seed, self.dice = seed, random.Random(seed)
        self.acts = ("tag", "tag", "tag", "round") if gentle else _ACTS
        self.gentle = gentle
        self.office = Office(folder / "office")
        self.tagged: set[tuple[bytes, str]] = set()
        self.laptops = [
            Laptop.joined(self.office, folder / str(n), self.office.add_person(f"person {n}"), FixedClock())
            for n in range(self.dice.choice((2, 3)))
        ]
        for laptop in self.laptops:
            laptop.ways = Ways(rows=self.dice.choice((1, 3, 50)), page=self.dice.choice((1, 4, 50)), at_once=5)
        put(self.laptops[0].workspace, *(a_contact(f"Клиент {n}") for n in range(4)))
        for laptop in self.laptops:
            laptop.sync(Ways())

    def play(self, steps: int) -> None:
        """Let things happen, then let everybody exchange, and look."""
        for laptop in self.laptops:
            laptop.line.fault = lambda _verb: self.dice.choice(FAULTS)
        for _step in range(steps):
            laptop = self.dice.choice(self.laptops)
            self._acts()[self.dice.choice(self.acts)](laptop)
            laptop.clock.go_on(seconds=1)
            self.office.clock.go_on(seconds=1)
        self._settle()
        self._look()

    def close(self) -> None:
        """Let go of everything."""
        for laptop in self.laptops:
            laptop.close()
        self.office.close()

    def _acts(self) -> dict[str, Callable[[Laptop], None]]:
        return {
            "tag": self._tag,
            "untag": self._untag,
            "status": self._status,
            "rename": self._rename,
            "remove": self._remove,
            "colour": self._colour,
            "undo": lambda laptop: self._back(laptop, "undo"),
            "redo": lambda laptop: self._back(laptop, "redo"),
            "round": self._round,
        }

    def _tag(self, laptop: Laptop) -> None:
        word = self.dice.choice(WORDS)
        for person in self._somebody(laptop):
            laptop.workspace.do(tags.tag_contacts, [person], word).result()
            self.tagged.add((person.bytes, word.casefold()))

    def _untag(self, laptop: Laptop) -> None:
        laptop.workspace.do(tags.tag_contacts, self._somebody(laptop), self.dice.choice(WORDS), tagged=False).result()

    def _status(self, laptop: Laptop) -> None:
        word = self.dice.choice(STATUSES)
        for person in self._somebody(laptop):
            laptop.workspace.do(edit_contact, person, {"status": word}).result()
        laptop.workspace.do(learn, "lead_source", self.dice.choice(WORDS)).result()

    def _rename(self, laptop: Laptop) -> None:
        if (tag := self._some_tag(laptop)) is not None:
            laptop.workspace.do(tags.rename_tag, tag, self.dice.choice(WORDS)).result()

    def _remove(self, laptop: Laptop) -> None:
        if (tag := self._some_tag(laptop)) is not None:
            laptop.workspace.do(tags.remove_tag, tag).result()

    def _colour(self, laptop: Laptop) -> None:
        if (tag := self._some_tag(laptop)) is not None:
            laptop.workspace.do(tags.colour_tag, tag, self.dice.randrange(1, 4)).result()

    def _somebody(self, laptop: Laptop) -> list[ContactId]:
        found = laptop.rows("SELECT id FROM contact WHERE removed_at IS NULL ORDER BY id")
        return [ContactId(UUID(bytes=self.dice.choice(found)[0]))] if found else []

    def _some_tag(self, laptop: Laptop) -> UUID | None:
        found = laptop.rows("SELECT id FROM tag WHERE removed_at IS NULL ORDER BY id")
        return UUID(bytes=self.dice.choice(found)[0]) if found else None

    def _back(self, laptop: Laptop, which: str) -> None:
        try:
            getattr(laptop.workspace, which)().result()
        except UserError:
            return

    def _round(self, laptop: Laptop) -> None:
        try:
            laptop.sync()
        except UnreachableError:
            return

    def _settle(self) -> None:
        reports: list[RoundReport] = []
        for laptop in self.laptops:
            laptop.line.fault = lambda _verb: "ok"
        for _turn in range(_ROUNDS):
            reports = [laptop.sync(Ways(smaller_is_right=True)) for laptop in self.laptops]
            if not any(each.sent or each.received or each.mended for each in reports):
                return
        raise BrokenPromiseError(f"seed {self.seed}: the exchange does not come to rest: {reports}")

    def _look(self) -> None:
        first = content_of(self.laptops[0])
        for laptop in self.laptops:
            if found := differences(first, content_of(laptop)):
                raise BrokenPromiseError(f"seed {self.seed}: I1 {found[:6]}")
            if left := the_queues_of(laptop):
                raise BrokenPromiseError(f"seed {self.seed}: I7 {left[:6]}")
            if problems := out_of_step(laptop.workspace):
                raise BrokenPromiseError(f"seed {self.seed}: {problems[:5]}")
        self._no_two_alike()
        if self.gentle:
            marks = {(person, word.casefold()) for person, word in self.laptops[0].rows(_MARKS)}
            if marks != self.tagged:
                raise BrokenPromiseError(f"seed {self.seed}: I2 {marks ^ self.tagged}")

    def _no_two_alike(self) -> None:
        for query in (_TAGS, _VALUES):
            words = [(row[0], row[1].casefold()) for row in self.laptops[0].rows(query)]
            if len(words) != len(set(words)):
                raise BrokenPromiseError(f"seed {self.seed}: two are called alike: {words}")


_TAGS = "SELECT 0, name FROM tag WHERE removed_at IS NULL"
_VALUES = "SELECT list_id, label FROM pick_item WHERE removed_at IS NULL AND key = ''"
_MARKS = """SELECT l.contact_id, t.name FROM contact_tag l JOIN tag t ON t.id = l.tag_id
WHERE l.removed_at IS NULL AND t.removed_at IS NULL"""


def play(folder: Path, seed: int, *, gentle: bool = False, steps: int = 40) -> None:
    """One office. In a `gentle` one nobody takes a tag off again, and whoever was tagged must be in the end."""
    tagging = Tagging(folder / str(seed), seed, gentle=gentle)
    try:
        tagging.play(steps)
    finally:
        tagging.close()
