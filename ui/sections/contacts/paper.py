"""The list of contacts as it goes to paper: who, where, how to reach them; or the columns of the table."""

from resources.i18n import _, pgettext
from ui.context import Doors
from ui.section import Listing
from ui.sections.contacts.narrowing import Narrowing
from ui.sections.contacts.table import ContactTable


def contact_listing(working_set: Narrowing, total: int) -> Listing:
    """The working set with how its people are reached."""
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


def table_listing(working_set: Narrowing, total: int, table: ContactTable) -> Listing:
    """The working set with the columns of the table as they stand on the screen."""
    names, describe = table.names(), table.describing()

    def read(doors: Doors, offset: int, limit: int) -> list[tuple[str, ...]]:
        rows = working_set.page(doors.ask, offset, limit, names).result().rows
        return [tuple(cell.text for cell in describe(row)) for row in rows]

    columns = tuple((one.title, -one.width if one.right else one.width) for one in table.columns())
    return Listing(working_set.title(), columns, total, read)
