"""Who works here: the person at the screen."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.editing import edit_fields
from models.pick_list import User
from resources.i18n import N_


@query
def my_id(asking: Asking) -> UUID | None:
    """The id of the person this workspace belongs to."""
    return asking.connection.execute(sa.select(User.id).where(User.is_me, User.removed_at.is_(None))).scalar()


@command(N_("Edit my record"))
def edit_me(tx: Tx, edits: Mapping[str, object]) -> None:
    """Change name, position, phone and e-mail as they stand on offers."""
    row = tx.session.scalars(sa.select(User).where(User.is_me)).one()
    edit_fields(tx, User, row.id, edits)
    tx.subject = row.name
