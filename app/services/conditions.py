"""Contacts by simple conditions, as the chips above the list say them: pages, ids, counts, and what one may choose."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.command import Asking, query
from app.records.condition_sql import OTHERS, ops_of, where
from app.records.contact_cells import with_cells
from app.records.contact_rows import ORDERS, Sort, contact_rows
from app.records.editing import editable_fields
from app.records.free_orders import ids_of, put_in_order
from app.records.own_cells import PREFIX, own_name, own_named
from app.records.own_matching import own_ops
from app.records.own_values import own_fields_of
from app.records.pick_lists import labels
from app.views.conditions import Choice, Condition, ConditionField
from app.views.contacts import ContactId, ContactPage, by_column
from models.errors import UserError
from models.fields import OF_WORDS
from models.rules.search_query import fts_match, readings
from models.rules.search_text import search_text
from models.store import arrays
from models.store.text_index import matching
from resources.i18n import _

_SUMMARIES = "FROM contact_summary s"
_FROM = f"{_SUMMARIES} JOIN contact c ON c.rid = s.contact_rid"
_MOST_COMPANIES = 500  # of which a text may choose
_LIVING = "contact_id NOT IN (SELECT id FROM contact WHERE removed_at IS NOT NULL)"
_DISTINCT = {
    "city": "SELECT city, count(DISTINCT contact_id) FROM address WHERE contact_id IS NOT NULL AND city <> ''"  # noqa: S608 - constants
    f" AND removed_at IS NULL AND {_LIVING} GROUP BY city",
    "company": "SELECT f.name, s.people FROM company_summary s JOIN company f ON f.rid = s.company_rid"
    " WHERE s.people > 0 ORDER BY s.people DESC, s.sort_key LIMIT ?",
    "industry": "SELECT f.industry, sum(s.people) FROM company f JOIN company_summary s ON s.company_rid = f.rid"
    " WHERE f.industry <> '' GROUP BY f.industry",
    "status": "SELECT coalesce(nullif(i.key, ''), i.label), count(l.id) FROM pick_item i"  # noqa: S608 - constants
    " JOIN pick_list p ON p.id = i.list_id LEFT JOIN contact_status l ON l.status_id = i.id AND l.removed_at IS NULL"
    f" AND l.{_LIVING} WHERE p.key = 'contact_status' AND i.removed_at IS NULL GROUP BY i.id",
    "tag": "SELECT t.name, count(l.id) FROM tag t LEFT JOIN contact_tag l ON l.tag_id = t.id AND l.removed_at IS NULL"  # noqa: S608 - constants
    f" AND l.{_LIVING} WHERE t.removed_at IS NULL GROUP BY t.id",
    "owner": "SELECT u.name, count(c.rid) FROM app_user u LEFT JOIN contact c ON c.owner_id = u.id AND c.removed_at IS NULL"
    " WHERE u.removed_at IS NULL AND u.name <> '' GROUP BY u.id",
}
_OWN = """
SELECT value, count(*) FROM custom_value WHERE field_id = ? AND record_kind = 'contact' AND removed_at IS NULL
 AND value <> '' GROUP BY value
