"""One time of a series, it and all after it, or all of them: moved, stretched, taken off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest

from app.errors import UserError
from app.services.activities import complete, schedule
from app.services.calendar import calendar, cancel_occurrence, move_occurrence, stretch_occurrence
from app.views.calendar import CalendarItem, Scope, When
from app.workspace import Workspace
from models.activity import ActivityContact
from models.ids import joined_id
from tests.helpers.builders import put
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import nouns_of, rows_of

# Mondays of November and December 2026: 16, 23, 30, 7, 14, 21.
FIRST = date(2026, 11, 16)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def series(workspace: Workspace) -> UUID:
    """A meeting every Monday at ten, five times."""
    ann = a_person(workspace)
    return workspace.do(
        schedule, ann, kind="meeting", when=When(FIRST, time(10), ZONE), rrule="FREQ=WEEKLY;BYDAY=MO;COUNT=5",
        regarding="планёрка",
    ).result()  # fmt: skip


def wall(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour)  # noqa: DTZ001 - the wall


def to(month: int, day: int, hour: int) -> When:
    return When(date(2026, month, day), time(hour), ZONE)


def items(workspace: Workspace) -> tuple[CalendarItem, ...]:
    return workspace.ask(calendar, ZONE, date(2026, 11, 1), date(2027, 1, 31)).result().timed


def times(workspace: Workspace) -> list[str]:
    return [f"{one.begins:%d.%m %H}" for one in items(workspace)]


def test_one_time_moved_leaves_the_others(workspace: Workspace, series: UUID) -> None:
    moved = workspace.do(move_occurrence, series, to(11, 24, 15), occurrence=wall(11, 23)).result()

    assert times(workspace) == ["16.11 10", "24.11 15", "30.11 10", "07.12 10", "14.12 10"]
    single = next(one for one in items(workspace) if one.id == moved)
    assert (single.occurrence, single.regarding, single.contact_name) == (None, "планёрка", "Щукина")


def test_the_next_time_moved_lets_the_series_go_on(workspace: Workspace, series: UUID) -> None:
    moved = workspace.do(move_occurrence, series, to(11, 17, 15), occurrence=wall(11, 16)).result()

    assert moved != series
    assert times(workspace) == ["17.11 15", "23.11 10", "30.11 10", "07.12 10", "14.12 10"]


def test_it_and_all_after_it_become_a_series_of_their_own(workspace: Workspace, series: UUID) -> None:
    following = workspace.do(
        move_occurrence, series, to(12, 1, 12), occurrence=wall(11, 30), scope="following"
    ).result()

    assert times(workspace) == ["16.11 10", "23.11 10", "01.12 12", "08.12 12", "15.12 12"]
    assert {one.id for one in items(workspace)[2:]} == {following}


def test_all_of_them_move_by_as_much(workspace: Workspace, series: UUID) -> None:
    moved = workspace.do(move_occurrence, series, to(11, 24, 12), occurrence=wall(11, 23), scope="all").result()

    assert moved == series
    assert times(workspace) == ["17.11 12", "24.11 12", "01.12 12", "08.12 12", "15.12 12"]


def test_following_from_the_first_time_on_is_all_of_them(workspace: Workspace, series: UUID) -> None:
    moved = workspace.do(move_occurrence, series, to(11, 16, 9), occurrence=wall(11, 16), scope="following").result()

    assert moved == series
    assert times(workspace)[0] == "16.11 09"
    assert len(rows_of(workspace, "SELECT 1 FROM activity")) == 1


def test_what_fell_out_stays_out_after_the_series_was_moved(workspace: Workspace, series: UUID) -> None:
    workspace.do(cancel_occurrence, series, occurrence=wall(12, 7)).result()

    workspace.do(move_occurrence, series, to(11, 24, 12), occurrence=wall(11, 23), scope="following").result()

    assert times(workspace) == ["16.11 10", "24.11 12", "01.12 12", "15.12 12"]


@pytest.mark.parametrize(
    ("scope", "expected"), [("one", [60, 90, 60, 60, 60]), ("following", [60, 90, 90, 90, 90]), ("all", [90] * 5)]
)
def test_length_changes_for_one_for_the_following_or_for_all(
    workspace: Workspace, series: UUID, scope: Scope, expected: list[int]
) -> None:
    workspace.do(stretch_occurrence, series, 90, occurrence=wall(11, 23), scope=scope).result()

    assert [one.duration for one in items(workspace)] == expected
    assert times(workspace) == ["16.11 10", "23.11 10", "30.11 10", "07.12 10", "14.12 10"]


@pytest.mark.parametrize(("scope", "left"), [("one", ["16", "30", "07", "14"]), ("following", ["16"]), ("all", [])])
def test_one_the_following_or_all_are_taken_off(
    workspace: Workspace, series: UUID, scope: Scope, left: list[str]
) -> None:
    workspace.do(cancel_occurrence, series, occurrence=wall(11, 23), scope=scope).result()

    assert [each[:2] for each in times(workspace)] == left


def test_taking_off_the_next_time_moves_the_series_on(workspace: Workspace, series: UUID) -> None:
    workspace.do(cancel_occurrence, series).result()

    assert times(workspace) == ["23.11 10", "30.11 10", "07.12 10", "14.12 10"]


def test_the_last_time_moved_is_the_series_itself(workspace: Workspace, series: UUID) -> None:
    for _time in range(4):
        workspace.do(complete, series).result()

    moved = workspace.do(move_occurrence, series, to(12, 15, 9)).result()

    assert moved == series
    assert times(workspace) == ["15.12 09"]


def test_a_time_moved_alone_keeps_its_alarm_and_its_people(workspace: Workspace, series: UUID) -> None:
    other = a_person(workspace, "Ёлкин")
    put(workspace, ActivityContact(id=joined_id(series, other), activity_id=series, contact_id=other))

    moved = workspace.do(move_occurrence, series, to(11, 24, 15), occurrence=wall(11, 23)).result()

    alarms = rows_of(workspace, "SELECT minutes_before, due_at FROM alarm WHERE activity_id = ?", moved.bytes)
    assert alarms == [(30, int(datetime(2026, 11, 24, 7, 30, tzinfo=UTC).timestamp() * 1000))]
    assert rows_of(workspace, "SELECT contact_id FROM activity_contact WHERE activity_id = ?", moved.bytes) == [
        (other.bytes,)
    ]


@pytest.mark.parametrize("scope", ["one", "following", "all"])
def test_a_time_the_series_does_not_have_is_refused(workspace: Workspace, series: UUID, scope: Scope) -> None:
    before = nouns_of(workspace)

    with pytest.raises(UserError):
        workspace.do(move_occurrence, series, to(11, 25, 9), occurrence=wall(11, 24), scope=scope).result()

    assert nouns_of(workspace) == before


def test_a_time_that_fell_out_is_not_moved(workspace: Workspace, series: UUID) -> None:
    workspace.do(cancel_occurrence, series, occurrence=wall(11, 23)).result()

    with pytest.raises(UserError, match="taken out"):
        workspace.do(move_occurrence, series, to(11, 25, 9), occurrence=wall(11, 23)).result()


@pytest.mark.parametrize("scope", ["one", "following", "all"])
def test_one_undo_takes_a_move_back(workspace: Workspace, series: UUID, scope: Scope) -> None:
    before = nouns_of(workspace)
    workspace.do(move_occurrence, series, to(11, 24, 15), occurrence=wall(11, 23), scope=scope).result()

    workspace.undo().result()

    assert nouns_of(workspace) == before


def test_what_does_not_repeat_is_simply_moved_and_stretched(workspace: Workspace) -> None:
    planned = workspace.do(schedule, None, kind="meeting", when=to(11, 16, 10)).result()

    moved = workspace.do(move_occurrence, planned, to(11, 17, 9), duration=30, scope="all").result()

    (item,) = items(workspace)
    assert (moved, item.begins, item.duration) == (planned, wall(11, 17, 9), 30)
    with pytest.raises(UserError):
        workspace.do(stretch_occurrence, planned, -5).result()
