"""What a question to the server costs follows what is asked for, not how much there is: every one goes by an index."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sync.protocol.messages import Caller
from sync.protocol.scopes import PUBLIC, visible_scopes
from sync.server.sql_reading import SqlReading
from sync.server.sql_storage import SqlStorage
from sync.server.storage import Bound
from tests.helpers.firm import FIRM, Firm

SCOPES = visible_scopes(Caller(FIRM, "a" * 32, "device", "salesperson"))
ID = "c" * 32
QUESTIONS: dict[str, Callable[[SqlReading], object]] = {
    "a page": lambda reading: reading.page(5, 10, SCOPES, ((6, 7),)),
    "a lead's page": lambda reading: reading.page(5, 10, None, ()),
    "departures": lambda reading: reading.departures(5, 10, SCOPES, ()),
    "records": lambda reading: reading.entities([ID]),
    "children": lambda reading: reading.children([ID]),
    "a part": lambda reading: reading.span(Bound("contact", ID, "", 5), (PUBLIC,), 10),
    "left": lambda reading: reading.left_public(Bound("contact", ID, "", 5), 10),
    "a batch": lambda reading: reading.batch("device", 1),
    "a value before": lambda reading: reading.value_before(ID, "last", 5),
    "a person's records": lambda reading: reading.owned("a" * 32, "", 10),
    "names": lambda reading: reading.named("contact_group", "name", "Moscow"),
    "a file": lambda reading: reading.file_size("d" * 64, "a" * 32, SCOPES),
    "the digest": lambda reading: reading.digest(SCOPES),
    "the count": lambda reading: reading.count(SCOPES),
    "a device": lambda reading: reading.device("device"),
}


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SqlStorage]:
    """A firm with one record."""
    opened = SqlStorage.open(tmp_path / "server.db")
    Firm(opened).person("Anna").add("contact", last="Petrova")
    yield opened
    opened.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_looks_through_a_table(question: str, storage: SqlStorage) -> None:
    asked: dict[str, Any] = {}
    engine = storage.backend.reader
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, values, *_: asked.setdefault(sql, values))

    with storage.reading(FIRM) as reading:
        QUESTIONS[question](reading)

    assert asked
    with engine.connect() as connection:
        for sql, values in list(asked.items()):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            assert [line[-1] for line in plan if line[-1].startswith("SCAN")] == []
