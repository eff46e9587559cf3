"""What a list on paper says beside what it says on the screen: the phone and the e-mail of everybody in it."""

from collections.abc import Sequence
from uuid import UUID

from app.command import Asking, query
from app.records.first_reach import first_reach


@query
def contact_reach(asking: Asking, contact_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """The first phone and the first e-mail of each of these contacts; who has neither is left out."""
    found = first_reach(asking.raw, [one.bytes for one in contact_ids])
    return {UUID(bytes=key): (kinds.get("phone", ""), kinds.get("email", "")) for key, kinds in found.items()}
