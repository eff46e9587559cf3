"""What is planned: placed, moved, done, repeated."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.errors import NotFoundError, UserError
from app.services.activities import (
    activity,
    agenda,
    cancel,
    complete,
    due_alarms,
    read_when,
    reschedule,
    schedule,
    snooze,
)
from app.services.contacts import remove_contact
from app.services.history import timeline
from app.views.calendar import When
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, furnished
from tests.helpers.raw_sql import rows_of, value_of

TOMORROW = date(2026, 11, 12)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


def at(day: date, hour: int | None = None, zone: str = ZONE) -> When:
    return When(day, None if hour is None else time(hour), zone)


def starts(workspace: Workspace) -> list[str]:
    """The walls, or days, of what is open."""
    return [row[0] for row in rows_of(
        workspace, "SELECT CASE WHEN timeless THEN due_on ELSE wall_start END FROM activity"
        " WHERE completed_at IS NULL AND removed_at IS NULL ORDER BY due_on, wall_start",
    )]  # fmt: skip


def test_a_call_is_planned_with_the_defaults_of_its_kind(workspace: Workspace) -> None:
    contact = a_person(workspace, company="Ромашка")

    planned = workspace.do(schedule, contact, when=at(TOMORROW, 10), regarding="скидка").result()

    view = workspace.ask(activity, planned).result()
    assert view.start == datetime(2026, 11, 12, 3, tzinfo=UTC)
    assert (view.kind, view.duration, view.priority, view.company_name) == ("call", 15, 3, "Ромашка")
    assert view.alarm_at == view.start - timedelta(minutes=5)


def test_a_timeless_to_do_rings_in_the_morning_of_its_day(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, kind="todo", when=at(TOMORROW)).result()

    view = workspace.ask(activity, planned).result()
    assert (view.timeless, view.start, view.due) == (True, None, TOMORROW)
    assert view.alarm_at == datetime(2026, 11, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize("wrong", [{"kind": "dance"}, {"rrule": "FREQ=HOURLY"}])
def test_an_unknown_kind_or_repetition_is_refused(workspace: Workspace, wrong: dict[str, str]) -> None:
    with pytest.raises(UserError):
        workspace.do(schedule, None, when=at(TOMORROW, 10), **wrong).result()  # type: ignore[arg-type]

    assert value_of(workspace, "SELECT count(*) FROM activity") == 0


def test_plain_words_name_a_moment_on_the_wall_of_the_zone() -> None:
    late_evening = datetime(2026, 11, 11, 18, 30, tzinfo=UTC)  # past midnight in Novosibirsk

    when = read_when("завтра 10:30", late_evening, ZONE)

    assert when == When(date(2026, 11, 13), time(10, 30), ZONE)


def test_a_moved_activity_rings_anew(workspace: Workspace, clock: FixedClock) -> None:
    planned = workspace.do(schedule, None, when=at(TOMORROW, 10)).result()
    clock.go_on(days=1)
    assert [view.id for view in workspace.ask(due_alarms).result()] == [planned]

    moved = workspace.do(reschedule, planned, at(date(2026, 11, 20), 9)).result()

    assert moved == planned
    assert workspace.ask(due_alarms).result() == ()
    assert starts(workspace) == ["2026-11-20T09:00"]


def test_done_with_a_result_becomes_history_and_the_next_step_follows(workspace: Workspace) -> None:
    contact = a_person(workspace)
    planned = workspace.do(schedule, contact, when=at(TOMORROW, 10), regarding="скидка").result()

    workspace.do(complete, planned, result="reached", text="ждёт", next_when=at(date(2026, 11, 16), 10)).result()

    (entry,) = workspace.ask(timeline, contact).result()
    assert (entry.title, entry.text) == ("Call · reached", "скидка\nждёт")
    assert starts(workspace) == ["2026-11-16T10:00"]
    with pytest.raises(NotFoundError):
        workspace.ask(activity, planned).result()


def test_what_is_done_cannot_be_done_again(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, when=at(TOMORROW, 10)).result()
    workspace.do(complete, planned).result()

    with pytest.raises(UserError, match="done already"):
        workspace.do(complete, planned).result()


def test_completing_a_repeating_call_moves_it_on(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, when=at(TOMORROW, 10), rrule="FREQ=WEEKLY").result()

    workspace.do(complete, planned, result="reached").result()

    assert starts(workspace) == ["2026-11-19T10:00"]


def test_a_repetition_of_three_times_happens_three_times(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, when=at(TOMORROW, 10), rrule="FREQ=WEEKLY;COUNT=3").result()

    met = []
    while left := starts(workspace):
        met += left
        workspace.do(complete, planned).result()

    assert met == ["2026-11-12T10:00", "2026-11-19T10:00", "2026-11-26T10:00"]


def test_a_timeless_to_do_repeats_too(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, kind="todo", when=at(TOMORROW), rrule="FREQ=DAILY;COUNT=2").result()

    workspace.do(complete, planned).result()

    assert starts(workspace) == ["2026-11-13"]


def test_a_series_begins_at_the_first_day_its_rule_names(workspace: Workspace) -> None:
    workspace.do(schedule, None, when=at(TOMORROW, 10), rrule="FREQ=WEEKLY;BYDAY=MO").result()

    assert starts(workspace) == ["2026-11-16T10:00"]


def test_putting_off_a_repeating_call_leaves_its_rhythm_alone(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, when=at(TOMORROW, 10), rrule="FREQ=WEEKLY;BYDAY=TH").result()

    moved = workspace.do(reschedule, planned, at(date(2026, 11, 13), 15)).result()

    assert moved != planned
    assert starts(workspace) == ["2026-11-13T15:00", "2026-11-19T10:00"]
    assert workspace.ask(activity, moved).result().alarm_at == datetime(2026, 11, 13, 7, 55, tzinfo=UTC)


def test_one_undo_takes_back_what_completing_did(workspace: Workspace) -> None:
    contact = a_person(workspace)
    planned = workspace.do(schedule, contact, when=at(TOMORROW, 10), rrule="FREQ=WEEKLY;COUNT=2").result()
    before = rows_of(workspace, "SELECT wall_start, rrule, exceptions, due_on FROM activity")
    workspace.do(complete, planned, next_when=at(TOMORROW, 12)).result()

    workspace.undo().result()

    assert rows_of(workspace, "SELECT wall_start, rrule, exceptions, due_on FROM activity") == before
    assert workspace.ask(timeline, contact).result() == ()


def test_a_cancelled_activity_leaves_no_history(workspace: Workspace) -> None:
    contact = a_person(workspace)
    planned = workspace.do(schedule, contact, when=at(TOMORROW, 10)).result()

    workspace.do(cancel, planned).result()

    assert starts(workspace) == []
    assert workspace.ask(timeline, contact).result() == ()


def test_a_snoozed_alarm_rings_later_and_the_call_stays_where_it_is(workspace: Workspace, clock: FixedClock) -> None:
    planned = workspace.do(schedule, None, when=at(TOMORROW, 10)).result()
    clock.go_on(days=1)

    until = workspace.do(snooze, planned, 30).result()

    assert until == clock.now + timedelta(minutes=30)
    assert workspace.ask(due_alarms).result() == ()
    clock.go_on(minutes=31)
    assert [view.id for view in workspace.ask(due_alarms).result()] == [planned]
    assert starts(workspace) == ["2026-11-12T10:00"]


def test_the_agenda_goes_through_the_end_of_the_day_where_the_person_is(workspace: Workspace) -> None:
    yesterday = workspace.do(schedule, None, kind="todo", when=at(date(2026, 11, 10))).result()
    late = workspace.do(schedule, None, when=at(date(2026, 11, 11), 9)).result()
    evening = workspace.do(schedule, None, when=at(date(2026, 11, 11), 23)).result()
    timeless = workspace.do(schedule, None, kind="todo", when=at(date(2026, 11, 11))).result()
    workspace.do(schedule, None, when=at(TOMORROW, 0)).result()

    shown = workspace.ask(agenda, zone=ZONE).result()

    assert [view.id for view in shown] == [yesterday, timeless, late, evening]
    assert [view.late for view in shown] == [True, False, True, False]


def test_plans_with_somebody_in_the_recycle_bin_are_hidden_with_them(workspace: Workspace, clock: FixedClock) -> None:
    contact: ContactId = a_person(workspace)
    workspace.do(schedule, contact, when=at(date(2026, 11, 11), 13)).result()

    workspace.do(remove_contact, contact).result()

    clock.go_on(days=1)
    assert workspace.ask(agenda, zone=ZONE).result() == ()
    assert workspace.ask(due_alarms).result() == ()


def test_a_wall_time_stands_while_the_offset_changes(workspace: Workspace) -> None:
    planned = workspace.do(
        schedule, None, when=at(date(2026, 10, 20), 10, "Europe/Berlin"), rrule="FREQ=WEEKLY"
    ).result()

    workspace.do(complete, planned).result()

    assert rows_of(workspace, "SELECT wall_start, start_at FROM activity") == [
        ("2026-10-27T10:00", int(datetime(2026, 10, 27, 9, tzinfo=UTC).timestamp() * 1000))
    ]
