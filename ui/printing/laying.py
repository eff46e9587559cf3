"""A list read page by page through the doors and laid out; runs aside."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.collector import collector_at_rest
from app.formatting import counted
from resources.i18n import Language, speaking

if TYPE_CHECKING:
    from ui.context import Doors
    from ui.section import Listing

AT_ONCE = 500  # rows asked for at a time


def lay_out(listing: "Listing", doors: "Doors", day: date, lang: Language, told: Callable[[int], bool]) -> bytes:
    """The PDF of a list, all of it; its rows are asked for while the ones before them are laid out.

    Raises:
        UserError: `told` said stop.
    """
    from app.documents.list_pdf import ListColumn, ListPaper, render_list  # noqa: PLC0415 - loads reportlab

    with collector_at_rest(), speaking(lang):
        columns = tuple(
            ListColumn(title, abs(share), "right" if share < 0 else "left") for title, share in listing.columns
        )
        said = counted("{count} row", "{count} rows", listing.total)
        return render_list(ListPaper(listing.title, day, columns, _rows(listing, doors), lang, said), told)


def _rows(listing: "Listing", doors: "Doors") -> Iterator[tuple[str, ...]]:
    offset = 0
    while page := listing.read(doors, offset, AT_ONCE):
        yield from page
        offset += len(page)
        if len(page) < AT_ONCE:
            return
