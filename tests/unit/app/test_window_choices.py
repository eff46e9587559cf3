"""What preferences let choose from, and what they show of the disk."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.errors import UserError
from app.kept_backups import kept_backups
from app.number_example import number_examples
from app.regions import phone_regions, zone_choices

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_the_near_countries_come_first_in_the_language_of_the_screen() -> None:
    assert phone_regions("ru")[0] == ("RU", "Россия, +7")
    assert ("DE", "Germany, +49") in phone_regions("en")


def test_zones_go_from_west_to_east_with_their_distance_now() -> None:
    zones = zone_choices(NOW)

    assert ("Asia/Novosibirsk", "Asia/Novosibirsk, UTC+7") in zones
    assert ("Asia/Kolkata", "Asia/Kolkata, UTC+5:30") in zones
    assert [zone[0] for zone in zones].index("America/New_York") < [zone[0] for zone in zones].index("Asia/Tokyo")


def test_copies_are_listed_with_the_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("a.db", "b.db", "b.unfinished"):
        (folder / name).write_bytes(b"12345")
    os.utime(folder / "a.db", (2_000_000_000, 2_000_000_000))

    assert [(one.path.name, one.size) for one in kept_backups(tmp_path)] == [("a.db", 5), ("b.db", 5)]


def test_no_folder_of_copies_is_no_copies(tmp_path: Path) -> None:
    assert kept_backups(tmp_path) == ()


def test_a_number_pattern_is_shown_at_work_or_says_what_is_wrong() -> None:
    assert number_examples("Q-{yy}-{n:03}", date(2026, 1, 2), "Firm")[0] == "Q-26-001"
    with pytest.raises(UserError):
        number_examples("Q-{year}", date(2026, 1, 2), "Firm")
