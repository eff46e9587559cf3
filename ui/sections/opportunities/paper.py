"""The deals as they go to paper: the board stage by stage, or the list of those off it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from app.formatting import money, percent, short_date
from resources.i18n import _
from ui.context import Doors
from ui.section import Listing
from ui.sections.opportunities.wording import status_title

if TYPE_CHECKING:
    from app.views.offers import OpportunityRow

MOST_OF_A_STAGE = 100_000  # the board on paper leaves nothing out


def deal_listing(status: str, process: UUID | None, text: str, total: int, today: date) -> Listing:
    """The deals of a status as they stand on the screen; open ones in the order of their stages."""
    from app.services.opportunity_lists import board, opportunities  # noqa: PLC0415 - heavy: after the first paint

    kept: list[OpportunityRow] = []

    def on_board(doors: Doors) -> "list[OpportunityRow]":
        if not kept:
            columns = doors.ask(board, process, text=text, limit=MOST_OF_A_STAGE).result()
            kept.extend(row for column in columns for row in column.rows)
        return kept

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        if status == "open":
            return [_said(row, today) for row in on_board(doors)[offset : offset + limit]]
        page = doors.ask(opportunities, status=status, text=text, offset=offset, limit=limit).result()
        return [_said(row, today) for row in page.rows]

    last = _("Estimated close") if status == "open" else _("Closed")
    columns = (
        (_("Deal"), 26), (_("Contact"), 20), (_("Company"), 20), (_("Stage"), 16), (_("Probability"), -9), (last, 11),
        (_("Amount"), -15),
    )  # fmt: skip
    told = ", ".join(part for part in (status_title(status), text) if part)
    return Listing(_("Deals: {text}").format(text=told), columns, total, read)


def _said(row: "OpportunityRow", today: date) -> tuple[str, ...]:
    ends = row.estimated_close if row.status == "open" else row.closed_on
    return (
        row.name, row.contact, row.company, row.stage, percent(row.probability),
        short_date(ends, today) if ends else "", money(row.amount, row.currency) if row.amount else "",
    )  # fmt: skip
