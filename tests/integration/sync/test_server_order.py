"""Many laptops at once: numbers become visible in their order, a laptop that polls misses none.

`SYNC_ORDER_BATCHES=400 pytest tests/integration/sync/test_server_order.py` for a long run.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from sync.protocol.digests import buckets
from sync.server.sql_storage import SqlStorage
from sync.server.tables import entity
from tests.helpers.firm import Firm, Laptop

PUSHERS, POLLERS = 5, 2
BATCHES = int(os.environ.get("SYNC_ORDER_BATCHES", "6"))


def test_pollers_beside_pushers_miss_nothing(firm: Firm, storage: SqlStorage) -> None:
    shared = firm.person("Vera").add("contact", last="Everybody's")
    pushers = [firm.person(f"Pusher {n}") for n in range(PUSHERS)]
    pollers = [firm.person(f"Poller {n}") for n in range(POLLERS)]
    done = threading.Event()

    with ThreadPoolExecutor(PUSHERS + POLLERS) as pool:
        polled = [pool.submit(poll_until, laptop, done) for laptop in pollers]
        pushed = [pool.submit(push_much, laptop, shared) for laptop in pushers]
        ids = {each for future in pushed for each in future.result()}
        done.set()
        found = [future.result() for future in polled]

    assert len(ids) == PUSHERS * BATCHES
    for rows in found:
        assert ids | {shared} <= rows.keys()
        assert pushers[0].hub.digest() == buckets((bytes.fromhex(each), seq) for each, seq in rows.items())
    with storage.engine.connect() as connection:
        doubles = select(entity.c.seq).group_by(entity.c.seq).having(func.count() > 1)
        assert connection.scalars(doubles).all() == []
        newest = connection.scalar(select(func.max(entity.c.seq)))
    assert newest == pushers[0].hub.hello(pushers[0].hello()).head


def push_much(laptop: Laptop, shared: str) -> list[str]:
    """A new record and an edit of everybody's, again and again."""
    made = []
    for number in range(BATCHES):
        made.append(laptop.add("contact", last=f"No {number}"))
        laptop.edit("contact", shared, 0, last=f"{laptop.user} {number}")
    return made


def poll_until(laptop: Laptop, done: threading.Event) -> dict[str, int]:
    """Ask for what is new, small pages, and once more at the end; the newest seq of each record that came."""
    found: dict[str, int] = {}
    cursor = 0
    while True:
        last = done.wait(0.002)
        while True:
            page = laptop.hub.changes(cursor, 7, ())
            found.update((row.id, row.seq) for row in page.rows)
            cursor = page.cursor
            if not page.more:
                break
        if last:
            return found
