"""How long what rings may be put off: the choices, each with the time it comes to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.formatting import clock, relative_day
from models.rules.wall_time import to_utc, to_wall
from models.rules.working_days import ONE_DAY, WorkCalendar, next_working_day, russian_calendar
from resources.i18n import _, ngettext

MINUTES = (5, 10, 30)
HOURS = (1, 2)
MORNING = time(9)


@dataclass(frozen=True, slots=True)
class SnoozeChoice:
    """One choice: what it is called, when it rings (aware UTC), and that time as the person reads it."""

    label: str
    until: datetime
    shown: str


def snooze_choices(now: datetime, zone: str, calendar: WorkCalendar | None = None) -> tuple[SnoozeChoice, ...]:
    """What a person in a zone can choose at an aware moment, the soonest first.

    The next workday is left out where it is tomorrow.
    """
    today = to_wall(now, zone).date()
    tomorrow = today + ONE_DAY
    workday = next_working_day(today, calendar or russian_calendar())
    choices = [(_short(minutes), now + timedelta(minutes=minutes)) for minutes in MINUTES]
    choices += [(_long(hours), now + timedelta(hours=hours)) for hours in HOURS]
    choices.append((_("Tomorrow morning"), to_utc(datetime.combine(tomorrow, MORNING), zone)))
    if workday != tomorrow:
        choices.append((_("Next workday"), to_utc(datetime.combine(workday, MORNING), zone)))
    return tuple(SnoozeChoice(label, until, _shown(until, now, zone)) for label, until in choices)


def _short(minutes: int) -> str:
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def _long(hours: int) -> str:
    return ngettext("{count} hour", "{count} hours", hours).format(count=hours)


def _shown(until: datetime, now: datetime, zone: str) -> str:
    wall, today = to_wall(until, zone), to_wall(now, zone).date()
    at = clock(wall.time())
    return at if wall.date() == today else f"{relative_day(wall.date(), today)}, {at}"
