"""Contact summaries: what the program itself keeps of a contact (last touches, next activity, order in lists).

Derived from history and planned activities, so that undo, sync and bulk loads can never leave them stale; a contact
in the recycle bin has none, which makes this table the working set of all lists.
"""

from collections.abc import Mapping

import apsw

from models.store import arrays
from models.store.recorder import Change, ChangeSet
from models.store.text_index import owner_ids, owners_of_added

HUMAN = "('call', 'meeting', 'email', 'letter', 'messenger')"

# A timeless activity stands in the lists at 11:00 UTC of its day: that moment is the same day from UTC−11 to UTC+12.
_PLANNED_AT = "coalesce(start_at, (unixepoch(due_on) + 39600) * 1000)"

_TOUCHES = """
    max(CASE WHEN (kind IN ('call', 'messenger') AND result IN ('reached', 'interested', 'refused'))
              OR (kind = 'meeting' AND result = 'held') THEN start_at END) AS reach,
    max(CASE WHEN kind = 'call' THEN start_at END) AS attempt,
    max(CASE WHEN kind = 'meeting' AND result = 'held' THEN start_at END) AS meeting,
    max(CASE WHEN kind = 'letter' THEN start_at END) AS letter,
    max(CASE WHEN kind = 'email' THEN start_at END) AS email,
    max(start_at) AS touch
"""
_HAPPENED = f"h.system = 0 AND h.removed_at IS NULL AND h.kind IN {HUMAN}"
# The + keeps SQLite from going through everything that is open for the sake of one person.
_OPEN = "+a.completed_at IS NULL AND a.removed_at IS NULL"


def _later(name: str) -> str:
    """The later of one's own and of what was shared with others."""
    return f"coalesce(max(t.{name}, s.{name}), t.{name}, s.{name})"


# What was shared with others is read apart: own rows are grouped as their index has them.
_FILL = f"""
WITH chosen AS (SELECT rid, id FROM contact WHERE removed_at IS NULL AND {{rows}}),
touches AS (
  SELECT h.contact_id, {_TOUCHES} FROM history h
  WHERE {_HAPPENED} AND h.contact_id IN (SELECT id FROM chosen) GROUP BY h.contact_id),
shared AS (
  SELECT p.contact_id, {_TOUCHES} FROM history_contact p CROSS JOIN history h ON h.id = p.history_id
  WHERE p.removed_at IS NULL AND {_HAPPENED} AND p.contact_id IN (SELECT id FROM chosen) GROUP BY p.contact_id),
planned AS (
  SELECT a.contact_id, min({_PLANNED_AT}) AS at FROM activity a
  WHERE {_OPEN} AND a.contact_id IN (SELECT id FROM chosen) GROUP BY a.contact_id),
coming AS (
  SELECT p.contact_id, min({_PLANNED_AT}) AS at FROM activity_contact p CROSS JOIN activity a ON a.id = p.activity_id
  WHERE p.removed_at IS NULL AND {_OPEN} AND p.contact_id IN (SELECT id FROM chosen) GROUP BY p.contact_id)
INSERT INTO contact_summary(contact_rid, sort_key, company_name, company_key, last_reach_at, last_attempt_at,
  last_meeting_at, last_letter_at, last_email_at, last_touch_at, touch_due_at, last_result, next_at,
  next_activity_rid)
SELECT c.rid,
  coalesce(nullif(search_text(c.last, c.first, c.middle), ''), nullif(search_text(f.name), ''),
    (SELECT search_text(value) FROM channel WHERE contact_id = c.id AND removed_at IS NULL ORDER BY rid LIMIT 1), ''),
  coalesce(f.name, ''), coalesce(search_text(f.name), ''),
  {_later("reach")}, {_later("attempt")}, {_later("meeting")}, {_later("letter")}, {_later("email")}, {_later("touch")},
  CASE WHEN c.keep_in_touch_days > 0 THEN coalesce({_later("touch")}, c.created_at) + c.keep_in_touch_days * 86400000 END,
  coalesce((SELECT result FROM history WHERE contact_id = c.id AND start_at = {_later("touch")} AND system = 0
    AND removed_at IS NULL AND result <> '' ORDER BY rid DESC LIMIT 1),
   (SELECT h.result FROM history_contact p CROSS JOIN history h ON h.id = p.history_id WHERE s.touch IS NOT NULL
    AND p.contact_id = c.id AND p.removed_at IS NULL AND {_HAPPENED} AND h.start_at = {_later("touch")} AND h.result <> ''
    ORDER BY h.rid DESC LIMIT 1), ''),
  coalesce(min(o.at, g.at), o.at, g.at),
  CASE WHEN o.at IS NULL OR g.at < o.at
   THEN (SELECT a.rid FROM activity_contact p CROSS JOIN activity a ON a.id = p.activity_id WHERE g.at IS NOT NULL
    AND p.contact_id = c.id AND p.removed_at IS NULL AND {_OPEN} AND {_PLANNED_AT} = g.at ORDER BY a.rid LIMIT 1)
   ELSE (SELECT a.rid FROM activity a WHERE a.contact_id = c.id AND {_PLANNED_AT} = o.at AND {_OPEN}
    ORDER BY a.rid LIMIT 1) END
FROM chosen
JOIN contact c ON c.rid = chosen.rid
LEFT JOIN company f ON f.id = c.company_id AND f.removed_at IS NULL
LEFT JOIN touches t ON t.contact_id = c.id
LEFT JOIN shared s ON s.contact_id = c.id
LEFT JOIN planned o ON o.contact_id = c.id
LEFT JOIN coming g ON g.contact_id = c.id
"""
_COLUMNS = frozenset({"last", "first", "middle", "company_id", "keep_in_touch_days", "removed_at"})


