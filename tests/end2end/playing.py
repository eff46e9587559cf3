"""The command line as a story plays it: inside this process on a clock of its own, or as the real program."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for one command


@dataclass(frozen=True, slots=True)
class Said:
    """What a command ended with and said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer, read."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line of a problem."""
        assert (self.code, self.out) == (1, "")
        assert self.err.count("\n") == 1
        return self.err.strip()


class Vizitka:
    """Plays commands inside this process, on a workspace of its own and a clock that stands still."""

    def __init__(self, folder: Path, now: datetime, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.now = now
        self._capture = capture

    def __call__(self, verb: str, *words: str) -> Said:
        """One command on the workspace; `self-test` and its like need none."""
        return self.says(verb, str(self.folder), *words)

    def says(self, *words: str) -> Said:
        """One command line as it stands."""
        self._capture.readouterr()
        code = main(list(words), clock=lambda: self.now)
        said = self._capture.readouterr()
        return Said(code, said.out, said.err)

    def json(self, verb: str, *words: str) -> Any:
        """The answer of a command as a program reads it."""
        return self(verb, *words, "--json").json

    def contact(self, text: str) -> str:
        """The id of the one contact a text finds."""
        (hit,) = [hit for hit in self.json("find", text) if hit["kind"] == "contact"]
        return str(hit["id"])


Program = Callable[..., Said]


def run_program(words: Sequence[str], **surroundings: str) -> Said:
    """The real program, as a person or a script starts it."""
    ended = subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **surroundings},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)


def vcards(*names: str, first_phone: int = 9_130_000_000) -> str:
    """Cards of people by "Last First", each with a mobile phone."""
    return "".join(
        "BEGIN:VCARD\r\nVERSION:3.0\r\n"
        f"N:{name.replace(' ', ';')};;;\r\nFN:{name}\r\nTEL;TYPE=CELL:+7{first_phone + place}\r\n"
        "END:VCARD\r\n"
        for place, name in enumerate(names)
    )
