"""The history entry an activity leaves behind, and which results mean that it was not done."""

from app.command import Tx
from models.activity import Activity
from models.history import HistoryEntry

NOT_DONE = frozenset({"not_reached", "busy", "not_held", "not_done", "wrong_number"})


def history_of(tx: Tx, activity: Activity, result: str, text: str, duration: int | None) -> HistoryEntry:
    """What an activity becomes when it is done: a history entry with its result."""
    return HistoryEntry(
        kind=activity.kind, result=result, done=result not in NOT_DONE, regarding=activity.regarding,
        details=text.strip() or activity.details, start_at=tx.now,
        duration=activity.duration if duration is None else duration,
        contact_id=activity.contact_id, company_id=activity.company_id, opportunity_id=activity.opportunity_id,
        offer_id=activity.offer_id, activity_id=activity.id,
    )  # fmt: skip
