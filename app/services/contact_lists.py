"""Lists of contacts: counts, pages and places in the working set, never all rows.

The order comes from the summaries (one covering index an order); the rows of a page are fetched by number. These are
hot paths, so they speak SQL to the reader directly.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.command import Asking, query
from app.views.contacts import ContactId, ContactPage, ContactRow
from models.column_types import from_millis
from models.rules.person_names import PersonName, full_name
from models.rules.search_query import fts_match, readings
from models.store import arrays
from models.store.text_index import matching

Sort = Literal["name", "company", "last_touch", "next"]

_ORDERS: dict[Sort, str] = {
    "name": "sort_key, contact_rid",
    "company": "company_key, sort_key",
    "last_touch": "last_touch_at, contact_rid",
    "next": "next_at, contact_rid",
}
_LARGEST_MATCH = 5_000  # rows of a working set narrowed by text
_ROWS = """
SELECT c.rid, c.id, c.prefix, c.last, c.first, c.middle, c.suffix, s.company_name, c.job_title,
  s.next_at, a.kind, a.timeless, c.favourite, c.photo_hash
FROM contact c JOIN contact_summary s ON s.contact_rid = c.rid
LEFT JOIN activity a ON a.rid = s.next_activity_rid
WHERE c.rid IN (SELECT value FROM carray(?))
"""


@query
def contact_count(asking: Asking) -> int:
    """How many contacts there are outside the recycle bin."""
    ((number,),) = asking.raw.execute("SELECT count(*) FROM contact_summary").fetchall()
    return int(str(number))


@query
def contact_page(
    asking: Asking, *, offset: int = 0, limit: int = 50, sort: Sort = "name", text: str = ""
) -> ContactPage:
    """A window of the working set: all contacts, or those a text finds, in the order asked for."""
    if text.strip():
        rids = _matching(asking, text, sort)
        return ContactPage(contact_rows(asking, rids[offset : offset + limit]), offset, len(rids))
    # Stepping over an index entry costs some 30 ns: 3 ms at the far end of 100,000. Rows are only read for the page.
    statement = f"SELECT contact_rid FROM contact_summary ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"  # noqa: S608 - a constant
    rids = [int(row[0]) for row in asking.raw.execute(statement, (limit, offset))]
    return ContactPage(contact_rows(asking, rids), offset, contact_count(asking))


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
    order = _ORDERS[sort]
    statement = (
        f"SELECT count(*) FROM contact_summary s, (SELECT {order} FROM contact_summary WHERE contact_rid = ?) p"  # noqa: S608 - constants
        f" WHERE ({', '.join('s.' + part for part in order.split(', '))})"
        f" < ({', '.join('p.' + part for part in order.split(', '))})"
    )
    row = asking.raw.execute(statement, (found[0],)).fetchone()
    return int(row[0]) if row else None


def contact_rows(asking: Asking, rids: Sequence[int]) -> tuple[ContactRow, ...]:
    """The rows of these numbers, in their order; a number that has gone is left out."""
    by_rid = {row[0]: _row(row) for row in asking.raw.execute(_ROWS, (arrays.integers(rids),))}
    return tuple(by_rid[rid] for rid in rids if rid in by_rid)


def _matching(asking: Asking, text: str, sort: Sort) -> list[int]:
    for reading in readings(text):
        if reading.kind == "digits":
            continue
        found = matching(asking.raw, "contact", fts_match(reading), _LARGEST_MATCH)
        if found:
            statement = (
                "SELECT contact_rid FROM contact_summary WHERE contact_rid IN (SELECT value FROM carray(?))"  # noqa: S608 - a constant
                f" ORDER BY {_ORDERS[sort]}"
            )
            return [int(row[0]) for row in asking.raw.execute(statement, (arrays.integers(found),))]
    return []


def _row(row: tuple[object, ...]) -> ContactRow:
    _rid, record_id, prefix, last, first, middle, suffix, company, job, next_at, kind, timeless, favourite, photo = row
    when: datetime | None = from_millis(next_at) if isinstance(next_at, int) else None
    name = full_name(PersonName(str(prefix), str(first), str(middle), str(last), str(suffix)))
    assert isinstance(record_id, bytes)
    return ContactRow(
        ContactId(UUID(bytes=record_id)), name or str(company), str(company), str(job), when, str(kind or ""),
        bool(timeless), bool(favourite), str(photo),
    )  # fmt: skip
