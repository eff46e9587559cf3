"""The scripts of the measured paths still run; how fast, no test asks."""

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import ROWS, main, measure
from tests.bench.measuring import Bench, Size, compared
from tests.bench.report import table
from tests.helpers.postgres import NO_POSTGRES, NoPostgresError

TINY = Size("tiny", contacts=120, history=600, cards=40, bulk_contacts=60, bulk_history=200, calls=12, rounds=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for all rows, so that the base is made once."""
    return tmp_path_factory.mktemp("bench")


@pytest.mark.parametrize("row", ROWS)
def test_a_row_measures_both_sides_and_leaves_a_json_line(row: str, folder: Path) -> None:
    bench = Bench(TINY, folder)

    try:
        lines = measure(row, bench)
    except NoPostgresError as problem:
        pytest.skip(f"{NO_POSTGRES}: {problem}")

    said = json.loads((folder / f"{row}.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert [line["what"] for line in said["lines"]] == [line.what for line in lines]
    assert all(line.ours > 0 and line.reference > 0 and line.ratio > 0 for line in lines)
    assert any(line.goal for line in lines)
    assert not list((folder / "scratch").glob("*"))


def test_the_ratio_is_the_middle_one_of_the_rounds() -> None:
    line = compared("search", [(1.0, 1.0), (9.0, 3.0), (4.0, 2.0)], goal=1.5)

    assert line.ratio == 2.0
    assert line.holds is False
    assert "misses" in table([("P1", [line])])


def test_an_unknown_row_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["P99"])

    assert "P11" in capsys.readouterr().err
