"""`python -m tests.bench [ROW…] [--size small|full]`: measure the rows named, all where none is, and print a table."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import (
    p01_search,
    p02_typing,
    p03_digits,
    p04_start,
    p06_import,
    p07_bulk,
    p08_edit,
    p09_scroll,
    p10_gui_gap,
    p11_undo_import,
    p22_batch,
    p23_idle,
    p24_first_sync,
    p25_one_field,
    p26_laptops,
)
from tests.bench.measuring import SIZES, Bench, Line
from tests.bench.report import table, write_line
from tests.helpers.postgres import NoPostgresError

FOLDER = Path(__file__).resolve().parents[2] / "build" / "bench"
ROWS: dict[str, Callable[[Bench], list[Line]]] = {
    "P1": p01_search.run,
    "P2": p02_typing.run,
    "P3": p03_digits.run,
    "P4": p04_start.run,
    "P5": p04_start.run_memory,
    "P6": p06_import.run,
    "P7": p07_bulk.run,
    "P8": p08_edit.run,
    "P9": p09_scroll.run,
    "P10": p10_gui_gap.run,
    "P11": p11_undo_import.run,
    "P22": p22_batch.run,
    "P23": p23_idle.run,
    "P24": p24_first_sync.run,
    "P25": p25_one_field.run,
    "P26": p26_laptops.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for. The clock fails nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--size", choices=SIZES, default="small")
    asked = parser.parse_args(arguments)
    names = [_row_name(name) for name in asked.rows] or list(ROWS)
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}")
    measured = []
    for name in names:
        try:
            lines = measure(name, Bench(SIZES[asked.size], FOLDER))
        except NoPostgresError as problem:
            print(f"{name} is left out: {problem}", end="\n\n")
            continue
        print(table([(name, lines)]), end="\n\n", flush=True)
        measured.append((name, lines))
    if len(measured) > 1:
        print(table(measured))
    return 0


def measure(name: str, bench: Bench) -> list[Line]:
    """Run one row and keep its result."""
    lines = ROWS[name](bench)
    write_line(bench, name, lines)
    return lines


def _row_name(text: str) -> str:
    """P1, p01 and 1 name the same row."""
    number = text.upper().removeprefix("P").lstrip("0")
    return f"P{number}"


if __name__ == "__main__":
    sys.exit(main())
