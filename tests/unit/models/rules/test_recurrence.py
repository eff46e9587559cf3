"""Recurrence: the same answers as dateutil, wall time kept over clock changes, far windows reached at once."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrule, rruleset, rrulestr
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.recurrence import (
    Occurrence,
    Rule,
    first_wall,
    format_rule,
    last_wall,
    next_after,
    occurrences_between,
    parse_rule,
    split_at,
    to_utc,
)
from models.rules.recurrence_days import wall_times

BERLIN, NOVOSIBIRSK = "Europe/Berlin", "Asia/Novosibirsk"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def wall(text: str) -> datetime:
    """A naive time on somebody's wall."""
    return datetime.fromisoformat(text)


def joined(values: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(lambda some: ",".join(map(str, some)))


months = joined(st.integers(1, 12))
month_days = joined(st.integers(1, 31) | st.integers(-31, -1))
plain_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True).map(",".join)
counted_days = st.lists(
    st.tuples(st.sampled_from([-2, -1, 1, 2, 3, 4, 5]), st.sampled_from(DAYS)).map(lambda one: f"{one[0]}{one[1]}"),
    min_size=1,
    max_size=3,
    unique=True,
).map(",".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules as people make them and as other calendars write them, where dateutil follows the RFC."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": frequency, "INTERVAL": str(draw(st.integers(1, 5))), "WKST": draw(st.sampled_from(DAYS))}
    if draw(st.booleans()):
        parts["BYMONTH"] = draw(months)
    if frequency != "WEEKLY" and draw(st.booleans()):
        parts["BYMONTHDAY"] = draw(month_days)
    if draw(st.booleans()):
        counted = frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans())
        parts["BYDAY"] = draw(counted_days if counted else plain_days)
    if frequency == "YEARLY" and draw(st.booleans()):
        parts["BYYEARDAY"] = draw(joined(st.integers(1, 366) | st.integers(-366, -1)))
    if draw(st.booleans()):
        parts["BYHOUR"] = draw(joined(st.integers(0, 23)))
    if draw(st.booleans()) and frequency in {"MONTHLY", "YEARLY"} and ({"BYDAY", "BYMONTHDAY"} & parts.keys()):
        parts["BYSETPOS"] = draw(joined(st.sampled_from([-2, -1, 1, 2, 3])))
    return ";".join(f"{name}={value}" for name, value in parts.items())


starts = st.datetimes(wall("1999-01-01"), wall("2030-12-31")).map(lambda at: at.replace(microsecond=0))


@settings(max_examples=120, deadline=None)  # dateutil walks from the start, through empty centuries too
@given(rules(), starts, st.integers(0, 4000), st.integers(0, 800))
def test_any_window_holds_what_dateutil_finds_there(text: str, start: datetime, skip: int, length: int) -> None:
    lower = start + timedelta(days=skip)
    upper = lower + timedelta(days=length)
    rule = accepted(text)

    found = list(wall_times(rule, start, lower, upper))

    assert found == list(reference(text, start, lower, upper))


@settings(deadline=None)
@given(rules(), starts, st.integers(1, 40))
def test_a_counted_series_ends_where_dateutil_ends_it(text: str, start: datetime, count: int) -> None:
    rule = accepted(f"{text};COUNT={count}")
    assume(first_wall(accepted(text), start) is not None)

    end = last_wall(rule, start, BERLIN)

    walked = list(wall_times(accepted(text), start, start, start + timedelta(days=365 * 60)))[:count]
    assume(len(walked) == count)
    assert end == walked[-1]


@given(st.integers(1, 12), st.integers(1, 53), st.integers(0, 6), starts)
def test_week_numbers_are_those_of_the_calendar(interval: int, week: int, weekday: int, start: datetime) -> None:
    rule = parse_rule(f"FREQ=YEARLY;INTERVAL={interval};BYWEEKNO={week};BYDAY={DAYS[weekday]}")

    found = list(wall_times(rule, start, start, start + timedelta(days=4000)))

    # Not dateutil: it takes 1 January 2011 for week 53, ISO 8601 for week 52.
    days = (start + timedelta(days=number) for number in range(4001))
    years = range(start.year, start.year + 12, interval)
    assert found == [day for day in days if day.isocalendar()[1:] == (week, weekday + 1) and day.year in years]


