"""The list of what is planned as it goes to paper: when, what, with whom, and the phone to call."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.formatting import clock, short_date
from app.views.activities import ActivityFilter, ActivityRow
from resources.i18n import _
from ui.context import Doors
from ui.section import Listing
from ui.sections.activities.filters import TITLES
from ui.tables.next_step import kind_title


def activity_listing(wanted: ActivityFilter, zone: str, total: int, now: datetime) -> Listing:
    """What the filters leave, in the order of the screen."""
    from app.services.activity_lists import activity_page  # noqa: PLC0415 - heavy: after the first paint
    from app.services.list_papers import contact_reach  # noqa: PLC0415 - likewise

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        rows = doors.ask(activity_page, wanted, zone, offset=offset, limit=limit).result().rows
        people = [row.activity.contact_id for row in rows if row.activity.contact_id is not None]
        reach = doors.ask(contact_reach, people).result()
        phones = {contact_id: phone for contact_id, (phone, _email) in reach.items()}
        return [_said(row, phones, now) for row in rows]

    columns = (
        (_("When"), 15), (_("Kind"), 10), (_("What about"), 30), (_("Contact"), 20), (_("Company"), 20), (_("Phone"), 17),
    )  # fmt: skip
    return Listing(_title(wanted), columns, total, read)


def _title(wanted: ActivityFilter) -> str:
    said = [_(TITLES[wanted.span]) if wanted.span != "all" else "", kind_title(wanted.kind) if wanted.kind else ""]
    said += [_("Priority {number}").format(number=wanted.priority) if wanted.priority else "", wanted.text]
    told = ", ".join(part for part in said if part)
    return _("Activities: {text}").format(text=told) if told else _("Activities")


def _said(row: ActivityRow, phones: Mapping[UUID, str], now: datetime) -> tuple[str, ...]:
    step = row.activity
    start = step.start.astimezone(now.tzinfo) if step.start is not None else None
    day = start.date() if start is not None else step.due
    timed = start is not None and not step.timeless
    when = [short_date(day, now.date()) if day else _("any time"), clock(start.timetz()) if start and timed else ""]
    about = ". ".join(part for part in (step.regarding, step.details) if part)
    said = ", ".join(part for part in when if part)
    phone = phones.get(step.contact_id, "") if step.contact_id is not None else ""
    return said, kind_title(step.kind), about, step.contact_name, step.company_name, phone
