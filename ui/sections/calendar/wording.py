"""How the calendar speaks: what a stretch of days is called, an item in a line, its time."""

from datetime import date, datetime, time, timedelta

from app.formatting import clock, full_day, long_date, short_date
from app.views.calendar import CalendarItem
from app.zones import is_zone
from resources.i18n import _
from ui.context import zone_info
from ui.tables.next_step import kind_title, with_others


def title_of_days(first: date, last: date) -> str:
    """What the days shown are called: one day in full, a week from day to day."""
    if first == last:
        return f"{full_day(first)} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    return f"{short_date(first, last)} – {long_date(last)}"


def what(item: CalendarItem) -> str:
    """What it is about."""
    return item.regarding or kind_title(item.kind)


def who(item: CalendarItem) -> str:
    """With whom, who else, and where they work."""
    name = with_others(item.contact_name, item.others)
    return " · ".join(part for part in (name, item.company_name) if part)


def there(item: CalendarItem, zone: str) -> str:
    """What the contact's own clock shows then; nothing where that is ours or unknown."""
    if item.start is None or not is_zone(item.contact_zone):
        return ""
    ours, theirs = (item.start.astimezone(zone_info(name)) for name in (zone, item.contact_zone))
    if ours.utcoffset() == theirs.utcoffset():
        return ""
    shown = clock(theirs.timetz())
    days = (theirs.date() - ours.date()).days
    return _("{time} there").format(time=f"{shown} ({days:+d})" if days else shown)


def zone_mark(zone: str, day: date) -> str:
    """How far a zone is from UTC on a day: "UTC+7", "UTC+5:30"."""
    offset = datetime.combine(day, time(12), zone_info(zone)).utcoffset() or timedelta()
    minutes = round(abs(offset).total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    sign = "\N{MINUS SIGN}" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}" if hours else "UTC"


def hours_of(item: CalendarItem) -> str:
    """From when to when; nothing where it has no hour."""
    if item.timeless:
        return ""
    return span(item.begins, item.duration)


def span(begins: datetime, minutes: int) -> str:
    """A time, or a stretch of time."""
    start = clock(begins.time())
    return f"{start}–{clock((begins + timedelta(minutes=minutes)).time())}" if minutes else start


def told(item: CalendarItem, zone: str = "") -> str:
    """An item in full, a line for each: for a tooltip and a screen reader."""
    hours = " · ".join(part for part in (hours_of(item), there(item, zone) if zone else "") if part)
    parts = (what(item), hours, who(item), item.place, item.result_label)
    return "\n".join(part for part in parts if part)
