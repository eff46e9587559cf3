"""The calendar: what lies on its days, what clashes, and where there is room."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.activities import complete, schedule
from app.services.calendar import busy_days, calendar, cancel_occurrence, conflicts, hours, set_hours
from app.views.calendar import CalendarView, Clash, When
from app.workspace import Workspace
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, furnished

MONDAY = date(2026, 11, 9)
WEDNESDAY = date(2026, 11, 11)
SUNDAY = date(2026, 11, 15)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


def on(day: date, clock_time: str = "", zone: str = ZONE) -> When:
    return When(day, time.fromisoformat(clock_time) if clock_time else None, zone)


def week(workspace: Workspace, zone: str = ZONE, **how: bool) -> CalendarView:
    return workspace.ask(calendar, zone, MONDAY, SUNDAY, **how).result()


def clash(workspace: Workspace, when: When, duration: int = 60) -> Clash:
    return workspace.ask(conflicts, when, duration).result()


def test_a_week_shows_what_lies_on_its_days(workspace: Workspace) -> None:
    ann = a_person(workspace, "Щукина", company="СибМаш")
    workspace.do(schedule, ann, when=on(WEDNESDAY, "14:30"), regarding="скидка").result()
    workspace.do(schedule, None, kind="todo", when=on(SUNDAY), regarding="доставка").result()
    workspace.do(schedule, ann, when=on(date(2026, 11, 16), "00:00")).result()

    view = week(workspace)

    (item,) = view.timed
    assert (item.regarding, item.contact_name, item.company_name) == ("скидка", "Щукина", "СибМаш")
    assert (item.begins, item.ends) == (datetime(2026, 11, 11, 14, 30), datetime(2026, 11, 11, 14, 45))  # noqa: DTZ001
    assert [one.regarding for one in view.timeless] == ["доставка"]
    assert [day.planned for day in view.days] == [0, 0, 1, 0, 0, 0, 1]
    assert (view.today, view.now) == (WEDNESDAY, datetime(2026, 11, 11, 12))  # noqa: DTZ001 - the wall


def test_a_repeating_call_is_on_each_of_its_days_but_those_that_fell_out(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, when=on(MONDAY, "10:00"), rrule="FREQ=DAILY;COUNT=4").result()

    workspace.do(cancel_occurrence, planned, occurrence=datetime(2026, 11, 10, 10)).result()  # noqa: DTZ001 - the wall

    assert [one.begins.day for one in week(workspace).timed] == [9, 11, 12]


def test_a_repeating_to_do_without_an_hour_is_expanded_too(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="todo", when=on(date(2026, 11, 2)), rrule="FREQ=WEEKLY;BYDAY=MO,FR").result()

    assert [one.day.day for one in week(workspace).timeless] == [9, 13]


def test_what_reaches_over_the_edge_is_cut_and_says_so(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="meeting", when=on(date(2026, 11, 8), "23:30"), duration=60).result()
    workspace.do(schedule, None, kind="meeting", when=on(SUNDAY, "23:00"), duration=120).result()

    first, last = week(workspace).timed

    assert (first.begins, first.cut_before, first.duration) == (datetime(2026, 11, 9), True, 60)  # noqa: DTZ001
    assert (last.ends, last.cut_after) == (datetime(2026, 11, 16), True)  # noqa: DTZ001 - the wall


def test_a_meeting_over_midnight_makes_both_days_busy(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="meeting", when=on(MONDAY, "23:00"), duration=120).result()
    workspace.do(schedule, None, kind="meeting", when=on(SUNDAY, "22:00"), duration=120).result()

    assert [day.planned for day in week(workspace).days] == [1, 1, 0, 0, 0, 0, 1]


def test_times_are_told_by_the_viewer_s_wall(workspace: Workspace) -> None:
    workspace.do(schedule, None, when=on(WEDNESDAY, "03:00")).result()

    (item,) = week(workspace, "Europe/Moscow").timed

    assert item.begins == datetime(2026, 11, 10, 23)  # noqa: DTZ001 - the wall
    assert item.day == date(2026, 11, 10)


def test_done_things_are_shown_when_asked_for(workspace: Workspace) -> None:
    ann = a_person(workspace)
    planned = workspace.do(schedule, ann, when=on(WEDNESDAY, "11:00")).result()
    workspace.do(complete, planned, result="reached", duration=6).result()

    plain, with_done = week(workspace), week(workspace, done=True)

    assert plain.timed == ()
    ((item,),) = [with_done.timed]
    assert (item.done, item.result_label, item.duration, item.contact_name) == (True, "Reached", 6, "Щукина")
    assert [day.planned for day in with_done.days] == [0] * 7


def test_days_off_and_holidays_are_marked(workspace: Workspace) -> None:
    days = workspace.ask(busy_days, ZONE, date(2026, 10, 31), date(2026, 11, 4)).result()

    assert [(day.working, day.holiday) for day in days] == [
        (False, ""), (False, ""), (True, ""), (True, ""), (False, "Unity Day")
    ]  # fmt: skip


@pytest.mark.parametrize("days", [-1, 500])
def test_a_stretch_that_makes_no_sense_is_refused(workspace: Workspace, days: int) -> None:
    with pytest.raises(UserError):
        workspace.ask(calendar, ZONE, MONDAY, date.fromordinal(MONDAY.toordinal() + days)).result()


def test_a_clash_names_what_is_there_and_the_next_free_time(workspace: Workspace) -> None:
    for clock_time, minutes in (("10:00", 60), ("11:00", 45), ("13:00", 60)):
        workspace.do(schedule, None, kind="meeting", when=on(WEDNESDAY, clock_time), duration=minutes).result()

    found = clash(workspace, on(WEDNESDAY, "10:30"))

    assert [one.begins.hour for one in found.items] == [10, 11]
    assert found.next_free == on(WEDNESDAY, "11:45")


@pytest.mark.parametrize(("clock_time", "minutes"), [("09:00", 60), ("11:00", 60), ("10:30", 0), ("", 60)])
def test_what_only_touches_or_has_no_length_clashes_with_nothing(
    workspace: Workspace, clock_time: str, minutes: int
) -> None:
    workspace.do(schedule, None, kind="meeting", when=on(WEDNESDAY, "10:00"), duration=60).result()
    workspace.do(schedule, None, kind="todo", when=on(WEDNESDAY, "10:30")).result()

    assert clash(workspace, on(WEDNESDAY, clock_time), minutes) == Clash((), None)


def test_the_next_free_time_is_on_a_working_day_within_the_hours(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="meeting", when=on(date(2026, 11, 13), "17:00"), duration=60).result()

    assert clash(workspace, on(date(2026, 11, 13), "17:30")).next_free == on(date(2026, 11, 16), "09:00")


def test_what_is_being_moved_is_not_in_its_own_way(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, kind="meeting", when=on(WEDNESDAY, "10:00"), duration=60).result()

    found = workspace.ask(conflicts, on(WEDNESDAY, "10:30"), 60, but=planned).result()

    assert found.items == ()


def test_a_series_is_in_the_way_on_each_of_its_days(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="meeting", when=on(MONDAY, "10:00"), rrule="FREQ=DAILY").result()

    assert [one.begins.day for one in clash(workspace, on(date(2026, 11, 12), "10:30")).items] == [12]


def test_working_hours_can_be_set_and_are_looked_for_in(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="meeting", when=on(WEDNESDAY, "18:00"), duration=60).result()

    workspace.do(set_hours, time(11), time(20)).result()

    assert workspace.ask(hours).result() == (time(11), time(20)) == week(workspace).hours
    assert clash(workspace, on(WEDNESDAY, "18:30")).next_free == on(WEDNESDAY, "19:00")
    with pytest.raises(UserError):
        workspace.do(set_hours, time(20), time(11)).result()
