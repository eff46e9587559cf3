"""An open workspace file: one writer, a few readers, and the recorder around every write.

Threads: `write`, `undo` and `redo` belong to the one writer thread; `read` may be called from any.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import apsw
from sqlalchemy import URL, Connection, create_engine

from models.changes import UPKEEP, WITHDRAWN, Changed
from models.clock import Clock, at, system_clock
from models.errors import UserError
from models.store import (
    announcement,
    company_summaries,
    copies,
    field_history,
    journal,
    left_words,
    reversal,
    schema,
    scouring,
    stamp,
    summaries,
    sync_marks,
    text_index,
)
from models.store.connections import prepare
from models.store.driver import ApswDialect
from models.store.failures import sorted_failures
from models.store.journal import NewEntry, Undone
from models.store.readers import Readers
from models.store.recorder import ChangeSet, Recorder
from models.store.transaction import Tx
from resources.i18n import _

R = TypeVar("R")
_LONG = 64 * 1024  # bytes of a change set of very many rows
LONG_LOG = 4_000  # pages of write-ahead log after which a checkpoint is due when the writer is idle


class Database:
    """The store of one workspace. Open it with `Database.open` or make it with `Database.create`."""

    def __init__(self, path: Path, clock: Clock = system_clock, readers: Readers | None = None) -> None:
        self.path = path
        self.readers = readers or Readers(path)
        self._clock = clock
        self.log_pages = 0
        self._writer = create_engine(
            URL.create(f"sqlite+{ApswDialect.driver}", database=str(path)),
            pool_size=1,
            max_overflow=0,
            pool_reset_on_return="rollback",
            connect_args={"transaction": "immediate", "on_open": self._prepare_writer},
        )

    @classmethod
    def create(cls, path: Path, clock: Clock = system_clock) -> "Database":
        """Make a new, empty workspace file.

        Raises:
            UserError: there is a file of that name.
        """
        if path.exists():
            raise UserError(_("{file} exists already.").format(file=path))
        database = cls(path, clock)
        try:
            with sorted_failures(path), database._writer.begin() as connection:
                schema.make(_raw(connection))
        except BaseException:
            database.close()
            path.unlink(missing_ok=True)  # half a file would stand in the way of the next attempt
            raise
        return database

    @classmethod
    def open(cls, path: Path, clock: Clock = system_clock) -> "Database":
        """Open a workspace file, bringing its schema up to date (a copy is made first)."""
        database = cls(path, clock, Readers.open(path))
        try:
            if database.readers.version < stamp.SCHEMA_VERSION:
                database.bring_up()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A reader on one snapshot; nothing can be written through it."""
        with self.readers.begin() as reader:
            yield reader.connection

    @contextmanager
    def write(
        self,
        entry: Callable[[Tx], NewEntry],
        announce: Callable[[Changed], None],
        *,
        user_id: UUID | None = None,
        origin: object | None = None,
    ) -> Iterator[Tx]:
        """One recorded write. `entry` names it once the command has run; `announce` is called after the commit."""
        changed: Changed | None = None
        now = self._clock()
        with sorted_failures(self.path), at(now), self._writer.begin() as connection:
            raw = _raw(connection)
            with (
                Recorder(raw) as recorder,
                closing(Tx(connection, raw, now, user_id, recorder)) as tx,
            ):
                yield tx
                tx.flush()
                named = entry(tx)
                changes = self._settle(raw, recorder, now, named.user_id, named.source)
                if changes:
                    number = 0 if named.source in (UPKEEP, WITHDRAWN) else journal.write(raw, named, changes)
                    kinds = announcement.kinds_changed(raw, changes)
                    changed = Changed(named.name if number else "", named.subject, kinds, named.source, origin, number)
        if changed is not None:
            announce(changed)

    @contextmanager
    def load(self) -> Iterator[Tx]:
        """A bulk load that is not recorded: for a workspace nobody works in yet. The index is made anew after it."""
        now = self._clock()
        with sorted_failures(self.path), self._hurrying(), at(now), self._writer.begin() as connection:
            raw = _raw(connection)
            with closing(Tx(connection, raw, now)) as tx:
                yield tx
                tx.flush()
            self.rebuild_derived(raw)
            text_index.optimize(raw)

    def undo(self, announce: Callable[[Changed], None], number: int | None = None) -> Undone:
        """Take back the newest change, or the one of that number; what was edited later stays and is listed."""
        return self._reverse(announce, number, "undone")

    def redo(self, announce: Callable[[Changed], None]) -> Undone:
        """Do again what was undone last."""
        return self._reverse(announce, None, "done")

    def _reverse(self, announce: Callable[[Changed], None], number: int | None, state: str) -> Undone:
        now = self._clock()
        with sorted_failures(self.path), at(now), self._writer.begin() as connection:
            raw = _raw(connection)
            found = journal.newest(raw, "done") if state == "undone" else journal.next_to_redo(raw)
            chosen = number if number is not None else (found.number if found else None)
            if chosen is None:
                raise UserError(_("There is nothing to undo.") if state == "undone" else _("There is nothing to redo."))
            entry, content = journal.content(raw, chosen, taken_back=state == "done")
            if state == "undone" and entry.state != "done":
                raise UserError(_("Entry {number} was undone already.").format(number=chosen))
            with Recorder(raw, many=len(content) > _LONG) as recorder:
                kept = reversal.take_back(raw, content, from_server=entry.source == "sync") if content else []
                changes = self._settle(raw, recorder, now, None, "undo")
                journal.mark(raw, chosen, state, changes)
                kinds = announcement.kinds_changed(raw, changes)
        announce(Changed(entry.name, entry.subject, kinds, "undo" if state == "undone" else "redo", None, chosen))
        return Undone(entry, len(changes.rows), kept)

    def _settle(
        self, raw: apsw.Connection, recorder: Recorder, now: datetime, user_id: bytes | None, source: str
    ) -> ChangeSet:
        """Feed the readers inside the transaction; returns the whole change set, their own rows included."""
        changes = recorder.read()
        if not changes:
            return changes
        if source not in ("undo", "sync", WITHDRAWN) and field_history.write(raw, changes, now, user_id):
            changes = recorder.read()
        recorder.close()  # what is derived is none of its business, and it would be asked about each row of it
        if source not in ("sync", WITHDRAWN) and sync_marks.joined(raw):
            sync_marks.write(raw, changes, now)
        if source in ("sync", WITHDRAWN):
            left_words.forget(raw, changes)
        text_index.refresh(raw, changes)
        summaries.refresh(raw, changes)
        company_summaries.refresh(raw, changes)
        return changes

    @staticmethod
    def rebuild_derived(raw: apsw.Connection) -> None:
        """Make index and summaries anew inside the caller's transaction."""
        text_index.rebuild(raw)
        summaries.rebuild(raw)
        company_summaries.rebuild(raw)

    def rebuild_index(self) -> None:
        """Make index and summaries anew."""
        with sorted_failures(self.path), self._writer.begin() as connection:
            raw = _raw(connection)
            self.rebuild_derived(raw)
            text_index.optimize(raw)

    def maintain(self, work: Callable[[apsw.Connection], R]) -> R:
        """Run the store's own upkeep (marks, trimming) in an unrecorded write transaction."""
        with sorted_failures(self.path), self._writer.begin() as connection:
            return work(_raw(connection))

    def checkpoint_due(self) -> bool:
        """Whether the write-ahead log has become long."""
        return self.log_pages > LONG_LOG

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, as far as no reader needs it. For idle moments."""
        with sorted_failures(self.path), self._writer.connect() as connection:
            _raw(connection).wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            self.log_pages = 0

    def bring_up(self) -> None:
        """Run the migration steps that are due; a copy of the file is kept first."""
        from models.migrations import upgrade  # noqa: PLC0415 - slow to import, and only when a step is due

        now, to = self._clock(), stamp.SCHEMA_VERSION
        with sorted_failures(self.path):
            upgrade.run(
                self._writer,
                self.path,
                self.readers.version,
                to=to,
                keep=lambda raw, folder: copies.keep(raw, folder, now, f"before-{to}"),
            )
        self.readers.version = to

    def scour(self) -> scouring.Scoured:
        """Do a little of what makes erased rows unreadable in the file as well. Returns whether that was all."""
        if self.maintain(scouring.step):
            return "going on"
        with sorted_failures(self.path), self._writer.connect() as connection:
            return "done" if scouring.empty_log(_raw(connection)) else "held up"

    def close(self) -> None:
        """Close every connection; the last one tidies the write-ahead log away."""
        self.readers.close()
        self._writer.dispose()

    @contextmanager
    def _hurrying(self) -> Iterator[None]:
        """Commits without waiting for the disk; what is under way can be begun anew."""
        try:
            with self._writer.connect() as plain:
                _raw(plain).execute("PRAGMA synchronous = NORMAL")
            yield
        finally:
            with self._writer.connect() as plain:
                _raw(plain).execute("PRAGMA synchronous = FULL")

    def _prepare_writer(self, raw: apsw.Connection) -> None:
        prepare(raw)
        raw.execute("PRAGMA journal_mode = WAL").fetchall()
        raw.execute(
            "PRAGMA temp_store = FILE"
        )  # in memory, the statement journal of a large undo costs four times as much
        raw.execute("PRAGMA synchronous = FULL")
        # What is deleted is overwritten, as far as that costs no writing of its own.
        raw.execute("PRAGMA secure_delete = FAST").fetchall()
        scouring.tidy(raw)

        def remember(_connection: apsw.Connection, _name: str, pages: int) -> int:
            self.log_pages = pages
            return apsw.SQLITE_OK

        raw.set_wal_hook(remember)


def _raw(connection: Connection) -> apsw.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, apsw.Connection)
    return raw
