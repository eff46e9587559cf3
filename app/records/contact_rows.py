"""Rows of contacts for lists: the orders they may stand in, what is shown of each, and those a text finds."""

from collections.abc import Sequence
from typing import Any, Literal

from app.command import Asking
from app.records.list_places import ListOrder, rows_at
from app.views.contacts import ContactId, ContactRow
from models.clock import from_millis
from models.ids import id_of
from models.rules.person_names import full_name_of
from models.rules.search_query import fts_match, readings
from models.store import arrays

# The same key with a dash is the order from its end.
Sort = Literal["name", "company", "last_touch", "next", "-name", "-company", "-last_touch", "-next"]

# Never touched is touched longest ago; who has no next step comes after everybody who has.
ORDERS: dict[Sort, str] = {
    "name": "sort_key, contact_rid",
    "company": "company_key, sort_key, contact_rid",
    "last_touch": "last_touch_at, contact_rid",
    "next": "next_at NULLS LAST, contact_rid",
    "-name": "sort_key DESC, contact_rid DESC",
    "-company": "company_key DESC, sort_key DESC, contact_rid DESC",
    "-last_touch": "last_touch_at DESC, contact_rid DESC",
    "-next": "next_at DESC, contact_rid DESC",
}
# The same orders as rows to compare a contact of the table `{0}` with another one by: with a dash, the greater is first.
PLACES: dict[Sort, str] = {
    "name": "{0}.sort_key, {0}.contact_rid",
    "company": "{0}.company_key, {0}.sort_key, {0}.contact_rid",
    "last_touch": f"coalesce({{0}}.last_touch_at, {-1 << 62}), {{0}}.contact_rid",
    "next": f"coalesce({{0}}.next_at, {1 << 62}), {{0}}.contact_rid",
    "-name": "{0}.sort_key, {0}.contact_rid",
    "-company": "{0}.company_key, {0}.sort_key, {0}.contact_rid",
    "-last_touch": f"coalesce({{0}}.last_touch_at, {-1 << 62}), {{0}}.contact_rid",
    "-next": f"coalesce({{0}}.next_at, {-1 << 62}), {{0}}.contact_rid",
}
# Where an index keeps an order ready: how its rows are found by their place.
_NAME = ListOrder("contact_summary", ("sort_key", "contact_rid"), ORDERS["name"], ORDERS["-name"])
_COMPANY = ListOrder(
    "contact_summary", ("company_key", "sort_key", "contact_rid"), ORDERS["company"], ORDERS["-company"]
)
_PLACED: dict[Sort, ListOrder] = {
    "name": _NAME,
    "-name": _NAME,
    "company": _COMPANY,
    "-company": _COMPANY,
    "last_touch": ListOrder(
        "contact_summary", ("contact_rid",), ORDERS["last_touch"], ORDERS["-last_touch"], marks=False
    ),
    "-last_touch": ListOrder(
        "contact_summary", ("contact_rid",), ORDERS["-last_touch"], ORDERS["last_touch"], marks=False
    ),
    "next": ListOrder(
        "contact_summary", ("contact_rid",), ORDERS["next"], "next_at DESC NULLS FIRST, contact_rid DESC", marks=False
    ),
    "-next": ListOrder("contact_summary", ("contact_rid",), ORDERS["-next"], "next_at, contact_rid", marks=False),
}
_LARGEST_MATCH = 5_000  # contacts a text finds
# A CROSS JOIN keeps SQLite from turning the order of the numbers round.
_ROWS = """
SELECT c.id, c.last, c.first, c.middle, c.suffix, s.company_name, c.job_title, s.next_at, a.kind, a.timeless,
  c.favourite, c.photo_hash
FROM carray(?) n CROSS JOIN contact c ON c.rid = n.value CROSS JOIN contact_summary s ON s.contact_rid = c.rid
LEFT JOIN activity a ON a.rid = s.next_activity_rid
"""


def contacts_at(asking: Asking, sort: Sort, offset: int, limit: int, total: int) -> list[int]:
    """The row numbers of a page of all contacts, of whom there are `total`."""
    order = _PLACED[sort]
    return rows_at(asking, order, offset, limit, total, backwards=order.marks and sort.startswith("-"))


def contact_rows(asking: Asking, rids: Sequence[int]) -> tuple[ContactRow, ...]:
    """The rows of these numbers, in their order; a number that has gone is left out."""
    return tuple(map(_row, asking.raw.execute(_ROWS, (arrays.integers(rids),))))


def matching_contacts(asking: Asking, text: str) -> list[int]:
    """The row numbers of contacts a text finds: by the digits of a phone, by words as typed, then as meant."""
    from models.store.text_index import matching  # noqa: PLC0415 - SQLAlchemy: behind the first list

    for reading in readings(text):
        if reading.kind == "digits":
            found = _by_phone(asking, fts_match(reading))
        else:
            found = matching(asking.raw, "contact", fts_match(reading), _LARGEST_MATCH)
        if found:
            return found
    return []


def _by_phone(asking: Asking, expression: str) -> list[int]:
    from models.store.text_index import phones_with  # noqa: PLC0415 - likewise

    rows = asking.raw.execute(
        "SELECT DISTINCT c.rid FROM channel n JOIN contact c ON c.id = n.contact_id"
        " WHERE n.rid IN (SELECT value FROM carray(?))",
        (arrays.integers(phones_with(asking.raw, expression, _LARGEST_MATCH)),),
    )
    return [int(str(row[0])) for row in rows]


def _row(row: Any) -> ContactRow:
    record_id, last, first, middle, suffix, company, job, next_at, kind, timeless, favourite, photo = row
    return ContactRow(
        ContactId(id_of(record_id)), full_name_of(first, middle, last, suffix) or company, company, job,
        None if next_at is None else from_millis(next_at), kind or "", timeless == 1, favourite == 1, photo,
    )  # fmt: skip
