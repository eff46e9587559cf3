"""Time zones as a person says them: by a city, or by their distance from UTC. Slow the first time: asked for aside."""

import re
from functools import cache
from zoneinfo import available_timezones

from app.zones import is_zone
from models.errors import UserError
from resources.i18n import Language, _, language

_BY_UTC = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?00)?", re.IGNORECASE)
_BY_MOSCOW = re.compile(r"(?:мск|msk)\s*(?:([+\-−–])\s*(\d{1,2}))?", re.IGNORECASE)
_MOSCOW = 3  # hours east of UTC: Federal Law 107-ФЗ of 3 June 2011 counts Russia's zones from Moscow's time
_WEST, _EAST = -12, 14  # Etc/GMT+12 … Etc/GMT-14


def zone_words(zone: str) -> str:
    """A zone as a person reads it, in the language spoken: "Екатеринбург"; what is no zone stays as it is."""
    return _cities(language()).get(zone, zone) if zone else ""


def zone_named(text: str, *, field: str | None = None) -> str:
    """The IANA name of the zone meant by a city in Russian or English, by "UTC+5", "МСК+2" or by its own name.

    Raises:
        UserError: nothing of that name is known; it names `field`.
    """
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return ""
    found = _named().get(wanted) or _by_distance(wanted)
    if found is None:
        said = _("No time zone is called “{text}”; a large city of it will do, or UTC+5.").format(text=text.strip())
        raise UserError(said, field=field)
    return found


def _by_distance(wanted: str) -> str | None:
    for pattern, base in ((_BY_UTC, 0), (_BY_MOSCOW, _MOSCOW)):
        if (found := pattern.fullmatch(wanted)) is not None:
            sign, hours = found.group(1), int(found.group(2) or 0)
            east = base + (hours if sign == "+" else -hours)
            if _WEST <= east <= _EAST:
                return f"Etc/GMT{-east:+d}" if east else "UTC"  # POSIX counts westwards
    return None


@cache
def _named() -> dict[str, str]:
    """Every name a zone is known by, folded, with the zone; a name of IANA's own beats a city's."""
    cities = {city.casefold(): zone for lang in ("ru", "en") for zone, city in sorted(_cities(lang).items())}
    return cities | {zone.casefold(): zone for zone in available_timezones() if is_zone(zone)}


@cache
def _cities(lang: Language) -> dict[str, str]:
    """The city each zone of a place is named after, in a language."""
    from babel import Locale  # noqa: PLC0415 - slow to import

    told = Locale(lang).time_zones
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return {zone: str(told.get(zone, {}).get("city") or zone.rsplit("/", 1)[1].replace("_", " ")) for zone in places}
