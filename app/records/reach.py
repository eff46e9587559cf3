"""How somebody is reached: channels and addresses of a contact or a company, one primary channel of a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.channels import read_channel
from app.records.editing import edit_fields, editable_fields, read_value
from app.records.names import name_in
from models.channel import Address, Channel
from models.company import Company
from models.errors import UserError
from models.rules.address_line import ORDER, AddressParts, read_line
from resources.i18n import _

_EDITS = frozenset({"type", "label", "service", "value", "is_primary"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose channel or address it is."""

    column: Literal["contact_id", "company_id"]
    id: UUID


def owner_name(tx: Tx, owner: Owner) -> str:
    """The name the journal calls the owner by."""
    if owner.column == "contact_id":
        tx.flush()
        return name_in(tx, owner.id)
    return tx.connection.execute(sa.select(Company.name).where(Company.id == owner.id)).scalar() or ""


def owner_of(row: Channel | Address) -> Owner:
    """Whose a row is."""
    if row.contact_id is not None:
        return Owner("contact_id", row.contact_id)
    assert row.company_id is not None
    return Owner("company_id", row.company_id)


def add_channels(tx: Tx, owner: Owner, kind: str, channel_type: str, value: str) -> UUID:
    """Add the channels a value means; the first of its kind is the primary one. Returns the id of the first."""
    readings = read_channel(kind, value)
    primary = not _channels(tx, owner, kind)
    made = [
        tx.add(
            Channel(kind=kind, type=channel_type or "other", value=read.value, normal=read.normal,
                    extension=read.extension, is_primary=primary and not place, **{owner.column: owner.id})
        ).id
        for place, read in enumerate(readings)
    ]  # fmt: skip
    return made[0]


def change_channel(tx: Tx, channel_id: UUID, edits: Mapping[str, object]) -> Owner:
    """Change a channel; its normal form follows its value. An emptied channel is removed.

    Raises:
        UserError: a channel has no such field.
    """
    channel = tx.get(Channel, channel_id)
    if unknown := set(edits) - _EDITS:
        raise UserError(_("A channel has no field {name}.").format(name=min(unknown)))
    value = edits.get("value")
    if value is not None and not str(value).strip():
        return drop_channel(tx, channel_id)
    if value is not None:
        first, *further = read_channel(channel.kind, str(value))
        channel.value, channel.normal, channel.extension = first.value, first.normal, first.extension
        for read in further:
            tx.add(
                Channel(contact_id=channel.contact_id, company_id=channel.company_id, kind=channel.kind,
                        type=channel.type, value=read.value, normal=read.normal, extension=read.extension)
            )  # fmt: skip
    for name in ("type", "label", "service"):
        if name in edits:
            setattr(channel, name, str(edits[name]).strip())
    if "is_primary" in edits:
        _set_primary_mark(
            tx, channel, marked=read_value(editable_fields("channel")["is_primary"], "", edits["is_primary"])
        )
    tx.flush()
    return owner_of(channel)


def drop_channel(tx: Tx, channel_id: UUID) -> Owner:
    """Take a channel off its card; where it was the primary one, the next of its kind is from now on."""
    channel = tx.get(Channel, channel_id)
    channel.removed_at = tx.now
    owner = owner_of(channel)
    if channel.is_primary:
        channel.is_primary = False
        tx.flush()
        if left := _channels(tx, owner, channel.kind):
            left[0].is_primary = True
    tx.flush()
    return owner


def set_primary(tx: Tx, owner: Owner, kind: str, value: str) -> None:
    """Give the primary channel of a kind another value; it is added where there is none, removed by an empty value."""
    present = sorted(_channels(tx, owner, kind), key=lambda channel: not channel.is_primary)
    if present:
        change_channel(tx, present[0].id, {"value": value})
    elif value.strip():
        add_channels(tx, owner, kind, "", value)


def add_address(tx: Tx, owner: Owner, address_type: str, edits: Mapping[str, object]) -> UUID:
    """Add a postal address, by its parts or by `line`, all of it as one writes it.

    Raises:
        UserError: it says nothing.
    """
    if not any(str(value).strip() for name, value in edits.items() if name not in ("type", "label", "is_primary")):
        raise UserError(_("An address needs a word at least."), field="street")
    address = tx.add(Address(type=address_type or "other", **{owner.column: owner.id}))
    edit_fields(tx, Address, address.id, _parts_of(tx, address, edits))
    return address.id


def change_address(tx: Tx, address_id: UUID, edits: Mapping[str, object]) -> Owner:
    """Change an address by its parts or by `line`; one that says nothing any more is removed."""
    edit_fields(tx, Address, address_id, _parts_of(tx, tx.get(Address, address_id), edits))
    address = tx.get(Address, address_id)
    if not any(getattr(address, name) for name in ORDER):
        return drop_address(tx, address_id)
    return owner_of(address)


def drop_address(tx: Tx, address_id: UUID) -> Owner:
    """Take an address off its card."""
    address = tx.get(Address, address_id)
    address.removed_at = tx.now
    tx.flush()
    return owner_of(address)


def _parts_of(tx: Tx, address: Address, edits: Mapping[str, object]) -> Mapping[str, object]:
    """The edits with a line among them read into parts; cities known from other addresses are known in it too."""
    if "line" not in edits:
        return edits
    line = str(edits["line"])
    before = AddressParts(*(getattr(address, name) for name in ORDER))
    pieces = {piece.strip() for piece in line.split(",")}
    known = sa.select(Address.city).where(Address.city.in_(pieces), Address.removed_at.is_(None)).distinct()
    parts = read_line(line, tx.connection.execute(known).scalars().all(), before)
    return {name: value for name, value in edits.items() if name != "line"} | {
        name: getattr(parts, name) for name in ORDER
    }


def _channels(tx: Tx, owner: Owner, kind: str) -> list[Channel]:
    statement = sa.select(Channel).where(
        getattr(Channel, owner.column) == owner.id, Channel.kind == kind, Channel.removed_at.is_(None)
    )
    return list(tx.session.scalars(statement.order_by(Channel.rid)))


def _set_primary_mark(tx: Tx, channel: Channel, *, marked: bool) -> None:
    """A primary channel unmarks the other ones of its kind and owner, nobody else's."""
    if marked:
        for other in _channels(tx, owner_of(channel), channel.kind):
            other.is_primary = False
    channel.is_primary = marked
