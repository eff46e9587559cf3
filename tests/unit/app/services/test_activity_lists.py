"""The list of what is planned: narrowed by day, kind, priority and text; many cleared or moved as one change."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.errors import UserError
from app.services.activities import cancel_many, complete_many, reschedule_many, schedule
from app.services.activity_lists import activity_counts, activity_ids, activity_page, activity_place
from app.views.activities import ActivityFilter, Span
from app.views.calendar import When
from app.workspace import Workspace
from tests.helpers.furnished import ZONE, a_person, furnished

TODAY = date(2026, 11, 11)  # noon in Novosibirsk


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


def plan(workspace: Workspace, about: str, days: int, hour: int | None, kind: str = "call", priority: int = 3) -> UUID:
    when = When(TODAY + timedelta(days=days), None if hour is None else time(hour), ZONE)
    made: UUID = workspace.do(schedule, None, kind=kind, when=when, regarding=about, priority=priority).result()
    return made


@pytest.fixture
def planned(workspace: Workspace) -> dict[str, UUID]:
    return {
        "older": plan(workspace, "older", -3, None, "todo"),
        "old": plan(workspace, "old", -1, 23),
        "some time": plan(workspace, "some time", 0, None, "todo"),
        "morning": plan(workspace, "morning", 0, 0),
        "evening": plan(workspace, "evening", 0, 23, priority=1),
        "tomorrow": plan(workspace, "tomorrow", 1, 0),
        "in a week": plan(workspace, "in a week", 7, 9, "meeting"),
    }


def found(workspace: Workspace, wanted: ActivityFilter) -> list[str]:
    page = workspace.ask(activity_page, wanted, ZONE).result()
    assert page.total == len(page.rows)
    return [row.activity.regarding for row in page.rows]


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("all", ["older", "old", "some time", "morning", "evening", "tomorrow", "in a week"]),
        ("overdue", ["morning", "old", "older"]),
        ("today", ["some time", "morning", "evening"]),
        ("tomorrow", ["tomorrow"]),
        ("week", ["some time", "morning", "evening", "tomorrow"]),
    ],
)
def test_a_span_shows_its_days_as_seen_from_the_zone(workspace: Workspace, span: Span, expected: list[str]) -> None:
    assert found(workspace, ActivityFilter(span)) == expected


@pytest.mark.usefixtures("planned")
def test_kind_priority_and_words_narrow_together(workspace: Workspace) -> None:
    assert found(workspace, ActivityFilter(kind="todo")) == ["older", "some time"]
    assert found(workspace, ActivityFilter(priority=1)) == ["evening"]
    assert found(workspace, ActivityFilter(kind="call", text="ORN")) == ["morning"]


def test_a_text_finds_what_is_planned_for_a_person(workspace: Workspace) -> None:
    who = a_person(workspace, "Щукина")
    workspace.do(schedule, who, when=When(TODAY, time(15), ZONE), regarding="скидка").result()
    plan(workspace, "другое", 0, 16)

    assert found(workspace, ActivityFilter(text="щукина")) == ["скидка"]


def test_pages_and_places_speak_of_one_order(workspace: Workspace, planned: dict[str, UUID]) -> None:
    second = workspace.ask(activity_page, ActivityFilter(), ZONE, offset=2, limit=2).result()

    ids = workspace.ask(activity_ids, ActivityFilter(), ZONE).result()
    assert ids == tuple(planned.values())
    assert (second.offset, second.total, [row.id for row in second.rows]) == (2, 7, list(ids[2:4]))
    assert workspace.ask(activity_place, ids[3], ZONE).result() == 3


@pytest.mark.usefixtures("planned")
def test_counts_follow_the_narrowing_and_the_rail_counts_all_that_is_due(workspace: Workspace) -> None:
    counts = workspace.ask(activity_counts, ActivityFilter(kind="call"), ZONE).result()

    assert dict(counts.spans) == {"all": 4, "overdue": 2, "today": 2, "tomorrow": 1, "week": 3}
    assert counts.due == 5


def test_many_are_cleared_and_one_undo_brings_them_back(workspace: Workspace, planned: dict[str, UUID]) -> None:
    chosen = [planned["old"], planned["morning"]]

    made = workspace.do(complete_many, chosen, result="reached").result()

    assert len(made) == len(set(made)) == 2
    assert "old" not in found(workspace, ActivityFilter())
    workspace.undo().result()
    assert found(workspace, ActivityFilter("overdue")) == ["morning", "old", "older"]


def test_a_result_that_one_of_them_cannot_have_leaves_all_as_they_were(
    workspace: Workspace, planned: dict[str, UUID]
) -> None:
    with pytest.raises(UserError):
        workspace.do(complete_many, [planned["old"], planned["older"]], result="reached").result()

    assert len(found(workspace, ActivityFilter())) == len(planned)


def test_moved_to_a_day_many_keep_their_hours_and_moved_to_a_time_they_share_it(
    workspace: Workspace, planned: dict[str, UUID]
) -> None:
    chosen = [planned["older"], planned["old"], planned["evening"]]
    day = TODAY + timedelta(days=1)

    workspace.do(reschedule_many, chosen, When(day, None, ZONE)).result()
    kept = found(workspace, ActivityFilter("tomorrow"))
    workspace.do(reschedule_many, chosen, When(day, time(5), ZONE)).result()

    assert kept == ["older", "tomorrow", "old", "evening"]
    starts = workspace.ask(activity_page, ActivityFilter("tomorrow"), ZONE).result().rows
    assert [row.activity.timeless for row in starts] == [False] * 4


def test_many_are_taken_off_the_plan_as_one_change(workspace: Workspace, planned: dict[str, UUID]) -> None:
    workspace.do(cancel_many, list(planned.values())).result()

    assert found(workspace, ActivityFilter()) == []
    workspace.undo().result()
    assert len(found(workspace, ActivityFilter())) == len(planned)
