"""Answers are aligned for people and plain for programs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.desk import Desk
from app.cli.output import MOST_LINES, columns, cut, plain, short_id, spoken
from app.errors import OutsideError
from app.settings import Settings
from app.whole_file import write_whole

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DESK = Desk(Settings(time_zone="Asia/Novosibirsk"), lambda: NOON)
SOMEBODY = UUID("0193a5f2-1111-7222-8333-444455556666")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (NOON, "2026-11-20T19:00:00+07:00"),
        (date(2026, 11, 20), "2026-11-20"),
        (SOMEBODY, str(SOMEBODY)),
        (Decimal("1200.50"), "1200.50"),
        (Decimal("1E+3"), "1000"),
        (b"\x01\xff", "01ff"),
        (("a", [NOON]), ["a", ["2026-11-20T19:00:00+07:00"]]),
        ({"total": Decimal(5)}, {"total": "5"}),
        (None, None),
        (True, True),
    ],
)
def test_values_become_plain(value: object, written: object) -> None:
    assert plain(value, DESK) == written


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (NOON, "today, 7:00\xa0pm"),
        (True, "yes"),
        (1200, "1,200"),
        (["a", "b"], "a, b"),
        ("two\nlines", "two lines"),
    ],
)
def test_values_are_read_in_one_line(value: object, read: str) -> None:
    assert spoken(value, DESK) == read


def test_cells_stand_below_each_other_and_empty_columns_take_no_room() -> None:
    assert columns([("a", "", "bb"), ("ccc", "", "")]) == ["a    bb", "ccc"]


def test_no_rows_are_no_lines() -> None:
    assert columns([]) == []


@given(st.lists(st.tuples(st.text(), st.text())))
def test_every_row_is_one_line(rows: list[tuple[str, str]]) -> None:
    lines = columns(rows)

    assert len(lines) == len(rows)
    assert all(len(line.splitlines()) <= 1 for line in lines)


def test_a_long_list_is_counted_at_its_end() -> None:
    lines = cut(range(MOST_LINES + 5), str)

    assert lines[-2:] == [str(MOST_LINES - 1), "… and 5 more"]


def test_a_short_list_is_shown_whole() -> None:
    assert cut(range(MOST_LINES), str) == [str(number) for number in range(MOST_LINES)]


def test_the_end_of_an_id_is_shown() -> None:
    assert short_id(SOMEBODY) == "55556666"


def test_a_file_is_written_whole_with_usual_rights(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()

    write_whole(tmp_path / "out", [b"one ", b"two"])

    assert (tmp_path / "out").read_bytes() == b"one two"
    assert (tmp_path / "out").stat().st_mode == usual.stat().st_mode


def test_a_file_that_cannot_be_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"earlier")

    def broken() -> object:
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OutsideError, match="No space left"):
        write_whole(target, broken())  # type: ignore[arg-type]  # a generator is iterable

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert target.read_bytes() == b"earlier"