def refresh(connection: apsw.Connection, changes: ChangeSet) -> None:
    """Bring the summaries in line with a change set, inside the transaction that made it."""
    groups = changes.by_table()
    rids = {change.rid for change in groups.get("contact", ()) if change.concerns(_COLUMNS)}
    owners: set[bytes] = set()
    for table in ("history", "activity", "channel"):
        by_people = [change for change in groups.get(table, ()) if not _written_by_program(change)]
        owners |= owner_ids(connection, table, "contact_id", by_people)
    owners |= those_who_came(connection, groups, "history") | those_who_came(connection, groups, "activity")
    if owners:
        query = "SELECT rid FROM contact WHERE id IN (SELECT value FROM carray(?))"
        rows = connection.execute(query, (arrays.blobs(owners),))
        rids |= {row[0] for row in rows}
    for change in groups.get("company", ()):
        if change.op == "update":
            query = "SELECT c.rid FROM contact c JOIN company f ON f.id = c.company_id WHERE f.rid = ?"
            rids |= {row[0] for row in connection.execute(query, (change.rid,))}
    rids |= owners_of_added(connection, changes, "channel", "contact_id", "contact")
    rids |= owners_of_added(connection, changes, "history", "contact_id", "contact", "system = 0")
    for span in changes.added.get("contact", ()):
        connection.execute(_FILL.format(rows="rid BETWEEN ? AND ?"), span)
    if "contact" in changes.added:
        rids = {rid for rid in rids if not changes.is_added("contact", rid)}
    if rids:
        numbers = arrays.integers(sorted(rids))
        chosen = "rid IN (SELECT value FROM carray(?))"
        connection.execute(f"DELETE FROM contact_summary WHERE contact_{chosen}", (numbers,))
        connection.execute(_FILL.format(rows=chosen), (numbers,))


def those_who_came(connection: apsw.Connection, groups: Mapping[str, list[Change]], table: str) -> set[bytes]:
    """Whom changes of something shared by several concern beside the one it is with."""
    found = owner_ids(connection, f"{table}_contact", "contact_id", groups.get(f"{table}_contact", ()))
    edited = [change.rid for change in groups.get(table, ()) if change.op == "update"]
    if edited:  # what is new brings its people with it
        query = (
            f"SELECT p.contact_id FROM {table} r CROSS JOIN {table}_contact p ON p.{table}_id = r.id"
            " WHERE r.rid IN (SELECT value FROM carray(?))"
        )
        found |= {row[0] for row in connection.execute(query, (arrays.integers(edited),))}
    return found


def _written_by_program(change: Change) -> bool:
    """Whether it is a row of the history that the program wrote itself: it touches nobody."""
    return change.table == "history" and change.op == "insert" and bool(change.cell("system"))


def write_anew(connection: apsw.Connection, span: tuple[int, int]) -> None:
    """Make the summaries of the contacts between two row numbers anew."""
    connection.execute("DELETE FROM contact_summary WHERE contact_rid BETWEEN ? AND ?", span)
    connection.execute(_FILL.format(rows="rid BETWEEN ? AND ?"), span)


def rebuild(connection: apsw.Connection) -> None:
    """Make all summaries anew, inside the caller's transaction."""
    connection.execute("DELETE FROM contact_summary")
    connection.execute(_FILL.format(rows="1"))
