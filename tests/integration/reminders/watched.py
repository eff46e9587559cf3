"""A workspace with a watch over it and a clock that is moved by hand: what the person was told, and when."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from app.errors import UserError
from app.reminders.watch import TICK, Due, ReminderWatch
from app.services.activities import due_alarms, schedule
from app.views.calendar import When
from app.views.contacts import ActivityView
from app.workspace import Workspace
from models.rules.wall_time import to_wall
from tests.helpers.clock import FixedClock

MORNING = datetime(2026, 11, 24, 6, tzinfo=UTC)  # a Tuesday, nine in Moscow
ZONE = "Europe/Moscow"


class Watched:
    """The program of one person: closed, killed, asleep or awake with its timer ticking."""

    def __init__(self, folder: Path, now: datetime = MORNING) -> None:
        self.clock = FixedClock(now)
        self.folder = folder / "workspace"
        self.told: list[Due] = []
        self.told_at: list[datetime] = []  # what the clock read then
        self.wakes: list[datetime | None] = []
        Workspace.create(self.folder, clock=self.clock).close()
        self.start()

    def start(self) -> None:
        """Start the program."""
        self.workspace = Workspace.open(self.folder, clock=self.clock)
        self.watch = ReminderWatch(self.workspace, self.clock, self.wakes.append, self._tell)
        self.watch.start()

    def _tell(self, due: Due) -> None:
        self.told.append(due)
        self.told_at.append(self.clock.now)

    def close(self) -> None:
        """Close the program in good order."""
        self.watch.stop()
        self.workspace.close()

    def kill(self) -> None:
        """End the program without a word: nothing is stopped or tidied but what the file needs to be opened again."""
        self.watch._state.stopped = True
        self.workspace._database.close()
        self.workspace._lock.release()

    def lives(self, length: timedelta, step: timedelta = TICK) -> None:
        """Let time pass with the program awake."""
        end = self.clock.now + length
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + min(step, self.watch.tick()))
        self.watch.tick()

    def sleeps(self, length: timedelta) -> None:
        """Let the computer sleep."""
        self.clock.now += length
        self.watch.tick()

    def plans(self, minutes: float, warning: int = 0, regarding: str = "price", rrule: str = "") -> UUID:
        """Plan a call so many minutes from now."""
        when = self.wall(timedelta(minutes=minutes))
        planned = self.workspace.do(
            schedule, None, when=when, warning=warning, regarding=regarding, rrule=rrule, kind="call"
        )
        return planned.result()

    def wall(self, ahead: timedelta, zone: str = ZONE) -> When:
        """A moment from now as a person says it."""
        wall = to_wall(self.clock.now + ahead, zone)
        return When(wall.date(), time(wall.hour, wall.minute, wall.second), zone)

    def due(self) -> tuple[ActivityView, ...]:
        """What the alarm window lists."""
        return self.workspace.ask(due_alarms).result()

    def heard(self) -> list[tuple[str, list[str]]]:
        """What was told so far and not heard yet: the occasion and what each was about."""
        told, self.told[:] = list(self.told), []
        return [(due.occasion, sorted(view.regarding for view in due.fresh)) for due in told]

    def undoes(self) -> None:
        """Take back the newest change, where there is one."""
        with suppress(UserError):
            self.workspace.undo().result()

    def redoes(self) -> None:
        """Do again what was undone last, where there is anything."""
        with suppress(UserError):
            self.workspace.redo().result()
