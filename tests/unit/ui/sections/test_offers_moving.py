"""Where a line goes when it is moved by one step among sections."""

from uuid import UUID, uuid4

from ui.sections.offers.lines_model import Heading, Line
from ui.sections.offers.moving import Move, moved


def a_line(heading: Heading | None = None) -> Line:
    """A line that is in the file, in a section or in none."""
    if heading is None:
        return Line(uuid4(), "line")
    return Line(uuid4(), "line", section_key=str(heading.id), section=heading.title)


def an_id(line: Line) -> UUID:
    """The id of a line that has one."""
    assert line.id is not None
    return line.id


def test_within_a_section_a_line_changes_places_with_its_neighbour() -> None:
    first, second, third = a_line(), a_line(), a_line()
    rows: list[Line | Heading] = [first, second, third, Line()]

    assert moved(rows, second, -1) == Move(an_id(first), None)
    assert moved(rows, first, 1) == Move(an_id(third), None)
    assert moved(rows, second, 1) == Move(None, "")


def test_at_the_edge_of_a_section_a_line_goes_over_into_the_next_one() -> None:
    goods, work = Heading(uuid4(), "Goods"), Heading(uuid4(), "Work")
    lathe, start_up = a_line(goods), a_line(work)
    rows: list[Line | Heading] = [goods, lathe, work, start_up]

    assert moved(rows, lathe, 1) == Move(an_id(start_up), None)
    assert moved(rows, start_up, -1) == Move(None, "Goods")
    assert moved(rows, lathe, -1) == Move(None, "")


def test_there_is_nowhere_to_go_from_the_ends() -> None:
    only = a_line()

    assert moved([only, Line()], only, -1) is None
    assert moved([only, Line()], only, 1) is None
