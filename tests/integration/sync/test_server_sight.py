"""Random grants, withdrawals and hand-overs: each person gets what he may see, and not one byte more.

Every record holds a word of its own; no answer to a person may hold the word of a record he does not see at that moment.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from sync.protocol.digests import buckets
from sync.protocol.json_form import write, write_rows
from sync.protocol.messages import ACCESS, OWNER, Changes, PushReply, Row
from sync.protocol.segments import read_segment
from sync.server import pushing
from sync.server.first_sync import PartCache
from sync.server.sql_reading import SqlReading
from sync.server.sql_storage import SqlStorage
from tests.helpers.firm import Firm, Laptop

EXAMPLES = int(os.environ.get("SYNC_EX", "120")) // 6
WHO = st.integers(0, 3)
WHICH = st.integers(0, 30)
KNOWING = 1 << 40  # a base past everything: its author has seen all there is


@dataclass
class Known:
    """What the oracle knows of a record."""

    owner: str
    access: str
    parents: tuple[str, ...]
    word: str
    withdrawn: bool = False


@dataclass
class Person:
    """A laptop with what it has pulled."""

    laptop: Laptop
    lead: bool
    cursor: int = 0
    rows: dict[str, Row] = field(default_factory=dict)


class SightMachine(RuleBasedStateMachine):
    """Three salespeople and a lead."""

    @initialize()
    def begin(self) -> None:
        """A firm in a file of its own."""
        self.folder = TemporaryDirectory()
        self.storage = SqlStorage.open(Path(self.folder.name) / "server.db")
        firm = Firm(self.storage)
        cache = PartCache(Path(self.folder.name) / "parts")
        roles: list[Any] = ["salesperson", "salesperson", "salesperson", "lead"]
        self.people = [Person(firm.person(f"P{n}", role), role == "lead") for n, role in enumerate(roles)]
        for person in self.people:
            person.laptop.hub._parts = cache
        self.records: dict[str, Known] = {}
        self.words = 0

    @rule(who=WHO, access=st.sampled_from(["public", "limited"]))
    def add(self, who: int, access: str) -> None:
        """A contact."""
        self._add(who, "contact", access, ())

    @rule(who=WHO, access=st.sampled_from(["public", "public", "limited"]), one=WHICH, other=WHICH)
    def speak_of(self, who: int, access: str, one: int, other: int) -> None:
        """A note about one or two records."""
        seen = self._seen_by(who)
        if seen:
            self._add(who, "note", access, tuple(sorted({seen[one % len(seen)], seen[other % len(seen)]})))

    @rule(who=WHO, which=WHICH)
    def edit(self, who: int, which: int) -> None:
        """Somebody who sees a record changes it."""
        seen = self._seen_by(who)
        if seen:
            record = seen[which % len(seen)]
            self.records[record].word = self._word()
            self._send(who, record, {"text": self.records[record].word})

    @rule(who=WHO, which=WHICH, access=st.sampled_from(["public", "limited"]))
    def let_see(self, who: int, which: int, access: str) -> None:
        """An owner shows or hides a record."""
        own = self._owned_by(who)
        if own:
            self.records[own[which % len(own)]].access = access
            self._send(who, own[which % len(own)], {ACCESS: access})

    @rule(who=WHO, which=WHICH)
    def withdraw(self, who: int, which: int) -> None:
        """An owner makes a record private: it and all about it leave the server."""
        own = self._owned_by(who)
        if own:
            record = own[which % len(own)]
            self._forget(record)
            laptop = self.people[who].laptop
            laptop.send(laptop.op(self._kind(record), record, {}, withdrawn=True))

    @rule(which=WHICH, to=WHO)
    def give(self, which: int, to: int) -> None:
        """The lead gives a record to somebody."""
        seen = self._seen_by(3)
        if seen:
            record = seen[which % len(seen)]
            self.records[record].owner = self.people[to].laptop.user
            self._send(3, record, {OWNER: self.records[record].owner})

    @rule(who=WHO, limit=st.integers(1, 5))
    def pull(self, who: int, limit: int) -> None:
        """A page."""
        self._pull(who, limit)

    @rule(who=WHO)
    def join(self, who: int) -> None:
        """A further laptop of somebody begins from nothing."""
        assert self._first_sync(who) == {each: self.records[each].word for each in self._seen_by(who)}

    def teardown(self) -> None:
        """Everybody pulls to the end; a first sync says the same."""
        if not hasattr(self, "people"):
            return
        try:
            for who in range(len(self.people)):
                self._all_is_there(who)
        finally:
            self.storage.close()
            self.folder.cleanup()

    def _all_is_there(self, who: int) -> None:
        person = self.people[who]
        while self._pull(who, 100).more:
            pass
        wanted = {each: self.records[each].word for each in self._seen_by(who)}
        assert {each: row.fields["text"] for each, row in person.rows.items()} == wanted
        seqs = [(bytes.fromhex(each), row.seq) for each, row in person.rows.items()]
        assert person.laptop.hub.digest() == buckets(seqs)
        assert self._first_sync(who) == wanted
        self._clean(who, write_rows(person.laptop.hub.rows(tuple(self.records))))

    def _pull(self, who: int, limit: int) -> Changes:
        person = self.people[who]
        page = person.laptop.hub.changes(person.cursor, limit, ())
        self._clean(who, write(page))
        person.cursor = page.cursor
        for row in page.rows:
            if row.gone:
                person.rows.pop(row.id, None)
            else:
                person.rows[row.id] = row
        return page

    def _first_sync(self, who: int) -> dict[str, Any]:
        hub = self.people[who].laptop.hub
        snapshot = hub.snapshot()
        rows: dict[str, Row] = {}
        for each in snapshot.segments:
            found = list(read_segment(hub.segment(snapshot.id, each.number)))
            self._clean(who, write_rows(found))
            rows.update((row.id, row) for row in found)
        for row in hub.changes(snapshot.as_of, 2_000, ()).rows:
            rows.pop(row.id, None)
            if not row.gone:
                rows[row.id] = row
        return {each: row.fields["text"] for each, row in rows.items()}

    def _clean(self, who: int, answer: bytes) -> None:
        seen = set(self._seen_by(who))
        hidden = [each.word for record, each in self.records.items() if record not in seen]
        assert not [word for word in hidden if word.encode() in answer], "an answer holds what this person may not see"

    def _send(self, who: int, record: str, values: dict[str, Any]) -> PushReply:
        laptop = self.people[who].laptop
        known = self.records[record]
        reply = laptop.send(laptop.op(self._kind(record), record, values, KNOWING, parents=known.parents))
        assert reply.outcomes[0].rejected == {}
        self._clean(who, write(reply))
        return reply

    def _add(self, who: int, kind: str, access: str, parents: tuple[str, ...]) -> None:
        record = f"{'c' if kind == 'contact' else 'd'}{len(self.records):031x}"
        owner = self.people[who].laptop.user
        self.records[record] = Known(owner, access, parents, self._word())
        links = {f"link_{n}": parent for n, parent in enumerate(parents)}
        self._send(who, record, {"text": self.records[record].word, ACCESS: access, OWNER: owner, **links})

    def _forget(self, record: str) -> None:
        self.records[record].withdrawn = True
        for child, known in self.records.items():
            if record in known.parents and not known.withdrawn:
                self._forget(child)

    def _word(self) -> str:
        self.words += 1
        return f"<word {self.words}>"

    def _kind(self, record: str) -> str:
        return "contact" if record[0] == "c" else "note"

    def _owned_by(self, who: int) -> list[str]:
        user = self.people[who].laptop.user
        return [each for each in self._seen_by(who) if self.records[each].owner == user]

    def _seen_by(self, who: int) -> list[str]:
        """The oracle: by going up from each record, with nothing kept."""
        person = self.people[who]

        def sees(record: str) -> bool:
            known = self.records[record]
            if known.withdrawn:
                return False
            mine = known.access == "public" or known.owner == person.laptop.user
            return (person.lead or mine) and all(map(sees, known.parents))

        return sorted(each for each in self.records if sees(each))


def run(examples: int) -> None:
    """Invent so many histories."""
    wanted = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(SightMachine, settings=wanted)


def test_each_person_gets_what_he_may_see_and_not_a_byte_more() -> None:
    run(EXAMPLES)


@pytest.mark.parametrize("defect", ["scopes stay where they were set", "nobody is told"])
def test_a_planted_defect_of_sight_is_found(defect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if defect == "nobody is told":
        monkeypatch.setattr(SqlReading, "departures", lambda *_: [])
    else:
        monkeypatch.setattr(pushing, "carry_down", lambda *_: None)

    with pytest.raises(AssertionError):
        run(400)
