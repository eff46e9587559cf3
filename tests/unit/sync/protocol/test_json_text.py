"""Texts of values: the same whichever library writes them, and what one cannot take the other does."""

import json
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.protocol.json_text import dumps, loads

scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12
)


class Pair(NamedTuple):
    """A named tuple, as versions of fields are."""

    one: int
    two: str


@given(values)
@example({"ё": "\u2028\x7f\x00", "z": "\U0001f600", "a": '"\\/'})
def test_it_is_written_as_the_standard_library_writes_it(value: object) -> None:
    assert dumps(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    ordered = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert dumps(value, ordered=True) == ordered


@given(values, st.booleans())
def test_it_is_read_as_the_standard_library_reads_it(value: object, escaped: bool) -> None:  # noqa: FBT001 - a parameter
    text = json.dumps(value, ensure_ascii=escaped)

    assert loads(text) == loads(text.encode()) == value


def test_half_a_character_is_read_for_somebody_to_refuse() -> None:
    assert loads(b'{"last": "\\ud800"}') == {"last": "\ud800"}


@pytest.mark.parametrize("text", ["", "{", "[NaN]", "-Infinity", '{"a": 1} x', "'a'"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller makes a sentence of it
        loads(text)


def test_what_is_too_deep_is_refused() -> None:
    with pytest.raises((ValueError, RecursionError)):
        loads("[" * 100_000)


def test_a_named_tuple_is_a_list() -> None:
    assert dumps({"a": Pair(1, "b")}) == b'{"a":[1,"b"]}'


def test_half_a_character_is_never_written() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - a defect of ours
        dumps("\ud800")
