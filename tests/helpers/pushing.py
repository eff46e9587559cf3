"""A server process that is killed inside its pushes: `python -m tests.helpers.pushing` forks it, kills it, goes on.

Reads lines `address user device first seconds`: a child merges the batches from that number on, one after another; it is
killed so many seconds after its first one was answered; with fewer than none it says `begun` instead and
goes on until its database is lost. Answers with the number of the last batch that was answered.
"""

import os
import random
import signal
import sys
import time
from itertools import count
from uuid import UUID

from sync.protocol.json_form import write
from sync.protocol.messages import REMOVED, Batch, Caller, Cell, Op
from sync.server.hub import ServerHub
from sync.server.sql_storage import SqlStorage
from tests.helpers.firm import FIRM

RECORDS = 40
_NUMBER = 8  # bytes of an answer


def main() -> None:
    """Fork, wait, kill, as often as asked."""
    for line in sys.stdin:
        address, user, device, first, seconds = line.split()
        answers, told = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(answers)
                serve(address, Caller(FIRM, user, device, "lead"), int(first), told)
            finally:
                os._exit(1)  # nothing but the kill or a lost database may end it
        os.close(told)
        print(_last_answered(child, answers, int(first), float(seconds)), flush=True)  # noqa: T201 - the answer


def serve(address: str, caller: Caller, first: int, told: int) -> None:
    """Merge batch after batch, telling of each that was answered."""
    hub = ServerHub(SqlStorage.open(address), caller)
    for number in count(first):
        hub.push(number, batch(number))
        os.write(told, number.to_bytes(_NUMBER))


def batch(number: int) -> bytes:
    """The batch of that number: the same whoever sends it."""
    dice = random.Random(number)
    ops = []
    for record in sorted(dice.sample(range(RECORDS), 12)):
        name = dice.choice(("last", "first", "job_title", REMOVED))
        value = dice.choice((None, number)) if name == REMOVED else f"{name} {number}"
        ops.append(Op("contact", UUID(int=record).hex, {name: Cell(value, number, number << 16)}))
    parent = dice.randrange(RECORDS)
    phone = {"contact_id": Cell(UUID(int=parent).hex, 0, 1), "value": Cell(f"+{number}", 0, 1)}
    ops.append(Op("channel", UUID(int=number << 64).hex, phone, (UUID(int=parent).hex,)))
    return write(Batch(tuple(ops)))


def _last_answered(child: int, answers: int, first: int, seconds: float) -> int:
    """Kill the child and tell how far it came; -1 if it was to be killed and ended by itself."""
    last = first - 1
    with os.fdopen(answers, "rb", buffering=0) as told:
        heard = told.read(_NUMBER)
        if seconds < 0:
            print("begun", flush=True)  # noqa: T201 - for who takes the database away
        else:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        while heard:
            last = int.from_bytes(heard)
            heard = told.read(_NUMBER)
        _ended, status = os.waitpid(child, 0)
    return last if os.WIFSIGNALED(status) == (seconds >= 0) else -1


if __name__ == "__main__":
    main()
