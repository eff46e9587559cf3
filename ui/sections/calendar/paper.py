"""The days of the calendar as they go to paper: an agenda, day by day."""

from collections.abc import Sequence
from datetime import date

from app.formatting import full_day
from app.views.calendar import CalendarItem, CalendarView
from resources.i18n import _
from ui.context import Doors
from ui.section import Listing
from ui.sections.calendar.wording import hours_of, what
from ui.tables.next_step import kind_title


def agenda_listing(view: CalendarView, title: str, first: date, last: date) -> Listing:
    """What the view shows from a day to a day; a day is named in the first of its rows."""
    items = sorted(
        (one for one in (*view.timeless, *view.timed) if first <= one.day <= last),
        key=lambda one: (one.day, not one.timeless, one.begins),
    )
    rows = _rows(items)

    def read(doors: Doors, offset: int, limit: int) -> Sequence[tuple[str, ...]]:
        del doors  # what is on the screen is all there is
        return rows[offset : offset + limit]

    columns = (
        (_("Day"), 18),
        (_("Time"), 13),
        (_("What about"), 32),
        (_("Contact"), 20),
        (_("Company"), 20),
        (_("Place"), 17),
    )
    return Listing(_("Calendar: {days}").format(days=title), columns, len(rows), read)


def _rows(items: Sequence[CalendarItem]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    before: date | None = None
    for item in items:
        day = full_day(item.day) if item.day != before else ""
        before = item.day
        kind = kind_title(item.kind)
        about = (
            what(item)
            if item.regarding.startswith(kind)
            else ": ".join(part for part in (kind, item.regarding) if part)
        )
        said = ", ".join(part for part in (about, item.result_label if item.done else "") if part)
        rows.append((day, hours_of(item), said, item.contact_name, item.company_name, item.place))
    return rows
