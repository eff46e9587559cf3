"""When a laptop asks the office again: soon after a short silence, ever more rarely after a long one, never in step."""

from hypothesis import given
from hypothesis import strategies as st

from sync.client.waiting import LONGEST, Pace

MINUTE = 60.0


def a_pace(minutes: int = 15) -> Pace:
    return Pace(most=minutes * MINUTE, dice=lambda _least, most: most)


def test_a_silent_office_is_asked_ever_more_rarely_and_at_most_as_often_as_the_schedule_says() -> None:
    pace = a_pace(minutes=1)

    pauses = [pace.failed(0, 0.1) for _time in range(12)]

    assert pauses[:6] == [2, 4, 8, 16, 32, 60]
    assert set(pauses[5:]) == {60}


@given(st.integers(1, 10_000), st.integers(1, 60))
def test_pauses_are_never_nothing_and_never_longer_than_the_schedule(times: int, minutes: int) -> None:
    pace = Pace(most=minutes * MINUTE)

    pauses = [pace.failed(pace.seconds(), 0.0) for _time in range(min(times, 50))]

    assert min(pauses) >= 0.5
    assert max(pauses) <= minutes * MINUTE


def test_laptops_that_were_cut_off_together_come_back_apart() -> None:
    assert len({Pace().failed(0, 0.1) for _laptop in range(50)}) > 40


def test_after_a_silence_it_is_asked_first_whether_anybody_is_there() -> None:
    pace = a_pace()
    assert pace.seconds() == LONGEST
    pace.failed(LONGEST, 0.1)

    assert pace.seconds() == 0
    assert pace.answered(0, 0.1), "it was out of reach"
    assert pace.seconds() == LONGEST
    assert not pace.answered(LONGEST, 3)


def test_a_line_that_is_cut_for_being_silent_is_held_for_a_shorter_while_and_is_no_absence() -> None:
    pace = a_pace()

    pace.failed(LONGEST, 30)

    assert not pace.off
    assert not pace.answered(pace.seconds(), 0.1)
    assert pace.seconds() == 24
    for _cut in range(20):
        pace.failed(pace.seconds() or LONGEST, 6)
        pace.answered(0, 0.1)
    assert pace.seconds() == 10
    for _whole in range(100):
        pace.answered(pace.seconds(), pace.seconds())
    assert pace.seconds() == LONGEST


def test_a_server_that_asks_for_patience_gets_it() -> None:
    assert a_pace().failed(LONGEST, 0.1, 40.0) == 40


def test_a_server_that_does_not_hold_back_is_not_asked_all_the_time() -> None:
    pace = a_pace()

    pauses = [pace.early() for _time in range(6)]

    assert pauses == [2, 4, 8, 16, 32, 64]
    pace.news(20)
    assert pace.early() == 2


def test_in_a_busy_hour_rounds_are_ever_further_apart_and_near_again_when_it_calms_down() -> None:
    pace = a_pace()

    busy = [pace.news(0.1) for _time in range(7)]
    calm = [pace.news(20) for _time in range(6)]

    assert busy == [2, 4, 8, 16, 30, 30, 30]
    assert calm == [15, 7.5, 3.75, 1.875, 1, 1]


def test_whoever_wakes_asks_at_once_whether_anybody_is_there() -> None:
    pace = a_pace()
    for _time in range(8):
        pace.failed(0, 0.1)

    pace.wake()

    assert pace.seconds() == 0
    assert pace.failed(0, 0.1) <= 4
