"""Wall time and UTC: there and back, and what happens when a wall clock lies."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.wall_time import to_utc, to_wall

ZONES = ["Europe/Berlin", "Asia/Novosibirsk", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC"]
BERLIN = "Europe/Berlin"


@given(st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2035-01-01")), st.sampled_from(ZONES))
def test_a_wall_time_is_found_again_unless_the_clocks_jumped_over_it(wall: datetime, zone: str) -> None:
    moment = to_utc(wall, zone)

    shown = to_wall(moment, zone)
    assert shown == wall or (shown > wall and to_utc(shown, zone) == moment)


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2026-01-15 10:00", "2026-01-15 09:00"),
        ("2026-07-15 10:00", "2026-07-15 08:00"),
        ("2026-03-29 02:30", "2026-03-29 01:30"),  # does not exist: an hour later
        ("2026-10-25 02:30", "2026-10-25 00:30"),  # twice: the first
    ],
)
def test_a_wall_time_in_berlin_means_one_moment(wall: str, moment: str) -> None:
    assert to_utc(datetime.fromisoformat(wall), BERLIN) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Nowhere/City", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_said_beside_its_field(zone: str) -> None:
    with pytest.raises(UserError) as refused:
        to_utc(datetime.fromisoformat("2026-01-01"), zone)

    assert refused.value.field == "zone"


def test_naive_and_aware_are_never_confused() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_utc(datetime(2026, 1, 1, tzinfo=UTC), BERLIN)
    with pytest.raises(ValueError, match="aware"):
        to_wall(datetime.fromisoformat("2026-01-01"), BERLIN)
