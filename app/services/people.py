"""Who works here: the person at the screen."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.editing import edit_fields
from models.pick_list import User
from resources.i18n import N_


@dataclass(frozen=True, slots=True)
class MyRecord:
    """Who a client calls back."""

    name: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


@command(N_("Edit my record"))
def edit_me(tx: Tx, edits: Mapping[str, object]) -> None:
    """Change name, position, phone and e-mail as they stand on offers."""
    row = tx.session.scalars(sa.select(User).where(User.is_me)).one()
    edit_fields(tx, User, row.id, edits)
    tx.subject = row.name


@query
def my_record(asking: Asking) -> MyRecord:
    """The person at the screen, as named on offers."""
    statement = sa.select(User.name, User.position, User.phone, User.email).where(User.is_me).limit(1)
    row = asking.connection.execute(statement).one_or_none()
    return MyRecord(*row) if row is not None else MyRecord()
