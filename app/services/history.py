"""What happened: calls and meetings logged after the fact, notes with their promises, and one timeline of it all."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.kinds import LOGGED, check_kind, check_result
from app.records.names import shown_name
from app.records.noted_promises import note_promises
from app.records.results import NOT_DONE
from app.records.scheduling import NextStep, Outcome, clear_activity, follow
from app.records.timeline_rows import Stretch, timeline_rows
from app.views.calendar import When
from app.views.calls import CallDraft
from app.views.contacts import ContactId, TimelineEntry
from models.activity import Activity
from models.contact import Contact
from models.errors import UserError
from models.history import HistoryEntry
from models.note import Note, Promise
from resources.i18n import N_, _


@command(N_("Log"))
def log(
    tx: Tx, contact_id: ContactId, *, kind: str = "call", result: str = "", text: str = "", regarding: str = "",
    at: datetime | None = None, duration: int = 0,
    next_kind: str = "", next_when: When | None = None, next_regarding: str = "",
) -> UUID:  # fmt: skip
    """Write down something that happened; `at` defaults to now, `duration` is in minutes. A next step may follow.

    Promises in its words are kept as such.

    Raises:
        UserError: the kind or the result is not one of the kinds' results.
    """
    contact = tx.get(Contact, contact_id)
    check_kind(tx.raw, kind, LOGGED)
    check_result(tx.raw, kind, result)
    entry = HistoryEntry(
        kind=kind, result=result, done=result not in NOT_DONE, regarding=regarding, details=text.strip(),
        start_at=at or tx.now, duration=duration, contact_id=contact_id, company_id=contact.company_id,
    )  # fmt: skip
    tx.add(entry)
    note_promises(tx, contact_id, contact.company_id, text)
    follow(tx, entry, NextStep(next_when, next_kind, next_regarding) if next_when else None)
    tx.subject = shown_name(contact)
    return entry.id


@command(N_("Log call"))
def log_call(
    tx: Tx, contact_id: ContactId, *, result: str = "", text: str = "", duration: int = 0, at: datetime | None = None,
    next_kind: str = "", next_when: When | None = None, next_regarding: str = "",
    planned_id: UUID | None = None, draft: CallDraft | None = None,
) -> UUID:  # fmt: skip
    """Write down a call, with its next step. The call that was planned is cleared by it; the note that kept its words goes.

    A plan that was cleared or taken off meanwhile is no hindrance: the call is written down all the same.
    """
    if draft is not None:
        _drop_draft(tx, draft)
    planned = _still_planned(tx, planned_id, contact_id)
    step = NextStep(next_when, next_kind, next_regarding) if next_when else None
    if planned is None:
        return log(
            tx, contact_id, kind="call", result=result, text=text, duration=duration, at=at,
            next_kind=next_kind, next_when=next_when, next_regarding=next_regarding,
        )  # fmt: skip
    entry = clear_activity(tx, planned, Outcome(result, text, duration, at))
    follow(tx, entry, step)
    tx.subject = shown_name(tx.get(Contact, contact_id))
    return entry.id


@command(N_("Keep the words of a call as a note"))
def keep_call_words(tx: Tx, contact_id: ContactId, text: str, draft: CallDraft | None = None) -> CallDraft:
    """Keep what was typed during a call that was left without a result; what was kept of it before is replaced."""
    if draft is not None:
        _drop_draft(tx, draft)
    note_id = write_note(tx, contact_id, text)
    return CallDraft(note_id, text.strip())


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
    note_promises(tx, contact_id, contact.company_id, text, zone=zone, note_id=note.id)
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


def _still_planned(tx: Tx, planned_id: UUID | None, contact_id: ContactId) -> Activity | None:
    """The planned call that is being made, if it is still to be made."""
    if planned_id is None:
        return None
    statement = sa.select(Activity).where(
        Activity.id == planned_id, Activity.contact_id == contact_id, Activity.kind == "call",
        Activity.completed_at.is_(None), Activity.removed_at.is_(None),
    )  # fmt: skip
    return tx.session.scalar(statement)


def _drop_draft(tx: Tx, draft: CallDraft) -> None:
    """Take away the note that kept the words of a call, with its open promises, unless somebody edited it since."""
    note = tx.session.scalar(sa.select(Note).where(Note.id == draft.note_id, Note.removed_at.is_(None)))
    if note is None or note.text != draft.text:
        return
    note.removed_at = tx.now
    for promise in tx.session.scalars(
        sa.select(Promise).where(Promise.note_id == note.id, Promise.kept_at.is_(None), Promise.removed_at.is_(None))
    ):
        promise.removed_at = tx.now
