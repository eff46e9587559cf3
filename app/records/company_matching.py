"""The companies a text finds, and those chosen for one change of many."""

from collections.abc import Sequence

from app.command import Asking
from app.views.chosen import Chosen
from app.views.companies import CompanySort
from models.rules.search_query import fts_match, readings
from models.store import arrays
from models.store.text_index import matching, phones_with

ORDERS: dict[CompanySort, str] = {
    "name": "sort_key, company_rid",
    "people": "people DESC, sort_key, company_rid",
    "last_touch": "last_touch_at DESC, company_rid DESC",
}
_LARGEST_MATCH = 5_000  # companies a text finds
_FROM = "FROM company_summary s JOIN company f ON f.rid = s.company_rid"


def matching_companies(asking: Asking, text: str, sort: CompanySort) -> list[int]:
    """The row numbers of the companies a text finds, in an order."""
    for reading in readings(text):
        if reading.kind == "digits":
            found = _by_phone(asking, fts_match(reading))
        else:
            found = matching(asking.raw, "company", fts_match(reading), _LARGEST_MATCH)
        if found:
            statement = (
                "SELECT company_rid FROM company_summary WHERE company_rid IN (SELECT value FROM carray(?))"  # noqa: S608 - a constant
                f" ORDER BY {ORDERS[sort]}"
            )
            return [int(str(row[0])) for row in asking.raw.execute(statement, (arrays.integers(found),))]
    return []


def chosen_companies(asking: Asking, chosen: Chosen, also: str = "1", values: tuple[object, ...] = ()) -> list[int]:
    """The row numbers of the companies chosen; `also` is a further clause on the company `f` and its summary `s`."""
    clause, bound = _clause(asking, chosen)
    statement = f"SELECT f.rid {_FROM} WHERE {clause} AND ({also}) ORDER BY f.rid"
    return [int(str(row[0])) for row in asking.raw.execute(statement, (*bound, *values))]


def companies_number(asking: Asking, chosen: Chosen, also: str = "1", values: tuple[object, ...] = ()) -> int:
    """How many companies are chosen, of those that meet a further clause."""
    clause, bound = _clause(asking, chosen)
    statement = f"SELECT count(*) {_FROM} WHERE {clause} AND ({also})"
    ((number,),) = asking.raw.execute(statement, (*bound, *values)).fetchall()
    return int(str(number))


def _clause(asking: Asking, chosen: Chosen) -> tuple[str, tuple[object, ...]]:
    clauses, values = ["1"], []
    for text in _texts(chosen):
        clauses.append("f.rid IN (SELECT value FROM carray(?))")
        values.append(arrays.integers(matching_companies(asking, text, "name")))
    if chosen.ids or not chosen.everyone:
        among = (
            "f.id NOT IN (SELECT value FROM carray(?))" if chosen.everyone else "f.id IN (SELECT value FROM carray(?))"
        )
        clauses.append(among)
        values.append(arrays.blobs(sorted(one.bytes for one in chosen.ids)))
    return " AND ".join(clauses), tuple(values)


def _texts(chosen: Chosen) -> Sequence[str]:
    """A list of companies is narrowed by a text alone."""
    return [str(one.value) for one in chosen.conditions if one.field == "text" and one.value]


def _by_phone(asking: Asking, expression: str) -> list[int]:
    rows = asking.raw.execute(
        "SELECT DISTINCT f.rid FROM channel n JOIN company f ON f.id = n.company_id"
        " WHERE n.rid IN (SELECT value FROM carray(?))",
        (arrays.integers(phones_with(asking.raw, expression, _LARGEST_MATCH)),),
    )
    return [int(str(row[0])) for row in rows]
