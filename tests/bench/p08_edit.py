"""P8: one edit saved and lasting, against one fdatasync of 4 KiB on the same disk.

The goal is measured against a block written over in place, the least a disk can be asked; a log that has not been
written round once grows, and what that costs stands below.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import apsw

from app.services.contacts import edit_contact
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.bench.bases import SEED, IdleLater, bare, base, copy_of, opened
from tests.bench.measuring import Bench, Line, call_times, compared, percentile

_GOAL = 2.5
_BLOCK = os.urandom(4096)
_WARM_UP = 20
_wait_for_disk: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)  # not every system has the lesser one
_UPDATE = "UPDATE contact SET about = ?, edited_at = ? WHERE id = ?"

Act = Callable[[int], object]


def run(bench: Bench) -> list[Line]:
    """Edits of people all over the base; the middle one counts."""
    with copy_of(base(bench), bench) as folder:
        return [*_durable(bench, folder), _work_alone(bench, folder)]


def _durable(bench: Bench, folder: Path) -> list[Line]:
    people = _people(bench, folder)
    lines = []
    with _synced_block(folder) as sync, _growing_file(folder) as grow:
        writer = IdleLater()
        with opened(folder, writer) as workspace:
            for what, act in _edits(workspace, people):
                lines.append(_line(bench, f"edit of {what}, p50", (act, sync, writer.catch_up), _GOAL))
        with bare(folder) as raw:
            lines.append(_line(bench, "  raw UPDATE and COMMIT, p50", (_raw_edit(raw, people), sync, lambda: None)))
        lines.append(_line(bench, "  4 KiB put to the end of a file, p50", (grow, sync, lambda: None)))
    return lines


def _work_alone(bench: Bench, folder: Path) -> Line:
    """The same edit and the same raw UPDATE with nobody waiting for the disk."""
    people = _people(bench, folder)
    writer = IdleLater()
    rounds = []
    with opened(folder, writer) as workspace:
        _do_not_wait(workspace)
        (_what, act), *_others = _edits(workspace, people)
        for _round in range(bench.size.rounds):
            (ours,) = call_times(bench.size.calls, act)
            writer.catch_up()
            rounds.append(percentile(ours, 0.5))
    with bare(folder, "OFF") as raw:
        reference = [percentile(call_times(bench.size.calls, _raw_edit(raw, people))[0], 0.5) for _round in rounds]
    return compared("  edit and raw UPDATE without the disk, p50", list(zip(rounds, reference, strict=True)))


def _line(bench: Bench, what: str, sides: tuple[Act, Act, Callable[[], None]], goal: float | None = None) -> Line:
    act, sync, catch_up = sides
    call_times(min(_WARM_UP, bench.size.calls), act, sync)
    rounds = []
    for _round in range(bench.size.rounds):
        ours, reference = call_times(bench.size.calls, act, sync)
        catch_up()
        rounds.append((percentile(ours, 0.5), percentile(reference, 0.5)))
    return compared(what, rounds, goal)


def _edits(workspace: Workspace, people: list[bytes]) -> Iterator[tuple[str, Act]]:
    """An edit of a long text, and one whose field asks for a row in the history; each writes something new."""
    workspace.subscribe(lambda _changed: None)
    count = [0]
    for what, field in (("a text", "about"), ("a field with history", "job_title")):

        def act(call: int, field: str = field) -> object:
            count[0] += 1
            contact_id = ContactId(UUID(bytes=people[call % len(people)]))
            return workspace.do(edit_contact, contact_id, {field: f"Говорили о сроках поставки, {count[0]}"}).result()

        yield what, act


def _raw_edit(raw: apsw.Connection, people: list[bytes]) -> Act:
    count = [0]

    def act(call: int) -> None:
        count[0] += 1
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(_UPDATE, (f"Договорились о встрече, {count[0]}", count[0], people[call % len(people)]))
        raw.execute("COMMIT")

    return act


def _people(bench: Bench, folder: Path) -> list[bytes]:
    with bare(folder) as raw:
        ids = [row[0] for row in raw.execute("SELECT id FROM contact WHERE removed_at IS NULL")]
    chance = random.Random(SEED)
    return [chance.choice(ids) for _call in range(bench.size.calls)]


@contextmanager
def _synced_block(folder: Path) -> Iterator[Act]:
    """Writes 4 KiB into a file beside the workspace and waits for the disk."""
    descriptor = os.open(folder / "block", os.O_RDWR | os.O_CREAT)

    def sync(_call: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, _BLOCK)
        _wait_for_disk(descriptor)

    try:
        sync(0)
        yield sync
    finally:
        os.close(descriptor)


@contextmanager
def _growing_file(folder: Path) -> Iterator[Act]:
    """Puts 4 KiB to the end of a file beside the workspace and waits for the disk."""
    descriptor = os.open(folder / "log", os.O_RDWR | os.O_CREAT | os.O_APPEND)

    def grow(_call: int) -> None:
        os.write(descriptor, _BLOCK)
        _wait_for_disk(descriptor)

    try:
        yield grow
    finally:
        os.close(descriptor)


def _do_not_wait(workspace: Workspace) -> None:
    with workspace._database._writer.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, apsw.Connection)
        raw.execute("PRAGMA synchronous = OFF")
