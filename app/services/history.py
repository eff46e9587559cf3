"""What happened: calls and meetings logged after the fact, notes with their promises, and one timeline of it all."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from app.command import Asking, Tx, command, query
from app.records.me import my_zone
from app.records.names import shown_name
from app.records.results import NOT_DONE, check_result
from app.records.timeline_rows import Stretch, timeline_rows
from app.views.contacts import ContactId, TimelineEntry
from models.contact import Contact
from models.errors import UserError
from models.history import HistoryEntry
from models.note import Note, Promise
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
    entry = tx.get(HistoryEntry, entry_id)
    entry.details = text.strip()
    tx.subject = shown_name(tx.get(Contact, entry.contact_id)) if entry.contact_id else entry.regarding


@command(N_("Write note"))
def write_note(tx: Tx, contact_id: ContactId, text: str, *, zone: str = "") -> UUID:
    """Write a note; promises in it (`!мы …`, `?они …`) are kept as promises with their days.

    Days are those of `zone`, of the person's own where none is said.
    """
    if not text.strip():
        raise UserError(_("A note needs a word at least."), field="text")
    contact = tx.get(Contact, contact_id)
    tx.subject = shown_name(contact)
    note = tx.add(Note(text=text.strip(), noted_at=tx.now, contact_id=contact_id, company_id=contact.company_id))
    for found in promises_in(text, to_wall(tx.now, zone or my_zone(tx.connection))):
        tx.add(
            Promise(mine=found.mine, text=found.text, due_on=found.due, contact_id=contact_id,
                    company_id=contact.company_id, note_id=note.id)
        )  # fmt: skip
    return note.id


@command(N_("Keep promise"))
def keep_promise(tx: Tx, promise_id: UUID) -> None:
    """A promise was kept."""
    promise = tx.get(Promise, promise_id)
    promise.kept_at = tx.now
    tx.subject = promise.text


@command(N_("Add promise"))
def add_promise(tx: Tx, contact_id: ContactId, text: str, *, mine: bool = True, due: date | None = None) -> UUID:
    """Somebody promised something.

    Raises:
        UserError: it says nothing.
    """
    if not text.strip():
        raise UserError(_("A promise needs a word at least."), field="text")
    contact = tx.get(Contact, contact_id)
    tx.subject = shown_name(contact)
    row = Promise(mine=mine, text=text.strip(), due_on=due, contact_id=contact_id, company_id=contact.company_id)
    return tx.add(row).id


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
    """What happened with a contact, newest first: history, notes, offers and files; `before` pages on.

    A page ends with everything of its last moment, so that going on before that moment misses nothing.
    """
    stretch = Stretch(kinds, system, before, limit)
    return tuple(row.entry for row in timeline_rows(asking, "contact_id", contact_id, stretch))
