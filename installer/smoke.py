"""A working day on sample files, played through the real command line: what a person would try first."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from installer.places import ROOT, SAMPLES
from installer.steps import StepFailedError, Steps, note, say

Answer = object  # whatever `--json` printed

LONGEST = 300  # seconds for one command: the pictures of every section take the longest
SHOWN = 150  # characters of an answer in a step line

_PHONE = re.compile(r"\+?[\d\s()\u00a0-]{10,}")


@dataclass(frozen=True, slots=True)
class Day:
    """Where the day is played and by which Python."""

    steps: Steps
    python: Path
    folder: Path

    @property
    def workspace(self) -> str:
        """The workspace folder, as an argument."""
        return str(self.folder / "workspace")

    def does(self, title: str, verb: str, *arguments: str) -> Answer:
        """One command of the day as a step of its own; its answer as read from JSON."""
        with self.steps.step(title):
            note(f"python -m app {' '.join([verb, *arguments])}")
            answer = _ask(self, [verb, *arguments, "--json"])
            note(f"-> {_short(answer)}")
            return answer


def play(steps: Steps, python: Path, folder: Path) -> None:
    """Play the day in `folder`, emptied first, and say where the offer and the pictures lie."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    day = Day(steps, python, folder)
    contact = _morning(day)
    _calls(day, contact)
    pdf = _offer(day, contact)
    pictures = _evening(day)
    say(f"The offer:    {pdf}")
    say(f"The pictures: {pictures[0].parent} ({len(pictures)})")


def first(answer: Answer, key: str) -> str:
    """The first value under `key`, however deep the answer wraps its records."""
    for name, value in _pairs(answer):
        if name == key and isinstance(value, str | int):
            return str(value)
    raise StepFailedError(f"the answer has no {key!r}: {_short(answer)}")


def phone_digits(answer: Answer) -> str:
    """The last seven digits of the first phone number in an answer."""
    for _, value in _pairs(answer):
        if isinstance(value, str) and _PHONE.fullmatch(value):
            return re.sub(r"\D", "", value)[-7:]
    raise StepFailedError(f"the answer has no phone number: {_short(answer)}")


def _morning(day: Day) -> str:
    day.does("A new workspace", "new", day.workspace, "--lang", "ru")
    day.does("The contacts of a phone", "import", day.workspace, str(SAMPLES / "phone.vcf"))
    by_name = first(day.does("Find by name", "find", day.workspace, "щукина"), "id")
    card = day.does("Her card", "show", day.workspace, by_name)
    by_phone = first(day.does("Find by digits of the phone", "find", day.workspace, phone_digits(card)), "id")
    if by_phone != by_name:
        raise StepFailedError(f"the digits found {by_phone}, the name {by_name}: one of the two searches is wrong.")
    return by_name


def _calls(day: Day, contact: str) -> None:
    text = "Просила цены на поставку"
    day.does(
        "A call that was made", "log", day.workspace, contact, "--kind", "call", "--result", "reached", "--text", text
    )
    soon = datetime.now().astimezone() + timedelta(minutes=1)
    activity = first(_schedule(day, "A call to make", contact, soon), "id")
    day.does("What rings", "remind", day.workspace)
    day.does("The call is made", "done", day.workspace, activity, "--result", "reached")
    _schedule(day, "The next step", contact, soon + timedelta(days=1))
    day.does("What is planned", "agenda", day.workspace)


def _schedule(day: Day, title: str, contact: str, moment: datetime) -> Answer:
    at = moment.strftime("%Y-%m-%dT%H:%M")
    return day.does(title, "schedule", day.workspace, contact, "--kind", "call", "--at", at)


def _offer(day: Day, contact: str) -> Path:
    lines = str(SAMPLES / "offer_lines.csv")
    answer = day.does("An offer", "offer", day.workspace, "new", "--contact", contact, "--lines", lines)
    pdf = day.folder / "offer.pdf"
    day.does("The offer on paper", "offer", day.workspace, first(answer, "number"), "--pdf", str(pdf), "--lang", "ru")
    if not pdf.exists() or not pdf.read_bytes().startswith(b"%PDF-"):
        raise StepFailedError(f"the offer was said to be printed, and {pdf} is not a PDF.")
    return pdf


def _evening(day: Day) -> list[Path]:
    day.does("What was done today", "journal", day.workspace)
    day.does("The last change taken back", "undo", day.workspace)
    day.does("A check of the file", "check", day.workspace)
    folder = day.folder / "pictures"
    day.does("A picture of every section", "shots", day.workspace, str(folder), "--lang", "ru")
    pictures = sorted(folder.rglob("*.png"))
    if not pictures:
        raise StepFailedError(f"the sections were said to be drawn, and there is no picture in {folder}.")
    return pictures


def _ask(day: Day, arguments: list[str]) -> Answer:
    command = [str(day.python), "-m", "app", *arguments]
    try:
        finished = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **_own_folders(day.folder)},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired as late:
        raise StepFailedError(f"`{arguments[0]}` did not end within {LONGEST} seconds.") from late
    if finished.returncode:
        said = finished.stderr.strip() or "it said nothing"
        raise StepFailedError(f"`{arguments[0]}` ended with code {finished.returncode}: {said}", finished.returncode)
    try:
        return json.loads(finished.stdout or "null")
    except ValueError as odd:
        raise StepFailedError(f"`{arguments[0]} --json` printed something else: {finished.stdout[:SHOWN]!r}") from odd


def _own_folders(folder: Path) -> dict[str, str]:
    """Surroundings of the day: no screen, UTF-8, and settings that are not the person's own."""
    own = {f"XDG_{kind}_HOME": str(folder / "home" / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **own}


def _pairs(answer: Answer) -> Iterator[tuple[str, Answer]]:
    """Every key and value of an answer, outer ones first."""
    if isinstance(answer, list):
        for part in answer:
            yield from _pairs(part)
    elif isinstance(answer, dict):
        yield from answer.items()
        for part in answer.values():
            yield from _pairs(part)


def _short(answer: Answer) -> str:
    line = json.dumps(answer, ensure_ascii=False)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
