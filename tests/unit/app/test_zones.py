"""The person's zone is the chosen one, or the computer's, always a name IANA knows."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import Settings
from app.zones import computer_zone, is_zone, my_zone, zone_in_path, zone_of_offset


@pytest.mark.parametrize(
    ("variable", "zone"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        (":Asia/Omsk", "Asia/Omsk"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
    ],
)
def test_the_computer_s_zone_may_be_named_by_a_variable(
    variable: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", variable)

    assert computer_zone() == zone


@pytest.mark.parametrize("variable", [None, "MSK-3", "nowhere", ""])
def test_the_computer_always_has_a_zone(variable: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if variable is None:
        monkeypatch.delenv("TZ", raising=False)
    else:
        monkeypatch.setenv("TZ", variable)

    assert is_zone(computer_zone())


def test_a_chosen_zone_comes_first() -> None:
    assert my_zone(Settings(time_zone="Asia/Vladivostok")) == "Asia/Vladivostok"


def test_a_chosen_zone_that_is_none_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Omsk")

    assert my_zone(Settings(time_zone="Asia/Nowhere")) == "Asia/Omsk"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/usr/share/zoneinfo/Europe/Moscow", "Europe/Moscow"),
        ("/usr/share/zoneinfo/posix/Asia/Omsk", "Asia/Omsk"),
        ("/var/db/timezone/zoneinfo/America/Argentina/Salta", "America/Argentina/Salta"),
        ("/usr/share/zoneinfo.default/UTC", "UTC"),
        ("Europe/Paris", "Europe/Paris"),
    ],
)
def test_a_zone_is_named_by_the_path_of_its_file(path: str, name: str) -> None:
    assert zone_in_path(path) == name


@given(st.integers(min_value=-12, max_value=14))
def test_a_zone_of_whole_hours_shows_the_same_clock(hours: int) -> None:
    local = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=hours)))

    zone = zone_of_offset(local)

    assert local.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)


def test_a_zone_of_half_hours_shows_the_same_clock() -> None:
    local = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    zone = zone_of_offset(local)

    assert local.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=5, minutes=45)


def test_no_offset_is_utc() -> None:
    assert zone_of_offset(datetime(2026, 11, 20, tzinfo=UTC)) == "UTC"


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "/etc/passwd", "Europe"])
def test_what_is_no_zone_is_known_as_none(name: str) -> None:
    assert not is_zone(name)
