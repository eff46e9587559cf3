"""A made-up day is a day by the clock of the screen it is looked at on, wherever that is."""

from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.bootstrap import create_workspace
from app.demo.generate import generate
from app.demo.load import load_demo
from models.column_types import from_millis

TODAY = date(2026, 11, 20)
ZONES = ["Europe/Moscow", "Asia/Vladivostok", "America/New_York", "UTC"]
BEGINS, ENDS = time(8), time(20)


@pytest.mark.parametrize("zone", ZONES)
def test_talks_and_meetings_keep_to_the_hours_of_the_zone(zone: str) -> None:
    made = generate(300, 1_000, 1, TODAY, zone=zone)

    starts = [talk.start for talk in made.history()] + [one.start for one in made.activities() if one.start]

    assert all(BEGINS <= moment.astimezone(ZoneInfo(zone)).time() <= ENDS for moment in starts)


@pytest.mark.parametrize("zone", ZONES)
def test_what_lies_in_the_workspace_keeps_to_them_too(tmp_path: Path, zone: str) -> None:
    with closing(create_workspace(tmp_path / "demo", "ru")) as workspace:
        load_demo(workspace, 300, 400, 1, TODAY, "ru", zone=zone)
        with workspace._database.read() as connection:
            said = {
                what: [from_millis(row[0]) for row in connection.exec_driver_sql(statement)]
                for what, statement in {
                    "history": "SELECT start_at FROM history",
                    "activity": "SELECT start_at FROM activity WHERE start_at IS NOT NULL",
                    "promise": "SELECT kept_at FROM promise WHERE kept_at IS NOT NULL",
                    "stage": "SELECT entered_at FROM stage_history",
                }.items()
            }
            zones = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT time_zone FROM activity")}

    hours = {what: {one.astimezone(ZoneInfo(zone)).time() for one in moments} for what, moments in said.items()}
    assert all(BEGINS <= hour <= ENDS for what in hours for hour in hours[what])
    assert all(hours.values())
    assert zones == {zone}


def test_an_hour_of_a_day_is_by_the_clock_of_the_zone() -> None:
    made = generate(0, 0, 1, TODAY, zone="Asia/Vladivostok")

    assert made.at(TODAY, 12) == datetime(2026, 11, 20, 2, tzinfo=UTC)
