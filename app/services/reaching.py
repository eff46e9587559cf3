"""Reaching out through other programs: a letter or a chat that was begun is written down, sent or not is not known."""

from uuid import UUID

from app.command import Tx, command
from app.records.names import shown_name
from app.views.contacts import ContactId
from models.contact import Contact
from models.history import HistoryEntry
from resources.i18n import N_, _


@command(N_("Begin letter"))
def begin_letter(tx: Tx, contact_id: ContactId, address: str) -> UUID:
    """A letter was begun in the mail program."""
    return _begun(tx, contact_id, "email", _("Letter begun in the mail program"), address)


@command(N_("Begin chat"))
def begin_chat(tx: Tx, contact_id: ContactId, service: str, whom: str) -> UUID:
    """A chat was opened: in which service, by which phone or name."""
    return _begun(tx, contact_id, "messenger", _("Chat opened in {service}").format(service=service), whom)


def _begun(tx: Tx, contact_id: ContactId, kind: str, regarding: str, details: str) -> UUID:
    contact = tx.get(Contact, contact_id)
    tx.subject = shown_name(contact)
    entry = HistoryEntry(
        kind=kind, done=True, regarding=regarding, details=details, start_at=tx.now, contact_id=contact_id,
        company_id=contact.company_id,
    )  # fmt: skip
    return tx.add(entry).id
