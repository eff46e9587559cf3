"""The list of contacts as it goes to paper: who, where, how to reach them."""

from resources.i18n import _, pgettext
from ui.context import Doors
from ui.section import Listing
from ui.sections.contacts.narrowing import Narrowing


def contact_listing(working_set: Narrowing, total: int) -> Listing:
    """The working set as it stands on the screen."""
    from app.services.list_papers import contact_reach  # noqa: PLC0415 - heavy: after the first paint

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        rows = working_set.page(doors.ask, offset, limit).result().rows
        reach = doors.ask(contact_reach, [row.id for row in rows]).result()
        return [(row.name, row.company, row.job_title, *reach.get(row.id, ("", ""))) for row in rows]

    columns = (
        (pgettext("contact", "Name"), 22),
        (_("Company"), 22),
        (_("Job title"), 17),
        (_("Phone"), 19),
        (_("E-mail"), 28),
    )
    return Listing(working_set.title(), columns, total, read)
