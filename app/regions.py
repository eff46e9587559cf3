"""Countries for telephone numbers and zones for clocks, as a person chooses them from a list. Slow: asked for aside."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from app.formatting import MINUS
from resources.i18n import Language

_FIRST = ("RU", "BY", "KZ")
_HOUR = 3_600
_CONTINENTS = ("Europe", "Asia", "Africa", "America", "Atlantic", "Australia", "Indian", "Pacific")


def phone_regions(lang: Language) -> tuple[tuple[str, str], ...]:
    """Every country with a calling code, the near ones first: code and "Россия, +7"."""
    import phonenumbers  # noqa: PLC0415 - slow to import
    from babel import Locale  # noqa: PLC0415 - likewise

    names = Locale(lang).territories

    def shown(code: str) -> str:
        return f"{names.get(code, code)}, +{phonenumbers.country_code_for_region(code)}"

    rest = sorted(
        ((code, shown(code)) for code in phonenumbers.SUPPORTED_REGIONS if code not in _FIRST), key=lambda one: one[1]
    )
    return (*((code, shown(code)) for code in _FIRST), *rest)


def zone_choices(now: datetime) -> tuple[tuple[str, str], ...]:
    """Every zone of a place, from west to east: its name and "Asia/Omsk, UTC+6" as it is now."""
    found = []
    for name in available_timezones():
        if name.split("/")[0] in _CONTINENTS:
            offset = now.astimezone(ZoneInfo(name)).utcoffset()
            found.append((int(offset.total_seconds()) if offset else 0, name))
    return tuple((name, f"{name.replace('_', ' ')}, {_distance(seconds)}") for seconds, name in sorted(found))


def _distance(seconds: int) -> str:
    hours, rest = divmod(abs(seconds), _HOUR)
    minutes = f":{rest // 60:02}" if rest else ""
    return f"UTC{MINUS if seconds < 0 else '+'}{hours}{minutes}"
