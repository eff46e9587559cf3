"""What time it is where somebody is."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.formatting import clock
from resources.i18n import _


def time_there(zone: str, now: datetime) -> datetime | None:
    """The present moment on the wall of a zone; None where that is our own time or unknown."""
    try:
        there = now.astimezone(ZoneInfo(zone)) if zone else now
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return None if there.utcoffset() == now.utcoffset() else there


def local_time(zone: str, now: datetime) -> str:
    """The same in words: «14:10 там»; nothing where that is our own time or unknown."""
    there = time_there(zone, now)
    return _("{time} there").format(time=clock(there.timetz())) if there is not None else ""
