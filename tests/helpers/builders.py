"""Rows with sensible values, for tests that are about something else.

A builder makes an unsaved row; `put` saves some of them as one undoable change:
`ann, firm = put(workspace, a_contact(name="Ann"), a_company())`.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app.command import Command, Tx
from app.workspace import Workspace
from models.activity import Activity
from models.base import Part, Row
from models.channel import Channel
from models.clock import Clock
from models.company import Company
from models.contact import Contact
from models.group import ContactTag, Tag
from models.history import HistoryEntry
from models.ids import joined_id, new_id
from models.note import Note
from models.offer import Offer, OfferLine
from tests.helpers.clock import FixedClock


def a_workspace(folder: Path, clock: Clock | None = None) -> Workspace:
    """A new, empty workspace without the usual first records, running at once; close it when done."""
    return Workspace.create(folder / "workspace", clock=clock or FixedClock())


@contextmanager
def working(folder: Path, clock: Clock | None = None, *, durable: bool = True) -> Iterator[Workspace]:
    """A new workspace for the length of a block; one that is not `durable` waits for no disk, and is several times faster."""
    workspace = a_workspace(folder, clock)
    if not durable:
        hurry(workspace)
    with closing(workspace):
        yield workspace


def hurry(workspace: Workspace) -> None:
    """Let commits wait for no disk from now on: for tests of what is written, not of what a power cut leaves."""
    with workspace._database._writer.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA synchronous = OFF")


def a_contact(name: str = "Ann", last: str = "", **fields: Any) -> Contact:
    """A person."""
    return Contact(id=new_id(), first=name, last=last, **fields)


def a_company(name: str = "Alpha", **fields: Any) -> Company:
    """A firm."""
    return Company(id=new_id(), name=name, **fields)


def a_phone(contact: Contact | UUID, number: str = "+79131234567", **fields: Any) -> Channel:
    """A person's phone."""
    return Channel(id=new_id(), contact_id=_id(contact), kind="phone", value=number, normal=number, **fields)


def an_email(contact: Contact | UUID, address: str = "ann@example.com", **fields: Any) -> Channel:
    """A person's e-mail."""
    return Channel(id=new_id(), contact_id=_id(contact), kind="email", value=address, normal=address, **fields)


def a_call(contact: Contact | UUID, at: datetime, result: str = "reached", **fields: Any) -> HistoryEntry:
    """A call that happened."""
    kind = fields.pop("kind", "call")
    return HistoryEntry(id=new_id(), kind=kind, result=result, start_at=at, contact_id=_id(contact), **fields)


def an_activity(contact: Contact | UUID, at: datetime | None, regarding: str = "price", **fields: Any) -> Activity:
    """Something planned with a person."""
    kind = fields.pop("kind", "call")
    return Activity(id=new_id(), kind=kind, regarding=regarding, start_at=at, contact_id=_id(contact), **fields)


def a_note(contact: Contact | UUID, text: str = "likes tea", **fields: Any) -> Note:
    """A note about a person."""
    return Note(id=new_id(), text=text, contact_id=_id(contact), **fields)


def a_tag(name: str = "partner", **fields: Any) -> Tag:
    """A word to mark records with."""
    return Tag(id=new_id(), name=name, **fields)


def a_tagging(contact: Contact | UUID, tag: Tag | UUID) -> ContactTag:
    """A tag on a person."""
    return ContactTag(id=joined_id(_id(contact), _id(tag)), contact_id=_id(contact), tag_id=_id(tag))


def an_offer(contact: Contact | UUID, number: str = "Q-2026-1", **fields: Any) -> Offer:
    """An offer to a person."""
    return Offer(id=new_id(), number=number, contact_id=_id(contact), **fields)


def an_offer_line(offer: Offer | UUID, name: str = "Pump", **fields: Any) -> OfferLine:
    """A line of an offer."""
    return OfferLine(id=new_id(), offer_id=_id(offer), name=name, **fields)


def put(workspace: Workspace, *rows: Row) -> list[UUID]:
    """Save rows as one change; returns the ids of those that have one of their own."""
    workspace.do(_PUT, rows).result()
    return [row.id for row in rows if isinstance(row, Part)]


def _put(tx: Tx, rows: tuple[Row, ...]) -> None:
    tx.session.add_all(rows)


_PUT = Command("Put", _put)


def _id(record: Part | UUID) -> UUID:
    return record if isinstance(record, UUID) else record.id
