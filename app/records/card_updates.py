"""A card of somebody known: fills what is empty, adds what is new, replaces nothing."""

import json
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.card_rows import (
    ADDRESS_COLUMNS,
    CHANNEL_COLUMNS,
    Person,
    address_rows,
    channel_rows,
    foreign_properties,
    important_dates,
)
from app.records.companies import CompanyNames
from app.records.tags import TagNames
from models.channel import Address, Channel
from models.contact import Contact
from models.group import ContactTag
from models.ids import joined_id


def update_contact(
    tx: Tx, contact_id: bytes, person: Person, companies: CompanyNames, tags: TagNames, photo_hash: str
) -> bool:
    """Bring a card's news to its contact. False where it said nothing new."""
    before = tx.raw.total_changes()
    row = tx.get(Contact, UUID(bytes=contact_id))
    _fill(row, person, photo_hash)
    if person.card.company and row.company_id is None:
        row.company_id = companies.find_or_add(person.card.company)
        companies.flush()
    tx.session.flush()
    _add_channels(tx, row.id, person)
    _add_addresses(tx, row.id, person)
    for category in person.card.categories:
        _add_tag(tx, row.id, tags.find_or_add(category))
    return tx.raw.total_changes() > before


def _fill(row: Contact, person: Person, photo_hash: str) -> None:
    card, name = person.card, person.name
    said = {
        "prefix": name.prefix, "last": name.last, "first": name.first, "middle": name.middle, "suffix": name.suffix,
        "nickname": card.nickname, "gender": card.gender, "job_title": card.job_title, "department": card.department,
        "birthday": card.birthday, "time_zone": card.time_zone, "language": card.language, "about": card.note,
        "foreign_uid": card.uid, "photo_hash": photo_hash, **person.extra,
    }  # fmt: skip
    for field, value in said.items():
        if value and not getattr(row, field):
            setattr(row, field, value)
    for field, structure in (
        ("important_dates", important_dates(card)),
        ("foreign_properties", foreign_properties(person)),
    ):
        if structure and getattr(row, field) is None:
            setattr(row, field, _loaded(structure))


def _add_channels(tx: Tx, contact_id: UUID, person: Person) -> None:
    rows = tx.connection.execute(
        sa.select(Channel.kind, Channel.normal, Channel.value).where(
            Channel.contact_id == contact_id, Channel.removed_at.is_(None)
        )
    ).all()
    known = {(row.kind, row.normal or row.value) for row in rows}
    fresh = [(one, read) for one, read in person.channels if (one.kind, read.normal or read.value) not in known]
    kinds = {row.kind for row in rows}
    tx.insert_rows(Channel, CHANNEL_COLUMNS, channel_rows(contact_id.bytes, None, fresh, kinds))


def _add_addresses(tx: Tx, contact_id: UUID, person: Person) -> None:
    rows = tx.connection.execute(
        sa.select(Address.city, Address.street, Address.postcode).where(
            Address.contact_id == contact_id, Address.removed_at.is_(None)
        )
    )
    known = {tuple(row) for row in rows}
    fresh = [one for one in person.card.addresses if (one.city, one.street, one.postcode) not in known]
    tx.insert_rows(Address, ADDRESS_COLUMNS, address_rows(contact_id.bytes, None, fresh))


def _add_tag(tx: Tx, contact_id: UUID, tag_id: UUID | None) -> None:
    if tag_id is None:
        return
    key = joined_id(contact_id, tag_id)
    row = tx.session.scalars(sa.select(ContactTag).where(ContactTag.id == key)).one_or_none()
    if row is None:
        tx.session.add(ContactTag(id=key, contact_id=contact_id, tag_id=tag_id))
    elif row.removed_at is not None:
        row.removed_at = None
    tx.session.flush()


def _loaded(structure: str) -> object:
    return json.loads(structure)
