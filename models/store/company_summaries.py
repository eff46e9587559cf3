"""Company summaries: the order of companies in lists, how many people each has, when it was touched last.

Derived as the contacts' summaries are, and after them, for a touch of a person is a touch of the firm. A company in the
recycle bin has none, which makes this table the working set of all lists of companies.
"""

import apsw

from models.store import arrays
from models.store.recorder import Change, ChangeSet
from models.store.summaries import HUMAN, those_who_came
from models.store.text_index import owner_ids, owners_of_added

_FILL = f"""
INSERT INTO company_summary(company_rid, sort_key, people, last_touch_at)
SELECT f.rid, coalesce(nullif(search_text(f.name), ''), search_text(f.full_name)),
  (SELECT count(*) FROM contact WHERE company_id = f.id AND removed_at IS NULL),
  (SELECT max(at) FROM (
    SELECT max(s.last_touch_at) AS at FROM contact c JOIN contact_summary s ON s.contact_rid = c.rid
      WHERE c.company_id = f.id AND c.removed_at IS NULL
    UNION ALL
    SELECT * FROM (SELECT start_at FROM history WHERE company_id = f.id AND start_at IS NOT NULL AND system = 0
      AND removed_at IS NULL AND kind IN {HUMAN} ORDER BY start_at DESC LIMIT 1)))
FROM company f WHERE f.removed_at IS NULL AND {{rows}}
"""
_OWN = frozenset({"name", "full_name", "removed_at"})
_OF_PEOPLE = frozenset({"company_id", "removed_at"})
_EMPLOYERS = """
SELECT f.rid FROM company f WHERE f.id IN (SELECT value FROM carray(?))
UNION
SELECT f.rid FROM contact c JOIN company f ON f.id = c.company_id WHERE c.id IN (SELECT value FROM carray(?))
"""


def refresh(connection: apsw.Connection, changes: ChangeSet) -> None:
    """Bring the summaries in line with a change set; the contacts' own are in line already."""
    groups = changes.by_table()
    rids = {change.rid for change in groups.get("company", ()) if change.concerns(_OWN)}
    people = [change for change in groups.get("contact", ()) if change.concerns(_OF_PEOPLE)]
    talks = [change for change in groups.get("history", ()) if not _written_by_program(change)]
    firms = owner_ids(connection, "contact", "company_id", people) | owner_ids(
        connection, "history", "company_id", talks
    )
    touched = owner_ids(connection, "history", "contact_id", talks) | those_who_came(connection, groups, "history")
    rids |= _of_added(connection, changes)
    if firms or touched:
        rids |= {row[0] for row in connection.execute(_EMPLOYERS, (arrays.blobs(firms), arrays.blobs(touched)))}
    if rids:
        numbers = arrays.integers(sorted(rids))
        chosen = "rid IN (SELECT value FROM carray(?))"
        connection.execute(f"DELETE FROM company_summary WHERE company_{chosen}", (numbers,))
        connection.execute(_FILL.format(rows=f"f.{chosen}"), (numbers,))


def _of_added(connection: apsw.Connection, changes: ChangeSet) -> set[int]:
    """The firms that were added, and those to which people and their talks were added."""
    found = {rid for first, last in changes.added.get("company", ()) for rid in range(first, last + 1)}
    for table, which in (("contact", "1"), ("history", "system = 0")):
        found |= owners_of_added(connection, changes, table, "company_id", "company", which)
    query = (
        "SELECT f.rid FROM company f WHERE f.id IN (SELECT company_id FROM contact WHERE id IN"
        " (SELECT contact_id FROM history WHERE rid BETWEEN ? AND ? AND system = 0))"
    )
    return found | {row[0] for span in changes.added.get("history", ()) for row in connection.execute(query, span)}


def write_anew(connection: apsw.Connection, span: tuple[int, int]) -> None:
    """Make the summaries of the companies between two row numbers anew; the contacts' own are in line already."""
    connection.execute("DELETE FROM company_summary WHERE company_rid BETWEEN ? AND ?", span)
    connection.execute(_FILL.format(rows="f.rid BETWEEN ? AND ?"), span)


def rebuild(connection: apsw.Connection) -> None:
    """Make all summaries anew, inside the caller's transaction."""
    connection.execute("DELETE FROM company_summary")
    connection.execute(_FILL.format(rows="1"))


def _written_by_program(change: Change) -> bool:
    return change.op == "insert" and bool(change.cell("system"))