@given(rules(), starts)
def test_a_rule_written_and_read_again_is_the_same(text: str, start: datetime) -> None:
    rule = accepted(text)

    assert parse_rule(format_rule(rule)) == rule


@settings(deadline=None)
@given(rules(), starts, st.data())
def test_this_and_following_cuts_a_series_without_loss(text: str, start: datetime, data: st.DataObject) -> None:
    rule = accepted(data.draw(st.sampled_from([text, f"{text};COUNT=7"])))
    assume("BYSETPOS" not in text)
    far = start + timedelta(days=2500)
    whole = series(rule, start, far)
    assume(whole)
    at = data.draw(st.sampled_from(whole))
    # Days the rule leaves to its start must be those of the new start too.
    assume(rule.day_parts or at.day == start.day)

    earlier, later = split_at(rule, start, BERLIN, at)

    assert (series(earlier, start, far) if earlier else []) + series(later, at, far) == whole


def test_a_weekly_call_stays_at_ten_when_the_clocks_change() -> None:
    calls = window("FREQ=WEEKLY", wall("2026-03-17 10:00"), BERLIN, "2026-03-17", "2026-04-08")

    assert [call.wall.hour for call in calls] == [10, 10, 10, 10]
    assert [call.utc.hour for call in calls] == [9, 9, 8, 8]


def test_a_time_the_clocks_jump_over_rings_an_hour_later() -> None:
    [call] = window("FREQ=DAILY", wall("2026-03-01 02:30"), BERLIN, "2026-03-29", "2026-03-30")

    assert call.utc == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 on the wall


def test_a_time_that_comes_twice_rings_the_first_time() -> None:
    [call] = window("FREQ=DAILY", wall("2026-10-01 02:30"), BERLIN, "2026-10-25", "2026-10-26")

    assert call.utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_times_of_one_day_come_in_the_order_they_ring() -> None:
    calls = window("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=15", wall("2026-03-01 02:15"), BERLIN, "2026-03-28", "2026-03-31")

    assert all(earlier.utc <= later.utc for earlier, later in pairwise(calls))


def test_cancelled_occurrences_are_left_out() -> None:
    start = wall("2026-11-02 10:00")
    gone = {wall("2026-11-09 10:00")}

    calls = window("FREQ=WEEKLY;COUNT=3", start, NOVOSIBIRSK, "2026-11-01", "2026-12-31", exdates=gone)

    assert [call.wall.day for call in calls] == [2, 16]


def test_a_changed_occurrence_counts_where_it_lies_now() -> None:
    start = wall("2026-11-02 10:00")
    changed = {wall("2026-11-09 10:00"): wall("2026-11-20 15:00")}

    first = window("FREQ=WEEKLY", start, NOVOSIBIRSK, "2026-11-08", "2026-11-15", changed=changed)
    second = window("FREQ=WEEKLY", start, NOVOSIBIRSK, "2026-11-15", "2026-11-22", changed=changed)

    assert first == []
    assert [(call.original.day, call.wall.day, call.changed) for call in second] == [(16, 16, False), (9, 20, True)]


def test_the_window_holds_its_beginning_and_not_its_end() -> None:
    start = wall("2026-11-02 10:00")
    after, before = to_utc(start, BERLIN), to_utc(wall("2026-11-03 10:00"), BERLIN)

    found = list(occurrences_between("FREQ=DAILY", start, BERLIN, after, before))

    assert [one.wall for one in found] == [start]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261116", 16),
        ("20261116T100000", 16),
        ("20261116T095959", 9),
        ("20261116T030000Z", 16),
        ("20261116T025959Z", 9),
    ],
)
def test_a_series_ends_with_its_last_day_wall_time_or_moment(until: str, last: int) -> None:
    start = wall("2026-11-02 10:00")  # 03:00 UTC in Novosibirsk

    calls = window(f"FREQ=WEEKLY;UNTIL={until}", start, NOVOSIBIRSK, "2026-11-01", "2026-12-31")

    assert calls[-1].wall.day == last


