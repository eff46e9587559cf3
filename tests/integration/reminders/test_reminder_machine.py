"""Random histories of one person's reminders by a simulated clock: never lost, never told twice, never told early.

The machine plans, moves, snoozes, clears and takes back, lets time pass, sends the computer to sleep, kills the program,
moves the clock and travels between zones. What must hold is worked out from what the person did and was told, and from
the bare rows; the program's own notion of a ring (`rung_at`) is never looked at.
"""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.errors import UserError
from app.reminders.watch import AWAY, TICK, Due
from app.services.activities import cancel, complete, reschedule, schedule, snooze
from app.services.alarms import snooze_until
from app.views.calendar import When
from models.column_types import from_millis
from tests.helpers.raw_sql import rows_of, value_of
from tests.helpers.sizes import examples
from tests.integration.reminders.watched import Watched

ZONES = ("Europe/Moscow", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Novosibirsk", "UTC")
BEGINNINGS = (
    datetime(2026, 11, 24, 6, tzinfo=UTC),
    datetime(2026, 3, 28, 22, tzinfo=UTC),  # the night Berlin loses an hour
    datetime(2026, 10, 24, 21, tzinfo=UTC),  # the night it gets it back
    datetime(2026, 11, 1, 3, tzinfo=UTC),  # New York's
    datetime(2026, 4, 4, 12, tzinfo=UTC),  # Lord Howe's, of half an hour
)
SLIP = timedelta(minutes=5)  # a clock put back by more tells another time
MINUTE = timedelta(minutes=1)
minutes = st.sampled_from((-60, 0, 2, 20, 90, 300))
picks = st.integers(0, 2)


@dataclass
class Telling:
    """The person was told of an activity whose alarm was set to `alarm`, when the clock read `at`."""

    activity: UUID
    alarm: datetime
    at: datetime
    void: bool = False  # by a clock that ran ahead and was put back to before the alarm


class ReminderMachine(RuleBasedStateMachine):
    """One person, one program, one clock."""

    @initialize(beginning=st.sampled_from(BEGINNINGS), zone=st.sampled_from(ZONES))
    def begin(self, beginning: datetime, zone: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="reminders-"))
        self.zone = zone
        self.tellings: list[Telling] = []
        self.seen = 0  # tellings already judged
        self.known: list[UUID] = []
        self.set_at: dict[UUID, int] = {}  # activity → how many tellings there were when its alarm was last set
        self.done: list[tuple[dict[UUID, int], dict[UUID, int]]] = []  # `set_at` before and after each change
        self.undone: list[tuple[dict[UUID, int], dict[UUID, int]]] = []
        self.desk = Watched(self.folder, beginning)

    # What the person does

    @rule(ahead=minutes, warning=st.sampled_from((0, 5, 60)), rrule=st.sampled_from(("", "", "FREQ=DAILY")))
    def plan(self, ahead: int, warning: int, rrule: str) -> None:
        when = self.wall(ahead)
        before = self.before()

        planned = self.desk.workspace.do(
            schedule, None, kind="call", when=when, warning=warning, rrule=rrule, regarding=str(len(self.known))
        ).result()

        self.known.append(planned)
        self.changed(before, planned)
        assert when.time is not None
        meant = datetime.combine(when.day, when.time, ZoneInfo(when.zone)).astimezone(UTC)
        assert self.alarms()[planned] == meant - warning * MINUTE

    @rule(days=st.integers(-1, 2))
    def plan_for_a_day(self, days: int) -> None:
        day = self.wall(0).day + timedelta(days=days)
        before = self.before()

        planned = self.desk.workspace.do(schedule, None, kind="todo", when=When(day, None, self.zone)).result()

        self.known.append(planned)
        self.changed(before, planned)

    @rule(pick=picks, ahead=minutes)
    def move(self, pick: int, ahead: int) -> None:
        if (one := self.one(pick)) is None:
            return
        before = self.before()

        with suppress(UserError):
            moved = self.desk.workspace.do(reschedule, one, self.wall(ahead)).result()
            if moved not in self.known:
                self.known.append(moved)
            self.changed(before, one, moved)

    @rule(pick=picks, length=st.sampled_from((5, 10, 120, 24 * 60)), way=st.sampled_from(("for", "until")))
    def put_off(self, pick: int, length: int, way: str) -> None:
        if (one := self.one(pick)) is None:
            return
        before = self.before()

        with suppress(UserError):
            if way == "until":
                self.desk.workspace.do(snooze_until, [one], self.desk.clock.now + length * MINUTE).result()
            else:
                self.desk.workspace.do(snooze, one, length).result()
            self.changed(before, one)

    @rule(pick=picks, way=st.sampled_from(("complete", "cancel")))
    def clear(self, pick: int, way: str) -> None:
        if (one := self.one(pick)) is None:
            return
        before = self.before()

        with suppress(UserError):
            if way == "cancel":
                self.desk.workspace.do(cancel, one).result()
            else:
                self.desk.workspace.do(complete, one).result()
            self.changed(before, one)

    @rule(pick=picks, ahead=minutes, length=st.sampled_from((7, 45)))
    def change_ones_mind(self, pick: int, ahead: int, length: int) -> None:
        self.move(pick, ahead)
        self.live(length)
        self.undo()

    @rule()
    def undo(self) -> None:
        if self.done:
            assert self.desk.workspace.undo().result().kept == []
            self.undone.append(self.done.pop())
            self.set_at = dict(self.undone[-1][0])
        self.judge()

    @rule()
    def redo(self) -> None:
        if self.undone:
            assert self.desk.workspace.redo().result().kept == []
            self.done.append(self.undone.pop())
            self.set_at = dict(self.done[-1][1])
        self.judge()

    # What time, the computer and the world do

    @rule(length=st.sampled_from((1, 7, 45, 180)))
    def live(self, length: int) -> None:
        begun = self.desk.clock.now

        self.desk.lives(length * MINUTE)

        self.judge(awake_since=begun)

    @rule(hours=st.sampled_from((1, 3, 50)))
    def sleep(self, hours: int) -> None:
        self.desk.sleeps(timedelta(hours=hours))

        self.judge(one_list=True)

    @rule(
        end=st.sampled_from(("kill", "close")), hours=st.sampled_from((0, 0, 1, 30)), slip=st.sampled_from((0, 0, -7))
    )
    def restart(self, end: str, hours: int, slip: int) -> None:
        getattr(self.desk, end)()
        self.desk.clock.go_on(hours=hours + slip)
        self.desk.start()

        self.judge(one_list=True)

    @rule(length=st.sampled_from((-61, -6, -4, -2, 1, 61)))
    def set_the_clock(self, length: int) -> None:
        self.desk.clock.go_on(minutes=length)
        self.desk.watch.tick()

        self.judge(one_list=timedelta(minutes=length) > AWAY)

    @rule(hours=st.integers(1, 7))
    def wake_with_a_clock_that_runs_ahead(self, hours: int) -> None:
        for ahead in (hours, -hours):
            self.desk.clock.go_on(hours=ahead)
            self.desk.watch.tick()
            self.judge(one_list=ahead > 0)

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: str) -> None:
        self.zone = zone

    # What must hold

    def judge(self, *, awake_since: datetime | None = None, one_list: bool = False) -> None:
        now, told = self.desk.clock.now, self.hear()
        alarms = self.alarms()
        for telling in self.tellings[self.seen :]:
            assert telling.alarm <= telling.at, "told before its time"
            earlier = [one for one in self.valid(telling.activity) if one is not telling]
            assert not [one for one in earlier if one.at >= telling.alarm], "told twice"
            if awake_since is not None and telling.alarm >= awake_since:
                assert telling.at - telling.alarm <= TICK, "told late"
        self.seen = len(self.tellings)
        for activity, alarm in alarms.items():
            for telling in self.valid(activity):
                telling.void = alarm > now and telling.at > now + SLIP
        assert not one_list or len(told) <= 1, "many rings instead of one list"
        assert not one_list or all(due.occasion != "ring" for due in told)
        answered_by_telling = {each for each in alarms if any(one.at >= alarms[each] for one in self.valid(each))}
        come = {each for each, alarm in alarms.items() if alarm <= now}
        assert come <= answered_by_telling, "never told"
        assert {view.id for view in self.desk.due()} == come | answered_by_telling, "the list shows something else"

    def hear(self) -> list[Due]:
        """What was told since the last time, kept as tellings."""
        told, self.desk.told[:] = list(self.desk.told), []
        for due, at in zip(told, self.desk.told_at, strict=True):
            assert due.fresh_count == len(due.fresh)
            for view in due.fresh:
                assert view.alarm_at is not None
                self.tellings.append(Telling(view.id, view.alarm_at, at))
        self.desk.told_at.clear()
        return told

    def valid(self, activity: UUID) -> list[Telling]:
        """The tellings of an activity that count: since its alarm was set, by a clock that was right."""
        since = self.tellings[self.set_at.get(activity, 0) :]
        return [telling for telling in since if telling.activity == activity and not telling.void]

    def alarms(self) -> dict[UUID, datetime]:
        """When each open activity rings, by the bare rows."""
        found = rows_of(
            self.desk.workspace,
            "SELECT a.id, coalesce(l.snoozed_until, l.due_at) FROM activity a JOIN alarm l ON l.activity_id = a.id"
            " WHERE a.completed_at IS NULL AND a.removed_at IS NULL AND l.removed_at IS NULL",
        )
        assert len({row[0] for row in found}) == len(found)
        return {UUID(bytes=row[0]): from_millis(row[1]) for row in found}

    # Steps

    def one(self, pick: int) -> UUID | None:
        return self.known[pick % len(self.known)] if self.known else None

    def wall(self, ahead: int) -> When:
        there = (self.desk.clock.now + ahead * MINUTE).astimezone(ZoneInfo(self.zone))
        return When(there.date(), time(there.hour, there.minute), self.zone)

    def before(self) -> tuple[int, int | None]:
        return len(self.tellings), value_of(self.desk.workspace, "SELECT max(rid) FROM journal")

    def changed(self, before: tuple[int, int | None], *activities: UUID) -> None:
        """An activity's alarm was set anew; one that stayed as it was made no entry to take back."""
        earlier = dict(self.set_at)
        if value_of(self.desk.workspace, "SELECT max(rid) FROM journal") != before[1]:
            self.set_at.update(dict.fromkeys(activities, before[0]))
            self.done.append((earlier, dict(self.set_at)))
            self.undone.clear()
        self.judge()

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)


ReminderMachine.TestCase.settings = examples(30, steps=25)
TestNoReminderIsLostOrDoubled = ReminderMachine.TestCase
