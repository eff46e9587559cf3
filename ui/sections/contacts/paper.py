"""The list of contacts as it goes to paper: who, where, how to reach them."""

from resources.i18n import _, pgettext
from ui.context import Doors
from ui.section import Listing


def contact_listing(text: str, total: int) -> Listing:
    """The working set: all contacts, or those a text finds."""
    from app.services.contact_lists import contact_page  # noqa: PLC0415 - heavy: after the first paint
    from app.services.list_papers import contact_reach  # noqa: PLC0415

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        rows = doors.ask(contact_page, offset=offset, limit=limit, text=text).result().rows
        reach = doors.ask(contact_reach, [row.id for row in rows]).result()
        return [(row.name, row.company, row.job_title, *reach.get(row.id, ("", ""))) for row in rows]

    title = _("Contacts: {text}").format(text=text) if text else _("Contacts")
    columns = (
        (pgettext("contact", "Name"), 22),
        (_("Company"), 22),
        (_("Job title"), 17),
        (_("Phone"), 19),
        (_("E-mail"), 28),
    )
    return Listing(title, columns, total, read)
