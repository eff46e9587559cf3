"""P4: from the start of the program to 50 painted rows and an accepted key, against the first paint of a bare window.

P5: the memory it holds at rest afterwards, against the bare window's. One run of each side measures both.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.bench.bases import base, copy_of
from tests.bench.measuring import Bench, Line, compared

_START_GOAL = {"full": 1.7}  # the everyday size has 1.5
_MEMORY_GOAL = 2.5
_PATIENCE = 120  # seconds until a start is given up


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until ready, and KiB held at rest."""

    seconds: float
    memory: float


def run(bench: Bench) -> list[Line]:
    """Both sides in turns, after one start of each that warms the disk's cache."""
    rounds = _starts(bench)
    goal = _START_GOAL.get(bench.size.name, 1.5)
    return [compared("start to rows and a key", [(ours.seconds, bare.seconds) for ours, bare in rounds], goal)]


def run_memory(bench: Bench) -> list[Line]:
    """The same starts, asked for their memory; in MiB."""
    rounds = [(ours.memory / 1024, bare.memory / 1024) for ours, bare in _starts(bench)]
    if not all(bare for _ours, bare in rounds):
        return [Line("memory at rest: this system does not tell", 1.0, 1.0, 1.0, _MEMORY_GOAL)]
    return [replace(compared("memory at rest", rounds, _MEMORY_GOAL), unit="MiB")]


@cache
def _starts(bench: Bench) -> list[tuple[Start, Start]]:
    folder = base(bench)
    with tempfile.TemporaryDirectory() as place, copy_of(folder, bench) as copy:
        state = Path(place) / "state.json"
        vizitka = ["vizitka", str(copy), str(state)]
        rounds = []
        for number in range(bench.size.rounds + 1):
            state.write_text(json.dumps({"section": "contacts"}), encoding="utf-8")
            pair = _start(vizitka), _start(["bare"])
            if number:
                rounds.append(pair)
    return rounds


def _start(arguments: list[str]) -> Start:
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.starting", *arguments],
        stdout=subprocess.PIPE, text=True, env=environment,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        said = program.stdout.readline().strip()
        seconds = time.perf_counter() - begun
        assert said == "ready", f"{arguments[0]} did not come up"
        memory = int(program.stdout.readline())
        program.wait(_PATIENCE)
    return Start(seconds, memory)
