"""Many laptops wait at one server: one look at the database a second for all, nothing held, nobody kept who should go."""

import asyncio
import hashlib
import json
import resource
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from sync.client import http
from sync.client.http import HttpHub
from sync.protocol.messages import Caller, SignIn
from sync.protocol.problems import BusyServerError, RevokedError, UnreachableError
from sync.server import accounts
from sync.server import tables as t
from sync.server.hub import now_ms
from sync.server.site import open_storage
from sync.server.sql_storage import SqlStorage
from sync.server.waiting import Stand, WaitingRoom
from tests.helpers.postgres import Cluster
from tests.helpers.served import Served, a_batch, served, the_program, until

MANY = 300


@pytest.fixture
def server(storage: SqlStorage, tmp_path: Path) -> Iterator[Served]:
    """A server on each kind of database."""
    with served(storage, tmp_path / "office", let_go=MANY) as running:
        yield running


@dataclass
class Laptops:
    """Lines on which laptops have asked to wait."""

    server: Served
    tokens: list[str]
    lines: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]

    async def ask(self, cursor: int, seconds: int) -> None:
        """Every one of them."""
        for (_reader, writer), token in zip(self.lines, self.tokens, strict=True):
            asked = f"GET /v1/wait?cursor={cursor}&seconds={seconds} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n"
            writer.write(asked.encode())
        await asyncio.to_thread(until, lambda: len(self.server.site.waiting) == len(self.lines))

    async def heard(self) -> list[int]:
        """What each was told."""
        return [await _answer(reader) for reader, _writer in self.lines]


@asynccontextmanager
async def laptops(server: Served, number: int) -> AsyncIterator[Laptops]:
    """So many of one person."""
    signed = server.person("Boris")
    tokens = [f"token {each}" for each in range(number)]
    rows = [
        {"id": f"{each:032x}", "organisation": 1, "user_id": signed.user_id, "created_at": 1,
         "token_hash": hashlib.sha256(token.encode()).digest()}
        for each, token in enumerate(tokens)
    ]  # fmt: skip
    with server.site.storage.engine.begin() as connection:
        connection.execute(t.device.insert(), rows)
    lines = [await asyncio.open_connection("127.0.0.1", server.port) for _laptop in tokens]
    try:
        yield Laptops(server, tokens, lines)
    finally:
        for _reader, writer in lines:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)).decode().lower()
    assert head.startswith("http/1.1 200"), head
    length = next(int(line.partition(":")[2]) for line in head.splitlines() if line.startswith("content-length"))
    return int(json.loads(await reader.readexactly(length))["head"])


def test_three_hundred_laptops_wait_for_one_look_a_second(server: Served) -> None:
    """And take no thread and no connection to the database; all hear of what comes."""
    asked: list[str] = []
    questions, engine = server.site.storage.backend.reader, server.site.storage.engine

    async def story() -> list[int]:
        async with laptops(server, MANY) as many:
            await many.ask(0, 50)
            event.listen(questions, "before_cursor_execute", lambda _c, _k, sql, *_: asked.append(sql))
            threads, cpu = threading.active_count(), _cpu()
            held = []
            for _look in range(30):
                held.append(engine.pool.checkedout())  # type: ignore[attr-defined]  # a pool that counts
                await asyncio.sleep(0.1)
            assert _cpu() - cpu < 1
            assert 1 <= len(asked) <= 5
            assert threading.active_count() <= threads
            assert sum(held) <= 3
            anna = server.hub(server.person("Anna"))
            await asyncio.to_thread(anna.push, 1, a_batch(uuid4().hex, last="Ёлкин"))
            return await many.heard()

    heard = asyncio.run(story())

    assert set(heard) == {1}
    until(lambda: not len(server.site.waiting))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def test_who_has_hung_up_is_waited_for_no_longer(server: Served) -> None:
    async def story() -> None:
        async with laptops(server, 20) as some:
            await some.ask(0, 50)
            for _reader, writer in some.lines[:15]:
                writer.close()
            await asyncio.to_thread(until, lambda: len(server.site.waiting) == 5)

    asyncio.run(story())

    until(lambda: not len(server.site.waiting) and not server.site.metrics.in_flight)


def test_a_laptop_has_one_place(server: Served) -> None:
    signed = server.person("Anna")
    first, second = server.hub(signed), server.hub(signed)
    heard: list[int] = []
    waits = threading.Thread(target=lambda: heard.append(first.wait(0, 50)))
    waits.start()
    until(lambda: len(server.site.waiting) == 1)

    assert second.wait(0, 1) == 0

    waits.join(10)
    assert heard == [0]


