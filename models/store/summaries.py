"""Contact summaries: what the program itself keeps of a contact (last touches, next activity, order in lists).

Derived from history and planned activities, so that undo, sync and bulk loads can never leave them stale; a contact
in the recycle bin has none, which makes this table the working set of all lists.
"""

import apsw

from models.store import arrays
from models.store.recorder import Change, ChangeSet
from models.store.text_index import owner_ids

HUMAN = "('call', 'meeting', 'email', 'letter', 'messenger')"

# A timeless activity stands in the lists at 11:00 UTC of its day: that moment is the same day from UTC−11 to UTC+12.
_PLANNED_AT = "coalesce(start_at, (unixepoch(due_on) + 39600) * 1000)"

_FILL = f"""
WITH chosen AS (SELECT rid, id FROM contact WHERE removed_at IS NULL AND {{rows}}),
touches AS (
  SELECT contact_id,
    max(CASE WHEN (kind IN ('call', 'messenger') AND result IN ('reached', 'interested', 'refused'))
              OR (kind = 'meeting' AND result = 'held') THEN start_at END) AS reach,
    max(CASE WHEN kind = 'call' THEN start_at END) AS attempt,
    max(CASE WHEN kind = 'meeting' AND result = 'held' THEN start_at END) AS meeting,
    max(CASE WHEN kind = 'letter' THEN start_at END) AS letter,
    max(CASE WHEN kind = 'email' THEN start_at END) AS email,
    max(start_at) AS touch
  FROM history
  WHERE system = 0 AND removed_at IS NULL AND kind IN {HUMAN} AND contact_id IN (SELECT id FROM chosen)
  GROUP BY contact_id),
planned AS (
  SELECT contact_id, min({_PLANNED_AT}) AS at
  FROM activity
  WHERE completed_at IS NULL AND removed_at IS NULL AND contact_id IN (SELECT id FROM chosen)
  GROUP BY contact_id)
INSERT INTO contact_summary(contact_rid, sort_key, company_name, company_key, last_reach_at, last_attempt_at,
  last_meeting_at, last_letter_at, last_email_at, last_touch_at, touch_due_at, last_result, next_at,
  next_activity_rid)
SELECT c.rid,
  coalesce(nullif(search_text(c.last, c.first, c.middle), ''), nullif(search_text(f.name), ''),
    (SELECT search_text(value) FROM channel WHERE contact_id = c.id AND removed_at IS NULL ORDER BY rid LIMIT 1), ''),
  coalesce(f.name, ''), coalesce(search_text(f.name), ''),
  t.reach, t.attempt, t.meeting, t.letter, t.email, t.touch,
  CASE WHEN c.keep_in_touch_days > 0 THEN coalesce(t.touch, c.created_at) + c.keep_in_touch_days * 86400000 END,
  coalesce((SELECT result FROM history WHERE contact_id = c.id AND start_at = t.touch AND system = 0
    AND removed_at IS NULL AND result <> '' ORDER BY rid DESC LIMIT 1), ''),
  p.at, (SELECT rid FROM activity WHERE contact_id = c.id AND {_PLANNED_AT} = p.at AND completed_at IS NULL
    AND removed_at IS NULL ORDER BY rid LIMIT 1)
FROM chosen
JOIN contact c ON c.rid = chosen.rid
LEFT JOIN company f ON f.id = c.company_id AND f.removed_at IS NULL
LEFT JOIN touches t ON t.contact_id = c.id
LEFT JOIN planned p ON p.contact_id = c.id
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
    if owners:
        query = "SELECT rid FROM contact WHERE id IN (SELECT value FROM carray(?))"
        rows = connection.execute(query, (arrays.blobs(owners),))
        rids |= {row[0] for row in rows}
    for change in groups.get("company", ()):
        if change.op == "update":
            query = "SELECT c.rid FROM contact c JOIN company f ON f.id = c.company_id WHERE f.rid = ?"
            rids |= {row[0] for row in connection.execute(query, (change.rid,))}
    if rids:
        numbers = arrays.integers(sorted(rids))
        chosen = "rid IN (SELECT value FROM carray(?))"
        connection.execute(f"DELETE FROM contact_summary WHERE contact_{chosen}", (numbers,))
        connection.execute(_FILL.format(rows=chosen), (numbers,))


def _written_by_program(change: Change) -> bool:
    """Whether it is a row of the history that the program wrote itself: it touches nobody."""
    return change.table == "history" and change.op == "insert" and bool(change.cell("system"))


def rebuild(connection: apsw.Connection) -> None:
    """Make all summaries anew, inside the caller's transaction."""
    connection.execute("DELETE FROM contact_summary")
    connection.execute(_FILL.format(rows="1"))
