"""What a list on paper says beside what it says on the screen: the phone and the e-mail of everybody in it."""

from collections.abc import Sequence
from uuid import UUID

from app.command import Asking, query
from app.records.channels import shown_channel
from models.store import arrays

_REACH = """
SELECT contact_id, kind, value, normal, extension FROM channel
WHERE contact_id IN (SELECT value FROM carray(?)) AND kind IN ('phone', 'email') AND removed_at IS NULL
ORDER BY is_primary DESC, rid
"""


@query
def contact_reach(asking: Asking, contact_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """The first phone and the first e-mail of each of these contacts; who has neither is left out."""
    found: dict[UUID, dict[str, str]] = {}
    rows = asking.raw.execute(_REACH, (arrays.blobs([one.bytes for one in contact_ids]),))
    for contact_id, kind, value, normal, extension in rows:
        assert isinstance(contact_id, bytes)
        shown = shown_channel(str(kind), str(value), str(normal), str(extension))
        found.setdefault(UUID(bytes=contact_id), {}).setdefault(str(kind), shown)
    return {key: (kinds.get("phone", ""), kinds.get("email", "")) for key, kinds in found.items()}
