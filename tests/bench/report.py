"""What a run leaves behind: a JSON line for each row, and a table to read."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import apsw

from tests.bench.measuring import Bench, Line

_HEADS = ("row", "what", "ours", "reference", "ratio", "goal", "")


def write_line(bench: Bench, row: str, lines: Sequence[Line]) -> None:
    """Add one JSON line to the row's file."""
    bench.folder.mkdir(parents=True, exist_ok=True)
    said = {
        "row": row,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "size": bench.size.name,
        "python": platform.python_version(),
        "sqlite": apsw.sqlite_lib_version(),
        "processors": os.cpu_count(),
        "load": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "lines": [asdict(line) | {"holds": line.holds} for line in lines],
    }
    with (bench.folder / f"{row}.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(said, ensure_ascii=False) + "\n")


def table(rows: Sequence[tuple[str, Sequence[Line]]]) -> str:
    """All comparisons of a run, one under another."""
    cells = [_HEADS, *(_cells(row, line) for row, lines in rows for line in lines)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def _cells(row: str, line: Line) -> tuple[str, ...]:
    goal = "" if line.goal is None else f"≤ {line.goal:g}×"
    verdict = {True: "holds", False: "misses", None: ""}[line.holds]
    return (
        row,
        line.what,
        _told(line.ours, line.unit),
        _told(line.reference, line.unit),
        f"{line.ratio:.2f}×",
        goal,
        verdict,
    )


def _told(figure: float, unit: str) -> str:
    if unit != "s":
        return f"{figure:,.0f} {unit}"
    seconds = figure
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