def test_the_next_one_is_later_than_now() -> None:
    start = wall("2026-11-02 10:00")

    found = next_after("FREQ=WEEKLY;BYDAY=MO,WE", start, BERLIN, to_utc(start, BERLIN))

    assert found
    assert found.wall == wall("2026-11-04 10:00")


def test_before_a_series_begins_its_first_is_the_next() -> None:
    start = wall("2090-11-02 10:00")

    found = next_after("FREQ=DAILY", start, BERLIN, datetime(2026, 1, 1, tzinfo=UTC))

    assert found
    assert found.wall == start


def test_a_series_that_is_over_has_no_next_one() -> None:
    start = wall("2026-11-02 10:00")

    assert next_after("FREQ=DAILY;COUNT=2", start, BERLIN, datetime(2026, 11, 4, tzinfo=UTC)) is None


def test_a_birthday_on_the_29th_of_february_comes_in_leap_years() -> None:
    start = wall("2024-02-29")

    found = list(wall_times(parse_rule("FREQ=YEARLY"), start, start, wall("2036-01-01")))

    assert [day.year for day in found] == [2024, 2028, 2032]


def test_a_series_that_never_happens_is_answered_at_once() -> None:
    start = wall("2025-01-31 10:00")  # years 2025, 2027 …: never a leap one

    assert (
        next_after("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", start, BERLIN, datetime(2026, 1, 1, tzinfo=UTC))
        is None
    )
    assert next_after("FREQ=YEARLY;BYMONTH=2", start, BERLIN, datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert last_wall("FREQ=YEARLY;BYMONTH=2;COUNT=3", start, BERLIN) < start  # type: ignore[operator] # a counted rule ends


def test_a_count_beyond_all_time_ends_with_time() -> None:
    start = wall("2026-11-02 10:00")

    assert window("FREQ=DAILY;COUNT=999999999", start, BERLIN, "2400-01-01", "2400-01-03")


def test_a_start_beside_its_rule_is_told_where_it_belongs() -> None:
    assert first_wall("FREQ=WEEKLY;BYDAY=FR", wall("2026-11-02 10:00")) == wall("2026-11-06 10:00")


def test_a_series_is_cut_only_at_one_of_its_own_times() -> None:
    with pytest.raises(UserError) as refused:
        split_at("FREQ=WEEKLY", wall("2026-11-02 10:00"), BERLIN, wall("2026-11-03 10:00"))

    assert refused.value.field == "recurrence"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ",
        "INTERVAL=2",
        "FREQ=HOURLY",
        "FREQ=SOMETIMES",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;X-PART=1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13",
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_beside_its_field(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_rule(text)

    assert refused.value.field == "recurrence"


def accepted(text: str) -> Rule:
    """The rule, unless it names a date that never comes."""
    try:
        return parse_rule(text)
    except UserError:
        reject()


def reference(text: str, start: datetime, lower: datetime, upper: datetime) -> Iterator[datetime]:
    """What dateutil answers, walking from the start; a day a century on stops it where nothing ever comes."""
    stopped = rruleset()
    walked = rrulestr(text, dtstart=start)
    assert isinstance(walked, rrule)
    stopped.rrule(walked)
    stopped.rdate(upper + timedelta(seconds=1))
    for found in stopped:
        if found > upper:
            return
        if found >= lower:
            yield found


def series(rule: Rule, start: datetime, upper: datetime) -> list[datetime]:
    end = last_wall(rule, start, BERLIN) or upper
    return list(wall_times(rule, start, start, min(upper, end)))


def window(
    text: str,
    start: datetime,
    zone: str,
    after: str,
    before: str,
    *,
    exdates: Collection[datetime] = (),
    changed: Mapping[datetime, datetime] | None = None,
) -> list[Occurrence]:
    first, last = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (after, before))
    return list(occurrences_between(text, start, zone, first, last, exdates=exdates, changed=changed or {}))
