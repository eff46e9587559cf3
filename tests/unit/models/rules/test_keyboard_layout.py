"""The same keys on the other layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.keyboard_layout import latin_keys, other_layout, russian_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("шмфтщм", "ivanov"),
        ("Hjvfirf", "Ромашка"),
        ("'nfkjy", "эталон"),
        (";ju", "жог"),
        ("123", ""),
    ],
)
def test_a_slip_of_the_layout_is_read_on_the_other_one(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


def test_mixed_alphabets_are_no_slip_of_the_layout() -> None:
    assert other_layout("иванов smith") == ""


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЁЮ "))
def test_russian_keys_survive_the_way_to_latin_and_back(text: str) -> None:
    assert russian_keys(latin_keys(text)) == text
