"""One firm or one person made on two laptops: shown as a suggestion, never merged by itself."""

from dataclasses import dataclass
from typing import Literal

from models.store.transaction import Raw
from sync.client.cells import blob

Why = Literal["phone", "email", "inn", "name"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two records that may be one; the older one would stay. Ids in hex."""

    kind: Literal["contact", "company"]
    kept: str
    other: str
    why: Why


_PEOPLE_BY_CHANNEL = """
SELECT a.contact_id, b.contact_id, a.kind FROM channel a
JOIN channel b ON b.normal = a.normal AND b.kind = a.kind AND b.contact_id > a.contact_id AND b.removed_at IS NULL
JOIN contact p ON p.id = a.contact_id AND p.removed_at IS NULL
JOIN contact q ON q.id = b.contact_id AND q.removed_at IS NULL
WHERE a.normal <> '' AND a.kind IN ('phone', 'email') AND a.removed_at IS NULL
  AND (a.extension = b.extension) AND ({alike}) ORDER BY a.rid LIMIT ?
"""
_ALIKE = """p.last = '' OR q.last = '' OR search_text(p.last) = search_text(q.last)
  OR search_text(p.first) = search_text(q.first)"""
_PEOPLE_BY_NAME = """
SELECT p.id, q.id, 'name' FROM contact_summary s
JOIN contact_summary t ON t.sort_key = s.sort_key AND t.company_key = s.company_key AND t.contact_rid <> s.contact_rid
JOIN contact p ON p.rid = s.contact_rid JOIN contact q ON q.rid = t.contact_rid AND q.id > p.id
WHERE p.last <> '' AND p.first <> '' LIMIT ?
"""
_FIRMS_BY_INN = """
SELECT a.company_id, b.company_id, 'inn' FROM requisites a
JOIN requisites b ON b.inn = a.inn AND b.kpp = a.kpp AND b.company_id > a.company_id AND b.removed_at IS NULL
JOIN company p ON p.id = a.company_id AND p.removed_at IS NULL
JOIN company q ON q.id = b.company_id AND q.removed_at IS NULL
WHERE a.inn <> '' AND a.removed_at IS NULL LIMIT ?
"""
_FIRMS_BY_NAME = """
SELECT p.id, q.id, 'name' FROM company_summary s
JOIN company_summary t ON t.sort_key = s.sort_key AND t.company_rid <> s.company_rid
JOIN company p ON p.rid = s.company_rid JOIN company q ON q.rid = t.company_rid AND q.id > p.id
WHERE s.sort_key <> '' LIMIT ?
"""


def suggestions(raw: Raw, limit: int = 200) -> list[Suggestion]:
    """Pairs that share a number, an address, a tax number or a name; each pair once, for its strongest reason."""
    found: dict[tuple[str, str], Suggestion] = {}
    for kind, query in (
        ("contact", _PEOPLE_BY_CHANNEL.format(alike=_ALIKE)),
        ("company", _FIRMS_BY_INN),
        ("contact", _PEOPLE_BY_NAME),
        ("company", _FIRMS_BY_NAME),
    ):
        for kept, other, why in raw.execute(query, (limit,)).fetchall():
            pair = blob(kept).hex(), blob(other).hex()
            found.setdefault(pair, Suggestion(kind, *pair, why))  # type: ignore[arg-type]  # as the queries say
    return list(found.values())[:limit]
