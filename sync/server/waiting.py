"""Laptops that wait for something new: one look at the database a second for all of them together.

Whoever waits takes no thread and no connection to the database, only a place in here. Places are of one server process
and of the loop it runs on; each of several workers looks for its own.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from sync.protocol.messages import Caller
from sync.protocol.problems import BusyServerError, RevokedError
from sync.server import tables as t
from sync.server.sql_storage import SqlStorage, sorted_problems

EVERY = 1.0  # seconds between two looks
AT_ONCE = 25  # laptops let go with one look: all of a large office would begin their rounds at the same moment


@dataclass(frozen=True, slots=True)
class Stand:
    """How a firm stands: its newest seq, and how many laptops and people were ever shut out."""

    head: int
    shut_out: int


Look = Callable[[Collection[int]], Mapping[int, Stand]]


def look(storage: SqlStorage, firms: Collection[int]) -> dict[int, Stand]:
    """How these firms stand, in one question."""
    o, d, a = t.organisation.c, t.device.c, t.account.c
    laptops = select(func.count(d.revoked_at)).where(d.organisation == o.id).scalar_subquery()
    people = select(func.count(a.disabled_at)).where(a.organisation == o.id).scalar_subquery()
    asked = select(o.id, o.head, laptops + people).where(storage.backend.among(o.id, firms))
    with sorted_problems(), storage.backend.reader.connect() as connection:
        return {row[0]: Stand(row[1], row[2]) for row in connection.execute(asked)}


def shut_out(storage: SqlStorage, devices: Collection[str]) -> set[str]:
    """Which of these laptops may not ask any more."""
    d, a = t.device.c, t.account.c
    asked = (
        select(d.id)
        .join(t.account, (a.organisation == d.organisation) & (a.user_id == d.user_id))
        .where(storage.backend.among(d.id, devices), or_(d.revoked_at.is_not(None), a.disabled_at.is_not(None)))
    )
    with sorted_problems(), storage.backend.reader.connect() as connection:
        return set(connection.execute(asked).scalars())


class WaitingRoom:
    """The laptops that wait in one server process. `over` says that it is being stopped: then all are let go."""

    def __init__(
        self,
        look: Look,
        shut_out: Callable[[Collection[str]], set[str]],
        over: Callable[[], bool] = lambda: False,
        *,
        every: float = EVERY,
        at_once: int = AT_ONCE,
    ) -> None:
        self._look, self._shut_out, self._over = look, shut_out, over
        self._every, self._at_once = every, at_once
        self._places: dict[str, _Place] = {}  # by laptop; who waits longest is the first
        self._stands: dict[int, Stand] = {}
        self._watching: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._places)

    async def past(self, caller: Caller, cursor: int, seconds: float, hung_up: Callable[[], Awaitable[object]]) -> int:
        """Wait until the head has passed the cursor, nobody listens any more, or the time is up. Returns the head.

        A laptop has one place: coming again, it gives up the one before, whose line nobody hears any more.

        Raises:
            RevokedError: the laptop or its person was shut out meanwhile.
        """
        if not seconds:
            return (await asyncio.to_thread(self._look, (caller.organisation,)))[caller.organisation].head
        place = self._take(caller, cursor)
        gone = asyncio.ensure_future(hung_up())
        try:
            await asyncio.wait((place.called, gone), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            if self._places.get(caller.device) is place:
                del self._places[caller.device]
        if place.problem is not None:
            raise place.problem
        known = self._stands.get(caller.organisation)
        return known.head if known else cursor

    def _take(self, caller: Caller, cursor: int) -> "_Place":
        before = self._places.pop(caller.device, None)
        if before is not None:
            before.call()
        place = _Place(caller.organisation, cursor, asyncio.get_running_loop().create_future())
        self._places[caller.device] = place
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
            self._watching.add_done_callback(self._on_end)
        return place

    async def _watch(self) -> None:
        """As long as anybody waits."""
        while self._places:
            if self._over():
                for place in self._places.values():
                    place.call()
            else:
                await self._look_once()
            await asyncio.sleep(self._every)

    async def _look_once(self) -> None:
        firms = {place.firm for place in self._places.values()}
        try:
            found = await asyncio.to_thread(self._look, firms)
            for firm in firms & found.keys():
                if found[firm].shut_out != self._stands.get(firm, found[firm]).shut_out:
                    await self._turn_away(firm)
        except BusyServerError:
            return  # the database is away: whoever waits goes on waiting
        self._stands |= found
        here = (place for place in self._places.values() if place.firm in found and not place.called.done())
        due = (place for place in here if found[place.firm].head > place.cursor)
        for place in itertools.islice(due, self._at_once):
            place.call()

    async def _turn_away(self, firm: int) -> None:
        """Somebody was shut out: is anybody of those here meant?"""
        here = [device for device, place in self._places.items() if place.firm == firm]
        for device in await asyncio.to_thread(self._shut_out, here):
            if device in self._places:
                self._places[device].call(RevokedError("This device was shut out."))

    def _on_end(self, watching: "asyncio.Task[None]") -> None:
        """A failure of our own is everybody's who waits for the answer."""
        problem = None if watching.cancelled() else watching.exception()
        if problem is not None:
            for place in self._places.values():
                place.call(problem)


@dataclass(slots=True, eq=False)
class _Place:
    """A laptop that waits; `called` is done when it is let go."""

    firm: int
    cursor: int
    called: "asyncio.Future[None]"
    problem: BaseException | None = None

    def call(self, problem: BaseException | None = None) -> None:
        """Let it go."""
        if not self.called.done():
            self.problem = problem
            self.called.set_result(None)
