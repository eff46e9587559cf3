"""A zone is read by a city and typed by one; nothing else is taken for a zone."""

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.zone_names import zone_named, zone_words
from resources.i18n import speaking

PLACES = sorted(zone for zone in available_timezones() if zone.split("/")[0] in {"Europe", "Asia", "America"})


def test_a_zone_is_read_by_its_city_in_the_language_spoken() -> None:
    with speaking("ru"):
        russian = zone_words("Asia/Yekaterinburg")
    with speaking("en"):
        english = zone_words("Asia/Yekaterinburg")

    assert (russian, english) == ("Екатеринбург", "Yekaterinburg")


def test_what_is_no_zone_stays_as_it_is() -> None:
    assert (zone_words(""), zone_words("Mars")) == ("", "Mars")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("екатеринбург", "Asia/Yekaterinburg"),
        (" New  York ", "America/New_York"),
        ("asia/omsk", "Asia/Omsk"),
        ("UTC+5", "Etc/GMT-5"),
        ("+05:00", "Etc/GMT-5"),
        ("gmt −3", "Etc/GMT+3"),
        ("МСК+2", "Etc/GMT-5"),
        ("мск", "Etc/GMT-3"),
        ("UTC", "UTC"),
        ("", ""),
    ],
)
def test_a_zone_is_typed_as_a_person_says_it(typed: str, meant: str) -> None:
    assert zone_named(typed) == meant


@pytest.mark.parametrize("typed", ["Марс", "UTC+25", "5", "../etc/passwd"])
def test_an_unknown_zone_is_refused_by_its_name(typed: str) -> None:
    with pytest.raises(UserError) as refusal:
        zone_named(typed, field="time_zone")

    assert refusal.value.field == "time_zone"


@given(st.sampled_from(PLACES), st.sampled_from(["ru", "en"]))
def test_what_a_card_shows_is_read_back_as_a_zone(zone: str, lang: str) -> None:
    with speaking(lang):  # type: ignore[arg-type]  # one of the two
        again = zone_named(zone_words(zone))

    assert ZoneInfo(again) is not None
