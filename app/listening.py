"""Waiting at the office beside a person's work: on one thread of its own, which is there only while somebody waits.

It only tells; what to do about it is the round's. Being out of reach is normal and told to nobody.
"""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Literal

from app import office
from app.office import Transport
from app.sync_door import SyncDoor
from app.workspace import Workspace
from models.clock import Clock, system_clock
from models.errors import VizitkaError
from models.store.transaction import Raw
from sync.client import state
from sync.client.waiting import Ear, Pace
from sync.protocol.problems import (
    BusyServerError,
    SyncProblemError,
    UnknownError,
    UnreachableError,
    UntrustedError,
)

Heard = Literal["news", "back"]  # something is newer than what is here; the office answers again
_ASKED_AGAIN = 3_600.0  # seconds: a server without this question may be replaced by a newer one


class Listening:
    """Waits for one workspace. `told` hears on the waiting thread, and after `close` nothing more; it must not wait.

    After news it waits no longer, until it is to go on: whoever hears of it begins a round first.
    """

    def __init__(
        self,
        workspace: Workspace,
        told: Callable[[Heard], object],
        *,
        clock: Clock = system_clock,
        transport: Transport | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._workspace, self._told = workspace, told
        self._clock, self._transport = clock, transport
        self._door = SyncDoor(workspace, clock)
        self._pace = pace or Pace()
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None
        self._wanted = self._closed = self._refused = self._woken = False
        self._absent_until = self._not_before = 0.0
        self._newest = 0  # what was told last
        self._ear: Ear | None = None
        self._device = ""  # the ear is this one's
        self._hung_up: list[Ear] = []

    def go_on(self, minutes: int) -> None:
        """Wait, unless that is done already or the office has refused; a silent office is asked so often at the most."""
        with self._turn:
            self._pace.most = minutes * 60.0
            if self._closed or self._wanted or self._refused or time.monotonic() < self._absent_until:
                return
            self._wanted = True
            if self._thread is None:
                run = copy_context().run
                self._thread = threading.Thread(target=run, args=(self._run,), name="listening", daemon=True)
                self._thread.start()

    def round_over(self, *, done: bool) -> None:
        """An ordinary round has said what there was to say: a refusal is forgotten, and so is news that was not fetched."""
        with self._turn:
            self._refused = False
            if not done:
                self._newest = 0

    def rest(self) -> None:
        """Wait no longer. At once, whatever the office does."""
        with self._turn:
            self._wanted = self._refused = False
            self._let_go()

    def wake(self) -> None:
        """The computer has slept, or is in another network: ask anew, over another connection."""
        with self._turn:
            self._pace.wake()
            self._not_before = 0.0
            self._woken = self._thread is not None
            self._let_go()

    def close(self) -> None:
        """The workspace is being closed: nothing is told any more."""
        with self._turn:
            self._closed = True
            self._told = _nobody
        self.rest()

    def is_waiting(self) -> bool:
        """Whether there is a thread."""
        with self._turn:
            return self._thread is not None

    def _let_go(self) -> None:
        """Of the connection, whoever uses it; a pause is over too."""
        if self._ear is not None:
            self._ear.hang_up()
            self._hung_up.append(self._ear)
            self._ear = None
        self._turn.notify_all()
        if self._thread is None:
            self._tidy()

    def _tidy(self) -> None:
        while self._hung_up:
            self._hung_up.pop().close()

    def _run(self) -> None:
        try:
            while self._goes_on():
                self._wait_once()
        except RuntimeError:
            if not self._closed:
                raise
            # The workspace was closed meanwhile.
        finally:
            with self._turn:
                if self._thread is threading.current_thread():
                    self._thread, self._wanted = None, False
                    self._tidy()

    def _goes_on(self) -> bool:
        """Whether to ask once more, as soon as it is time to. Else the thread is given up in the same moment."""
        with self._turn:
            while self._wanted and not self._woken and (left := self._not_before - time.monotonic()) > 0:
                self._turn.wait(left)
            self._woken = False
            self._tidy()
            if not self._wanted:
                self._thread = None
            return self._wanted

    def _wait_once(self) -> None:
        try:
            cursor, device = self._door.ask(_place)
            ear = self._connected(device)
        except VizitkaError:
            self._refuse()
            return
        if ear is None:
            return
        asked, since = self._pace.seconds(), time.monotonic()
        begun = max(cursor, self._newest)
        try:
            head = ear.wait(begun, asked)
        except UnknownError:
            self._absent_until = time.monotonic() + _ASKED_AGAIN
            self._refuse(refused=False)
        except (UnreachableError, BusyServerError) as problem:
            self._on_silence(ear, problem, asked, time.monotonic() - since)
        except SyncProblemError:
            self._refuse()
        else:
            self._on_answer(begun, head, asked, time.monotonic() - since)

    def _connected(self, device: str) -> Ear | None:
        """The connection; None where one is to rest by now."""
        with self._turn:
            if self._ear is not None and device != self._device:
                self._let_go()
            if self._ear is not None:
                return self._ear if self._wanted else None
        made = office.listening(self._workspace, clock=self._clock, transport=self._transport)
        with self._turn:
            self._ear, self._device = made, device
            if not self._wanted:
                self._let_go()
            return self._ear

    def _on_silence(self, ear: Ear, problem: Exception, asked: int, lasted: float) -> None:
        if isinstance(problem, UntrustedError):
            self._refuse()
            return
        with self._turn:
            if ear is self._ear:  # else it was we who hung up
                least = problem.retry_after if isinstance(problem, BusyServerError) else 0.0
                self._not_before = time.monotonic() + self._pace.failed(asked, lasted, least)

    def _on_answer(self, begun: int, head: int, asked: int, lasted: float) -> None:
        cursor, _device = self._door.ask(_place)  # a round may have moved it meanwhile
        with self._turn:
            back, now = self._pace.answered(asked, lasted), time.monotonic()
            if head > max(cursor, self._newest):
                self._newest, self._wanted = head, False
                self._not_before = now + self._pace.news(lasted)
                self._told("news")
                return
            self._newest = min(self._newest, head)
            if head <= begun and lasted < asked - 1:
                self._not_before = now + self._pace.early()
            if back:
                self._told("back")

    def _refuse(self, *, refused: bool = True) -> None:
        """The next round says why; until then there is nothing to wait for."""
        with self._turn:
            self._refused, self._wanted = refused, False
            self._let_go()


def _place(raw: Raw) -> tuple[int, str]:
    """How far this workspace has come, and which computer it is at the office."""
    known = state.everything(raw)
    return int(known.get(state.CURSOR, "0")), known.get(state.DEVICE, "")


def _nobody(_heard: Heard) -> None:
    """Whom everything is told that nobody wants to hear any more."""
