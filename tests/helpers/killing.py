"""A program at work that is killed: `python -m tests.helpers.killing` forks it, kills it when told, and goes on.

Reads lines `folder seed seconds`. Each starts a child that works in the workspace and appends a line to `acks` beside it
after every commit; the child is killed so many seconds after its first one. Answers `killed`.
"""

import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from app.command import Command, Tx
from app.workspace import Workspace
from models.channel import Channel
from models.contact import Contact
from models.errors import UserError
from models.ids import new_id_bytes
from tests.helpers.clock import FixedClock
from tests.helpers.raw_sql import Rows, nouns_of, rows_of, run_sql

BATCH = 150  # people of one import


def main() -> None:
    """Fork, wait, kill, as often as asked."""
    for line in sys.stdin:
        folder, seed, seconds = line.split()
        acks = Path(folder) / "acks"
        acks.touch()
        child = os.fork()
        if child == 0:
            try:
                work(Path(folder), int(seed), acks)
            finally:
                os._exit(1)  # nothing but the kill may end it
        print(_end_of(child, acks, float(seconds)), flush=True)  # noqa: T201 - the answer


def _end_of(child: int, acks: Path, seconds: float) -> str:
    """Kill the child so long after its first commit. A child that ended by itself was not killed, and that is said."""
    while not acks.stat().st_size:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return f"ended by itself: {status}"
        time.sleep(0.001)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _ended, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return "killed" if killed else f"ended by itself: {status}"


def work(folder: Path, seed: int, acks: Path) -> None:
    """Change the workspace without end, acknowledging each commit."""
    clock = FixedClock()
    workspace = Workspace.open(folder / "workspace", clock=clock)
    answer = os.open(acks, os.O_WRONLY | os.O_APPEND)
    for number in count():
        act(workspace, clock, seed, number)
        os.write(answer, b"%d\n" % number)


def act(workspace: Workspace, clock: FixedClock, seed: int, number: int) -> None:
    """The change of that number: the same for the same seed, whoever makes it."""
    dice = random.Random(seed * 100_000 + number)
    clock.go_on(seconds=1)
    try:
        match dice.choice(("import", "edit", "edit", "bulk", "undo", "redo", "delete")):
            case "import":
                workspace.do(_IMPORT, dice).result()
            case "edit":
                run_sql(
                    workspace, ("UPDATE contact SET job_title = ? WHERE rid % 50 = ?", (number, dice.randrange(50)))
                )
            case "bulk":
                run_sql(workspace, ("UPDATE channel SET label = ?", (number,)))
            case "delete":
                of = f"SELECT id FROM contact WHERE rid % 3 = {dice.randrange(3)}"
                parts = [f"DELETE FROM {table} WHERE contact_id IN ({of})" for table in ("channel", "history")]
                run_sql(workspace, *parts, f"DELETE FROM contact WHERE id IN ({of})")
            case "undo":
                workspace.undo().result()
            case "redo":
                workspace.redo().result()
    except UserError:
        return  # nothing to undo or redo


def content_of(workspace: Workspace) -> tuple[dict[str, Rows], Rows]:
    """What a workspace says, without the ids, which are other ones each time."""
    nouns = {
        name: [tuple(cell for cell in row if not isinstance(cell, bytes)) for row in rows]
        for name, rows in nouns_of(workspace).items()
    }
    return nouns, rows_of(workspace, "SELECT rid, at, name, state, undone_order, rows FROM journal ORDER BY rid")


def _import(tx: Tx, dice: random.Random) -> None:
    ids = [new_id_bytes() for _person in range(BATCH)]
    tx.insert_rows(Contact, ("id", "first", "last"), ((key, f"Анна {dice.random()}", "Ёлкина") for key in ids))
    tx.insert_rows(
        Channel,
        ("id", "contact_id", "kind", "normal"),
        ((new_id_bytes(), key, "phone", f"+7913{dice.randrange(10**7):07}") for key in ids),
    )


_IMPORT: Command[[random.Random], None] = Command("Import", _import)

if __name__ == "__main__":
    main()
