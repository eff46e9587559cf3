"""The recorder's own notes against SQLite's session extension: the same statements, the same outcome."""

from contextlib import suppress
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store.recorder import Change, ChangeSet, Recorder, changes_in
from tests.helpers.builders import working
from tests.helpers.random_changes import _MAKERS, KINDS, Step, _Look, change, changes, furnish
from tests.helpers.raw_sql import Statement
from tests.helpers.sizes import examples

Seen = dict[tuple[str, int], tuple[Any, ...]]
_THE_START = -1
ALIKE = tuple(kind for kind in KINDS if kind != "spread")  # what gives its rows the same ids both times


@examples(25)
@given(
    earlier=st.lists(changes(), max_size=6),
    steps=st.lists(changes(*ALIKE), min_size=1, max_size=4),
    switch=st.integers(0, 40),
    taken_back=st.integers(0, 1),
)
def test_the_notes_and_the_session_tell_the_same(
    tmp_path_factory: pytest.TempPathFactory, earlier: list[Step], steps: list[Step], switch: int, taken_back: int
) -> None:
    with working(tmp_path_factory.mktemp("both"), durable=False) as workspace:
        furnish(workspace)
        for step in earlier:
            change(workspace, step)
        statements = [each for step in steps for each in _MAKERS[step.what](_Look(workspace), step)]
        found: list[ChangeSet] = []

        def compare(raw: apsw.Connection) -> None:
            session_from = (None, _THE_START, switch % max(1, len(statements)))
            found.extend(recorded(raw, statements, place, taken_back) for place in session_from)

        workspace._database.maintain(compare)

    noted, session, both = found
    assert seen(noted.rows) == seen(session.rows) == seen(both.rows)
    assert seen(changes_in(noted.content)) == seen(session.rows)
    assert seen(changes_in(both.content)) == seen(session.rows)
    assert all(one.row is not None for one in noted.rows)


def recorded(raw: apsw.Connection, statements: list[Statement], session_from: int | None, taken_back: int) -> ChangeSet:
    """What a recorder says of statements, half of which may be taken back; they leave nothing behind.

    `session_from` is the statement from which on very many changes are expected.
    """
    raw.execute("SAVEPOINT attempt")
    try:
        with Recorder(raw, many=session_from == _THE_START) as recorder:
            for place, (text, values) in enumerate(statements):
                if place == session_from:
                    recorder.expect_many()
                if taken_back and place == len(statements) // 2:
                    raw.execute("SAVEPOINT half")
                with suppress(apsw.ConstraintError):
                    raw.execute(text, tuple(values)).fetchall()
            if taken_back and statements:
                raw.execute("ROLLBACK TO half")
            return recorder.read()
    finally:
        raw.execute("ROLLBACK TO attempt")
        raw.execute("RELEASE attempt")


def seen(rows: Any) -> Seen:
    """Changes in a form that does not depend on their order."""
    listed: list[Change] = list(rows)
    found = {(one.table, one.rid): (one.op, one.old, one.new) for one in listed}
    assert len(found) == len(listed)
    return found


def test_the_inverse_of_noted_changes_takes_them_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    with working(tmp_path_factory.mktemp("inverse")) as workspace:
        furnish(workspace)

        def there_and_back(raw: apsw.Connection) -> None:
            before = raw.execute("SELECT * FROM contact").fetchall()
            with Recorder(raw) as recorder:
                raw.execute("UPDATE contact SET first = 'Zoë', birthday = '--12-12', favourite = 1 - favourite")
                raw.execute("INSERT INTO tag(id, name, created_at, edited_at) VALUES(x'77', ?, 1, 1)", ("б" * 20_000,))
                content = recorder.read().content

            apsw.Changeset.apply(apsw.Changeset.invert(content), raw)

            assert raw.execute("SELECT * FROM contact").fetchall() == before
            assert raw.execute("SELECT count(*) FROM tag WHERE id = x'77'").fetchall() == [(0,)]

        workspace._database.maintain(there_and_back)
