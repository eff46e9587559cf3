"""The person's time zone as an IANA name: the one chosen in the settings, or the computer's own."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from app.settings import Settings

_FOLDERS = ("zoneinfo", "zoneinfo.default")  # what the system's own folder of zones is called
_FLAVOURS = ("posix", "right")
_LINK = Path("/etc/localtime")
_NAMED = Path("/etc/timezone")
_HOUR = timedelta(hours=1)


def my_zone(settings: Settings) -> str:
    """The zone a person sees dates in."""
    return settings.time_zone if is_zone(settings.time_zone) else computer_zone()


def computer_zone() -> str:
    """The computer's zone. Where it has none that IANA knows, one with the same distance from UTC today."""
    variable = os.environ.get("TZ")
    found = _candidates() if variable is None else iter([zone_in_path(variable.removeprefix(":"))])
    return next((name for name in found if is_zone(name)), "") or zone_of_offset(datetime.now(UTC).astimezone())


def is_zone(name: str) -> bool:
    """Whether IANA knows a zone of that name."""
    try:
        return bool(name) and ZoneInfo(name) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def zone_in_path(path: str) -> str:
    """The name in the path of a zone's file: `/usr/share/zoneinfo/posix/Asia/Omsk` is Asia/Omsk."""
    parts = Path(path).parts
    for folder in _FOLDERS:
        if folder in parts:
            parts = parts[parts.index(folder) + 1 :]
    return "/".join(parts[1:] if parts[:1] and parts[0] in _FLAVOURS else parts)


def zone_of_offset(local: datetime) -> str:
    """A zone whose clocks show what an aware local moment shows; one without daylight saving where hours are whole."""
    offset = local.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    if not offset % _HOUR:
        return f"Etc/GMT{-(offset // _HOUR):+d}"  # POSIX counts westwards
    alike = (name for name in sorted(available_timezones()) if local.astimezone(ZoneInfo(name)).utcoffset() == offset)
    return next(alike, "UTC")


def _candidates() -> Iterator[str]:
    if sys.platform == "win32":
        yield _windows_zone()
        return
    if _LINK.is_symlink():
        yield zone_in_path(os.path.realpath(_LINK))
    try:
        yield _NAMED.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return


if sys.platform == "win32":
    import winreg

    _KEY = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"

    def _windows_zone() -> str:
        """Windows' own name of the zone, told as IANA's by CLDR's table, which Babel carries."""
        from babel.core import get_global  # noqa: PLC0415 - needed on Windows only

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _KEY) as key:
                name = str(winreg.QueryValueEx(key, "TimeZoneKeyName")[0]).partition("\x00")[0]
        except OSError:
            return ""
        return str(get_global("windows_zone_mapping").get(name, ""))
