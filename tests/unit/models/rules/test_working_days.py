"""Working days: the years the law and the Government have told, and counting along them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.working_days import (
    Holiday,
    Move,
    WorkCalendar,
    add_working_days,
    holiday_name,
    is_working,
    next_working_day,
    russian_calendar,
    working_day_from,
    working_days_between,
)

RUSSIA = russian_calendar()
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(("year", "count"), [(2024, 248), (2025, 247), (2026, 247)])
def test_a_year_has_as_many_working_days_as_its_production_calendar(year: int, count: int) -> None:
    assert working_days_between(date(year, 1, 1), date(year, 12, 31), RUSSIA) == count


@pytest.mark.parametrize(
    "off",
    [
        *(
            date(2026, 1, 9),
            date(2026, 2, 23),
            date(2026, 3, 9),
            date(2026, 5, 11),
            date(2026, 11, 4),
            date(2026, 12, 31),
        ),
        *(date(2025, 5, 2), date(2025, 5, 8), date(2025, 6, 13), date(2025, 11, 3), date(2025, 12, 31)),
        *(date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 10), date(2024, 12, 30)),
    ],
)
def test_moved_weekends_are_days_off(off: date) -> None:
    assert not is_working(off, RUSSIA)


@pytest.mark.parametrize("worked", [date(2025, 11, 1), date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28)])
def test_saturdays_given_away_are_worked(worked: date) -> None:
    assert is_working(worked, RUSSIA)


@pytest.mark.parametrize("worked", [date(2025, 2, 24), date(2025, 3, 10), date(2026, 11, 5), date(2026, 6, 15)])
def test_a_weekend_moved_elsewhere_by_decree_does_not_move_twice(worked: date) -> None:
    assert is_working(worked, RUSSIA)


def test_a_year_without_a_decree_follows_the_law_alone() -> None:
    # In 2028 12 June is a Monday, 4 November a Saturday: its weekend moves to Monday the 6th.
    assert not is_working(date(2028, 11, 6), RUSSIA)
    assert is_working(date(2028, 6, 13), RUSSIA)


def test_later_decrees_and_own_days_are_added() -> None:
    own = russian_calendar(
        more_moves=[Move(date(2027, 1, 2), date(2027, 5, 3))],
        days_off=[date(2026, 11, 16)],
        workdays=[date(2026, 11, 14)],
    )

    assert not is_working(date(2027, 5, 3), own)
    assert not is_working(date(2026, 11, 16), own)
    assert is_working(date(2026, 11, 14), own)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 3), 1, date(2026, 11, 5)),
        (date(2026, 11, 6), 2, date(2026, 11, 10)),
        (date(2026, 12, 30), 1, date(2027, 1, 11)),
        (date(2026, 11, 5), -1, date(2026, 11, 3)),
        (date(2026, 11, 5), 0, date(2026, 11, 5)),
        (date(2026, 11, 4), 0, date(2026, 11, 5)),
    ],
)
def test_counting_steps_over_days_off(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, RUSSIA) == expected


@given(days, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_behind_it(day: date, count: int) -> None:
    reached = add_working_days(day, count, RUSSIA)

    assert is_working(reached, RUSSIA)
    assert working_days_between(day + timedelta(days=1), reached, RUSSIA) == count


@given(days, st.integers(1, 60))
def test_going_on_and_back_returns_to_the_same_working_day(day: date, count: int) -> None:
    start = working_day_from(day, RUSSIA)

    assert add_working_days(add_working_days(start, count, RUSSIA), -count, RUSSIA) == start


def test_the_next_working_day_is_never_the_same_day() -> None:
    assert next_working_day(date(2026, 11, 2), RUSSIA) == date(2026, 11, 3)


def test_holidays_are_named_and_moved_days_are_not() -> None:
    assert holiday_name(date(2026, 1, 7), RUSSIA) == "Orthodox Christmas"
    assert holiday_name(date(2026, 1, 9), RUSSIA) == ""
    assert holiday_name(date(2004, 11, 4), RUSSIA) == ""


def test_another_week_and_own_holidays_make_another_calendar() -> None:
    calendar = WorkCalendar(holidays=(Holiday(2, 29, "Leap day"),), weekend=frozenset({4, 5}))

    assert is_working(date(2026, 11, 15), calendar)  # a Sunday
    assert not is_working(date(2026, 11, 13), calendar)
    assert not is_working(date(2028, 2, 29), calendar)


def test_nobody_ever_at_work_is_noticed() -> None:
    with pytest.raises(ValueError, match="without working days"):
        next_working_day(date(2026, 1, 1), WorkCalendar(weekend=frozenset(range(7))))
