"""What is taken along when lines are dragged, and where they go among sections."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from ui.sections.offers.dragging import Taken, gaps, left_at, section_left_at, section_moved, taken
from ui.sections.offers.lines_model import Heading, Line
from ui.sections.offers.moving import Move


def a_line(heading: Heading | None = None, role: str = "line") -> Line:
    """A line that is in the file, in a section or in none."""
    key, title = (str(heading.id), heading.title) if heading is not None else ("", "")
    return Line(uuid4(), "line", role=role, section_key=key, section=title)


def test_a_line_is_taken_with_its_alternatives() -> None:
    lathe, other, start_up = a_line(), a_line(role="alternative"), a_line()

    held = taken([lathe, other, start_up, Line()], 0, {0})

    assert held is not None
    assert held.lines == (lathe, other)


def test_of_several_marked_lines_all_are_taken_in_their_order() -> None:
    first, second, third = a_line(), a_line(), a_line()

    held = taken([first, second, third], 2, {2, 0})

    assert held is not None
    assert held.lines == (first, third)


def test_nothing_is_taken_by_the_empty_row_at_the_end() -> None:
    assert taken([a_line(), Line()], 1, {1}) is None


def test_nothing_goes_between_a_line_and_its_alternative() -> None:
    lathe, other, start_up = a_line(), a_line(role="alternative"), a_line()

    assert gaps([lathe, other, start_up, Line()], Taken((start_up,))) == [0, 2, 3]


def test_a_section_is_left_between_sections_only() -> None:
    goods, work = Heading(uuid4(), "Goods"), Heading(uuid4(), "Work")
    rows = [a_line(), goods, a_line(goods), work, a_line(work), Line()]

    assert gaps(rows, Taken((), goods)) == [1, 3, 5]


def test_under_a_heading_a_line_begins_its_section() -> None:
    goods, work = Heading(uuid4(), "Goods"), Heading(uuid4(), "Work")
    lathe, start_up = a_line(goods), a_line(work)
    rows = [goods, lathe, work, start_up]

    assert left_at(rows, Taken((lathe,)), 3) == Move(start_up.id, None)
    assert left_at(rows, Taken((lathe,)), 4) == Move(None, "Work")
    assert left_at(rows, Taken((start_up,)), 2) == Move(None, "Goods")
    assert left_at(rows, Taken((start_up,)), 0) == Move(None, "")


def test_let_go_where_it_stands_a_line_is_not_moved() -> None:
    goods = Heading(uuid4(), "Goods")
    first, second = a_line(goods), a_line(goods)
    rows = [goods, first, second, Line()]

    assert left_at(rows, Taken((first,)), 1) is None
    assert left_at(rows, Taken((first,)), 2) is None
    assert left_at(rows, Taken((first, second)), 3) is None


def test_a_section_goes_before_another_one_or_to_the_end() -> None:
    goods, work, later = (Heading(uuid4(), title) for title in ("Goods", "Work", "Later"))
    rows = [goods, a_line(goods), work, a_line(work), later, a_line(later)]

    assert section_left_at(rows, later, 0) == (True, goods.id)
    assert section_left_at(rows, goods, 6) == (True, None)
    assert section_left_at(rows, goods, 2) == (False, work.id)
    assert section_moved(rows, work, -1) == (True, goods.id)
    assert section_moved(rows, work, 1) == (True, None)
    assert section_moved(rows, goods, -1) == (False, None)


@given(st.data())
def test_wherever_a_line_may_be_left_it_stands_there_afterwards(data: st.DataObject) -> None:
    sections = [Heading(uuid4(), f"Section {at}") for at in range(data.draw(st.integers(0, 3)))]
    rows: list[Line | Heading] = [a_line() for _at in range(data.draw(st.integers(0, 3)))]
    for one in sections:
        rows += [one, *(a_line(one) for _at in range(data.draw(st.integers(1, 3))))]
    lines = [row for row in rows if isinstance(row, Line)]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    gap = data.draw(st.sampled_from(gaps(rows, Taken((line,)))))

    move = left_at(rows, Taken((line,)), gap)

    above = next((row for row in reversed(rows[:gap]) if row is not line), None)
    below = next((row for row in rows[gap:] if row is not line), None)
    title = above.title if isinstance(above, Heading) else above.section if isinstance(above, Line) else ""
    if move is None:
        assert line.section == title
    elif move.before is not None:
        assert isinstance(below, Line)
        assert (move.before, below.section) == (below.id, title)
    else:
        assert move.section == title
