"""The statuses of a contact: a set of pick-list values."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.links import settle
from app.records.pick_lists import item_for
from models.contact import ContactStatus
from models.ids import joined_id


def set_statuses(tx: Tx, contact_id: UUID, values: Sequence[str]) -> None:
    """Make the statuses of a contact exactly these (keys or labels)."""
    wanted = {item_for(tx, "contact_status", value) for value in values if value.strip()}
    rows = tx.session.scalars(sa.select(ContactStatus).where(ContactStatus.contact_id == contact_id)).all()
    for status_id in settle(tx, {row.status_id: row for row in rows}, wanted):
        key = joined_id(contact_id, status_id)
        tx.session.add(ContactStatus(id=key, contact_id=contact_id, status_id=status_id))
