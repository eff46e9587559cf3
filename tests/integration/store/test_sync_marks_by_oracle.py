"""Sync marks against SQL triggers made from the same metadata: what was changed is marked, nothing else is.

See `tests/helpers/sync_oracle.py` for what the oracle is and where it sees more than the recorder.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command import Sender
from app.workspace import Workspace
from models.column_types import to_millis
from models.errors import UserError
from models.nouns import TABLES
from models.store import sync_marks
from tests.helpers import sync_oracle
from tests.helpers.builders import a_contact, a_phone, put, working
from tests.helpers.clock import FixedClock
from tests.helpers.random_changes import Step, change, changes, furnish
from tests.helpers.raw_sql import rows_of, run_sql, state_of, value_of
from tests.helpers.sizes import examples
from tests.helpers.sync_oracle import marks_of

# What random changes reach; a trigger on every column of every noun would only cost time.
TOUCHED = (
    "contact", "company", "requisites", "channel", "address", "tag", "contact_tag", "history", "activity", "note",
    "promise", "attachment", "offer", "offer_line", "custom_field", "custom_value",
)  # fmt: skip
FROM_SERVER = Sender(source="sync")


class Watched:
    """A workspace that joined a server, with the oracle beside the recorder."""

    def __init__(self, workspace: Workspace, clock: FixedClock) -> None:
        self.workspace = workspace
        self.clock = clock
        self.seq = 100

    def join(self) -> None:
        """Join; from here on the oracle looks as well."""
        self.keep_house(lambda raw: sync_marks.join(raw, self.clock()))
        statements = list(sync_oracle.statements(TOUCHED))
        self.keep_house(lambda raw: [raw.execute(statement) for statement in statements])
        self.agree()

    def passes(self, act: Callable[[], object], *, sent: bool = False) -> None:
        """Let something happen in a moment of its own, and compare the two after it."""
        self.clock.go_on(seconds=1)
        now = to_millis(self.clock())
        self.keep_house(lambda raw: raw.execute("UPDATE oracle_clock SET now = ?, applying = ?", (now, sent)))
        marks, rows = marks_of(self.workspace, "oracle_dirty"), state_of(self.workspace)

        act()

        after = marks_of(self.workspace, "oracle_dirty")
        expected = sync_oracle.expected(marks, after, (rows, state_of(self.workspace)), now)
        assert marks_of(self.workspace, "sync_dirty") == expected
        self.agree()

    def agree(self) -> None:
        """Let the oracle go on from where the recorder is."""
        self.keep_house(lambda raw: raw.execute("DELETE FROM oracle_dirty"))
        self.keep_house(
            lambda raw: raw.execute(
                'INSERT INTO oracle_dirty("table", id, field, gen, hlc, base_seq, base_val)'
                ' SELECT "table", id, field, gen, hlc, base_seq, base_val FROM sync_dirty'
            )
        )

    def act(self, what: str, step: Step) -> None:
        """Do one of the things that happen."""
        match what:
            case "receive":
                self.receive(step.a, step.word)
            case "undo":
                self.undo(step.a)
            case "redo":
                self.redo()
            case _:
                change(self.workspace, step)

    def receive(self, pick: int, word: str) -> None:
        """A server sends people, firms or phones a colleague changed; their version and his time come along."""
        self.seq += 1
        time = (to_millis(self.clock()) + 3_600_000 * (pick - 3)) << 16
        table, column = (("contact", "middle"), ("company", "industry"), ("channel", "service"))[pick % 3]
        sent = f"UPDATE {table} SET {column} = ?, srv_seq = ?, srv_hlc = max(srv_hlc, ?)"
        run_sql(self.workspace, (sent, (word, self.seq, time)), sender=FROM_SERVER)

    def undo(self, pick: int) -> None:
        """Take back the newest entry, or any other."""
        done = rows_of(self.workspace, "SELECT rid FROM journal WHERE state = 'done' ORDER BY rid")
        if done:
            self.workspace.undo(done[-1 - pick % len(done)][0]).result()

    def redo(self) -> None:
        """Do again what was undone last, if anything was."""
        try:
            self.workspace.redo().result()
        except UserError:
            return

    def keep_house(self, work: Callable[[apsw.Connection], object]) -> None:
        """Reach the file past the recorder."""
        self.workspace._database.maintain(work)


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    clock = FixedClock()
    with working(folder, clock, durable=False) as workspace:
        yield Watched(workspace, clock)


WHAT = ("change", "change", "change", "undo", "redo", "receive", "receive")
CHANGES = st.one_of(changes(), changes("cells", "bulk", "move", "sweep", "erase", "bin"))
ACTS = st.tuples(
    st.integers(0, 2**32 - 1).map(lambda number: WHAT[random.Random(number).randrange(len(WHAT))]), CHANGES
)


@examples(12)
@given(acts=st.lists(ACTS, min_size=12, max_size=24))
def test_the_marks_are_those_of_the_triggers(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, Step]]
) -> None:
    with watched(tmp_path_factory.mktemp("marks")) as seen:
        furnish(seen.workspace)
        seen.join()

        for what, step in acts:
            seen.passes(partial(seen.act, what, step), sent=what == "receive")


@examples(5)
@given(steps=st.lists(changes(), max_size=8))
def test_before_joining_nothing_is_marked(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    with working(tmp_path_factory.mktemp("alone"), durable=False) as workspace:
        for step in steps:
            change(workspace, step)

        assert rows_of(workspace, "SELECT * FROM sync_dirty") == []


@examples(5)
@given(steps=st.lists(changes("person", "hang", "bin"), min_size=2, max_size=6))
def test_joining_marks_every_row_as_new_and_joining_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    with watched(tmp_path_factory.mktemp("join")) as seen:
        for step in steps:
            change(seen.workspace, step)

        seen.keep_house(lambda raw: sync_marks.join(raw, seen.clock()))

        marks = marks_of(seen.workspace, "sync_dirty")
        assert set(marks) == {(*key, "*") for key in state_of(seen.workspace)}
        assert {(mark.gen, mark.base_seq, mark.base_val) for mark in marks.values()} <= {(1, 0, None)}
        seen.clock.go_on(hours=1)
        seen.keep_house(lambda raw: sync_marks.join(raw, seen.clock()))
        assert marks_of(seen.workspace, "sync_dirty") == marks


def test_every_noun_is_marked_but_what_is_this_laptops_own(tmp_path: Path) -> None:
    assert set(sync_marks.SYNCED) == set(TABLES) - {"number_counter"}
    assert {name: set(columns) for name, columns in sync_marks.SYNCED.items()} == {
        name: set(sync_oracle.synced(name)) for name in TABLES if name != "number_counter"
    }


def test_what_a_server_sends_is_not_marked_and_becomes_the_base_of_the_next_edit(tmp_path: Path) -> None:
    with watched(tmp_path) as seen:
        (person,) = put(seen.workspace, a_contact(middle="A"))
        seen.keep_house(lambda raw: sync_marks.join(raw, seen.clock()))
        seen.keep_house(lambda raw: raw.execute("DELETE FROM sync_dirty"))

        seen.receive(0, "B")
        assert marks_of(seen.workspace, "sync_dirty") == {}
        run_sql(seen.workspace, "UPDATE contact SET middle = 'C'")
        seen.receive(0, "D")
        run_sql(seen.workspace, "UPDATE contact SET middle = 'E'")

        mark = marks_of(seen.workspace, "sync_dirty")["contact", person.bytes, "middle"]
        assert (mark.gen, mark.base_seq, mark.base_val) == (2, 101, "B")


def test_an_edit_is_later_than_what_it_had_seen_however_wrong_the_clock(tmp_path: Path) -> None:
    with watched(tmp_path) as seen:
        put(seen.workspace, a_contact())
        seen.keep_house(lambda raw: sync_marks.join(raw, seen.clock()))
        future = (to_millis(seen.clock()) + 10**11) << 16
        run_sql(seen.workspace, ("UPDATE contact SET srv_seq = 7, srv_hlc = ?", (future,)), sender=FROM_SERVER)

        run_sql(seen.workspace, "UPDATE contact SET nickname = 'x'")

        assert value_of(seen.workspace, "SELECT hlc FROM sync_dirty WHERE field = 'nickname'") == future + 1


def test_a_deletion_is_based_on_the_oldest_version_its_author_may_have_looked_at(tmp_path: Path) -> None:
    with watched(tmp_path) as seen:
        person = a_contact()
        _person, phone = put(seen.workspace, person, a_phone(person))
        seen.keep_house(lambda raw: sync_marks.join(raw, seen.clock()))
        seen.keep_house(lambda raw: raw.execute("DELETE FROM sync_dirty"))
        run_sql(seen.workspace, "UPDATE channel SET srv_seq = 5", sender=FROM_SERVER)
        run_sql(seen.workspace, "UPDATE channel SET label = 'desk'")
        run_sql(seen.workspace, "UPDATE channel SET srv_seq = 9", sender=FROM_SERVER)

        run_sql(seen.workspace, "DELETE FROM channel")

        assert marks_of(seen.workspace, "sync_dirty")["channel", phone.bytes, "-"].base_seq == 5


def test_taking_back_what_a_server_sent_is_an_edit_of_ours_and_leaves_the_version(tmp_path: Path) -> None:
    with watched(tmp_path) as seen:
        (person,) = put(seen.workspace, a_contact(middle="A"))
        seen.keep_house(lambda raw: sync_marks.join(raw, seen.clock()))
        seen.keep_house(lambda raw: raw.execute("DELETE FROM sync_dirty"))
        seen.receive(0, "B")
        number = value_of(seen.workspace, "SELECT max(rid) FROM journal")

        seen.workspace.undo(number).result()

        assert rows_of(seen.workspace, "SELECT middle, srv_seq FROM contact") == [("A", 101)]
        mark = marks_of(seen.workspace, "sync_dirty")["contact", person.bytes, "middle"]
        assert (mark.base_seq, mark.base_val) == (101, "B")


def test_what_a_server_sent_stands_in_nobodys_way_to_undo_and_redo(tmp_path: Path) -> None:
    with watched(tmp_path) as seen:
        put(seen.workspace, a_contact(middle="A"))
        run_sql(seen.workspace, "UPDATE contact SET nickname = 'x'")
        mine = value_of(seen.workspace, "SELECT max(rid) FROM journal")
        seen.receive(0, "B")

        undone = seen.workspace.undo().result()
        seen.receive(0, "C")
        redone = seen.workspace.redo().result()

        assert (undone.entry.number, redone.entry.number) == (mine, mine)
        assert rows_of(seen.workspace, "SELECT middle, nickname FROM contact") == [("C", "x")]
