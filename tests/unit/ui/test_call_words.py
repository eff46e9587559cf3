"""What the call panel and the "who is it" box read and say."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.activities import read_when
from resources.i18n import Language, _, speaking
from ui.calls.head import running
from ui.calls.unfinished import minutes_of
from ui.calls.who_is_it import number_in
from ui.dialogs.outcome import suggestions

FRIDAY = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(("length", "shown"), [(0, "0:00"), (7, "0:07"), (725, "12:05"), (3723, "1:02:03")])
def test_a_running_time_is_told_as_a_clock_tells_it(length: int, shown: str) -> None:
    assert running(timedelta(seconds=length)) == shown


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (59, 1), (89, 1), (90, 2), (3600, 60)])
def test_the_length_of_a_call_is_whole_minutes_and_a_short_one_is_one(seconds: int, minutes: int) -> None:
    assert minutes_of(timedelta(seconds=seconds)) == minutes


@given(st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=1)))
def test_a_call_is_never_told_half_a_minute_wrong_nor_below_nothing(length: timedelta) -> None:
    told = minutes_of(length)

    assert told >= 0
    assert length <= timedelta(minutes=1) or abs(length - timedelta(minutes=told)) <= timedelta(seconds=31)


@pytest.mark.parametrize("text", ["+7 (913) 222-33-44", "8 383 222-33-44 доб. 12", "tel:+79132223344", "22-33-44"])
def test_a_phone_is_known_as_one(text: str) -> None:
    assert number_in(text) == text


@pytest.mark.parametrize("text", ["", "Иванов", "дом 22", "1234", "5 % off 100000", "1" * 41])
def test_what_is_no_phone_is_none(text: str) -> None:
    assert number_in(text) == ""


@pytest.mark.parametrize("lang", get_args(Language))
@pytest.mark.parametrize("result", ["", "reached", "not_reached", "busy", "left_message", "interested", "refused"])
@pytest.mark.parametrize("days", range(7))
def test_every_suggested_moment_can_be_read_and_is_ahead(result: str, lang: Language, days: int) -> None:
    now = FRIDAY + timedelta(days=days)
    with speaking(lang):
        moments = [read_when(_(one), now, "UTC") for one in suggestions(result, now)]

    assert all(one.day >= now.date() for one in moments)
    assert moments[0].day.weekday() < 5 or result in {"not_reached", "busy", "refused"}
