"""Largest remainders: parts that add up, each within a kopeck of its exact share."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.rules.apportion import half_up, largest_remainders, spread


@given(st.lists(st.integers(0, 10**12)), st.integers(1, 10**6))
def test_rounded_parts_add_to_the_rounded_sum(parts: list[int], unit: int) -> None:
    rounded = largest_remainders(parts, unit)

    assert sum(rounded) == half_up(sum(parts), unit)
    assert all(abs(whole - Fraction(part, unit)) < 1 for whole, part in zip(rounded, parts, strict=True))


@given(st.lists(st.integers(1, 10**9), min_size=1), st.data())
def test_an_amount_is_spread_to_the_last_kopeck_and_never_over_a_line(weights: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(weights)))

    parts = spread(amount, weights)

    assert sum(parts) == amount
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


def test_the_largest_remainder_goes_up_and_the_earlier_wins_a_tie() -> None:
    assert spread(100, [1, 1, 1]) == [34, 33, 33]
    assert spread(10, [5, 4, 2]) == [4, 4, 2]


def test_a_capped_part_leaves_its_kopeck_to_the_next_or_drops_it() -> None:
    assert largest_remainders([19, 18], 10, [1, 2]) == [1, 2]
    assert largest_remainders([19, 19], 10, [1, 1]) == [1, 1]


def test_nothing_is_spread_over_nothing() -> None:
    assert spread(0, []) == []
    assert spread(0, [0, 0]) == [0, 0]
