"""Birthdays with and without a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.partial_date import PartialDate, age, is_partial, next_anniversary, parse_partial

TODAY = date(2026, 11, 21)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
PARTIAL = st.builds(
    lambda day, known: PartialDate(day.month, day.day, day.year if known else None), DATES, st.booleans()
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12.12.1985", "1985-12-12"),
        ("12.12.85", "1985-12-12"),
        ("12.12.26", "2026-12-12"),
        ("12.12.27", "1927-12-12"),
        ("2.5", "--05-02"),
        ("02.05.", "--05-02"),
        ("31/12/1985", "1985-12-31"),
        ("12/31/1985", "1985-12-31"),
        ("12 декабря", "--12-12"),
        ("12 Декабря 1985 г.", "1985-12-12"),
        ("12 декабря 1985 года", "1985-12-12"),
        ("1 мая", "--05-01"),
        ("December 12, 1985", "1985-12-12"),
        ("12th of May", "--05-12"),
        ("12 Dec. 1985", "1985-12-12"),
        ("1985-12-12", "1985-12-12"),
        ("1985-12-12T00:00:00Z", "1985-12-12"),
        ("19851212", "1985-12-12"),
        ("--1212", "--12-12"),
        ("--12-12", "--12-12"),
        ("0000-12-12", "--12-12"),
        ("29.02", "--02-29"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_the_usual_forms_are_read(typed: str, stored: str) -> None:
    assert str(parse_partial(typed, TODAY)) == stored


@pytest.mark.parametrize(
    "typed", ["", "31.02", "29.02.2023", "12.13.1985", "1985", "1985-12", "12 брюмера", "завтра", "00.01"]
)
def test_what_is_no_day_is_said_so(typed: str) -> None:
    with pytest.raises(UserError, match="no day of a calendar"):
        parse_partial(typed, TODAY)


@given(PARTIAL)
def test_the_stored_form_is_read_back(when: PartialDate) -> None:
    assert parse_partial(str(when)) == when
    assert is_partial(str(when))


@given(st.text() | st.text(alphabet="0123456789-./ декабря"))
def test_anything_else_is_a_date_or_a_sentence(typed: str) -> None:
    try:
        when = parse_partial(typed, TODAY)
    except UserError:
        assert not is_partial(typed)
    else:
        assert is_partial(str(when))


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        ("--12-12", date(2026, 11, 21), date(2026, 12, 12)),
        ("1985-11-21", date(2026, 11, 21), date(2026, 11, 21)),
        ("--11-20", date(2026, 11, 21), date(2027, 11, 20)),
        ("--02-29", date(2026, 11, 21), date(2027, 2, 28)),
        ("2000-02-29", date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_the_next_anniversary_is_on_or_after_the_day(born: str, on: date, expected: date) -> None:
    assert next_anniversary(parse_partial(born), on) == expected


@given(PARTIAL, DATES)
def test_an_anniversary_is_never_missed_nor_more_than_a_year_away(when: PartialDate, on: date) -> None:
    assert on <= next_anniversary(when, on) <= on + timedelta(366)


def test_age_grows_on_the_birthday() -> None:
    born = parse_partial("1985-11-21")

    assert [age(born, date(2026, 11, day)) for day in (20, 21)] == [40, 41]


def test_a_leapling_grows_older_on_the_28th() -> None:
    assert age(PartialDate(2, 29, 2000), date(2027, 2, 28)) == 27


def test_age_is_unknown_without_a_year_or_before_birth() -> None:
    assert age(PartialDate(2, 29), TODAY) is None
    assert age(PartialDate(12, 12, 2026), TODAY) is None
