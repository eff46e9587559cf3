"""A repetition moved as a whole: every one of its times moves by as much."""

from datetime import datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.recurrence import first_wall, format_rule, parse_rule
from models.rules.recurrence_days import wall_times
from models.rules.recurrence_shift import shifted

START = datetime(2026, 11, 2, 10)  # noqa: DTZ001 - a Monday, on the wall
FAR = datetime(2032, 1, 1)  # noqa: DTZ001 - the wall


def times(rule: str, start: datetime) -> list[datetime]:
    return list(islice(wall_times(parse_rule(rule), start, start, FAR), 12))


@given(
    days=st.integers(-20, 20),
    minutes=st.integers(-600, 600),
    rule=st.sampled_from(
        ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,SA,SU"]
    ),
)
def test_every_time_of_a_weekly_series_moves_by_as_much(days: int, minutes: int, rule: str) -> None:
    new = START + timedelta(days=days, minutes=minutes)
    before = times(rule, START)

    moved = format_rule(shifted(parse_rule(rule), START, new))

    after = times(moved, new)
    same_weeks = "INTERVAL" in rule or (new.date() - START.date()).days % 7 + 6 < 7 or "SA" not in rule
    assert after[0] == new
    if same_weeks:
        assert [one - new for one in after] == [one - START for one in before]


@pytest.mark.parametrize(
    ("rule", "old", "new", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", (11, 5), (11, 9), "FREQ=MONTHLY;BYMONTHDAY=9"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", (11, 30), (11, 29), "FREQ=MONTHLY;BYMONTHDAY=-2"),
        ("FREQ=MONTHLY;BYDAY=2TU", (11, 10), (11, 19), "FREQ=MONTHLY;BYDAY=3TH"),
        ("FREQ=MONTHLY;BYDAY=-1FR", (11, 27), (11, 30), "FREQ=MONTHLY;BYDAY=-1MO"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", (11, 30), (12, 1), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
        ("FREQ=YEARLY", (11, 5), (12, 1), "FREQ=YEARLY"),
        ("FREQ=WEEKLY;UNTIL=20261130T100000", (11, 2), (11, 3), "FREQ=WEEKLY;UNTIL=20261201T100000"),
        ("FREQ=WEEKLY;UNTIL=20261130", (11, 2), (11, 3), "FREQ=WEEKLY;UNTIL=20261201"),
        ("FREQ=DAILY;BYDAY=MO,TU", (11, 2), (11, 9), "FREQ=DAILY;BYDAY=MO,TU"),
    ],
)
def test_the_days_a_rule_names_move_along(rule: str, old: tuple[int, int], new: tuple[int, int], expected: str) -> None:
    before, after = (datetime(2026, month, day, 10) for month, day in (old, new))  # noqa: DTZ001 - the wall

    moved = shifted(parse_rule(rule), before, after)

    assert format_rule(moved) == expected
    assert first_wall(moved, after) == after


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=YEARLY;BYWEEKNO=45",
    ],
)
def test_days_that_cannot_be_moved_without_guessing_are_refused(rule: str) -> None:
    with pytest.raises(UserError):
        shifted(parse_rule(rule), START, START + timedelta(days=1))


def test_another_hour_of_the_same_day_suits_any_rule() -> None:
    rule = parse_rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1")

    assert shifted(rule, START, START + timedelta(hours=2)) == rule


def test_hours_a_rule_names_itself_are_not_moved() -> None:
    with pytest.raises(UserError):
        shifted(parse_rule("FREQ=DAILY;BYHOUR=10,15"), START, START + timedelta(hours=1))