@pytest.mark.parametrize("what", ["the laptop", "the person"])
def test_who_is_shut_out_is_let_go_and_the_others_wait_on(server: Served, what: str) -> None:
    anna, boris = server.person("Anna"), server.person("Boris")
    refused: list[str] = []

    def wait() -> None:
        with pytest.raises(RevokedError) as problem:
            server.hub(anna).wait(0, 50)
        refused.append(problem.value.kind)

    lines = [
        threading.Thread(target=wait),
        threading.Thread(target=lambda: server.hub(boris).wait(0, 50), daemon=True),
    ]
    for line in lines:
        line.start()
    until(lambda: len(server.site.waiting) == 2 and server.site.waiting._stands)

    accounts.revoke(server.site.storage, anna.device[-8:] if what == "the laptop" else "Anna", now_ms())

    lines[0].join(10)
    assert refused == ["revoked"]
    assert len(server.site.waiting) == 1
    server.hub(boris).push(1, a_batch(uuid4().hex, last="Ёлкин"))
    lines[1].join(10)


def test_a_large_office_is_let_go_little_by_little_and_who_waits_longest_first() -> None:
    head = 0
    told: list[str] = []
    looks: list[int] = []

    def look(firms: Any) -> dict[int, Stand]:
        looks.append(head)
        return dict.fromkeys(firms, Stand(head, 0))

    async def story() -> None:
        nonlocal head
        room = WaitingRoom(look, lambda _all: set(), every=0.05, at_once=4)

        async def one(name: str) -> None:
            await room.past(_caller(name), 0, 20, asyncio.Event().wait)
            told.append(name)

        waiting_ones = [asyncio.create_task(one(f"{each:02}")) for each in range(10)]
        await asyncio.sleep(0.1)
        assert told == []
        head = 1
        await asyncio.gather(*waiting_ones)

    asyncio.run(story())

    assert told == sorted(told)
    assert looks.count(1) >= 3


def test_a_database_that_is_away_for_a_while_lets_nobody_go() -> None:
    looks = 0

    def look(firms: Any) -> dict[int, Stand]:
        nonlocal looks
        looks += 1
        if looks < 4:
            raise BusyServerError
        return dict.fromkeys(firms, Stand(7, 0))

    async def story() -> int:
        room = WaitingRoom(look, lambda _all: set(), every=0.01)
        return await room.past(_caller("a"), 3, 20, asyncio.Event().wait)

    assert asyncio.run(story()) == 7


def test_a_failure_of_our_own_is_heard_by_everybody_who_waits() -> None:
    def look(_firms: Any) -> dict[int, Stand]:
        raise ZeroDivisionError

    async def story() -> list[Any]:
        room = WaitingRoom(look, lambda _all: set())
        all_of_them = [room.past(_caller(name), 0, 20, asyncio.Event().wait) for name in "abc"]
        return await asyncio.gather(*all_of_them, return_exceptions=True)

    assert [type(each) for each in asyncio.run(story())] == [ZeroDivisionError] * 3


def test_a_server_that_is_stopped_lets_everybody_go() -> None:
    stopped = False

    async def story() -> int:
        nonlocal stopped
        room = WaitingRoom(
            lambda firms: dict.fromkeys(firms, Stand(3, 0)), lambda _all: set(), lambda: stopped, every=0.01
        )
        waits = asyncio.create_task(room.past(_caller("a"), 3, 20, asyncio.Event().wait))
        await asyncio.sleep(0.05)
        assert not waits.done()
        stopped = True
        return await waits

    assert asyncio.run(story()) == 3


def _caller(device: str) -> Any:
    return Caller(1, "a" * 32, device, "salesperson")


def test_several_workers_tell_of_each_others_news_and_stop_at_once(postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.new_database()
    with the_program(tmp_path / "office", "--plain", "--database", url, "--workers", "2") as program:
        storage = open_storage(tmp_path / "office", url)
        address = program.started["addresses"][0]
        signed = [
            http.sign_in(address, SignIn(code=accounts.add_user(storage, name, "salesperson", now_ms()).code))
            for name in ("Anna", *(f"Boris {each}" for each in range(8)))
        ]
        storage.close()
        anna, *others = (http.listen(address, each.token, "", each.device) for each in signed)
        heard: list[int] = []

        def wait(hub: HttpHub, cursor: int) -> None:
            try:
                heard.append(hub.wait(cursor, 50))
            except UnreachableError:  # the question came when nobody took any more
                heard.append(cursor)

        def all_wait(cursor: int) -> list[threading.Thread]:
            waits = [threading.Thread(target=wait, args=(hub, cursor)) for hub in others]
            for each in waits:
                each.start()
            time.sleep(1)  # which of the workers has got them is not to be seen from here
            return waits

        waits = all_wait(0)
        anna.push(1, a_batch(uuid4().hex, last="Ёлкин", owner_id=signed[0].user_id))
        for each in waits:
            each.join(10)
        assert heard == [1] * 8

        waits, begun = all_wait(1), time.monotonic()
        program.stop()

        assert time.monotonic() - begun < 5
        for each in waits:
            each.join(10)
        assert heard == [1] * 16
