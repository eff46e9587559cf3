"""Results of kinds, and the history entry an activity leaves behind."""

from app.command import Tx
from models.activity import Activity
from models.errors import UserError
from models.history import HistoryEntry
from resources.i18n import _

RESULTS: dict[str, tuple[str, ...]] = {
    "call": ("reached", "not_reached", "left_message", "busy", "secretary", "wrong_number", "refused", "interested",
             "received"),
    "meeting": ("held", "not_held"),
    "todo": ("done", "not_done"),
    "email": ("sent", "received"),
    "letter": ("sent", "received"),
    "messenger": ("sent", "received", "reached"),
    "personal": ("done", "not_done"),
}  # fmt: skip
NOT_DONE = frozenset({"not_reached", "busy", "not_held", "not_done", "wrong_number"})


def check_result(kind: str, result: str) -> None:
    """Refuse a kind or a result the program does not know.

    Raises:
        UserError: with the words that may be used.
    """
    if kind not in RESULTS:
        raise UserError(_("A kind is one of: {kinds}.").format(kinds=", ".join(RESULTS)), field="kind")
    if result and result not in RESULTS[kind]:
        raise UserError(_("A result is one of: {results}.").format(results=", ".join(RESULTS[kind])), field="result")


def history_of(tx: Tx, activity: Activity, result: str, text: str, duration: int | None) -> HistoryEntry:
    """What an activity becomes when it is done: a history entry with its result."""
    return HistoryEntry(
        kind=activity.kind, result=result, done=result not in NOT_DONE, regarding=activity.regarding,
        details=text.strip() or activity.details, start_at=tx.now,
        duration=activity.duration if duration is None else duration,
        contact_id=activity.contact_id, company_id=activity.company_id, opportunity_id=activity.opportunity_id,
        offer_id=activity.offer_id, activity_id=activity.id,
    )  # fmt: skip
