"""A planned activity edited whole: everything it has comes back as it was given, of a series as much as one says."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import NotFoundError, UserError
from app.services.activities import complete, schedule
from app.services.activity_edits import edit_activity, whole_activity
from app.services.alarms import alarms_now, tell_due
from app.services.calendar import calendar
from app.services.companies import add_company
from app.services.opportunities import add_opportunity
from app.views.calendar import Scope, When
from app.views.contacts import CompanyId, ContactId
from app.views.planning import ActivityEdits, WholeActivity
from app.workspace import Workspace
from models.ids import new_id
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import rows_of

TODAY = date(2026, 11, 11)  # noon in Novosibirsk
FIRST = date(2026, 11, 16)  # a Monday


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def series(workspace: Workspace) -> UUID:
    """A meeting every Monday at ten, four times."""
    return workspace.do(
        schedule, a_person(workspace), kind="meeting", when=When(FIRST, time(10), ZONE),
        rrule="FREQ=WEEKLY;BYDAY=MO;COUNT=4", regarding="планёрка",
    ).result()  # fmt: skip


def on(days: int, hour: int | None = None) -> When:
    return When(TODAY + timedelta(days=days), None if hour is None else time(hour), ZONE)


def wall(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour)  # noqa: DTZ001 - the wall


def whole(workspace: Workspace, activity_id: UUID, occurrence: datetime | None = None) -> WholeActivity:
    return workspace.ask(whole_activity, activity_id, ZONE, occurrence).result()


def edit(
    workspace: Workspace, activity_id: UUID, edits: ActivityEdits, occurrence: datetime | None = None,
    scope: Scope = "one",
) -> UUID:  # fmt: skip
    return workspace.do(edit_activity, activity_id, edits, occurrence=occurrence, scope=scope).result()


def planned(workspace: Workspace) -> list[str]:
    """What stands in the calendar."""
    items = workspace.ask(calendar, ZONE, date(2026, 11, 1), date(2026, 12, 31)).result().timed
    return [f"{one.begins:%d.%m %H} {one.regarding}" for one in items]


def test_everything_is_edited_as_one_change_and_one_undo_brings_it_back(workspace: Workspace) -> None:
    anna, olga, ivan = (a_person(workspace, last=name) for name in ("Щукина", "Орлова", "Иванов"))
    firm = CompanyId(workspace.do(add_company, {"name": "СибМаш"}).result())
    deal = workspace.do(add_opportunity, "Станок", contact_id=ivan).result()
    made = workspace.do(schedule, anna, when=on(1, 10), regarding="скидка", participants=[olga]).result()
    before = whole(workspace, made)

    edit(workspace, made, {
        "kind": "meeting", "regarding": "показ", "details": "взять образцы", "where": "их цех", "when": on(2, 15),
        "duration": 90, "priority": 1, "warnings": [1440, 30], "rrule": "FREQ=WEEKLY;BYDAY=FR", "people": [ivan, anna],
        "company_id": firm, "opportunity_id": deal, "private": True,
    })  # fmt: skip

    after = whole(workspace, made)
    assert (after.kind, after.regarding, after.details, after.place) == ("meeting", "показ", "взять образцы", "их цех")
    assert (after.when, after.duration, after.priority) == (on(2, 15), 90, 1)
    assert (after.warnings, after.rrule, after.ends) == ((30, 1440), "FREQ=WEEKLY;BYDAY=FR", "")
    assert [name for _id, name in after.people] == ["Иванов", "Щукина"]
    assert (after.company, after.deal, after.private) == ((firm, "СибМаш"), (deal, "Станок"), True)
    assert workspace.undo().result()
    assert whole(workspace, made) == before


def test_what_is_not_named_stays_and_the_company_follows_the_person(workspace: Workspace) -> None:
    anna = a_person(workspace, last="Щукина", company="СибМаш")
    olga = a_person(workspace, last="Орлова", company="Вектор")
    made = workspace.do(schedule, anna, when=on(1, 10), regarding="скидка", where="офис").result()

    edit(workspace, made, {"people": [olga]})

    after = whole(workspace, made)
    assert (after.regarding, after.place, after.when, after.company) == ("скидка", "офис", on(1, 10), None)
    assert rows_of(
        workspace, "SELECT c.name FROM activity a JOIN company c ON c.id = a.company_id WHERE a.id = ?", made.bytes
    ) == [("Вектор",)]


def test_a_company_that_was_named_stays_where_only_somebody_more_comes(workspace: Workspace) -> None:
    anna, olga = a_person(workspace, last="Щукина", company="СибМаш"), a_person(workspace, last="Орлова")
    firm = CompanyId(workspace.do(add_company, {"name": "Вектор"}).result())
    made = workspace.do(schedule, anna, when=on(1, 10), regarding="скидка").result()
    edit(workspace, made, {"people": [anna], "company_id": firm})

    edit(workspace, made, {"people": [anna, olga]})

    assert whole(workspace, made).company == (firm, "Вектор")
    assert [name for _id, name in whole(workspace, made).people] == ["Щукина", "Орлова"]


def test_an_hour_is_taken_away_and_given_back(workspace: Workspace) -> None:
    made = workspace.do(schedule, None, kind="todo", when=on(1, 10)).result()

    edit(workspace, made, {"when": on(3)})
    without = whole(workspace, made).when
    edit(workspace, made, {"when": on(4, 9)})

    assert (without, whole(workspace, made).when) == (on(3), on(4, 9))


def test_an_edit_of_words_does_not_let_it_ring_again(workspace: Workspace) -> None:
    made = workspace.do(schedule, None, when=on(0, 12), warning=5).result()
    workspace.do(tell_due).result()

    edit(workspace, made, {"regarding": "другое", "warnings": [5]})

    told = workspace.ask(alarms_now).result()
    assert (told.untold_count, told.due_count) == (0, 1)


def test_no_reminder_is_none(workspace: Workspace) -> None:
    made = workspace.do(schedule, None, when=on(0, 12), warning=5).result()

    edit(workspace, made, {"warnings": []})

    assert (whole(workspace, made).warnings, workspace.ask(alarms_now).result().due_count) == ((), 0)


def test_one_time_of_a_series_is_edited_alone(workspace: Workspace, series: UUID) -> None:
    edit(workspace, series, {"regarding": "итоги"}, wall(11, 23))

    assert planned(workspace) == ["16.11 10 планёрка", "23.11 10 итоги", "30.11 10 планёрка", "07.12 10 планёрка"]


def test_it_and_all_after_it_are_edited_together(workspace: Workspace, series: UUID) -> None:
    edits: ActivityEdits = {"regarding": "итоги", "when": When(date(2026, 12, 1), time(12), ZONE)}

    edit(workspace, series, edits, wall(11, 30), "following")

    assert planned(workspace) == ["16.11 10 планёрка", "23.11 10 планёрка", "01.12 12 итоги", "08.12 12 итоги"]


def test_all_of_a_series_is_edited_from_any_of_its_times(workspace: Workspace, series: UUID) -> None:
    edit(workspace, series, {"regarding": "итоги", "duration": 30}, wall(11, 30), "all")

    assert planned(workspace) == [f"{day} 10 итоги" for day in ("16.11", "23.11", "30.11", "07.12")]


def test_how_it_repeats_is_changed_from_one_time_on(workspace: Workspace, series: UUID) -> None:
    edit(workspace, series, {"rrule": "FREQ=DAILY;COUNT=2"}, wall(11, 23), "following")

    assert planned(workspace) == ["16.11 10 планёрка", "23.11 10 планёрка", "24.11 10 планёрка"]


def test_a_series_that_repeats_no_more_is_its_next_time_alone(workspace: Workspace, series: UUID) -> None:
    edit(workspace, series, {"rrule": ""}, wall(11, 30), "all")

    assert planned(workspace) == ["16.11 10 планёрка"]


def test_how_it_repeats_is_no_matter_of_one_time(workspace: Workspace, series: UUID) -> None:
    with pytest.raises(UserError) as refused:
        edit(workspace, series, {"rrule": "FREQ=DAILY"}, wall(11, 23))

    assert refused.value.field == "recurrence"


def test_a_time_of_a_series_is_seen_on_the_viewers_wall(workspace: Workspace, series: UUID) -> None:
    seen = workspace.ask(whole_activity, series, "Europe/Moscow", wall(11, 23)).result()

    assert (seen.when, seen.is_next) == (When(date(2026, 11, 23), time(6), "Europe/Moscow"), False)
    assert (seen.occurrence, seen.agreed_zone) == (wall(11, 23), ZONE)


def test_what_is_done_is_not_edited(workspace: Workspace) -> None:
    made = workspace.do(schedule, None, kind="todo", when=on(0, 12)).result()
    workspace.do(complete, made, result="done").result()

    with pytest.raises(UserError):
        edit(workspace, made, {"regarding": "другое"})
    with pytest.raises(NotFoundError):
        whole(workspace, made)


@pytest.mark.parametrize("edits", [{"kind": "dance"}, {"priority": 7}, {"people": [ContactId(new_id())]}])
def test_what_cannot_be_is_refused_and_nothing_is_changed(workspace: Workspace, edits: ActivityEdits) -> None:
    made = workspace.do(schedule, None, kind="todo", when=on(0, 12), regarding="скидка").result()
    before = whole(workspace, made)

    with pytest.raises((UserError, NotFoundError)):
        edit(workspace, made, {"regarding": "другое", **edits})

    assert whole(workspace, made) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    warnings=st.lists(st.sampled_from([0, 5, 30, 60, 1440]), max_size=4), again=st.lists(st.sampled_from([0, 5, 15]))
)
def test_reminders_are_exactly_those_said_however_often(
    workspace: Workspace, warnings: list[int], again: list[int]
) -> None:
    made = workspace.do(schedule, None, when=on(1, 12), warnings=warnings).result()
    first = whole(workspace, made).warnings

    edit(workspace, made, {"warnings": again})

    assert first == tuple(sorted(set(warnings)))
    assert whole(workspace, made).warnings == tuple(sorted(set(again)))
