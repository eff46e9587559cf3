"""Lists of companies: counts, pages and places, never all rows.

The order comes from the companies' summaries, one covering index an order; the rows of a page are fetched by number.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.command import Asking, query
from app.records.company_matching import ORDERS, matching_companies
from app.views.companies import CompanyPage, CompanyRow, CompanySort
from app.views.contacts import CompanyId
from models.column_types import from_millis
from models.store import arrays

# How many stand before a company whose own cells are named p.
_BEFORE: dict[CompanySort, str] = {
    "name": "(s.sort_key, s.company_rid) < (p.sort_key, p.company_rid)",
    "people": "(-s.people, s.sort_key, s.company_rid) < (-p.people, p.sort_key, p.company_rid)",
    "last_touch": "(coalesce(s.last_touch_at, -1), s.company_rid) > (coalesce(p.last_touch_at, -1), p.company_rid)",
}
_ROWS = """
SELECT f.rid, f.id, f.name, f.industry, f.region, s.people, s.last_touch_at,
  (SELECT city FROM address WHERE company_id = f.id AND removed_at IS NULL AND city <> ''
    ORDER BY is_primary DESC, rid LIMIT 1),
  (SELECT i.label FROM company_status l JOIN pick_item i ON i.id = l.status_id
    WHERE l.company_id = f.id AND l.removed_at IS NULL ORDER BY i.position, i.rid LIMIT 1)
FROM company f JOIN company_summary s ON s.company_rid = f.rid
WHERE f.rid IN (SELECT value FROM carray(?))
"""


@query
def company_count(asking: Asking) -> int:
    """How many companies there are outside the recycle bin."""
    ((number,),) = asking.raw.execute("SELECT count(*) FROM company_summary").fetchall()
    return int(str(number))


@query
def company_page(
    asking: Asking, *, offset: int = 0, limit: int = 50, sort: CompanySort = "name", text: str = ""
) -> CompanyPage:
    """A window of the companies, all or those a text finds: by name, most people first, or last touched first."""
    if text.strip():
        rids = matching_companies(asking, text, sort)
        return CompanyPage(_rows(asking, rids[offset : offset + limit]), offset, len(rids))
    statement = f"SELECT company_rid FROM company_summary ORDER BY {ORDERS[sort]} LIMIT ? OFFSET ?"  # noqa: S608 - a constant
    rids = [int(str(row[0])) for row in asking.raw.execute(statement, (limit, offset))]
    return CompanyPage(_rows(asking, rids), offset, company_count(asking))


@query
def company_position(
    asking: Asking, company_id: CompanyId, *, sort: CompanySort = "name", text: str = ""
) -> int | None:
    """The place of a company in the list, from 0; None where it is not in it."""
    found = asking.raw.execute(
        "SELECT s.company_rid FROM company f JOIN company_summary s ON s.company_rid = f.rid WHERE f.id = ?",
        (company_id.bytes,),
    ).fetchone()
    if found is None:
        return None
    if text.strip():
        rids = matching_companies(asking, text, sort)
        return rids.index(int(str(found[0]))) if found[0] in rids else None
    statement = (
        "SELECT count(*) FROM company_summary s, (SELECT * FROM company_summary WHERE company_rid = ?) p"  # noqa: S608 - constants
        f" WHERE {_BEFORE[sort]}"
    )
    ((place,),) = asking.raw.execute(statement, found).fetchall()
    return int(str(place))


def _rows(asking: Asking, rids: Sequence[int]) -> tuple[CompanyRow, ...]:
    by_rid = {int(str(row[0])): _row(row) for row in asking.raw.execute(_ROWS, (arrays.integers(rids),))}
    return tuple(by_rid[rid] for rid in rids if rid in by_rid)


def _row(row: tuple[object, ...]) -> CompanyRow:
    _rid, record_id, name, industry, region, people, touched, city, status = row
    when: datetime | None = from_millis(touched) if isinstance(touched, int) else None
    assert isinstance(record_id, bytes)
    return CompanyRow(
        CompanyId(UUID(bytes=record_id)), str(name), str(industry), str(region), str(city or ""), int(str(people)), when,
        str(status or ""),
    )  # fmt: skip
