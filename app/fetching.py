"""Files that are not on this computer yet: brought from the office when somebody wants to see them.

On threads of their own that keep nobody from ending the program: an office may be silent for long. What has come of a
file stays, and the next try goes on there.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass

from app import office
from app.files import Told
from app.office import Transport
from app.sync_door import SyncDoor
from app.workspace import Workspace
from models.clock import Clock, system_clock
from models.errors import OutsideError, UserError, VizitkaError
from models.store.transaction import Raw
from resources.i18n import _
from sync.client.round import StoppedError
from sync.protocol.problems import UnreachableError, UntrustedError

MOST_WISHED = 32  # pictures: what was looked at long ago is not worth the line


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file as its record names it."""

    name: str
    sha256: str
    size: int


class Fetching:
    """One file on its way; `told` hears how far it is, on the thread of the fetching, and stops it with False."""

    def __init__(
        self,
        workspace: Workspace,
        wanted: Wanted,
        told: Told,
        *,
        clock: Clock = system_clock,
        transport: Transport | None = None,
    ) -> None:
        self._workspace, self._wanted, self._told = workspace, wanted, told
        self._clock, self._transport = clock, transport
        self._lock = threading.Lock()
        self._answer: Future[bool] = Future()

    def begin(self) -> "Future[bool]":
        """Whether it is here then; False where it was stopped.

        Raises, in the answer:
            UserError: the office cannot be reached, or has no such file.
            OutsideError: the office has shut this computer out, or the disk refused.
        """
        run = copy_context().run
        threading.Thread(target=run, args=(self._run,), name="fetching", daemon=True).start()
        return self._answer

    def stop(self) -> None:
        """Stop it: whoever waits goes on at once, however long the office is silent."""
        self._end(here=False)

    def is_over(self) -> bool:
        """Whether it has come to an end."""
        return self._answer.done()

    def _run(self) -> None:
        try:
            found = self._fetch()
        except StoppedError:
            self._end(here=False)
        except VizitkaError as problem:
            self._end(problem)
        except BaseException as bug:
            if self._answer.done():
                return  # it was stopped, and the workspace closed under it
            self._end(bug)
            raise
        else:
            gone = _("“{name}” is neither on this computer nor at the office.").format(name=self._wanted.name)
            self._end(None if found else UserError(gone))

    def _fetch(self) -> bool:
        try:
            found = office.fetch_file(
                self._workspace, self._wanted.sha256, self._wanted.size, told=self._on_part, clock=self._clock,
                transport=self._transport,
            )  # fmt: skip
        except OutsideError as problem:
            if not _is_silence(problem):
                raise
            said = _("“{name}” is at the office, which cannot be reached now. Open it again later.")
            raise UserError(said.format(name=self._wanted.name)) from problem
        return found is not None

    def _on_part(self, done: int, total: int) -> None:
        if self._answer.done() or not self._told(done, total):
            raise StoppedError(_("Stopped."))

    def _end(self, problem: BaseException | None = None, *, here: bool = True) -> None:
        with self._lock:
            if self._answer.done():
                return
            if problem is not None:
                self._answer.set_exception(problem)
            else:
                self._answer.set_result(here)


class Pictures:
    """Brings photos and other pictures one after another, the newest wish first.

    Quietly: what cannot be had now is tried again with `again`. `came` hears of each that is here, on another thread.
    """

    def __init__(
        self,
        workspace: Workspace,
        came: Callable[[str], None],
        *,
        clock: Clock = system_clock,
        transport: Transport | None = None,
    ) -> None:
        self._workspace, self._came = workspace, came
        self._clock, self._transport = clock, transport
        self._lock = threading.Lock()
        self._wished: list[str] = []
        self._missed: list[str] = []
        self._running = self._closed = self._looks = False

    def wish(self, sha256: str) -> None:
        """Bring a picture when there is a line to the office."""
        with self._lock:
            if sha256 in self._wished or self._closed:
                return
            self._wished = [*self._wished, sha256][-MOST_WISHED:]
        self._begin()

    def again(self) -> None:
        """The office has answered: try what could not be had before, and what papers of the own firms are drawn with."""
        with self._lock:
            self._wished = [*self._missed, *self._wished][-MOST_WISHED:]
            self._missed, self._looks = [], True
        self._begin()

    def close(self) -> None:
        """Bring no more."""
        with self._lock:
            self._closed = True

    def _begin(self) -> None:
        with self._lock:
            if self._running or self._closed:
                return
            self._running = True
        threading.Thread(target=copy_context().run, args=(self._run,), name="pictures", daemon=True).start()

    def _run(self) -> None:
        whole = False
        try:
            self._bring_all()
            whole = True
        except RuntimeError:
            if not self._closed:
                raise
            # The workspace was closed meanwhile.
        finally:
            if not whole:
                with self._lock:
                    self._running = False  # the next wish begins anew

    def _bring_all(self) -> None:
        while (sha256 := self._next()) is not None:
            if self._workspace.files.holds(sha256):
                continue
            try:
                found = office.fetch_file(self._workspace, sha256, clock=self._clock, transport=self._transport)
            except VizitkaError:
                self._give_up(sha256)
                return
            if found is not None and not self._closed:
                self._came(sha256)

    def _next(self) -> str | None:
        """The newest wish; None where there is none, and then a new one begins a new thread."""
        while True:
            with self._lock:
                if self._closed or not (self._wished or self._looks):
                    self._running = False
                    return None
                if not self._looks:
                    return self._wished.pop()
                self._looks = False
            firms = SyncDoor(self._workspace).ask(_pictures_of_firms)
            with self._lock:
                self._wished = [*(one for one in firms if one not in self._wished), *self._wished]

    def _give_up(self, sha256: str) -> None:
        """The others would wait for the same silence."""
        with self._lock:
            self._missed = [*self._missed, *self._wished, sha256][-MOST_WISHED:]
            self._wished, self._running = [], False


def _pictures_of_firms(raw: Raw) -> list[str]:
    """Logos, stamps, signatures: an offer is not to be sent without them for want of a look at the preferences."""
    rows = raw.execute("SELECT logo_hash, stamp_hash, signature_hash FROM seller WHERE removed_at IS NULL").fetchall()
    return [str(one) for row in rows for one in row if one]


def _is_silence(problem: OutsideError) -> bool:
    cause = problem.__cause__
    return isinstance(cause, UnreachableError) and not isinstance(cause, UntrustedError)
