"""Cards of people known: each fills what is empty, adds what is new, replaces nothing; many at a time.

What is there is read once for all of them, each card is held against it, and only what is new is written.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

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
from models.nouns import TABLES
from models.store import arrays

_COLUMNS = tuple(TABLES["contact"].columns.keys())
_OF_THEM = "WHERE contact_id IN (SELECT value FROM carray(?))"


@dataclass(frozen=True, slots=True)
class CardUpdate:
    """A card and the contact it speaks of; the photo lies in the folder of files already."""

    contact_id: bytes
    person: Person
    photo_hash: str


def update_contacts(tx: Tx, updates: Sequence[CardUpdate], companies: CompanyNames, tags: TagNames) -> int:
    """Bring the news of cards to their contacts, in order. Returns how many cards said anything new."""
    known = _read(tx, {update.contact_id for update in updates})
    changed = sum(_learn(known[update.contact_id], update, companies, tags) for update in updates)
    companies.flush()
    for contact_id, state in known.items():
        if state.fields:
            tx.update(Contact, UUID(bytes=contact_id), state.fields)
    states = known.values()
    tx.insert_rows(Channel, CHANNEL_COLUMNS, [row for state in states for row in state.new_channels])
    tx.insert_rows(Address, ADDRESS_COLUMNS, [row for state in states for row in state.new_addresses])
    tx.insert_rows(ContactTag, ("id", "contact_id", "tag_id"), [row for state in states for row in state.new_tags])
    for state in states:
        for link in state.returned_tags:
            tx.raw.execute("UPDATE contact_tag SET removed_at = NULL WHERE id = ?", (link,))
    return changed


@dataclass(slots=True)
class _State:
    """A contact as it is, with what the cards read so far will make of it."""

    cells: dict[str, Any]
    channels: set[tuple[str, str]] = field(default_factory=set)  # kind and normal value
    kinds: set[str] = field(default_factory=set)
    addresses: set[tuple[str, str, str]] = field(default_factory=set)  # city, street, postcode
    tags: dict[bytes, bool] = field(default_factory=dict)  # id of the link → whether it stands
    fields: dict[str, Any] = field(default_factory=dict)  # to be written
    new_channels: list[tuple[object, ...]] = field(default_factory=list)
    new_addresses: list[tuple[object, ...]] = field(default_factory=list)
    new_tags: list[tuple[object, ...]] = field(default_factory=list)
    returned_tags: list[bytes] = field(default_factory=list)


def _read(tx: Tx, contact_ids: Iterable[bytes]) -> dict[bytes, _State]:
    """The contacts with what hangs on them."""
    tx.flush()
    ids = arrays.blobs(contact_ids)

    def rows(query: str) -> Iterator[tuple[Any, ...]]:
        return iter(tx.raw.execute(query, (ids,)))

    found: dict[bytes, _State] = defaultdict(lambda: _State({}))
    for row in rows("SELECT * FROM contact WHERE id IN (SELECT value FROM carray(?))"):
        found[row[1]] = _State(dict(zip(_COLUMNS, row, strict=True)))
    living = "AND removed_at IS NULL"
    for owner, kind, normal, value in rows(f"SELECT contact_id, kind, normal, value FROM channel {_OF_THEM} {living}"):  # noqa: S608 - constants
        found[owner].channels.add((kind, normal or value))
        found[owner].kinds.add(kind)
    for owner, *place in rows(f"SELECT contact_id, city, street, postcode FROM address {_OF_THEM} {living}"):  # noqa: S608 - likewise
        city, street, postcode = place
        found[owner].addresses.add((city, street, postcode))
    for owner, link, removed in rows(f"SELECT contact_id, id, removed_at FROM contact_tag {_OF_THEM}"):  # noqa: S608 - likewise
        found[owner].tags[link] = removed is None
    return found


def _learn(state: _State, update: CardUpdate, companies: CompanyNames, tags: TagNames) -> bool:
    """Hold a card against a contact. Whether it said anything new."""
    person = update.person
    fields = _news(state, person, update.photo_hash)
    if person.card.company and state.cells["company_id"] is None:
        firm = companies.find_or_add(person.card.company)
        fields |= {"company_id": firm} if firm else {}
    state.cells |= fields
    state.fields |= fields
    fresh = _fresh_channels(state, person)
    state.new_channels += channel_rows(update.contact_id, None, fresh, state.kinds)
    state.kinds.update(one.kind for one, _read in fresh)
    places = [one for one in person.card.addresses if (one.city, one.street, one.postcode) not in state.addresses]
    state.addresses.update((one.city, one.street, one.postcode) for one in places)
    state.new_addresses += address_rows(update.contact_id, None, places)
    tagged = [_tagged(state, update.contact_id, tags.find_or_add(name)) for name in person.card.categories]
    return bool(fields or fresh or places or any(tagged))


def _news(state: _State, person: Person, photo_hash: str) -> dict[str, Any]:
    """The fields a card fills."""
    card, name, cells = person.card, person.name, state.cells
    said = {
        "prefix": name.prefix, "last": name.last, "first": name.first, "middle": name.middle, "suffix": name.suffix,
        "nickname": card.nickname, "gender": card.gender, "job_title": card.job_title, "department": card.department,
        "birthday": card.birthday, "time_zone": card.time_zone, "language": card.language, "about": card.note,
        "foreign_uid": card.uid, "photo_hash": photo_hash, **person.extra,
    }  # fmt: skip
    news = {field: value for field, value in said.items() if value and not cells[field]}
    if cells["important_dates"] is None and card.dates:
        news["important_dates"] = json.loads(important_dates(card) or "null")
    if cells["foreign_properties"] is None and (kept := foreign_properties(person)):
        news["foreign_properties"] = json.loads(kept)
    return news


def _fresh_channels(state: _State, person: Person) -> list[Any]:
    fresh = [
        (one, read) for one, read in person.channels if (one.kind, read.normal or read.value) not in state.channels
    ]
    state.channels.update((one.kind, read.normal or read.value) for one, read in fresh)
    return fresh


def _tagged(state: _State, contact_id: bytes, tag_id: UUID | None) -> bool:
    """Give a contact a tag it has not. Whether it had none."""
    if tag_id is None:
        return False
    link = contact_id + tag_id.bytes
    stands = state.tags.get(link)
    if stands:
        return False
    if stands is None:
        state.new_tags.append((link, contact_id, tag_id.bytes))
    else:
        state.returned_tags.append(link)
    state.tags[link] = True
    return True