"""
_LIST_OF = {"status": "contact_status", "industry": "industry"}


@query
def conditioned_page(
    asking: Asking, conditions: Sequence[Condition], *, offset: int = 0, limit: int = 50, sort: Sort = "name",
    columns: Sequence[str] = (),
) -> ContactPage:  # fmt: skip
    """A window of the contacts that meet all conditions; `columns` fills cells.

    Raises:
        UserError: a condition is about no field, or compares it in a way it cannot be compared.
    """
    rids = _rids(asking, conditions, sort)
    found = contact_rows(asking, rids[offset : offset + limit])
    return ContactPage(with_cells(asking, found, columns), offset, len(rids))


@query
def conditioned_ids(
    asking: Asking, conditions: Sequence[Condition], *, sort: Sort = "name", offset: int = 0, limit: int | None = None
) -> tuple[ContactId, ...]:
    """The contacts that meet all conditions, in the order asked for: a working set for bulk edits and rounds of calls."""
    if by_column(sort):
        rids = _rids(asking, conditions, sort)[offset:]
        return ids_of(asking, rids if limit is None else rids[:limit])
    clause, values = where(asking, conditions)
    statement = f"SELECT c.id {_FROM} WHERE {clause} ORDER BY {ORDERS[sort]} LIMIT ? OFFSET ?"
    rows = asking.raw.execute(statement, (*values, -1 if limit is None else limit, offset))
    return tuple(ContactId(UUID(bytes=row[0])) for row in rows if isinstance(row[0], bytes))


@query
def conditioned_count(asking: Asking, conditions: Sequence[Condition]) -> int:
    """How many contacts meet all conditions."""
    clause, values = where(asking, conditions)
    statement = f"SELECT count(*) {_from(clause)} WHERE {clause}"
    ((number,),) = asking.raw.execute(statement, values).fetchall()
    return int(str(number))


@query
def conditioned_position(
    asking: Asking, contact_id: ContactId, conditions: Sequence[Condition], *, sort: Sort = "name"
) -> int | None:
    """The place of a contact among those that meet all conditions, from 0; None where it is not among them."""
    found = asking.raw.execute("SELECT rid FROM contact WHERE id = ?", (contact_id.bytes,)).fetchone()
    rids = _rids(asking, conditions, sort) if found else []
    return rids.index(int(str(found[0]))) if found and found[0] in rids else None


@query
def choices(asking: Asking, field: str, *, text: str = "", limit: int = 50) -> tuple[Choice, ...]:
    """The values of a field that contacts have, the most frequent first; `text` narrows them by their words.

    Raises:
        UserError: the field's values cannot be chosen from.
    """
    if field == "company":
        return _companies(asking, text, limit)
    own = own_named(asking.connection, "contact", field) if field.startswith(PREFIX) else None
    statement = _OWN if own else _DISTINCT.get(field) or _distinct(field)
    list_key = own.pick_list if own else _list_key(field)
    words = labels(asking.connection, list_key) if list_key else {}
    found = [
        Choice(str(value), words.get(str(value), str(value)), int(str(count)))
        for value, count in asking.raw.execute(statement, (own.id.bytes,) if own else ())
    ]
    if wanted := search_text(text):
        found = [choice for choice in found if wanted in search_text(choice.label)]
    found.sort(key=lambda choice: (-choice.count, choice.label.casefold()))
    return tuple(found[:limit])


@query
def condition_fields(asking: Asking) -> tuple[ConditionField, ...]:
    """Everything a condition can be about, in the language spoken."""
    special = [ConditionField(name, _(label), ops, name in _DISTINCT) for name, (label, ops) in OTHERS.items()]
    plain = [
        ConditionField(name, _(field.label), ops_of(name), field.kind in OF_WORDS)
        for name, field in editable_fields("contact").items()
        if ops_of(name) and field.group != "exchange"
    ]
    own = [
        ConditionField(own_name(one), one.label, own_ops(one), one.kind in OF_WORDS)
        for one in own_fields_of(asking.connection, "contact")
    ]
    return (*special, *plain, *own)


def _rids(asking: Asking, conditions: Sequence[Condition], sort: Sort) -> list[int]:
    clause, values = where(asking, conditions)
    order = "" if by_column(sort) else f" ORDER BY {ORDERS[sort]}"
    statement = f"SELECT s.contact_rid {_from(clause)} WHERE {clause}{order}"
    if by_column(sort):
        return put_in_order(asking, sort, (int(str(row[0])) for row in asking.raw.execute(statement, values)))
    return [int(str(row[0])) for row in asking.raw.execute(statement, values)]


def _companies(asking: Asking, text: str, limit: int) -> tuple[Choice, ...]:
    """Companies with people: there may be tens of thousands, so the search index narrows them."""
    statement = _DISTINCT["company"]
    values: list[Any] = [limit]
    if text.strip():
        typed = [reading for reading in readings(text) if reading.kind != "digits"]
        rids = matching(asking.raw, "company", fts_match(typed[0]), _MOST_COMPANIES) if typed else []
        statement = statement.replace("WHERE", "WHERE f.rid IN (SELECT value FROM carray(?)) AND")
        values = [arrays.integers(rids), limit]
    rows = asking.raw.execute(statement, tuple(values))
    return tuple(Choice(str(name), str(name), int(str(people))) for name, people in rows)


def _from(clause: str) -> str:
    """The contacts themselves are looked at only where a clause speaks of them: the summaries are far smaller."""
    return _FROM if "c." in clause else _SUMMARIES


def _distinct(name: str) -> str:
    field = editable_fields("contact").get(name)
    if field is None or field.kind not in OF_WORDS:
        raise UserError(_("There is nothing to choose from for {field}.").format(field=name), field=name)
    return (
        f'SELECT "{name}", count(*) FROM contact WHERE removed_at IS NULL AND "{name}" <> \'\''  # noqa: S608 - a declared field
        f' GROUP BY "{name}"'
    )


def _list_key(name: str) -> str:
    field = editable_fields("contact").get(name)
    return _LIST_OF.get(name) or (field.pick_list or "" if field else "")
