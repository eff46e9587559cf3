"""An open workspace and its two doors: `do` changes, `ask` answers; nothing else reaches the data."""

import contextvars
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar
from uuid import UUID

from app import log, paths
from app.command import Asking, Command, Query, Sender
from app.events import Changed, KindChanges, Listener, Listeners
from app.executors import Executors
from app.files import FileStore
from models.clock import Clock, system_clock
from models.errors import OutsideError, VizitkaError
from models.store import stamp
from models.store.connections import Raw
from models.store.lock import WorkspaceLock
from models.store.readers import Readers
from resources.i18n import _

if TYPE_CHECKING:
    from models.store.backup import BackupReport
    from models.store.checks import CheckReport
    from models.store.database import Database
    from models.store.journal import JournalEntry, Undone
    from models.store.scouring import Scoured
    from models.store.transaction import Tx

P = ParamSpec("P")
R = TypeVar("R")

DATABASE_NAME = paths.DATABASE_NAME
FILES = paths.FILES
BACKUPS = "backups"
_NOBODY = Sender()


class Workspace:
    """One folder: the database, the files beside it, their backups. Opened once, by one program at a time.

    Every method may be called from any thread and returns a future; changes are announced on the writer's thread
    after their commit, in order. What changes need is loaded with the first of them.
    """

    def __init__(self, folder: Path, readers: Readers, lock: WorkspaceLock, executors: Executors, clock: Clock) -> None:
        self.folder = folder
        self.files = FileStore(folder / FILES)
        self.executors = executors
        self._readers = readers
        self._made: Database | None = None
        self._making = Lock()
        self._lock = lock
        self._clock = clock
        self._listeners = Listeners()
        self._user_id: UUID | None = None

    @classmethod
    def create(cls, folder: Path, *, executors: Executors | None = None, clock: Clock = system_clock) -> Self:
        """Make an empty workspace in `folder` (made where missing) and open it."""
        with _reachable(folder):
            folder.mkdir(parents=True, exist_ok=True)
        from models.store.database import Database  # noqa: PLC0415 - a workspace that is opened reads first

        lock = WorkspaceLock(folder)
        try:
            database = Database.create(folder / DATABASE_NAME, clock)
        except BaseException:
            lock.release()
            raise
        made = cls(folder, database.readers, lock, executors or Executors.at_once(), clock)
        made._made = database
        return made

    @classmethod
    def open(cls, folder: Path, *, executors: Executors | None = None, clock: Clock = system_clock) -> Self:
        """Open the workspace in `folder`.

        Raises:
            UserError: there is none, or it belongs to a newer version.
            BusyError: another program has it open.
            DamagedError: its file cannot be read.
        """
        database_path = folder / DATABASE_NAME
        with _reachable(folder):
            lock = WorkspaceLock(folder) if database_path.exists() else None
        try:
            readers = Readers.open(database_path)
            assert lock is not None
            opened = cls(folder, readers, lock, executors or Executors.at_once(), clock)
            if readers.version < stamp.SCHEMA_VERSION:
                opened._bring_up()
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return opened

    def do(self, command: Command[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Change something: one transaction, one journal entry, one announcement."""
        return self.do_as(_NOBODY, command, *args, **kwargs)

    def do_as(self, sender: Sender, command: Command[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Change something and say who did it, so that its screen can skip the echo and typing can coalesce."""

        def run() -> R:
            from models.store.journal import NewEntry  # noqa: PLC0415 - behind the first answers

            def entry(tx: "Tx") -> NewEntry:
                user = tx.user_id.bytes if tx.user_id else None
                return NewEntry(tx.now, command.name, tx.subject, sender.source, user, sender.coalesce)

            with self._database.write(entry, self._announce, user_id=self._user_id, origin=sender.origin) as tx:
                return command.run(tx, *args, **kwargs)

        return self._on_writer(command.name, run)

    def ask(self, query: Query[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Ask something, on a reader."""

        def run() -> R:
            with self._readers.begin() as reader:
                return query.run(Asking(reader, self._clock(), self._user_id), *args, **kwargs)

        context = contextvars.copy_context()
        return self.executors.readers.submit(context.run, self._watched, getattr(query.run, "__name__", "query"), run)

    def undo(self, number: int | None = None) -> "Future[Undone]":
        """Take back the newest change, or the journal entry of that number."""
        return self._on_writer("undo", lambda: self._database.undo(self._announce, number))

    def redo(self) -> "Future[Undone]":
        """Do again what was undone last."""
        return self._on_writer("redo", lambda: self._database.redo(self._announce))

    def journal(self, limit: int = 50) -> "Future[tuple[JournalEntry, ...]]":
        """The newest journal entries."""

        def run() -> "tuple[JournalEntry, ...]":
            from models.store.journal import entries  # noqa: PLC0415 - behind the first answers

            with self._readers.begin() as reader:
                return tuple(entries(reader.raw, limit=limit))

        return self.executors.readers.submit(run)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change from now on; call what is returned to stop."""
        return self._listeners.subscribe(listener)

    def backup(self, told: Callable[[int, int], bool] | None = None) -> "Future[BackupReport]":
        """Copy the workspace into its backups folder, reopen the copy, check it and count it; then copy its files.

        `told` hears how far it is, done and in all, of the records and then of the files; False stops it.
        The files of all backups lie together, each content once: where the disk can, as a second name of the same blocks.
        """
        now, context = self._clock(), contextvars.copy_context()

        def run() -> "BackupReport":
            from app.file_checks import with_files  # noqa: PLC0415 - once a day
            from models.store import backup  # noqa: PLC0415 - likewise

            made = backup.make(self._database, self.folder / BACKUPS, now, told)
            with self._readers.begin() as reader:
                return with_files(made, self.files, reader.raw, told)

        return self.executors.hands.submit(context.run, run)

    def check(self, *, rebuild_index: bool = False) -> "Future[CheckReport]":
        """Look whether the file is sound, the index agrees with the records and every named file is there.

        The index is made anew where asked. Files are read aside, so that nobody waits for them to save.
        """

        def run() -> "CheckReport":
            from models.store import checks  # noqa: PLC0415 - behind the first answers

            if rebuild_index:
                self._database.rebuild_index()
            return checks.run(self._database)

        looked, context = self._on_writer("check", run), contextvars.copy_context()

        def files_too() -> "CheckReport":
            from app.file_checks import check_files  # noqa: PLC0415 - behind the first answers

            report = looked.result()
            with self._readers.begin() as reader:
                check_files(report, self.files, reader.raw)
            return report

        return self.executors.hands.submit(context.run, files_too)

    def load(self, fill: "Callable[[Tx], R]") -> Future[R]:
        """Fill a workspace nobody works in yet, unrecorded: demo data, first sync. Not undoable."""

        def run() -> R:
            with self._database.load() as tx:
                return fill(tx)

        return self._on_writer("load", run)

    def upkeep(self, work: Callable[[Raw], R]) -> Future[R]:
        """Keep house in one transaction past the recorder: nothing of it is undone, marked or told (but by `tell`)."""
        return self._on_writer("upkeep", lambda: self._database.maintain(work))

    def scour(self) -> "Future[Scoured]":
        """Do a little of what makes erased records unreadable in the file as well. Answers whether that was all."""
        return self._on_writer("scour", self._database.scour)

    def tell(self) -> Future[None]:
        """Tell every screen to look again, after `upkeep` has changed records."""

        def run() -> None:
            from models.nouns import TABLES  # noqa: PLC0415 - behind the first answers

            everything = {kind: KindChanges(frozenset(), frozenset(), many=True) for kind in TABLES}
            self._announce(Changed("", "", everything, "sync"))

        return self._on_writer("tell", run)

    def act_as(self, user_id: UUID | None) -> None:
        """Who sits at the screen: the owner of what is added from now on."""
        self._user_id = user_id

    def close(self) -> None:
        """Finish what was begun, trim the journal if something was changed, let go of the file."""

        def trimmed() -> None:
            from models.store.journal import trim  # noqa: PLC0415 - behind the first answers

            self._database.maintain(lambda raw: trim(raw, self._clock()))

        if self._made is not None:
            self._on_writer("close", trimmed).exception()
        self.executors.shutdown()
        (self._made or self._readers).close()
        self._lock.release()

    def _on_writer(self, name: str, run: Callable[[], R]) -> Future[R]:
        context = contextvars.copy_context()
        future = self.executors.writer.submit(context.run, self._watched, name, run)
        database = self._made
        if database is not None and database.checkpoint_due():
            self.executors.writer.submit(database.checkpoint)
        return future

    @property
    def _database(self) -> "Database":
        """The store with its writer, made when something is first changed."""
        with self._making:
            if self._made is None:
                from models.store.database import Database  # noqa: PLC0415 - SQLAlchemy: behind the first answers

                self._made = Database(self._readers.path, self._clock, self._readers)
            return self._made

    def _bring_up(self) -> None:
        try:
            self._database.bring_up()
        except BaseException:
            self._database.close()
            raise

    def _announce(self, changed: Changed) -> None:
        for listener in self._listeners.all():
            try:
                listener(changed)
            except Exception as error:  # noqa: BLE001 - a listener's defect must not look like a failed save
                log.failed("listener", error)

    @staticmethod
    def _watched(name: str, run: Callable[[], R]) -> R:
        begun = time.perf_counter()
        try:
            result = run()
        except VizitkaError:
            raise
        except BaseException as error:
            log.failed(name, error)
            raise
        log.ran(name, (time.perf_counter() - begun) * 1000)
        return result


@contextmanager
def _reachable(folder: Path) -> Iterator[None]:
    """A folder nobody may enter is the outside world's, and said in a sentence."""
    try:
        yield
    except OSError as error:
        raise OutsideError(
            _("The folder {folder} cannot be opened: {reason}.").format(folder=folder, reason=error.strerror)
        ) from error
