"""Numbers of offers: read and written by pattern, never a hole, never a double."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.numbering import (
    DEFAULT_PATTERN,
    WIDTH_LIMIT,
    NumberRange,
    NumberScope,
    format_number,
    next_counter,
    next_number,
    numbers_left,
    parse_pattern,
    read_counter,
    reserve_range,
    scope_of,
)

NOVEMBER = date(2026, 11, 5)
PATTERNS = ["КП-{year}-{n}", "КП-{yy}/{n:04}", "{seller}-{n}", "{n}", "{n}{year}", "{yy}{month}{n:02} ({seller})"]


@pytest.mark.parametrize(
    ("pattern", "counter", "number"),
    [
        (DEFAULT_PATTERN, 7, "КП-2026-7"),
        ("КП-{yy}/{n:04}", 7, "КП-26/0007"),
        ("КП-{yy}/{n:04}", 12345, "КП-26/12345"),
        ("{seller}-{n}", 7, "РК-7"),
        ("№ {n:03} от {month}.{year}", 7, "№ 007 от 11.2026"),
    ],
)
def test_a_number_is_written_by_its_pattern(pattern: str, counter: int, number: str) -> None:
    assert format_number(pattern, counter, NOVEMBER, "РК") == number


@given(st.sampled_from(PATTERNS), st.integers(1, 10**8), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_written_number_is_read_back(pattern: str, counter: int, day: date) -> None:
    number = format_number(pattern, counter, day, "A.1+")

    assert read_counter(pattern, number, day, "A.1+") == counter


@pytest.mark.parametrize("number", ["КП-2025-7", "КП-2026-", "КП-2026-7а", "кп-2026-7", "КП-2026-0", ""])
def test_a_number_of_another_pattern_or_year_is_not_read(number: str) -> None:
    assert read_counter(DEFAULT_PATTERN, number, NOVEMBER) is None


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "one line"),
        ("КП\n{n}", "one line"),
        ("К" * 60 + "{n}", "one line"),
        ("КП-{year}", "exactly once"),
        ("{n}-{n}", "exactly once"),
        ("{n:4}", "exactly once"),
        ("{n}-{what}", "{what}"),
        ("{n}-{}", "{}"),
        ("{n", "no partner"),
        ("{{n}}", "no partner"),
        ("{month}-{n}", "needs the year"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused_in_a_sentence(pattern: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_pattern(pattern)

    assert said in str(refused.value)
    assert refused.value.field == "pattern"


def test_the_counter_is_padded_up_to_its_limit() -> None:
    assert parse_pattern("{n:0" + str(WIDTH_LIMIT) + "}").width == WIDTH_LIMIT


def test_a_seller_without_a_code_is_named_as_the_reason() -> None:
    with pytest.raises(UserError) as refused:
        format_number("{seller}-{n}", 1, NOVEMBER, " ")

    assert refused.value.field == "seller"


def test_the_counter_starts_anew_only_where_the_number_names_the_year() -> None:
    assert scope_of(DEFAULT_PATTERN, NOVEMBER, "РК") == NumberScope("РК", 2026)
    assert scope_of("{yy}/{n}", NOVEMBER, "РК") == NumberScope("РК", 2026)
    assert scope_of("{seller}-{n}", NOVEMBER, "РК") == NumberScope("РК", None)


@given(st.lists(st.booleans(), max_size=60))
def test_drafts_given_up_leave_no_hole(keeps: list[bool]) -> None:
    taken: set[int] = set()

    for keep in keeps:
        counter = next_counter(taken)
        assert counter not in taken
        if keep:
            taken.add(counter)

    assert taken == set(range(1, len(taken) + 1))


@given(st.sets(st.integers(1, 40)))
def test_the_smallest_free_counter_is_given(taken: set[int]) -> None:
    given_counter = next_number(DEFAULT_PATTERN, list(taken), NOVEMBER).counter

    assert given_counter not in taken
    assert set(range(1, given_counter)) <= taken


@given(st.lists(st.integers(0, 2), max_size=80), st.integers(1, 5))
def test_three_laptops_never_give_the_same_number(turns: list[int], size: int) -> None:
    reserved: list[NumberRange] = []
    own: list[list[NumberRange]] = [[], [], []]
    taken: list[set[int]] = [set(), set(), set()]

    for device in turns:
        if not numbers_left(taken[device], own[device]):
            reserved.append(reserve_range(reserved, (), size))
            own[device].append(reserved[-1])
        taken[device].add(next_counter(taken[device], own[device]))  # knows nothing of the other laptops

    everything = [counter for device in taken for counter in device]
    assert len(everything) == len(set(everything)) == len(turns)


@given(st.lists(st.integers(1, 60), max_size=20), st.lists(st.integers(1, 9), max_size=5))
def test_a_new_range_touches_nothing_reserved_or_taken(taken: list[int], sizes: list[int]) -> None:
    reserved: list[NumberRange] = []

    for size in sizes:
        fresh = reserve_range(reserved, taken, size)
        assert len(fresh) == size
        assert not any(counter in fresh for counter in taken)
        assert not any(fresh.first in other or fresh.last in other for other in reserved)
        reserved.append(fresh)


def test_a_used_up_range_is_said_with_the_way_out() -> None:
    with pytest.raises(UserError, match="used up"):
        next_counter({5, 6}, [NumberRange(5, 6)])


def test_a_range_runs_forward() -> None:
    with pytest.raises(ValueError, match="no range"):
        NumberRange(3, 2)
