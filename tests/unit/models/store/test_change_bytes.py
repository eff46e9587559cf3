"""Change sets written here are read by SQLite as what was meant."""

from typing import Any

import apsw
from hypothesis import given
from hypothesis import strategies as st

from models.store.change_bytes import packed

CELLS = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.binary(max_size=40),
)


@given(
    rid=st.integers(1, 2**40),
    before=st.lists(CELLS, min_size=3, max_size=3),
    after=st.lists(CELLS, min_size=3, max_size=3),
)
def test_every_cell_comes_back_with_its_type(rid: int, before: list[Any], after: list[Any]) -> None:
    old, new = (rid, *before), (rid, *after)

    content = packed([("a", 4, "insert", None, new), ("b", 4, "delete", old, None), ("a", 4, "insert", None, old)])

    found = [(one.name, one.op, one.old, one.new) for one in apsw.Changeset.iter(content)]
    assert found == [("a", "INSERT", None, new), ("a", "INSERT", None, old), ("b", "DELETE", old, None)]
    assert [[type(cell) for cell in one[3] or ()] for one in found[:1]] == [[type(cell) for cell in new]]


def test_cells_of_any_length_come_back_whole() -> None:
    for length in (0, 127, 128, 16_383, 16_384, 3_000_000):
        row = (1, "x" * length, b"y" * length)

        found = [one.new for one in apsw.Changeset.iter(packed([("t", 3, "insert", None, row)]))]

        assert found == [row]


def test_no_rows_are_no_change_set() -> None:
    assert packed([]) == b""
