"""A list read page by page through the doors and laid out; runs aside."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.collector import collector_at_rest
from app.formatting import counted
from resources.i18n import Language, speaking

if TYPE_CHECKING:
    from ui.context import Doors
    from ui.section import Listing

AT_ONCE = 500  # rows asked for at a time
MOST = 10_000  # rows on paper: a longer list is nothing to carry


def lay_out(listing: "Listing", doors: "Doors", day: date, lang: Language, told: Callable[[int], bool]) -> bytes:
    """The PDF of a list.

    Raises:
        UserError: `told` said stop.
    """
    from app.documents.list_pdf import ListColumn, ListPaper, render_list  # noqa: PLC0415 - loads reportlab

    rows: list[tuple[str, ...]] = []
    with collector_at_rest(), speaking(lang):
        while len(rows) < MOST:
            page = listing.read(doors, len(rows), min(AT_ONCE, MOST - len(rows)))
            rows += page
            if len(page) < AT_ONCE:
                break
        columns = tuple(
            ListColumn(title, abs(share), "right" if share < 0 else "left") for title, share in listing.columns
        )
        said = counted("{count} row", "{count} rows", len(rows))
        return render_list(ListPaper(listing.title, day, columns, rows, lang, said), told)
