"""The watch over a real workspace: rings, sleeps, kills, clocks put on and back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.command import Sender
from app.errors import UserError
from app.reminders.self_test import ring_in_one_minute
from app.reminders.watch import TICK
from app.services.activities import activity, agenda, complete, next_alarm, reschedule, schedule, snooze
from app.services.alarms import SHOWN, snooze_until, tell_due
from app.services.contacts import remove_contact
from app.views.contacts import ContactId
from models.activity import Activity, Alarm
from models.changes import UPKEEP
from models.ids import new_id
from tests.helpers.builders import a_contact, put
from tests.integration.reminders.watched import MORNING, ZONE, Watched

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watched]:
    """A running program."""
    watched = Watched(tmp_path)
    yield watched
    watched.close()


def test_an_alarm_rings_once_at_its_moment_and_waits_until_it_is_answered(desk: Watched) -> None:
    call = desk.plans(10, warning=5)

    desk.lives(5 * MINUTE - TICK)
    before = desk.heard()
    desk.lives(2 * HOUR)

    assert before == []
    assert desk.heard() == [("ring", ["price"])]
    assert [(view.id, view.alarm_at) for view in desk.due()] == [(call, MORNING + 5 * MINUTE)]
    desk.workspace.do(complete, call, result="reached").result()
    assert desk.due() == ()


def test_the_pause_to_the_next_tick_ends_when_the_next_alarm_comes(desk: Watched) -> None:
    desk.plans(1)
    desk.lives(timedelta(seconds=54))

    pause = desk.watch.tick()

    assert desk.wakes[-1] == MORNING + MINUTE
    assert pause == timedelta(seconds=6)


def test_what_came_while_the_computer_slept_is_one_list(desk: Watched) -> None:
    for number in range(5):
        desk.plans(10 * (number + 1), regarding=f"call {number}")
    desk.lives(MINUTE)

    desk.sleeps(8 * HOUR)
    (due,) = desk.told

    assert (due.occasion, due.fresh_count, due.waiting_count, due.since) == ("away", 5, 5, MORNING + MINUTE)
    assert [view.regarding for view in due.fresh] == [f"call {number}" for number in (4, 3, 2, 1, 0)]
    desk.lives(HOUR)
    assert len(desk.told) == 1


def test_a_sleep_without_an_alarm_says_nothing_and_the_next_alarm_rings(desk: Watched) -> None:
    desk.plans(9 * 60)

    desk.sleeps(8 * HOUR)
    desk.lives(2 * HOUR)

    assert desk.heard() == [("ring", ["price"])]


def test_a_change_noticed_before_the_first_tick_after_a_sleep_does_not_split_the_list(desk: Watched) -> None:
    desk.plans(10, regarding="missed")

    desk.clock.go_on(hours=8)
    desk.plans(0, regarding="new")
    desk.lives(MINUTE)

    assert desk.heard() == [("away", ["missed", "new"])]


@pytest.mark.parametrize("ends", ["close", "kill"])
def test_what_rang_and_was_not_answered_waits_after_a_restart_and_is_not_told_again(desk: Watched, ends: str) -> None:
    desk.plans(1, regarding="rang")
    desk.plans(30, regarding="missed")
    desk.lives(2 * MINUTE)

    getattr(desk, ends)()
    desk.clock.go_on(hours=3)
    desk.start()
    desk.lives(HOUR)

    assert desk.heard() == [("ring", ["rang"]), ("away", ["missed"])]
    assert [view.regarding for view in desk.due()] == ["rang", "missed"]


def test_a_start_with_nothing_new_shows_what_waits_and_rings_nothing(desk: Watched) -> None:
    desk.plans(1)
    desk.lives(2 * MINUTE)
    desk.kill()

    desk.start()

    assert [(due.occasion, due.fresh, due.waiting_count) for due in desk.told[1:]] == [("waiting", (), 1)]


def test_a_kill_between_marking_and_telling_leaves_the_alarm_in_the_list(desk: Watched) -> None:
    desk.plans(1)
    desk.clock.go_on(minutes=1)
    desk.workspace.do_as(Sender(source=UPKEEP), tell_due).result()
    desk.kill()

    desk.start()

    assert desk.told[-1].occasion == "waiting"
    assert len(desk.due()) == 1


def test_a_snoozed_alarm_leaves_the_list_and_rings_again(desk: Watched) -> None:
    call = desk.plans(1)
    desk.lives(2 * MINUTE)

    until = desk.workspace.do(snooze, call, 10).result()
    snoozed = desk.due()
    desk.lives(HOUR)

    assert snoozed == ()
    assert desk.heard() == [("ring", ["price"]), ("ring", ["price"])]
    assert [view.alarm_at for view in desk.due()] == [until]


def test_snoozing_one_alarm_leaves_a_later_one_of_the_same_activity(desk: Watched) -> None:
    call = desk.plans(60, warning=55)
    put(desk.workspace, Alarm(id=new_id(), activity_id=call, minutes_before=5, due_at=MORNING + 55 * MINUTE))
    desk.lives(10 * MINUTE)

    desk.workspace.do(snooze, call, 10).result()

    assert desk.workspace.ask(next_alarm).result() == MORNING + 20 * MINUTE
    desk.lives(HOUR)
    assert len(desk.heard()) == 3


def test_several_are_put_off_at_once_to_a_moment_and_come_back_by_one_undo(desk: Watched) -> None:
    calls = [desk.plans(1, regarding=text) for text in ("a", "b")]
    desk.lives(2 * MINUTE)

    desk.workspace.do(snooze_until, calls, MORNING + HOUR).result()
    put_off = desk.due()
    desk.workspace.undo().result()

    assert put_off == ()
    assert [view.id for view in desk.due()] == calls
    desk.lives(2 * HOUR)
    assert desk.heard() == [("ring", ["a", "b"])]


def test_nothing_is_put_off_into_the_past(desk: Watched) -> None:
    call = desk.plans(1)

    with pytest.raises(UserError, match="passed already"):
        desk.workspace.do(snooze_until, [call], MORNING).result()


def test_a_rescheduled_activity_leaves_the_list_and_rings_anew(desk: Watched) -> None:
    call = desk.plans(1)
    desk.lives(2 * MINUTE)

    desk.workspace.do(reschedule, call, desk.wall(HOUR)).result()
    desk.lives(2 * HOUR)

    assert desk.heard() == [("ring", ["price"]), ("ring", ["price"])]


def test_undoing_a_reschedule_after_it_rang_rings_at_the_earlier_planned_time(desk: Watched) -> None:
    call = desk.plans(120)
    desk.workspace.do(reschedule, call, desk.wall(5 * MINUTE)).result()
    desk.lives(10 * MINUTE)

    undone = desk.workspace.undo().result()
    waiting = desk.due()
    desk.lives(3 * HOUR)

    assert undone.kept == []
    assert waiting == ()
    assert desk.heard() == [("ring", ["price"]), ("ring", ["price"])]


def test_a_plan_whose_alarm_rang_can_still_be_undone_and_done_again_without_a_second_ring(desk: Watched) -> None:
    desk.plans(1)
    desk.lives(2 * MINUTE)

    undone = desk.workspace.undo().result()
    gone = desk.due()
    desk.workspace.redo().result()
    desk.lives(MINUTE)

    assert (undone.entry.name, undone.kept, gone) == ("Schedule activity", [], ())
    assert len(desk.due()) == 1
    assert desk.heard() == [("ring", ["price"])]


def test_a_ring_is_no_entry_of_the_journal_and_takes_no_redo_away(desk: Watched) -> None:
    desk.plans(1, regarding="stays")
    desk.plans(2, regarding="taken back")
    desk.undoes()

    desk.lives(5 * MINUTE)
    desk.workspace.redo().result()

    assert [entry.name for entry in desk.workspace.journal().result()] == ["Schedule activity"] * 2
    assert desk.heard() == [("ring", ["stays"]), ("ring", ["taken back"])]


def test_a_ring_is_announced_without_a_name(desk: Watched) -> None:
    heard: list[Any] = []
    desk.workspace.subscribe(heard.append)
    call = desk.plans(0)

    (rung,) = (changed for changed in heard if changed.source == UPKEEP)

    assert (rung.name, rung.source, rung.entry) == ("", UPKEEP, 0)
    assert rung.touches("activity", call)


def test_undoing_a_completion_brings_the_alarm_back_to_the_list_in_silence(desk: Watched) -> None:
    call = desk.plans(1)
    desk.lives(2 * MINUTE)
    desk.workspace.do(complete, call, result="reached").result()

    desk.workspace.undo().result()
    desk.lives(HOUR)

    assert len(desk.due()) == 1
    assert desk.heard() == [("ring", ["price"])]


def test_an_activity_reopened_after_its_alarm_should_have_rung_rings(desk: Watched) -> None:
    call = desk.plans(30)
    desk.workspace.do(complete, call, result="reached").result()
    desk.lives(HOUR)
    before = desk.heard()

    desk.workspace.undo().result()

    assert before == []
    assert desk.heard() == [("ring", ["price"])]


def test_what_is_planned_with_somebody_in_the_recycle_bin_rings_once_they_are_back(desk: Watched) -> None:
    (ann,) = put(desk.workspace, a_contact(last="Pike"))
    desk.workspace.do(schedule, ContactId(ann), when=desk.wall(10 * MINUTE), warning=0).result()
    desk.workspace.do(remove_contact, ContactId(ann)).result()
    desk.lives(HOUR)
    silent, waiting = desk.heard(), desk.due()

    desk.workspace.undo().result()

    assert (silent, waiting) == ([], ())
    assert [view.contact_name for due in desk.told for view in due.fresh] == ["Ann Pike"]


def test_a_recurring_call_rings_each_time(desk: Watched) -> None:
    call = desk.plans(60, rrule="FREQ=DAILY")

    for _day in range(3):
        desk.lives(2 * HOUR)
        desk.workspace.do(complete, call, result="reached").result()
        desk.lives(22 * HOUR)

    assert desk.heard() == [("ring", ["price"])] * 3


def test_an_alarm_that_rang_is_not_said_to_be_yet_to_come(desk: Watched) -> None:
    call = desk.plans(1)
    ahead = desk.workspace.ask(activity, call).result().alarm_at

    desk.lives(2 * MINUTE)

    assert ahead == MORNING + MINUTE
    assert desk.workspace.ask(agenda, zone=ZONE).result()[0].alarm_at is None
    assert desk.workspace.ask(next_alarm).result() is None


def test_of_very_many_the_newest_are_shown_and_all_are_counted_once(desk: Watched) -> None:
    activities, alarms = [], []
    for number in range(SHOWN + 50):
        activities.append(Activity(id=new_id(), kind="todo", regarding=str(number), timeless=True))
        due_at = MORNING - timedelta(minutes=number)
        alarms.append(Alarm(id=new_id(), activity_id=activities[-1].id, minutes_before=0, due_at=due_at))

    put(desk.workspace, *activities, *alarms)

    (due,) = desk.told
    assert (len(due.fresh), due.fresh_count, due.waiting_count) == (SHOWN, SHOWN + 50, SHOWN + 50)
    assert due.fresh[0].regarding == "0"
    assert {view.regarding for view in desk.due()} == {str(number) for number in range(SHOWN)}
    desk.lives(MINUTE)
    assert len(desk.told) == 1


def test_the_reminder_of_the_self_test_rings_in_one_minute(desk: Watched) -> None:
    desk.clock.go_on(seconds=17)
    desk.workspace.do(ring_in_one_minute, ZONE).result()

    desk.lives(59 * timedelta(seconds=1))
    before = desk.heard()
    desk.lives(timedelta(seconds=1))

    assert before == []
    assert desk.heard() == [("ring", ["Test reminder"])]
