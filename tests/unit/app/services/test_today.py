"""The page of today, as it stands at noon of a Wednesday in Novosibirsk."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.services.activities import complete, schedule
from app.services.companies import add_company, remove_company
from app.services.contacts import remove_contact
from app.services.history import add_promise, log, log_call
from app.services.offer_statuses import send_offer
from app.services.offers import new_offer
from app.services.opportunities import add_opportunity, lose
from app.services.products import add_product, archive_product
from app.services.today import rail, today
from app.views.calendar import When
from app.views.contacts import ContactId
from app.views.today import RailCounts, TodayView, WeekCounts
from app.workspace import Workspace
from models.activity import Activity
from models.offer import Offer
from tests.helpers.builders import a_call, put
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, change_of, furnished
from tests.helpers.offers import a_draft_line

WEDNESDAY = date(2026, 11, 11)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A workspace with its pick lists."""
    with furnished(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def ann(workspace: Workspace) -> ContactId:
    """A person of a firm."""
    return a_person(workspace, "Щукина", first="Анна", company="СибМаш", gender="female")


def on(day: date, clock_time: str = "") -> When:
    return When(day, time.fromisoformat(clock_time) if clock_time else None, ZONE)


def page(workspace: Workspace, zone: str = ZONE) -> TodayView:
    return workspace.ask(today, zone).result()


def test_an_empty_workspace_has_an_empty_page(workspace: Workspace) -> None:
    view = page(workspace)

    assert (view.day, view.overdue, view.timed, view.timeless, view.now_row) == (WEDNESDAY, (), (), (), 0)
    assert view.week == WeekCounts(0, 0, 0)
    assert view.rail == RailCounts(0, 0, 0, 0, 0)


def test_the_line_of_now_stands_between_what_was_and_what_comes(workspace: Workspace, ann: ContactId) -> None:
    workspace.do(schedule, ann, when=on(WEDNESDAY, "14:30"), regarding="скидка").result()
    workspace.do(schedule, ann, kind="meeting", when=on(WEDNESDAY, "10:30"), regarding="встреча").result()
    workspace.do(schedule, None, kind="todo", when=on(WEDNESDAY), regarding="доставка").result()

    view = page(workspace)

    assert [(one.regarding, one.late) for one in view.timed] == [("встреча", True), ("скидка", False)]
    assert (view.now_row, [one.regarding for one in view.timeless]) == (1, ["доставка"])
    assert (view.timed[1].contact_name, view.timed[1].company_name) == ("Щукина Анна", "СибМаш")
    assert view.overdue == ()


def test_what_is_done_keeps_its_place_and_shows_its_result(workspace: Workspace, ann: ContactId) -> None:
    planned = workspace.do(schedule, ann, when=on(WEDNESDAY, "11:00"), regarding="образцы").result()
    workspace.do(schedule, ann, when=on(WEDNESDAY, "11:30")).result()

    workspace.do(complete, planned, result="reached").result()

    first, second = page(workspace).timed
    assert (first.id, first.done, first.result, first.result_label) == (planned, True, "reached", "Reached")
    assert first.start == datetime(2026, 11, 11, 4, tzinfo=NOON.tzinfo)
    assert (first.late, second.done) == (False, False)


def test_done_today_though_planned_for_another_day_stands_where_it_was_done(
    workspace: Workspace, ann: ContactId
) -> None:
    planned = workspace.do(schedule, ann, when=on(date(2026, 11, 9), "11:00")).result()

    workspace.do(complete, planned, result="reached").result()

    view = page(workspace)
    assert ([one.start for one in view.timed], view.overdue) == ([NOON], ())


def test_a_repeating_call_done_today_is_shown_done_and_not_planned_again(workspace: Workspace, ann: ContactId) -> None:
    planned = workspace.do(schedule, ann, when=on(WEDNESDAY, "11:00"), rrule="FREQ=WEEKLY").result()

    workspace.do(complete, planned, result="reached").result()

    assert [(one.done, one.repeats) for one in page(workspace).timed] == [(True, True)]


def test_a_call_logged_without_a_plan_is_counted_but_not_in_the_plan(workspace: Workspace, ann: ContactId) -> None:
    workspace.do(log_call, ann, result="reached").result()

    view = page(workspace)

    assert (view.timed, view.week.calls) == ((), 1)


def test_overdue_is_what_was_meant_for_another_day_the_last_days_first(workspace: Workspace, ann: ContactId) -> None:
    for day, clock_time in ((date(2026, 11, 9), "10:00"), (date(2026, 11, 10), ""), (date(2026, 11, 10), "18:00")):
        workspace.do(schedule, ann, when=on(day, clock_time), regarding=f"{day.day} {clock_time}").result()

    view = page(workspace)

    assert [(one.regarding, one.days_late) for one in view.overdue] == [("10 18:00", 1), ("10 ", 1), ("9 10:00", 2)]
    assert (view.overdue_total, view.rail.late, view.calls_left) == (3, 3, 3)


def test_a_missed_series_is_late_once_and_still_meant_for_today(workspace: Workspace, ann: ContactId) -> None:
    workspace.do(schedule, ann, when=on(date(2026, 11, 9), "15:00"), rrule="FREQ=DAILY").result()

    view = page(workspace)

    assert [one.days_late for one in view.overdue] == [2]
    assert [one.occurrence for one in view.timed] == [datetime(2026, 11, 11, 15)]  # noqa: DTZ001 - the wall


def test_the_day_is_that_of_the_zone_asked_for(workspace: Workspace, ann: ContactId) -> None:
    workspace.do(schedule, ann, when=on(WEDNESDAY, "02:00"), regarding="ночь").result()

    here, there = page(workspace), page(workspace, "America/New_York")

    assert [one.regarding for one in here.timed] == ["ночь"]
    assert ([one.regarding for one in there.timed], there.overdue_total) == ([], 1)


def test_nothing_of_the_recycle_bin_is_on_the_page(workspace: Workspace, ann: ContactId) -> None:
    workspace.do(schedule, ann, when=on(date(2026, 11, 10), "10:00")).result()
    done = workspace.do(schedule, ann, when=on(WEDNESDAY, "11:00")).result()
    workspace.do(complete, done).result()
    workspace.do(add_promise, ann, "прайс", due=WEDNESDAY).result()

    workspace.do(remove_contact, ann).result()

    view = page(workspace)
    assert (view.overdue_total, view.timed, view.promises, view.rail.contacts) == (0, (), (), 0)


def test_promises_late_or_due_within_two_weeks_are_shown(workspace: Workspace, ann: ContactId) -> None:
    for text, days in (("поздно", -1), ("сегодня", 0), ("скоро", 14), ("потом", 15)):
        workspace.do(add_promise, ann, text, mine=days < 0, due=WEDNESDAY + timedelta(days=days)).result()
    workspace.do(add_promise, ann, "когда-нибудь").result()

    view = page(workspace)

    assert [(one.text, one.late) for one in view.promises] == [("поздно", True), ("сегодня", False), ("скоро", False)]
    assert (view.promises[0].contact_gender, view.promises_total) == ("female", 3)


def test_offers_that_wait_and_run_out_within_a_week_are_shown(workspace: Workspace, ann: ContactId) -> None:
    for days in (0, 7, 8, -1):
        offer = workspace.do(new_offer, ann, None, (a_draft_line(),)).result()
        workspace.do(send_offer, offer).result()
        change_of(workspace, Offer, offer, valid_through=WEDNESDAY + timedelta(days=days))
    workspace.do(new_offer, ann, None, (a_draft_line(),)).result()  # a draft waits for nobody

    view = page(workspace)

    assert [offer.days_left for offer in view.offers] == [0, 7]
    assert view.offers[0].company_name == "СибМаш"
    assert (view.offers_total, view.week.offers, view.rail.offers) == (2, 4, 4)


def test_open_deals_with_nothing_planned_are_shown_the_largest_first(workspace: Workspace, ann: ContactId) -> None:
    amounts = {"малый": "1000", "большой": "2000000", "спланирован": "5", "проигран": "7"}
    deals = {
        name: workspace.do(add_opportunity, name, contact_id=ann, edits={"amount": amount}).result()
        for name, amount in amounts.items()
    }
    workspace.do(lose, deals["проигран"], "price").result()
    put(workspace, Activity(kind="call", due_on=WEDNESDAY, timeless=True, opportunity_id=deals["спланирован"]))

    view = page(workspace)

    assert [deal.name for deal in view.deals] == ["большой", "малый"]
    assert (view.deals_total, view.rail.deals, view.deals[0].stage) == (2, 3, "Enquiry")


def test_who_was_not_spoken_to_for_longer_than_usual_is_shown(workspace: Workspace, ann: ContactId) -> None:
    neglected = a_person(workspace, "Живаго", keep_in_touch_days="14")
    recent = a_person(workspace, "Толстая", keep_in_touch_days="30")
    put(workspace, a_call(neglected, NOON - timedelta(days=26)), a_call(recent, NOON - timedelta(days=26)))
    put(workspace, a_call(ann, NOON - timedelta(days=300)))

    view = page(workspace)

    assert [(one.name, one.every_days, one.days_since) for one in view.neglected] == [("Живаго", 14, 26)]
    assert view.neglected_total == 1


def test_any_word_with_them_resets_the_rhythm(workspace: Workspace) -> None:
    contact = a_person(workspace, keep_in_touch_days="14")
    put(workspace, a_call(contact, NOON - timedelta(days=26)))

    workspace.do(log, contact, kind="email", result="sent").result()

    assert page(workspace).neglected == ()


@pytest.mark.parametrize(
    ("birthday", "shown"),
    [
        ("1985-11-11", [(WEDNESDAY, 0, 41)]),
        ("--11-18", [(date(2026, 11, 18), 7, None)]),
        ("1985-11-19", []),
        ("1985-11-10", []),
    ],
)
def test_birthdays_of_the_next_seven_days_are_shown(
    workspace: Workspace, birthday: str, shown: list[tuple[date, int, int | None]]
) -> None:
    a_person(workspace, "Ли", birthday=birthday)

    view = page(workspace)

    assert [(one.on, one.days, one.age) for one in view.birthdays] == shown
    assert view.birthdays_total == len(shown)


def test_who_was_born_on_the_leap_day_is_greeted_on_the_28th(workspace: Workspace, clock: FixedClock) -> None:
    a_person(workspace, "Ли", birthday="29.02.1984")
    clock.go_on(days=(date(2027, 2, 24) - WEDNESDAY).days)

    assert [one.on for one in page(workspace).birthdays] == [date(2027, 2, 28)]


def test_birthdays_are_found_across_the_turn_of_the_year(workspace: Workspace, clock: FixedClock) -> None:
    a_person(workspace, "Ли", birthday="01.01.2000")
    clock.go_on(days=(date(2026, 12, 29) - WEDNESDAY).days)

    assert [(one.on, one.age) for one in page(workspace).birthdays] == [(date(2027, 1, 1), 27)]


def test_the_week_is_counted_from_monday_of_the_zone(workspace: Workspace, ann: ContactId) -> None:
    monday = datetime(2026, 11, 8, 17, tzinfo=NOON.tzinfo)  # midnight in Novosibirsk
    put(workspace, a_call(ann, monday), a_call(ann, monday - timedelta(minutes=1)))
    workspace.do(log, ann, kind="meeting", result="held").result()
    workspace.do(log, ann, kind="meeting", result="not_held").result()

    assert page(workspace).week == WeekCounts(calls=1, meetings=1, offers=0)


def test_the_rail_counts_what_the_page_counts(workspace: Workspace, ann: ContactId) -> None:
    workspace.do(schedule, ann, when=on(date(2026, 11, 10), "10:00")).result()
    workspace.do(schedule, ann, when=on(WEDNESDAY, "18:00")).result()
    workspace.do(schedule, ann, when=on(date(2026, 11, 12), "10:00")).result()

    counts = workspace.ask(rail, ZONE).result()

    assert counts == page(workspace).rail == RailCounts(late=1, contacts=1, planned=2, deals=0, offers=0, companies=1)


def test_the_rail_leaves_out_what_was_removed_or_put_away(workspace: Workspace) -> None:
    gone = workspace.do(add_company, {"name": "Ромашка"}).result()
    workspace.do(add_company, {"name": "СибМаш"}).result()
    workspace.do(remove_company, gone).result()
    old = workspace.do(add_product, {"name": "Станок", "code": "1"}).result()
    workspace.do(add_product, {"name": "Тиски", "code": "2"}).result()
    workspace.do(archive_product, old).result()

    counts = workspace.ask(rail, ZONE).result()

    assert (counts.companies, counts.products) == (1, 1)
