"""Promises said in passing, in a note or in the words of a talk: kept as promises with their days."""

from uuid import UUID

from app.command import Tx
from app.records.me import my_zone
from models.note import Promise
from models.rules.promises import promises_in
from models.rules.wall_time import to_wall


def note_promises(
    tx: Tx, contact_id: UUID | None, company_id: UUID | None, text: str, *, zone: str = "", note_id: UUID | None = None
) -> None:
    """Keep the promises of a text (`!мы …`, `?они …`); their days are those of `zone`, of my own where none is said."""
    if "!" not in text and "?" not in text:
        return
    for found in promises_in(text, to_wall(tx.now, zone or my_zone(tx.connection))):
        tx.add(
            Promise(mine=found.mine, text=found.text, due_on=found.due, contact_id=contact_id, company_id=company_id,
                    note_id=note_id)
        )  # fmt: skip
