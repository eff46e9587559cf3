"""Who sees a person or a firm: everybody of the office, its owner and the team leads, or nobody but this computer."""

from typing import Literal
from uuid import UUID

from app.command import Tx, command
from app.records.exchange_values import title_of
from models.company import Company
from models.contact import Contact
from models.errors import UserError
from resources.i18n import N_, _

NOUNS: dict[str, type[Contact] | type[Company]] = {"contact": Contact, "company": Company}
ACCESSES = ("public", "limited", "private")


@command(N_("Change who sees it"))
def set_access(tx: Tx, kind: Literal["contact", "company"], record_id: UUID, access: str) -> None:
    """Let others see it or not. What was sent and becomes private is taken back from the others at the next exchange.

    Raises:
        NotFoundError: the record is no longer here.
        UserError: there is no such way of seeing.
    """
    if access not in ACCESSES:
        raise UserError(_("There is no such access: {access}.").format(access=access), field="access")
    tx.update(NOUNS[kind], record_id, {"access": access})
    tx.subject = title_of(tx.raw, kind, record_id.hex)
