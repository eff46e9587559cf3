"""Moments as people type them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.natural_day import workdays_after
from models.rules.natural_time import find_due, parse_when

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=7)))  # a Friday in Novosibirsk


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("завтра 10:30", "2026-11-21 10:30"),
        ("fri 3pm", "2026-11-20 15:00"),
        ("пт 15:00", "2026-11-20 15:00"),
        ("пятница 10:00", "2026-11-27 10:00"),
        ("пт", "2026-11-27"),
        ("пн 14:00", "2026-11-23 14:00"),
        ("в четверг в 18.30", "2026-11-26 18:30"),
        ("через 2 часа", "2026-11-20 14:00"),
        ("через полчаса", "2026-11-20 12:30"),
        ("через полтора часа", "2026-11-20 13:30"),
        ("через 1 час 30 мин", "2026-11-20 13:30"),
        ("in half an hour", "2026-11-20 12:30"),
        ("in an hour", "2026-11-20 13:00"),
        ("+15m", "2026-11-20 12:15"),
        ("25.11 в 9", "2026-11-25 09:00"),
        ("25 ноября 2027 г. 10.30", "2027-11-25 10:30"),
        ("вторник, 24 ноября", "2026-11-24"),
        ("nov 25th at 5 pm", "2026-11-25 17:00"),
        ("10.12", "2026-12-10"),
        ("в 10.12", "2026-11-21 10:12"),
        ("25-го", "2026-11-25"),
        ("29.02", "2028-02-29"),
        ("2026-11-23T10:00", "2026-11-23 10:00"),
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23T22:00Z", "2026-11-24 05:00"),
        ("2026-11-23", "2026-11-23"),
        ("завтра в 9 утра", "2026-11-21 09:00"),
        ("сегодня в 7 вечера", "2026-11-20 19:00"),
        ("в 3 дня", "2026-11-20 15:00"),
        ("завтра в 12 ночи", "2026-11-21 00:00"),
        ("завтра утром", "2026-11-21 09:00"),
        ("tomorrow in the morning", "2026-11-21 09:00"),
        ("завтра после обеда", "2026-11-21 14:00"),
        ("3 p.m. monday", "2026-11-23 15:00"),
        ("завтра 10", "2026-11-21 10:00"),
        ("через 3 дня", "2026-11-23"),
        ("через три дня в 10", "2026-11-23 10:00"),
        ("через 3 рабочих дня", "2026-11-25"),
        ("in 3 workdays", "2026-11-25"),
        ("in a couple of days", "2026-11-22"),
        ("через неделю", "2026-11-27"),
        ("через месяц", "2026-12-20"),
        ("day after tomorrow 9am", "2026-11-22 09:00"),
        ("послезавтра", "2026-11-22"),
        ("next friday", "2026-11-27"),
        ("в следующий вторник 9:00", "2026-11-24 09:00"),
        ("на следующей неделе", "2026-11-23"),
        ("end of month", "2026-11-30"),
        ("10:30", "2026-11-21 10:30"),
        ("в 15", "2026-11-20 15:00"),
    ],
)
def test_a_typed_moment_is_understood(typed: str, expected: str) -> None:
    day, clock = parse_when(typed, NOW)

    assert (f"{day} {clock:%H:%M}" if clock else str(day)) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "???", "9", "день", "31.02", "25:00", "завтра завтра", "вторник 25 ноября", "через 99999999 дней", "ау"],
)
def test_nonsense_gets_a_sentence_with_examples(typed: str) -> None:
    with pytest.raises(UserError, match="tomorrow 10:30") as refused:
        parse_when(typed, NOW)

    assert refused.value.field == "when"


def test_the_end_of_a_month_is_kept_when_months_are_added() -> None:
    assert parse_when("через месяц", datetime(2027, 1, 31, 9, tzinfo=UTC)).day == date(2027, 2, 28)


def test_a_weekend_is_no_workday() -> None:
    assert workdays_after(date(2026, 11, 21), 1) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("обещал ответ до пт", date(2026, 11, 20)),
        ("пришлю прайс завтра", date(2026, 11, 21)),
        ("send it by Friday, or by 25.11", date(2026, 11, 25)),
        ("скидка 10.12 процентов", None),
        ("he sat there", None),
        ("цена 5", None),
        ("", None),
    ],
)
def test_a_due_date_is_found_in_a_sentence(text: str, expected: date | None) -> None:
    found = find_due(text, NOW)

    assert (found.moment.day if found else None) == expected


WORDS = "завтра пт next friday в до at 9 10:30 25.11 через 3 дня часа + ноября 25 of the in week конец месяца утра pm половина"
TYPED = st.text() | st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


@given(TYPED, NOWS)
def test_anything_typed_is_a_moment_or_a_sentence(typed: str, now: datetime) -> None:
    try:
        moment = parse_when(typed, now)
    except UserError:
        return
    assert isinstance(moment.day, date)


@given(TYPED, NOWS)
def test_the_place_of_a_due_date_is_inside_its_text(typed: str, now: datetime) -> None:
    found = find_due(typed, now)

    assert found is None or 0 <= found.begin < found.end <= len(typed)


@given(st.dates(date(2020, 1, 1), date(2099, 1, 1)), st.times(), NOWS)
def test_a_full_date_and_time_mean_themselves(day: date, clock: time, now: datetime) -> None:
    minute = clock.replace(second=0, microsecond=0)

    assert parse_when(f"{day:%d.%m.%Y} {minute:%H:%M}", now) == (day, minute)
    assert parse_when(f"{minute:%H:%M} {day.isoformat()}", now) == (day, minute)
