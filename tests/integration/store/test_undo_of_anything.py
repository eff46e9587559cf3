"""Undo and redo of random histories: back to the same bytes, forward to the same bytes, also after reopening."""

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.command import Sender
from app.services.contacts import add_contact, edit_contact, remove_contact
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.helpers.builders import a_workspace, hurry
from tests.helpers.clock import FixedClock
from tests.helpers.random_changes import WORDS, Step, change, changes, furnish
from tests.helpers.raw_sql import Rows, nouns_of, out_of_step, rows_of, run_sql, value_of
from tests.helpers.sizes import examples


class UndoMachine(RuleBasedStateMachine):
    """Changes a real workspace at random and remembers what every table said before each entry."""

    @initialize()
    def make(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="undo-"))
        self.clock = FixedClock()
        self.workspace: Workspace = a_workspace(self.folder, self.clock)
        hurry(self.workspace)
        furnish(self.workspace)
        self.done: list[tuple[int, dict[str, Rows]]] = []  # entry and the rows before it
        self.undone: list[tuple[int, dict[str, Rows]]] = []  # entry and the rows after it

    @rule(step=changes())
    def change(self, step: Step) -> None:
        before = nouns_of(self.workspace)

        change(self.workspace, step)

        self.noted(before)

    @rule(first=st.sampled_from(WORDS), company=st.sampled_from(WORDS), tags=st.sampled_from(("", "vip", "vip, Ёж")))
    def add_by_service(self, first: str, company: str, tags: str) -> None:
        before = nouns_of(self.workspace)

        fields = {"first": first, "last": "Lee", "company": company, "tags": tags}
        self.workspace.do(add_contact, fields, [("email", "work", "lee@example.com")]).result()

        self.noted(before)

    @rule(pick=st.integers(0, 5), company=st.sampled_from(WORDS), tags=st.sampled_from(("", "vip")))
    def edit_by_service(self, pick: int, company: str, tags: str) -> None:
        people = rows_of(self.workspace, "SELECT id FROM contact WHERE removed_at IS NULL ORDER BY rid")
        if not people:
            return
        before = nouns_of(self.workspace)

        person = ContactId(UUID(bytes=people[pick % len(people)][0]))
        if pick:
            self.workspace.do(edit_contact, person, {"company": company, "tags": tags}).result()
        else:
            self.workspace.do(remove_contact, person).result()

        self.noted(before)

    @rule(field=st.sampled_from(("first", "about")), word=st.sampled_from(WORDS), pause=st.sampled_from((1, 400)))
    def type_on(self, field: str, word: str, pause: int) -> None:
        before = nouns_of(self.workspace)
        self.clock.go_on(seconds=pause)

        typed = (f"UPDATE contact SET {field} = ? WHERE rid = (SELECT min(rid) FROM contact)", (word,))
        run_sql(self.workspace, typed, sender=Sender(coalesce=f"card:{field}"))

        self.noted(before)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        number, before = self.done.pop()
        self.undone.append((number, nouns_of(self.workspace)))

        outcome = self.workspace.undo().result()

        assert outcome.entry.number == number
        assert outcome.kept == []
        assert nouns_of(self.workspace) == before

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        number, after = self.undone.pop()
        self.done.append((number, nouns_of(self.workspace)))

        outcome = self.workspace.redo().result()

        assert outcome.entry.number == number
        assert outcome.kept == []
        assert nouns_of(self.workspace) == after

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.folder / "workspace", clock=self.clock)
        hurry(self.workspace)

    @invariant()
    def nothing_dangles(self) -> None:
        if hasattr(self, "workspace"):
            assert rows_of(self.workspace, "PRAGMA foreign_key_check") == []

    def noted(self, before: dict[str, Rows]) -> None:
        """Remember the entry a change made; one that came to nothing made none, and typing on joins the last one."""
        newest = value_of(self.workspace, "SELECT max(rid) FROM journal")
        if before == nouns_of(self.workspace):
            return
        if not self.done or self.done[-1][0] != newest:
            self.done.append((newest, before))
        self.undone.clear()

    def teardown(self) -> None:
        if not hasattr(self, "workspace"):
            return
        latest = nouns_of(self.workspace)
        assert out_of_step(self.workspace) == []
        steps = len(self.done)
        while self.done:
            self.undo()
        assert out_of_step(self.workspace) == []
        for _step in range(steps):
            self.redo()
        assert nouns_of(self.workspace) == latest
        assert out_of_step(self.workspace) == []
        self.workspace.close()
        shutil.rmtree(self.folder)


UndoMachine.TestCase.settings = examples(10, steps=16)
TestUndoOfAnything = UndoMachine.TestCase
