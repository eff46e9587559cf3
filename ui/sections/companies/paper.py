"""The list of companies as it goes to paper: which, what they do, where, how many people, when last talked with."""

from datetime import datetime
from typing import Any

from app.formatting import number, short_date
from resources.i18n import _, pgettext
from ui.context import Doors
from ui.section import Listing


def company_listing(text: str, sort: str, total: int, now: datetime) -> Listing:
    """The working set as it stands on the screen; days are told in the zone of `now`."""
    from app.services.company_lists import company_page  # noqa: PLC0415 - heavy: after the first paint

    how: dict[str, Any] = {"sort": sort, "text": text}

    def touched(moment: datetime | None) -> str:
        return short_date(moment.astimezone(now.tzinfo).date(), now.date()) if moment is not None else ""

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        rows = doors.ask(company_page, offset=offset, limit=limit, **how).result().rows
        return [
            (row.name, row.industry, row.city or row.region, number(row.people), touched(row.last_touch))
            for row in rows
        ]  # fmt: skip

    title = _("Companies: {text}").format(text=text) if text else _("Companies")
    columns = (
        (pgettext("company", "Name"), 32),
        (_("Industry"), 24),
        (_("City"), 18),
        (_("People"), -10),
        (_("Last talk"), -12),
    )
    return Listing(title, columns, total, read)
