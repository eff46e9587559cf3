"""P22: a thousand changes, end to end into PostgreSQL, against COPY to a stage and an upsert over the same HTTP.

Both sides get the very same bodies, as many as a thousand changes need (a body holds 500), and have as many records. The
changes are those of a laptop that has everything: each edit is based on the version that stands. The reference merges
nothing, keeps no order, no audit and no digest, and its answer is empty.
"""

import random
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sync.client import http
from sync.client.line import Line as HttpLine
from sync.protocol.json_form import write
from sync.protocol.messages import MOST_ROWS_PUSHED, Batch, Cell, Op, Value
from sync.server.hub import now_ms
from tests.bench.bases import SEED
from tests.bench.copy_server import copy_server
from tests.bench.measuring import Bench, Line, compared, timed
from tests.bench.offices import a_database, a_firm
from tests.helpers.served import the_program

_GOAL = 1 / 0.6  # 0.6 of the throughput
_CHANGES = 1_000
_EDITED = 0.6  # of them; the others are new talks
_TALKS = 1 << 32
_WARM_UP = 3
_FEW = 30  # contacts: a smaller run sends smaller batches


def run(bench: Bench) -> list[Line]:
    """Batches to both servers in turn. Raises NoPostgresError where there is none."""
    scratch = bench.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as folder, ExitStack() as stack:
        url = stack.enter_context(a_database())
        return _measured(bench, Path(folder) / "office", url)


def _measured(bench: Bench, data: Path, url: str) -> list[Line]:
    changes = min(_CHANGES, max(_FEW, bench.size.contacts))
    storage, signed = a_firm(data, url)
    storage.close()
    rounds: list[tuple[float, float]] = []
    with the_program(data, "--plain", "--database", url) as program, copy_server(url) as copying, ExitStack() as stack:
        ours = http.connect(program.started["addresses"][0], signed.token, "", signed.device)
        stack.callback(ours.close)
        bare = stack.enter_context(HttpLine(copying, "", "", tries=1))
        number = 0
        for turn, bodies in enumerate(_batches(bench, changes)):
            first, number = number + 1, number + len(bodies)
            here = timed(lambda first=first, bodies=bodies: [ours.push(n, b) for n, b in enumerate(bodies, first)])  # type: ignore[misc]
            there = timed(lambda bodies=bodies: [bare.ask("POST", "/push", body) for body in bodies])  # type: ignore[misc]
            if turn >= _WARM_UP:
                rounds.append((here, there))
            time.sleep(0.05)  # the database tidies up after one side and not in the other's time
    middle = sorted(there for _here, there in rounds)[len(rounds) // 2]
    return [compared(f"{changes:,} changes into PostgreSQL, reference {changes / middle:,.0f} rows/s", rounds, _GOAL)]


def _batches(bench: Bench, changes: int) -> list[list[bytes]]:
    """People first, then what is measured. The server numbers what it gets, one by one, from one on."""
    dice = random.Random(SEED)
    people = min(bench.size.contacts, 20 * _CHANGES)
    stands = dict(enumerate(range(1, people + 1)))
    head = people
    batches = [_bodies([_person(number) for number in range(people)])]
    for turn in range(_WARM_UP - 1 + 4 * bench.size.rounds):
        edited = round(changes * _EDITED)
        chosen = {dice.randrange(people * each // edited, people * (each + 1) // edited) for each in range(edited)}
        ops = [_edit(number, turn, stands[number]) for number in sorted(chosen)]
        stands |= {number: head + place for place, number in enumerate(sorted(chosen), 1)}
        ops += [_talk(turn * changes + each, dice.randrange(people)) for each in range(changes - edited)]
        head += len(ops)
        batches.append(_bodies(ops))
    return batches


def _bodies(ops: Sequence[Op]) -> list[bytes]:
    return [
        write(Batch(tuple(ops[first : first + MOST_ROWS_PUSHED]))) for first in range(0, len(ops), MOST_ROWS_PUSHED)
    ]


def _person(number: int) -> Op:
    names: dict[str, Value] = {
        "last": f"Ёлкин {number}",
        "first": "Олег",
        "job_title": "закупки",
        "about": "",
        "access": "public",
    }
    return Op("contact", _id(number), _cells(names | {"created_at": now_ms()}))


def _edit(number: int, turn: int, base: int) -> Op:
    cells = _cells({"about": f"Говорили о сроках, {turn}", "job_title": f"директор {turn}"}, base)
    return Op("contact", _id(number), cells)


def _talk(number: int, person: int) -> Op:
    said: dict[str, Value] = {
        "kind": "call",
        "start_at": now_ms(),
        "done": True,
        "regarding": "цена",
        "details": f"О поставке {number}",
    }
    return Op("history", _id(_TALKS + number), _cells(said | {"contact_id": _id(person)}), (_id(person),))


def _cells(values: Mapping[str, Value], base: int = 0) -> dict[str, Cell]:
    return {name: Cell(value, base, now_ms() << 16) for name, value in values.items()}


def _id(number: int) -> str:
    return UUID(int=1 << 100 | number << 8 | number % 256).hex
