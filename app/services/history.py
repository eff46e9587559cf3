"""What happened: calls and meetings logged after the fact, notes with their promises, and one timeline of it all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.formatting import long_date, money
from app.records.names import shown_name
from app.records.pick_lists import labels
from app.records.results import NOT_DONE, check_result
from app.views.contacts import ContactId, TimelineEntry
from models.contact import Contact
from models.errors import UserError
from models.history import HistoryEntry
from models.note import Attachment, Note, Promise
from models.nouns import TABLES
from models.offer import Offer
from models.rules.promises import promises_in
from models.rules.wall_time import to_wall
from resources.i18n import N_, _


@command(N_("Log"))
def log(
    tx: Tx,
    contact_id: ContactId,
    *,
    kind: str = "call",
    result: str = "",
    text: str = "",
    regarding: str = "",
    at: datetime | None = None,
    duration: int = 0,
) -> UUID:
    """Write down something that happened; `at` defaults to now, `duration` is in minutes.

    Raises:
        UserError: the kind or the result is not one of the kinds' results.
    """
    contact = tx.get(Contact, contact_id)
    check_result(kind, result)
    tx.subject = shown_name(contact)
    entry = HistoryEntry(
        kind=kind, result=result, done=result not in NOT_DONE, regarding=regarding, details=text.strip(),
        start_at=at or tx.now, duration=duration, contact_id=contact_id, company_id=contact.company_id,
    )  # fmt: skip
    return tx.add(entry).id


@command(N_("Log call"))
def log_call(tx: Tx, contact_id: ContactId, *, result: str = "", text: str = "", duration: int = 0) -> UUID:
    """Write down a call."""
    return log(tx, contact_id, kind="call", result=result, text=text, duration=duration)


@command(N_("Edit history"))
def edit_history(tx: Tx, entry_id: UUID, *, text: str) -> None:
    """Correct the words of something that happened."""
    tx.get(HistoryEntry, entry_id).details = text.strip()


@command(N_("Write note"))
def write_note(tx: Tx, contact_id: ContactId, text: str, *, zone: str = "UTC") -> UUID:
    """Write a note; promises in it (`!мы …`, `?они …`) are kept as promises with their days."""
    if not text.strip():
        raise UserError(_("A note needs a word at least."), field="text")
    contact = tx.get(Contact, contact_id)
    tx.subject = shown_name(contact)
    note = tx.add(Note(text=text.strip(), noted_at=tx.now, contact_id=contact_id, company_id=contact.company_id))
    for found in promises_in(text, to_wall(tx.now, zone)):
        tx.add(Promise(mine=found.mine, text=found.text, due_on=found.due, contact_id=contact_id, note_id=note.id))
    return note.id


@command(N_("Keep promise"))
def keep_promise(tx: Tx, promise_id: UUID) -> None:
    """A promise was kept."""
    promise = tx.get(Promise, promise_id)
    promise.kept_at = tx.now
    tx.subject = promise.text


@command(N_("Add promise"))
def add_promise(tx: Tx, contact_id: ContactId, text: str, *, mine: bool = True, due: date | None = None) -> UUID:
    """Somebody promised something."""
    tx.subject = text
    return tx.add(Promise(mine=mine, text=text, due_on=due, contact_id=contact_id)).id


@query
def timeline(
    asking: Asking,
    contact_id: ContactId,
    *,
    kinds: Sequence[str] = (),
    system: bool = False,
    before: datetime | None = None,
    limit: int = 50,
) -> tuple[TimelineEntry, ...]:
    """What happened with a contact, newest first: history, notes, offers and files; `before` pages on."""
    words = labels(asking.connection, "activity_kind") | {"result:" + k: v for k, v in
                                                          labels(asking.connection, "result").items()}  # fmt: skip
    found: list[TimelineEntry] = []
    wanted = set(kinds)
    if not wanted or wanted - {"note", "offer", "file"}:
        found += _history(asking, contact_id, wanted, words, system=system, before=before, limit=limit)
    if not wanted or "note" in wanted:
        found += _notes(asking, contact_id, before, limit)
    if not wanted or "offer" in wanted:
        found += _offers(asking, contact_id, before, limit)
    if not wanted or "file" in wanted:
        found += _files(asking, contact_id, before, limit)
    return tuple(sorted(found, key=lambda entry: entry.at, reverse=True)[:limit])


def _history(
    asking: Asking, contact_id: UUID, wanted: set[str], words: dict[str, str], *, system: bool,
    before: datetime | None, limit: int,
) -> list[TimelineEntry]:  # fmt: skip
    table = TABLES["history"]
    statement = sa.select(table).where(table.c.contact_id == contact_id, table.c.removed_at.is_(None))
    if not system and "system" not in wanted:
        statement = statement.where(table.c.system.is_(False))
    if wanted:
        statement = statement.where(table.c.kind.in_(wanted))
    if before is not None:
        statement = statement.where(table.c.start_at < before)
    rows = asking.connection.execute(statement.order_by(table.c.start_at.desc()).limit(limit))
    return [
        TimelineEntry(row.id, row.kind, _title(row, words), _text(row), row.start_at, row.duration, row.system)
        for row in rows
        if row.start_at is not None
    ]


def _title(row: Any, words: dict[str, str]) -> str:
    if row.system:
        return _(row.regarding) if row.field else str(row.regarding)
    parts = [words.get(row.kind, row.kind), words.get("result:" + row.result, row.result).lower()]
    return " · ".join(part for part in parts if part)


def _text(row: Any) -> str:
    if row.system or not row.regarding:
        return str(row.details)
    return "\n".join(part for part in (row.regarding, row.details) if part)


def _notes(asking: Asking, contact_id: UUID, before: datetime | None, limit: int) -> list[TimelineEntry]:
    table = TABLES["note"]
    rows = _newest(asking, table, table.c.noted_at, Note.contact_id == contact_id, before, limit)
    return [TimelineEntry(row.id, "note", _("Note"), row.text, row.noted_at, 0, system=False) for row in rows]


def _offers(asking: Asking, contact_id: UUID, before: datetime | None, limit: int) -> list[TimelineEntry]:
    table = TABLES["offer"]
    at = sa.func.coalesce(table.c.sent_at, table.c.created_at)
    rows = _newest(asking, table, at, Offer.contact_id == contact_id, before, limit)
    statuses = labels(asking.connection, "offer_status")
    found = []
    for row in rows:
        title = _("{number}, version {version}").format(number=row.number, version=row.version)
        title = f"{title} · {statuses.get(row.status, row.status).lower()}"
        text = money(row.total, row.currency) if row.total is not None else ""
        if row.valid_through:
            until = _("valid through {day}").format(day=long_date(row.valid_through))
            text = ", ".join(part for part in (text, until) if part)
        found.append(TimelineEntry(row.id, "offer", title, text, row.sent_at or row.created_at, 0, system=False))
    return found


def _files(asking: Asking, contact_id: UUID, before: datetime | None, limit: int) -> list[TimelineEntry]:
    table = TABLES["attachment"]
    rows = _newest(asking, table, table.c.created_at, Attachment.contact_id == contact_id, before, limit)
    return [TimelineEntry(row.id, "file", row.name, "", row.created_at, 0, system=False) for row in rows]


def _newest(
    asking: Asking, table: sa.Table, at: Any, whose: sa.ColumnElement[bool], before: datetime | None, limit: int
) -> Sequence[Any]:
    statement = sa.select(table).where(whose, table.c.removed_at.is_(None), at.is_not(None))
    if before is not None:
        statement = statement.where(at < before)
    return asking.connection.execute(statement.order_by(at.desc()).limit(limit)).all()
