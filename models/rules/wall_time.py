"""Between the clock on a wall somewhere and UTC: where a time was agreed, and the moment it means.

A wall time is a naive datetime beside an IANA zone. Twice a year a wall clock may lie; RFC 5545, 3.3.5 decides: a time that
does not exist (clocks jumped over it) is read with the offset before the jump, so 02:30 rings at 03:30; a time that comes
twice means the first of the two.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.errors import UserError
from resources.i18n import _


def to_utc(wall: datetime, zone: str) -> datetime:
    """The aware UTC moment a wall time in a zone means."""
    if wall.tzinfo is not None:
        raise ValueError("a wall time is naive")
    return wall.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


def to_wall(moment: datetime, zone: str) -> datetime:
    """What a clock on a wall in the zone shows at an aware moment, as a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment is aware")
    return moment.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def zone_of(name: str) -> ZoneInfo:
    """The zone behind an IANA name, or a sentence for the person whose data names an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(_("The time zone “{name}” is not known.").format(name=name), field="zone") from None
