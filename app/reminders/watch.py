"""The reminder watch: decides what to tell the person and when, so that nothing is lost and nothing is told twice.

What was told is marked in the workspace in the same transaction that found it (`app.services.alarms.tell_due`), so it
survives a kill, a restart and a clock put back. No other memory is kept: an alarm that came while the program was not
running is simply one nobody was told of yet.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from app.command import Sender
from app.events import Changed
from app.records.alarms import SLIP
from app.services.alarms import Alarms, alarms_now, tell_due
from app.views.contacts import ActivityView
from app.workspace import Workspace
from models.changes import UPKEEP

TICK = timedelta(seconds=20)  # the longest pause between two ticks: a timer does not run while the computer sleeps
_SOON = timedelta(milliseconds=50)
AWAY = timedelta(minutes=2)  # a longer pause between two ticks was a sleep

Occasion = Literal["ring", "away", "waiting"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something to tell the person.

    `ring`: it came just now. `away`: it came while the computer slept or the program did not run, all of it at once;
    `since` is when the person was last watched over, None at the start. `waiting`: nothing new, but at the start some
    wait for an answer: the alarm window opens, nothing sounds. `fresh` is what is told now, the newest alarm first (the
    first of `fresh_count`); `waiting_count` counts all that waits for an answer, fresh or not.
    """

    occasion: Occasion
    fresh: tuple[ActivityView, ...]
    fresh_count: int
    waiting_count: int
    since: datetime | None


class ReminderWatch:
    """Watches over the alarms of one workspace.

    `tick` is called by a timer and says how long the timer is to wait next; `wake` tells it of an alarm that moved in
    between (None: none is planned). A tick costs a comparison unless something may have come, and it never waits for the
    workspace. `wake` and `on_due` are called on the threads the workspace answers on. Call `stop` before the workspace
    is closed.
    """

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime],
        wake: Callable[[datetime | None], None],
        on_due: Callable[[Due], None],
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._wake = wake
        self._on_due = on_due
        self._lock = threading.RLock()  # with executors that run at once, an answer comes inside the question
        self._unsubscribe: Callable[[], None] | None = None
        self._state = _State()

    def start(self) -> None:
        """Begin: what came while nobody watched is told at once, as one list."""
        self._unsubscribe = self._workspace.subscribe(self._on_changed)
        self._look()

    def tick(self) -> timedelta:
        """Look whether an alarm has come, the computer has slept or its clock was put back; returns the pause to make."""
        with self._lock:
            needed = self._state.needs_a_look(self._clock())
        if needed:
            self._look()
        with self._lock:
            return self._state.pause(self._clock())

    def stop(self) -> None:
        """Tell nothing more; what comes from now on is told at the next start."""
        with self._lock:
            self._state.stopped = True
        if self._unsubscribe is not None:
            self._unsubscribe()

    def _on_changed(self, changed: Changed) -> None:
        if changed.source != UPKEEP and _may_move_alarms(changed):
            self._look()

    def _look(self) -> None:
        with self._lock:  # held while asking: after `stop` nothing is asked of a workspace that is being closed
            if not self._state.begin(self._clock()):
                return
            answer = self._workspace.do_as(_UPKEEP, tell_due)
        answer.add_done_callback(self._on_told)

    def _on_told(self, answer: "Future[Alarms]") -> None:
        if answer.exception() is None:
            self._end(answer.result(), marked=True)
            return
        with self._lock:
            if self._state.stopped:
                return
            asked = self._workspace.ask(alarms_now)  # the file cannot be written to: tell all the same, mark later
        asked.add_done_callback(self._on_asked)

    def _on_asked(self, answer: "Future[Alarms]") -> None:
        self._end(answer.result() if answer.exception() is None else None, marked=False)

    def _end(self, found: Alarms | None, *, marked: bool) -> None:
        with self._lock:
            due = self._state.end(found, marked=marked)
            again, stopped = self._state.again, self._state.stopped
        if stopped:
            return
        if found is not None:
            self._wake(found.next_at)
        if due is not None:
            self._on_due(due)
        if again:
            self._look()


class _State:
    """What the watch knows between two looks. Guarded by the watch's lock."""

    def __init__(self) -> None:
        self.stopped = False
        self.again = False  # something changed while a look was under way
        self._looking = False
        self._failed = False
        self._begun = False  # a first look has been answered
        self._seen: datetime | None = None
        self._latest: datetime | None = None  # what the clock has read at the most since the last look
        self._since: datetime | None = None  # where the pause began that has not been told of yet
        self._away = True
        self._next: datetime | None = None
        self._unmarked: set[tuple[UUID, datetime | None]] = set()  # told while the file could not be written to

    def needs_a_look(self, now: datetime) -> bool:
        if self.stopped:
            return False
        put_back = self._latest is not None and now < self._latest - SLIP
        slept = self._notice(now)
        return put_back or slept or self._failed or not self._begun or (self._next is not None and self._next <= now)

    def pause(self, now: datetime) -> timedelta:
        return TICK if self._next is None else min(TICK, max(self._next - now, _SOON))

    def begin(self, now: datetime) -> bool:
        """Whether a look may start; one that must wait starts after the one under way."""
        if self.stopped:
            return False
        self._notice(now)
        if self._looking:
            self.again = True
            return False
        self._looking, self.again, self._latest = True, False, now
        return True

    def end(self, found: Alarms | None, *, marked: bool) -> Due | None:
        """Take in an answer; returns what is to be told."""
        self._looking = False
        self._failed = not marked
        if found is None or self.stopped:
            return None
        self._next = found.next_at
        fresh = tuple(view for view in found.untold if (view.id, view.alarm_at) not in self._unmarked)
        count = found.untold_count - len(found.untold) + len(fresh)
        self._unmarked = set() if marked else self._unmarked | {(view.id, view.alarm_at) for view in fresh}
        first, self._begun = not self._begun, True
        away, since = self._away, self._since
        self._away, self._since = False, None
        if count:
            return Due("away" if away else "ring", fresh, count, found.due_count, since if away else None)
        return Due("waiting", (), 0, found.due_count, None) if first and found.due_count else None

    def _notice(self, now: datetime) -> bool:
        """Note the time; whether it jumped on since it was last noted."""
        slept = self._seen is not None and now - self._seen > AWAY
        if slept and not self._away:
            self._away, self._since = True, self._seen
        self._seen = now
        self._latest = now if self._latest is None else max(now, self._latest)
        return slept


def _may_move_alarms(changed: Changed) -> bool:
    contacts = changed.kinds.get("contact")  # alarms go into the recycle bin and come back with theirs
    binned = contacts is not None and (contacts.many or "removed_at" in contacts.fields)
    return binned or changed.touches("activity") or changed.touches("alarm")


_UPKEEP = Sender(source=UPKEEP)
