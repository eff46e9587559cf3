"""Where things stand on the hours of a calendar, and what dragging makes of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.views.calendar import CalendarItem
from ui.sections.calendar.dragging import begun_on, begun_on_nothing, pulled
from ui.sections.calendar.laying import DAY, SNAP, Placed, lay_out
from ui.sections.calendar.walking import step

MONDAY = date(2026, 11, 16)
WEEK = 7


def item(begins: datetime, minutes: int, number: int = 0) -> CalendarItem:
    return CalendarItem(
        UUID(int=number), "call", "", "", "", begins.replace(tzinfo=UTC), minutes, begins.date(), begins,
        begins + timedelta(minutes=minutes), cut_before=False, cut_after=False, timeless=False, occurrence=None,
        priority=3, colour=0, private=False, late=False, done=False, result="", result_label="", contact_id=None,
        contact_name="", company_id=None, company_name="",
    )  # fmt: skip


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute))


@st.composite
def weeks(draw: st.DrawFn) -> list[CalendarItem]:
    spans = draw(st.lists(st.tuples(st.integers(0, WEEK * DAY - 1), st.integers(0, 300)), max_size=25))
    start = datetime.combine(MONDAY, time())
    return [item(start + timedelta(minutes=begin), long, number) for number, (begin, long) in enumerate(spans)]


@given(weeks())
def test_nothing_covers_anything_else(items: list[CalendarItem]) -> None:
    placed = lay_out(items, MONDAY, WEEK)

    for one, other in combinations(placed, 2):
        together = one.column == other.column and one.top < other.bottom and other.top < one.bottom
        assert not together or (one.lane != other.lane and one.lanes == other.lanes)


@given(weeks())
def test_every_item_stands_within_the_days_it_touches(items: list[CalendarItem]) -> None:
    placed = lay_out(items, MONDAY, WEEK)

    assert {one.item.id for one in placed} == {one.id for one in items}
    assert all(0 <= one.top < one.bottom <= DAY and 0 <= one.lane < one.lanes for one in placed)


def test_what_lasts_over_midnight_stands_on_both_days_and_what_ends_then_does_not() -> None:
    over, until = item(at(0, 23), 120, 1), item(at(2, 23), 60, 2)

    placed = lay_out([over, until], MONDAY, WEEK)

    assert [(one.column, one.top, one.bottom) for one in placed] == [(0, 1380, DAY), (1, 0, 60), (2, 1380, DAY)]


def test_three_that_overlap_in_a_chain_share_two_lanes() -> None:
    items = [item(at(0, 9), 60, 1), item(at(0, 9, 30), 60, 2), item(at(0, 10), 60, 3), item(at(0, 14), 60, 4)]

    placed = lay_out(items, MONDAY, 1)

    assert [(one.lane, one.lanes) for one in placed] == [(0, 2), (1, 2), (0, 2), (0, 1)]


@given(st.integers(0, DAY), st.integers(0, DAY))
def test_something_new_is_drawn_by_quarters_of_an_hour(begin: int, end: int) -> None:
    drag = pulled(begun_on_nothing(0, begin), 0, end)

    assert drag.top % SNAP == drag.bottom % SNAP == 0
    assert drag.bottom - drag.top >= SNAP
    assert drag.is_real()


@given(st.integers(0, 23 * 60), st.integers(0, 180), st.integers(0, DAY), st.integers(0, 6))
def test_a_moved_item_keeps_its_length(top: int, long: int, to: int, column: int) -> None:
    piece = Placed(item(datetime.combine(MONDAY, time()) + timedelta(minutes=top), long), 0, top, min(top + long, DAY))

    drag = pulled(begun_on(piece, top, edge=False), column, to)

    assert drag.longer() == drag.minutes()
    assert (drag.days(), drag.top % SNAP) == (column, 0)


def test_a_stretched_item_never_gets_shorter_than_a_quarter() -> None:
    piece = Placed(item(at(0, 9), 60), 0, 540, 600)

    drag = pulled(begun_on(piece, 599, edge=True), 0, 300)

    assert (drag.top, drag.bottom, drag.longer()) == (540, 555, -45)


def test_arrows_walk_a_day_and_jump_to_the_nearest_of_another() -> None:
    first, second, other = item(at(0, 9), 30, 1), item(at(0, 15), 30, 2), item(at(2, 14), 30, 3)
    items = (first, second, other)

    assert step(items, None, (0, 1)) is first
    assert step(items, first, (0, 1)) is second
    assert step(items, first, (1, 0)) is other
    assert step(items, other, (-1, 0)) is second
    assert step(items, other, (1, 0)) is other
