"""Changes to contacts: add, edit, remove, restore; their channels, statuses and tags."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx, command
from app.records.channels import read_channel
from app.records.companies import company_named
from app.records.editing import edit_fields, read_value, read_values
from app.records.names import name_in, shown_name
from app.records.statuses import set_statuses
from app.records.tags import set_tags
from app.views.contacts import ContactId
from models.channel import Address, Channel
from models.contact import Contact
from models.errors import UserError
from models.fields import fields_of
from models.nouns import TABLES
from resources.i18n import N_, _

_REACH = ("phone", "email")  # kinds of channels that a contact's edits may name
_CHANNEL_EDITS = frozenset({"type", "label", "service", "value", "is_primary"})
_ADDRESS_FIELDS = dict(fields_of(TABLES["address"]))


@command(N_("Add contact"))
def add_contact(tx: Tx, edits: Mapping[str, object], channels: Sequence[tuple[str, str, str]] = ()) -> ContactId:
    """A new contact from its first fields and channels (kind, type, value). A name, a firm or a channel is enough.

    Raises:
        UserError: nothing at all was given, or a field cannot be read.
    """
    if not any(str(value).strip() for value in edits.values()) and not channels:
        raise UserError(_("Give at least a name or a phone."), field="last")
    contact_id = ContactId(tx.add(Contact()).id)
    _write(tx, contact_id, edits)
    for kind, channel_type, value in channels:
        _add_channels(tx, contact_id, kind, channel_type, value)
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
    contact = tx.session.scalars(sa.select(Contact).where(Contact.id == contact_id)).one()
    contact.removed_at = None
    tx.subject = shown_name(contact)


@command(N_("Add channel"))
def add_channel(tx: Tx, contact_id: ContactId, kind: str, channel_type: str, value: str) -> UUID:
    """Add a phone, e-mail, page or messenger; a cell with several phones becomes several channels."""
    tx.subject = shown_name(tx.get(Contact, contact_id))
    return _add_channels(tx, contact_id, kind, channel_type, value)


@command(N_("Edit channel"))
def edit_channel(tx: Tx, channel_id: UUID, edits: Mapping[str, str]) -> None:
    """Change a channel; its normal form follows its value. An emptied channel is removed."""
    channel = tx.get(Channel, channel_id)
    unknown = set(edits) - _CHANNEL_EDITS
    if unknown:
        raise UserError(_("A channel has no field {name}.").format(name=min(unknown)))
    value = edits.get("value")
    if value is not None and not value.strip():
        channel.removed_at = tx.now
        return
    if value is not None:
        first, *further = read_channel(channel.kind, value)
        channel.value, channel.normal, channel.extension = first.value, first.normal, first.extension
        for read in further:
            tx.add(_channel(channel, read.value, read.normal, read.extension))
    for name in ("type", "label", "service"):
        if name in edits:
            setattr(channel, name, edits[name])
    if "is_primary" in edits:
        _make_primary(tx, channel)


@command(N_("Remove channel"))
def remove_channel(tx: Tx, channel_id: UUID) -> None:
    """Take a channel off its card."""
    tx.get(Channel, channel_id).removed_at = tx.now


@command(N_("Add address"))
def add_address(tx: Tx, contact_id: ContactId, address_type: str, edits: Mapping[str, str]) -> UUID:
    """Add a postal address to a contact."""
    tx.subject = shown_name(tx.get(Contact, contact_id))
    values = {name: read_value(_ADDRESS_FIELDS[name], name, value) for name, value in edits.items()}
    return tx.add(Address(contact_id=contact_id, type=address_type, **values)).id


@command(N_("Edit address"))
def edit_address(tx: Tx, address_id: UUID, edits: Mapping[str, object]) -> None:
    """Change an address."""
    edit_fields(tx, Address, address_id, edits)


def _write(tx: Tx, contact_id: ContactId, edits: Mapping[str, object]) -> None:
    plain = dict(edits)
    company = plain.pop("company", None)
    statuses = plain.pop("status", None)
    tags = plain.pop("tags", None)
    reach = {kind: str(plain.pop(kind)) for kind in _REACH if kind in plain}
    values = read_values("contact", plain)
    if company is not None:
        values["company_id"] = company_named(tx, str(company))
    tx.update(Contact, contact_id, values)
    if statuses is not None:
        set_statuses(tx, contact_id, _listed(statuses))
    if tags is not None:
        set_tags(tx, contact_id, _listed(tags))
    for kind, value in reach.items():
        _set_primary(tx, contact_id, kind, value)


def _listed(value: object) -> list[str]:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else [str(part) for part in value]  # type: ignore[attr-defined]


def _add_channels(tx: Tx, contact_id: UUID, kind: str, channel_type: str, value: str) -> UUID:
    count = sa.select(sa.func.count()).where(
        Channel.contact_id == contact_id, Channel.kind == kind, Channel.removed_at.is_(None)
    )
    first_of_kind = tx.connection.execute(count).scalar_one() == 0
    made: list[UUID] = []
    for read in read_channel(kind, value):
        row = Channel(contact_id=contact_id, kind=kind, type=channel_type or "other", value=read.value,
                      normal=read.normal, extension=read.extension, is_primary=first_of_kind and not made)  # fmt: skip
        made.append(tx.add(row).id)
    return made[0]


def _set_primary(tx: Tx, contact_id: UUID, kind: str, value: str) -> None:
    """Give the primary channel of a kind another value, or add the first one."""
    statement = sa.select(Channel.id).where(
        Channel.contact_id == contact_id, Channel.kind == kind, Channel.removed_at.is_(None)
    )
    present = tx.connection.execute(statement.order_by(Channel.is_primary.desc(), Channel.rid)).scalars().first()
    if present is not None:
        edit_channel(tx, present, {"value": value})
    elif value.strip():
        _add_channels(tx, contact_id, kind, "", value)


def _channel(like: Channel, value: str, normal: str, extension: str) -> Channel:
    return Channel(contact_id=like.contact_id, company_id=like.company_id, kind=like.kind, type=like.type,
                   value=value, normal=normal, extension=extension)  # fmt: skip


def _make_primary(tx: Tx, channel: Channel) -> None:
    others = sa.select(Channel).where(
        Channel.contact_id == channel.contact_id,
        Channel.kind == channel.kind,
        Channel.is_primary,
        Channel.id != channel.id,
    )
    for other in tx.session.scalars(others):
        other.is_primary = False
    channel.is_primary = True
