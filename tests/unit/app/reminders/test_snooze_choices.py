"""How long what rings may be put off."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.reminders.snooze import SnoozeChoice, snooze_choices
from resources.i18n import speaking

MOSCOW = "Europe/Moscow"
TUESDAY = datetime(2026, 11, 24, 11, 40, tzinfo=UTC)  # 14:40 in Moscow
FRIDAY = datetime(2026, 11, 27, 20, 59, tzinfo=UTC)  # 23:59 in Moscow


def shown(choices: tuple[SnoozeChoice, ...]) -> list[tuple[str, str]]:
    """What a person reads."""
    return [(choice.label, choice.shown.replace("\N{NO-BREAK SPACE}", " ")) for choice in choices]


def test_each_choice_shows_the_time_it_comes_to() -> None:
    assert shown(snooze_choices(TUESDAY, MOSCOW)) == [
        ("5 minutes", "2:45 pm"),
        ("10 minutes", "2:50 pm"),
        ("30 minutes", "3:10 pm"),
        ("1 hour", "3:40 pm"),
        ("2 hours", "4:40 pm"),
        ("Tomorrow morning", "tomorrow, 9:00 am"),
    ]


def test_on_a_friday_night_the_next_workday_is_monday() -> None:
    choices = snooze_choices(FRIDAY, MOSCOW)

    assert shown(choices)[0] == ("5 minutes", "tomorrow, 12:04 am")
    assert shown(choices)[-2:] == [
        ("Tomorrow morning", "tomorrow, 9:00 am"),
        ("Next workday", "Mon, 30 Nov, 9:00 am"),
    ]


def test_the_next_workday_skips_public_holidays() -> None:
    choices = snooze_choices(datetime(2026, 12, 30, 15, tzinfo=UTC), MOSCOW)

    assert choices[-1].until == datetime(2027, 1, 11, 6, tzinfo=UTC)


def test_the_choices_speak_russian() -> None:
    with speaking("ru"):
        choices = snooze_choices(TUESDAY, MOSCOW)

    assert shown(choices)[0][1] == "14:45"


def test_tomorrow_morning_is_nine_on_the_wall_after_the_clocks_change() -> None:
    eve = datetime(2026, 10, 24, 18, tzinfo=UTC)  # Berlin leaves summer time in this night

    morning = next(choice for choice in snooze_choices(eve, "Europe/Berlin") if choice.label == "Tomorrow morning")

    assert morning.until == datetime(2026, 10, 25, 8, tzinfo=UTC)


@given(
    st.integers(-3_000_000, 3_000_000).map(lambda minutes: TUESDAY + timedelta(minutes=minutes)),
    st.sampled_from((MOSCOW, "Asia/Novosibirsk", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC")),
)
def test_every_choice_lies_ahead_and_the_mornings_are_at_nine(now: datetime, zone: str) -> None:
    choices = snooze_choices(now, zone)

    assert all(choice.until > now for choice in choices)
    assert [choice.until - now for choice in choices[:5]] == [timedelta(minutes=each) for each in (5, 10, 30, 60, 120)]
    assert {choice.until.astimezone(ZoneInfo(zone)).hour for choice in choices[5:]} == {9}
