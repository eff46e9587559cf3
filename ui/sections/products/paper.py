"""The catalogue as it goes to paper: a price list to hand over; costs and floor prices never stand on it."""

from app.formatting import money, percent
from resources.i18n import _
from ui.context import Doors
from ui.section import Listing


def product_listing(text: str, category: str, total: int, *, archived: bool) -> Listing:
    """The products the list shows, in its order."""
    from app.services.products import products  # noqa: PLC0415 - heavy: after the first paint

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        page = doors.ask(products, text=text, category=category, archived=archived, offset=offset, limit=limit).result()
        return [
            (
                row.code, row.name, row.category.replace("/", " / "), row.unit,
                money(row.price, row.currency) if row.price is not None else "",
                percent(row.vat_rate) if row.vat_rate is not None else "",
            )
            for row in page.rows
        ]  # fmt: skip

    columns = (
        (_("Code"), 12), (_("Name"), 44), (_("Category"), 22), (_("Unit"), 8), (_("Price"), -15), (_("VAT"), -7),
    )  # fmt: skip
    told = ", ".join(part for part in (category.replace("/", " / "), text) if part)
    return Listing(_("Products: {text}").format(text=told) if told else _("Products"), columns, total, read)
