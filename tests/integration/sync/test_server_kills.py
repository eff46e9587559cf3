"""A server killed inside a push has merged a batch whole or not at all, and forgets nothing it has answered.

`SYNC_KILLS=500 pytest tests/integration/sync/test_server_kills.py` for a long run.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync.protocol.digests import buckets
from sync.protocol.messages import PushReply
from sync.server.sql_storage import SqlStorage
from tests.helpers.firm import Firm, Laptop
from tests.helpers.first_release import ROOT
from tests.helpers.postgres import Cluster
from tests.helpers.pushing import batch

KILLS = int(os.environ.get("SYNC_KILLS", "4"))
LONGEST = 0.15  # seconds of merging before the kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork, no SIGKILL")


def test_a_killed_server_on_sqlite_has_all_it_answered_and_nothing_half(tmp_path: Path) -> None:
    kill_and_look(str(tmp_path / "server.db"), tmp_path / "peace.db", KILLS)


def test_a_killed_server_on_postgresql_has_all_it_answered_and_nothing_half(postgres: Cluster, tmp_path: Path) -> None:
    kill_and_look(postgres.new_database(), tmp_path / "peace.db", KILLS)


def test_a_postgresql_that_lost_its_power_has_all_it_answered_and_nothing_half(
    postgres: Cluster, tmp_path: Path
) -> None:
    kill_and_look(postgres.new_database(), tmp_path / "peace.db", KILLS // 2, postgres)


def kill_and_look(address: str, peace: Path, kills: int, database: Cluster | None = None) -> None:
    """Kill the server, or the database beneath it, again and again; each time it goes on where it stopped."""
    storage = SqlStorage.open(address)
    laptop = Firm(storage).person("Anna", "lead")
    storage.close()
    peaceful = Firm(SqlStorage.open(peace)).person("Anna", "lead")
    dice, answered = random.Random(7), 0
    with subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.pushing"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if database else None,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for _kill in range(kills):
            seconds = dice.uniform(0, LONGEST)
            order = (address, laptop.user, laptop.hub.caller.device, answered + 1, -1 if database else seconds)
            server.stdin.write(" ".join(map(str, order)) + "\n")
            server.stdin.flush()
            if database is not None:
                assert server.stdout.readline() == "begun\n"
                time.sleep(seconds)
                database.kill()
            last = int(server.stdout.readline())
            assert last >= answered
            if database is not None:
                database.start()
            answered = look(address, laptop, peaceful, answered + 1, last)
        server.stdin.close()
    assert answered > kills  # the batch sent again after each kill, and those before it
    peaceful.firm.storage.close()


def look(address: str, laptop: Laptop, peaceful: Laptop, first: int, last: int) -> int:
    """Compare with a server that merged the same in peace; the batch under way is sent again, as a laptop would."""
    storage = SqlStorage.open(address)
    laptop.hub._storage = storage
    replies: list[PushReply] = []
    for number in range(first, last + 1):
        peaceful.hub.push(number, batch(number))
        replies.append(laptop.hub.push(number, batch(number)))
    assert [reply.first for reply in replies] == sorted(reply.first for reply in replies)
    laptop.hub.push(last + 1, batch(last + 1))  # for the first time or again: then more is said
    peaceful.hub.push(last + 1, batch(last + 1))
    assert laptop.hub.push(last + 1, batch(last + 1)) == peaceful.hub.push(last + 1, batch(last + 1))
    rows, cursor = laptop.pull(limit=2_000)
    assert (rows, cursor) == peaceful.pull(limit=2_000)
    assert laptop.hub.digest() == buckets((bytes.fromhex(row.id), row.seq) for row in rows.values())
    storage.close()
    return last + 1
