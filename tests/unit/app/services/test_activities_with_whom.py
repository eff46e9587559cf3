"""Planned with several people, with a company alone, over several days; one day of the list; what the calendar seeks."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from app.errors import NotFoundError
from app.records.day_plan import days_of_length
from app.services.activities import activity, complete, schedule
from app.services.activity_lists import activity_counts, activity_page
from app.services.calendar import calendar
from app.services.companies import add_company
from app.services.today import rail, today
from app.views.activities import ActivityFilter, Span
from app.views.calendar import When
from app.views.contacts import CompanyId, ContactId
from app.workspace import Workspace
from models.ids import new_id
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import rows_of

TODAY = date(2026, 11, 11)  # noon in Novosibirsk
DAY = 1440


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


def on(days: int, hour: int | None = None) -> When:
    return When(TODAY + timedelta(days=days), None if hour is None else time(hour), ZONE)


def test_several_people_take_part_each_once_and_stand_in_the_history_too(workspace: Workspace) -> None:
    anna, olga, ivan = (a_person(workspace, last=name) for name in ("Щукина", "Орлова", "Иванов"))

    made = workspace.do(schedule, anna, kind="meeting", when=on(1, 10), participants=[olga, anna, ivan, olga]).result()
    view = workspace.ask(activity, made).result()
    workspace.do(complete, made, result="held").result()

    assert [name for _id, name in view.people] == ["Орлова", "Иванов"]
    entered = rows_of(
        workspace, "SELECT c.last FROM history_contact h JOIN contact c ON c.id = h.contact_id ORDER BY h.rid"
    )
    assert [row[0] for row in entered] == ["Орлова", "Иванов"]


def test_somebody_who_is_not_here_takes_no_part(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.do(schedule, None, when=on(1, 10), participants=[ContactId(new_id())]).result()


def test_a_company_is_planned_with_and_named_in_the_journal(workspace: Workspace) -> None:
    firm = CompanyId(workspace.do(add_company, {"name": "СибМаш"}).result())

    workspace.do(schedule, None, kind="meeting", when=on(0, 15), company_id=firm, where="Их цех").result()

    (item,) = workspace.ask(today, ZONE).result().timed
    assert (item.contact_id, item.company_name, item.place) == (None, "СибМаш", "Их цех")
    assert rows_of(workspace, "SELECT subject FROM journal ORDER BY rid DESC LIMIT 1") == [("СибМаш",)]


@pytest.mark.parametrize(("minutes", "days"), [(0, 1), (30, 1), (DAY, 1), (DAY + 1, 2), (3 * DAY, 3)])
def test_what_has_no_hour_lasts_whole_days(minutes: int, days: int) -> None:
    assert days_of_length(minutes) == days


@pytest.mark.parametrize(
    ("begun", "spans"),
    [
        (-3, {"overdue"}),
        (-2, {"today", "week"}),
        (-1, {"today", "tomorrow", "week"}),
        (0, {"today", "tomorrow", "week"}),
    ],
)
def test_what_lasts_three_days_is_late_after_the_last_of_them(
    workspace: Workspace, begun: int, spans: set[Span]
) -> None:
    made = workspace.do(schedule, None, kind="todo", when=on(begun), duration=3 * DAY, regarding="fair").result()

    counts = workspace.ask(activity_counts, ActivityFilter(), ZONE).result()
    late = workspace.ask(rail, ZONE).result().late

    assert {span for span, count in counts.spans if count and span != "all"} == spans
    assert workspace.ask(activity, made).result().late == ("overdue" in spans)
    assert late == (1 if "overdue" in spans else 0)
    assert bool(workspace.ask(today, ZONE).result().timeless) == ("today" in spans)


def test_the_calendar_shows_it_from_its_first_day_to_its_last(workspace: Workspace) -> None:
    workspace.do(schedule, None, kind="todo", when=on(-3), duration=5 * DAY, regarding="fair").result()

    view = workspace.ask(calendar, ZONE, TODAY, TODAY + timedelta(days=4)).result()

    (item,) = view.timeless
    assert (item.begins.date(), item.ends.date(), item.cut_before) == (TODAY, TODAY + timedelta(days=2), True)
    assert [day.planned for day in view.days] == [1, 1, 0, 0, 0]


def test_one_day_of_the_list_holds_what_touches_it(workspace: Workspace) -> None:
    for about, when, minutes in (("fair", on(-1), 3 * DAY), ("call", on(1, 10), 15), ("later", on(2, 10), 15)):
        workspace.do(schedule, None, kind="todo", when=when, duration=minutes, regarding=about).result()

    page = workspace.ask(activity_page, ActivityFilter(day=TODAY + timedelta(days=1)), ZONE).result()

    assert [row.activity.regarding for row in page.rows] == ["fair", "call"]


def test_what_is_not_sought_is_faded(workspace: Workspace) -> None:
    anna = a_person(workspace, last="Щукина", company="СибМаш")
    workspace.do(schedule, anna, when=on(0, 10), regarding="скидка").result()
    workspace.do(schedule, None, when=on(0, 11), regarding="склад").result()

    view = workspace.ask(calendar, ZONE, TODAY, TODAY, text="СИБМАШ скид").result()

    assert ([item.faded for item in view.timed], view.found) == ([False, True], 1)
