"""The list of offers as it goes to paper: which, whom for, how they stand, how much."""

from collections.abc import Sequence
from datetime import date

from app.formatting import money, short_date
from resources.i18n import _
from ui.context import Doors
from ui.section import Listing
from ui.sections.offers.states import STATES, numbered


def offer_listing(statuses: Sequence[str], text: str, total: int, today: date) -> Listing:
    """The offers the list shows, in its order."""
    from app.services.offer_lists import offers  # noqa: PLC0415 - heavy: after the first paint

    def day(found: date | None) -> str:
        return short_date(found, today) if found is not None else ""

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        rows = doors.ask(offers, statuses=statuses, text=text, offset=offset, limit=limit).result().rows
        return [
            (
                numbered(row.number, row.version), day(row.dated), row.contact, row.company, row.title,
                row.status_label, day(row.valid_through), money(row.total, row.currency),
            )
            for row in rows
        ]  # fmt: skip

    columns = (
        (_("Number"), 16), (_("Date"), 9), (_("Addressee"), 20), (_("Company"), 20), (_("Title"), 22), (_("State"), 12),
        (_("Valid through"), 11), (_("Total"), -15),
    )  # fmt: skip
    return Listing(_title(statuses, text), columns, total, read)


def _title(statuses: Sequence[str], text: str) -> str:
    state = _(dict(STATES)[statuses[0]]) if len(statuses) == 1 else ""
    told = ", ".join(part for part in (state, text) if part)
    return _("Offers: {text}").format(text=told) if told else _("Offers")
