"""The phone and the e-mail that stand for a contact where there is room for one of each."""

from collections.abc import Sequence

from app.command import Raw
from app.records.channels import shown_channel
from models.store import arrays

_REACH = """
SELECT contact_id, kind, value, normal, extension FROM channel
WHERE contact_id IN (SELECT value FROM carray(?)) AND kind IN ('phone', 'email') AND removed_at IS NULL
ORDER BY is_primary DESC, rid
"""


def first_reach(raw: Raw, contact_ids: Sequence[bytes]) -> dict[bytes, dict[str, str]]:
    """The first phone and the first e-mail of each of these contacts, by kind; who has neither is left out."""
    found: dict[bytes, dict[str, str]] = {}
    for contact_id, kind, value, normal, extension in raw.execute(_REACH, (arrays.blobs(contact_ids),)):
        assert isinstance(contact_id, bytes)
        shown = shown_channel(str(kind), str(value), str(normal), str(extension))
        found.setdefault(contact_id, {}).setdefault(str(kind), shown)
    return found
