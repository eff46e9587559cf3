"""A full export that was hurt on its way: a line costs itself, an end torn off costs what stood there."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.card import Card, Refused
from app.exchange.json_lines import by_lines
from app.exchange.json_reader import read_json, read_records
from app.exchange.json_writer import write_json
from models.errors import UserError

_RECORDS: dict[str, list[dict[str, Any]]] = {
    "tag": [{"id": "0x01", "name": "hot"}, {"id": "0x02", "name": "}]}}"}],
    "note": [],
    "history": [{"id": "0x03", "text": "said\nmuch"}, {"id": "0x04", "text": "\u2028"}, {"id": "0x05"}],
}


def paper(people: int = 3, records: dict[str, list[dict[str, Any]]] | None = None) -> bytes:
    """An export of people called after their numbers."""
    cards = [Card(number, first=f"No {number}") for number in range(1, people + 1)]
    return "".join(write_json(cards, _RECORDS if records is None else records)).encode()


def firsts(content: bytes) -> list[str]:
    return [one.first for one in read_json(content) if isinstance(one, Card)]


def refused(content: bytes) -> list[tuple[int, str]]:
    others = read_records(content)
    for rows in others.values():
        list(rows)
    return [(one.line, one.reason) for one in (*read_json(content), *others.refused()) if isinstance(one, Refused)]


def test_a_whole_export_is_read_as_it_was_written() -> None:
    content = paper()

    assert firsts(content) == ["No 1", "No 2", "No 3"]
    assert {kind: list(rows) for kind, rows in read_records(content).items()} == _RECORDS
    assert refused(content) == []


@pytest.mark.parametrize("line", [3, 4, 5])
def test_a_damaged_line_costs_one_contact(line: int) -> None:
    lines = paper().split(b"\n")
    lines[line - 1] = lines[line - 1].replace(b'"first"', b'"fir\xffst')

    content = b"\n".join(lines)

    assert firsts(content) == [f"No {number}" for number in (1, 2, 3) if number != line - 2]
    assert refused(content) == [(line, "The line is damaged.")]


def test_a_damaged_line_costs_one_of_the_other_records() -> None:
    content = paper().replace(b'"said\\nmuch"', b'"said')

    assert firsts(content) == ["No 1", "No 2", "No 3"]
    assert list(read_records(content)["history"]) == _RECORDS["history"][1:]
    assert [reason for _line, reason in refused(content)] == ["The line is damaged."]


def test_under_a_damaged_heading_nothing_is_taken_for_something_else() -> None:
    content = paper().replace(b'"history": [', b'"hist')

    assert {kind: list(rows) for kind, rows in read_records(content).items()} == {
        "tag": _RECORDS["tag"],
        "note": [],
    }
    assert [reason for _line, reason in refused(content)] == ["The line is damaged."]


@given(st.data())
def test_an_end_torn_off_costs_no_more_than_itself(data: st.DataObject) -> None:
    whole = paper(people=3)
    cut = data.draw(st.integers(whole.index(b"No 1"), len(whole.rstrip()) - 1))
    content = whole[:cut]

    # as many contacts as stand there whole; what the file says beside them is whole too
    complete = sum(f'{{"first":"No {number}"'.encode() in content for number in (1, 2, 3))
    found = firsts(content)
    assert found == [f"No {number}" for number in range(1, len(found) + 1)]
    assert complete - 1 <= len(found) <= complete
    for kind, rows in read_records(content).items():
        assert list(rows) == _RECORDS[kind][: len(list(rows))]
    assert [reason for _line, reason in refused(content)] == ["The file is cut off here."]


def test_one_laid_out_by_another_program_is_read_whole() -> None:
    content = json.dumps(json.loads(paper()), indent=2).encode()

    assert by_lines(content) is None
    assert firsts(content) == ["No 1", "No 2", "No 3"]
    assert {kind: list(rows) for kind, rows in read_records(content).items()} == _RECORDS


def test_line_ends_of_another_system_change_nothing() -> None:
    content = paper().replace(b"\n", b"\r\n")

    assert by_lines(content) is not None
    assert firsts(content) == ["No 1", "No 2", "No 3"]
    assert {kind: list(rows) for kind, rows in read_records(content).items()} == _RECORDS
    assert refused(content) == []


def test_a_newer_export_is_refused_at_once() -> None:
    with pytest.raises(UserError, match="newer"):
        read_json(paper().replace(b'{"vizitka": 2', b'{"vizitka": 3'))


def test_an_export_without_anybody_is_whole() -> None:
    content = paper(people=0, records={})

    assert firsts(content) == []
    assert refused(content) == []
