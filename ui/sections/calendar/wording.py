"""How the calendar speaks: what a stretch of days is called, an item in a line, its time."""

from datetime import date, datetime, timedelta

from app.formatting import clock, full_day, long_date, short_date
from app.views.calendar import CalendarItem
from resources.i18n import _, pgettext
from ui.tables.next_step import kind_title


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday, short."""
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")


def month_name(day: date) -> str:
    """A month standing alone, with its year: "November 2026"."""
    months = (
        pgettext("month", "January"), pgettext("month", "February"), pgettext("month", "March"),
        pgettext("month", "April"), pgettext("month", "May"), pgettext("month", "June"), pgettext("month", "July"),
        pgettext("month", "August"), pgettext("month", "September"), pgettext("month", "October"),
        pgettext("month", "November"), pgettext("month", "December"),
    )  # fmt: skip
    return f"{months[day.month - 1]} {day.year}"


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
    """With whom, and where they work."""
    return " · ".join(part for part in (item.contact_name, item.company_name) if part)


def hours_of(item: CalendarItem) -> str:
    """From when to when; nothing where it has no hour."""
    if item.timeless:
        return ""
    return span(item.begins, item.duration)


def span(begins: datetime, minutes: int) -> str:
    """A time, or a stretch of time."""
    start = clock(begins.time())
    return f"{start}–{clock((begins + timedelta(minutes=minutes)).time())}" if minutes else start


def told(item: CalendarItem) -> str:
    """An item in full, a line for each: for a tooltip and a screen reader."""
    parts = (what(item), hours_of(item), who(item), item.place, item.result_label)
    return "\n".join(part for part in parts if part)
