"""The watch when the world goes wrong: clocks put on and back, a full disk, a workspace that is closed, many threads."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import OutsideError
from app.executors import Executors
from app.reminders.watch import Due, ReminderWatch
from app.services.activities import due_alarms
from app.workspace import Workspace
from tests.helpers.raw_sql import rows_of, value_of
from tests.integration.reminders.watched import Watched

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watched]:
    """A running program."""
    watched = Watched(tmp_path)
    yield watched
    watched.close()


def test_a_clock_put_back_a_little_doubles_nothing(desk: Watched) -> None:
    desk.plans(10)
    desk.lives(10 * MINUTE)

    desk.clock.go_on(minutes=-4)
    desk.plans(300)
    desk.lives(HOUR)

    assert desk.heard() == [("ring", ["price"])]


def test_what_rang_by_a_clock_that_ran_hours_ahead_rings_again_at_its_time(desk: Watched) -> None:
    desk.plans(3 * 60)
    desk.clock.go_on(hours=7)  # the computer wakes with its clock in another zone …
    desk.watch.tick()
    early = desk.heard()

    desk.clock.go_on(hours=-7)  # … and is set right
    desk.watch.tick()
    waiting = desk.due()
    desk.lives(4 * HOUR)

    assert early == [("away", ["price"])]
    assert waiting == ()
    assert desk.heard() == [("ring", ["price"])]
    assert len(desk.due()) == 1


def test_a_clock_set_right_while_the_program_was_closed_is_noticed_at_the_start(desk: Watched) -> None:
    desk.plans(3 * 60)
    desk.sleeps(7 * HOUR)
    desk.kill()
    desk.clock.go_on(hours=-7)

    desk.start()
    desk.lives(4 * HOUR)

    assert desk.heard() == [("away", ["price"]), ("ring", ["price"])]


def test_a_clock_put_back_to_after_an_alarm_leaves_it_told(desk: Watched) -> None:
    desk.plans(10)
    desk.lives(3 * HOUR)

    desk.clock.go_on(hours=-2)
    desk.lives(3 * HOUR)

    assert desk.heard() == [("ring", ["price"])]


class FullDisk:
    """The doors of a workspace whose disk is full: it answers, and takes no change."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.full = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.workspace, name)

    def do_as(self, *arguments: Any) -> "Future[Any]":
        if not self.full:
            return self.workspace.do_as(*arguments)
        refused: Future[Any] = Future()
        refused.set_exception(OutsideError("The disk is full."))
        return refused


def test_a_disk_that_is_full_silences_no_alarm_and_doubles_none(desk: Watched) -> None:
    desk.watch.stop()
    disk = FullDisk(desk.workspace)
    desk.watch = ReminderWatch(disk, desk.clock, desk.wakes.append, desk.told.append)  # type: ignore[arg-type]
    desk.watch.start()
    desk.plans(10)

    desk.lives(20 * MINUTE)
    while_full = desk.heard()
    disk.full = False
    desk.lives(20 * MINUTE)

    assert while_full == [("ring", ["price"])]
    assert desk.heard() == []
    assert value_of(desk.workspace, "SELECT count(*) FROM alarm WHERE rung_at IS NOT NULL") == 1


def test_after_stop_nothing_is_told_and_nothing_is_asked_of_a_closed_workspace(desk: Watched) -> None:
    desk.plans(10)

    desk.close()
    desk.clock.go_on(hours=1)
    desk.watch.tick()

    assert desk.heard() == []
    desk.start()


def test_with_threads_each_alarm_is_told_once(tmp_path: Path) -> None:
    told: list[Due] = []
    watched = Watched(tmp_path)
    for number in range(20):
        watched.plans(number + 1, regarding=str(number))
    watched.close()
    workspace = Workspace.open(watched.folder, executors=Executors.threads(), clock=watched.clock)

    with closing(workspace):
        watch = ReminderWatch(workspace, watched.clock, watched.wakes.append, told.append)
        watch.start()
        for _tick in range(60):
            watched.clock.go_on(seconds=20)
            watch.tick()
        workspace.ask(due_alarms).result()
        watch.stop()
        rung = rows_of(workspace, "SELECT count(*) FROM alarm WHERE rung_at IS NOT NULL")[0][0]

    names = [view.regarding for due in told for view in due.fresh]
    assert len(names) == len(set(names))
    assert set(names) <= {str(number) for number in range(20)}
    assert rung >= len(names)
