"""Lists of contacts: counts, pages and places in the working set, never all rows.

The order comes from the summaries (one covering index an order); the rows of a page are fetched by number. These are
hot paths, so they speak SQL to the reader directly.
"""

from collections.abc import Sequence

from app.command import Asking, query
from app.records.contact_rows import ORDERS, PLACES, Sort, contact_rows, contacts_at, matching_contacts
from app.views.contacts import ContactId, ContactPage, ContactRow, by_column
from app.views.tables import ListColumn
from models.store import arrays
from models.store.snapshots import memory

_COUNT = "contacts"


@query
def contact_count(asking: Asking) -> int:
    """How many contacts there are outside the recycle bin."""
    known = memory(asking.raw)  # every page of a list asks
    if _COUNT not in known:
        ((number,),) = asking.raw.execute("SELECT count(*) FROM contact_summary").fetchall()
        known[_COUNT] = int(str(number))
    return int(known[_COUNT])


@query
def contact_columns(asking: Asking) -> tuple[ListColumn, ...]:
    """The columns a table of contacts may have, in the language spoken."""
    from app.records.contact_cells import contact_columns as columns  # noqa: PLC0415 - SQLAlchemy: behind the first list

    return columns(asking.connection)


@query
def contact_page(
    asking: Asking, *, offset: int = 0, limit: int = 50, sort: Sort = "name", text: str = "",
    columns: Sequence[str] = (),
) -> ContactPage:  # fmt: skip
    """A window of the working set: all contacts, or those a text finds, in the order asked for; `columns` fills cells.

    An order may also be that of a column (`by_column`).
    """
    if text.strip():
        rids = _matching(asking, text, sort)
        found = contact_rows(asking, rids[offset : offset + limit])
        return ContactPage(_with_cells(asking, found, columns), offset, len(rids))
    total = contact_count(asking)
    if by_column(sort):
        rids = _in_order(asking, sort)[offset : offset + limit]
    else:
        rids = contacts_at(asking, sort, offset, limit, total)
    return ContactPage(_with_cells(asking, contact_rows(asking, rids), columns), offset, total)


@query
def contacts_after(asking: Asking, *, after: tuple[str, int] | None = None, limit: int = 50) -> tuple[ContactRow, ...]:
    """The next contacts by name after a place in the order; for walking a whole base without counting."""
    key, rid = after or ("", -1)
    statement = (
        "SELECT contact_rid FROM contact_summary WHERE (sort_key, contact_rid) > (?, ?)"
        " ORDER BY sort_key, contact_rid LIMIT ?"
    )
    return contact_rows(asking, [int(row[0]) for row in asking.raw.execute(statement, (key, rid, limit))])


@query
def contact_position(asking: Asking, contact_id: ContactId, *, sort: Sort = "name", text: str = "") -> int | None:
    """The place of a contact in the working set, from 0; None where it is not in it."""
    alive = "SELECT rid FROM contact WHERE id = ? AND removed_at IS NULL"
    found = asking.raw.execute(alive, (contact_id.bytes,)).fetchone()
    if found is None:
        return None
    if text.strip():
        rids = _matching(asking, text, sort)
        return rids.index(found[0]) if found[0] in rids else None
    if by_column(sort):
        return _in_order(asking, sort).index(found[0])
    place = PLACES[sort]
    statement = (
        "SELECT count(*) FROM contact_summary s, (SELECT * FROM contact_summary WHERE contact_rid = ?) p"  # noqa: S608 - constants
        f" WHERE ({place.format('s')}) {'>' if sort[0] == '-' else '<'} ({place.format('p')})"
    )
    ((number,),) = asking.raw.execute(statement, found).fetchall()
    return int(str(number))


def _with_cells(asking: Asking, rows: tuple[ContactRow, ...], columns: Sequence[str]) -> tuple[ContactRow, ...]:
    if not columns:
        return rows
    from app.records.contact_cells import with_cells  # noqa: PLC0415 - SQLAlchemy: behind the first list

    return with_cells(asking, rows, columns)


def _in_order(asking: Asking, sort: str) -> list[int]:
    from app.records.free_orders import in_order  # noqa: PLC0415 - SQLAlchemy: behind the first list

    return in_order(asking, sort)


def _matching(asking: Asking, text: str, sort: Sort) -> list[int]:
    found = matching_contacts(asking, text)
    if by_column(sort):
        wanted = set(found)
        return [rid for rid in _in_order(asking, sort) if rid in wanted]
    statement = (
        "SELECT contact_rid FROM contact_summary WHERE contact_rid IN (SELECT value FROM carray(?))"  # noqa: S608 - a constant
        f" ORDER BY {ORDERS[sort]}"
    )
    return [int(str(row[0])) for row in asking.raw.execute(statement, (arrays.integers(found),))]
