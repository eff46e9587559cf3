"""Changes to contacts: add, edit, remove, restore; their channels, statuses and tags."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.records import reach
from app.records.companies import company_named
from app.records.editing import listed, read_all
from app.records.names import name_in, shown_name
from app.records.statuses import set_statuses
from app.records.tags import set_tags
from app.views.contacts import ContactId
from models.contact import Contact
from models.errors import NotFoundError, UserError
from resources.i18n import N_, _

_REACH = ("phone", "email")  # kinds of channels that a contact's edits may name


@command(N_("Add contact"))
def add_contact(tx: Tx, edits: Mapping[str, object], channels: Sequence[tuple[str, str, str]] = ()) -> ContactId:
    """A new contact from its first fields and channels (kind, type, value). A name, a firm or a channel is enough.

    Raises:
        UserError: nothing at all was given, or a field cannot be read.
    """
    if not any(value and str(value).strip() for value in edits.values()) and not channels:
        raise UserError(_("Give at least a name or a phone."), field="last")
    contact_id = ContactId(tx.add(Contact()).id)
    _write(tx, contact_id, edits)
    for kind, channel_type, value in channels:
        reach.add_channels(tx, _owner(contact_id), kind, channel_type, value)
    tx.subject = name_in(tx, contact_id) or (channels[0][2] if channels else "")
    return contact_id


@command(N_("Edit contact"))
def edit_contact(tx: Tx, contact_id: ContactId, edits: Mapping[str, object]) -> None:
    """Change fields of a contact.

    `company` is a name, `status` and `tags` are lists divided by commas, `phone` and `email` mean the primary one:
    it is changed, added where there is none, removed where the text is empty.
    """
    _write(tx, contact_id, edits)
    tx.subject = name_in(tx, contact_id)


@command(N_("Edit contacts"))
def edit_contacts(tx: Tx, contact_ids: Sequence[ContactId], edits: Mapping[str, object]) -> int:
    """Change the same fields of many contacts at once; one undo takes all of it back."""
    for contact_id in contact_ids:
        _write(tx, contact_id, edits)
    tx.subject = str(len(contact_ids))
    return len(contact_ids)


@command(N_("Remove contact"))
def remove_contact(tx: Tx, contact_id: ContactId) -> None:
    """Put a contact into the recycle bin; what belongs to it stays with it and is hidden."""
    contact = tx.get(Contact, contact_id)
    contact.removed_at = tx.now
    tx.subject = shown_name(contact)


@command(N_("Restore contact"))
def restore_contact(tx: Tx, contact_id: ContactId) -> None:
    """Take a contact out of the recycle bin."""
    contact = tx.session.scalars(sa.select(Contact).where(Contact.id == contact_id)).one_or_none()
    if contact is None:
        raise NotFoundError(_("This contact is no longer here."))
    contact.removed_at = None
    tx.subject = shown_name(contact)


@command(N_("Add channel"))
def add_channel(tx: Tx, contact_id: ContactId, kind: str, channel_type: str, value: str) -> UUID:
    """Add a phone, e-mail, page or messenger; a cell with several phones becomes several channels."""
    tx.subject = shown_name(tx.get(Contact, contact_id))
    return reach.add_channels(tx, _owner(contact_id), kind, channel_type, value)


@command(N_("Edit channel"))
def edit_channel(tx: Tx, channel_id: UUID, edits: Mapping[str, object]) -> None:
    """Change a channel; its normal form follows its value. An emptied channel is removed."""
    tx.subject = reach.owner_name(tx, reach.change_channel(tx, channel_id, edits))


@command(N_("Remove channel"))
def remove_channel(tx: Tx, channel_id: UUID) -> None:
    """Take a channel off its card; another one of its kind becomes the primary one where this one was."""
    tx.subject = reach.owner_name(tx, reach.drop_channel(tx, channel_id))


@command(N_("Add address"))
def add_address(tx: Tx, contact_id: ContactId, address_type: str, edits: Mapping[str, object]) -> UUID:
    """Add a postal address to a contact."""
    tx.subject = shown_name(tx.get(Contact, contact_id))
    return reach.add_address(tx, _owner(contact_id), address_type, edits)


@command(N_("Edit address"))
def edit_address(tx: Tx, address_id: UUID, edits: Mapping[str, object]) -> None:
    """Change an address; an emptied one is removed."""
    tx.subject = reach.owner_name(tx, reach.change_address(tx, address_id, edits))


@command(N_("Remove address"))
def remove_address(tx: Tx, address_id: UUID) -> None:
    """Take an address off its card."""
    tx.subject = reach.owner_name(tx, reach.drop_address(tx, address_id))


def _write(tx: Tx, contact_id: ContactId, edits: Mapping[str, object]) -> None:
    plain = dict(edits)
    company = plain.pop("company", None)
    statuses = plain.pop("status", None)
    tags = plain.pop("tags", None)
    primary = {kind: str(plain.pop(kind)) for kind in _REACH if kind in plain}
    values = read_all(tx, "contact", plain)
    if company is not None:
        values["company_id"] = company_named(tx, str(company))
    tx.update(Contact, contact_id, values)
    if statuses is not None:
        set_statuses(tx, contact_id, listed(statuses))
    if tags is not None:
        set_tags(tx, contact_id, listed(tags))
    for kind, value in primary.items():
        reach.set_primary(tx, _owner(contact_id), kind, value)


def _owner(contact_id: ContactId) -> reach.Owner:
    return reach.Owner("contact_id", contact_id)
