"""The readers of a workspace file: a few connections that never write, each with one question at a time.

The first list stands on the screen before SQLAlchemy is loaded: it is read when a question first wants more than the
bare connection.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Semaphore
from typing import TYPE_CHECKING, Self

import apsw

from models.errors import UserError
from models.store import dbapi, stamp
from models.store.connections import prepare_reader
from models.store.failures import sorted_failures
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MOST = 4  # questions at a time; one more waits


class Reader:
    """One question's connection on one snapshot: bare, and for SQLAlchemy's statements."""

    def __init__(self, opened: dbapi.Connection, connect: "Callable[[apsw.Connection], Connection]") -> None:
        self.raw = opened.raw
        self._opened = opened
        self._connect = connect
        self._connection: Connection | None = None

    @property
    def connection(self) -> "Connection":
        """SQLAlchemy's connection over the bare one: what is asked of either sees the same moment."""
        if self._connection is None:
            self._connection = self._connect(self.raw)
        return self._connection

    def begin(self) -> None:
        """Begin for real: the snapshot holds until the end."""
        self._opened.begin()

    def end(self) -> None:
        """The question is answered."""
        if self._connection is not None:
            self._connection.rollback()
        self._opened.rollback()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._opened.close()


class Readers:
    """Opened when they are needed; the one used last is used next, so that a quiet workspace keeps one warm."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = 0  # of the file, when it was opened
        self._room = Semaphore(MOST)
        self._lock = Lock()
        self._idle: list[Reader] = []
        self._closed = False
        self._engine: Engine | None = None
        self._lent: apsw.Connection | None = None  # what SQLAlchemy is being given

    @classmethod
    def open(cls, path: Path) -> Self:
        """The readers of a workspace file, of whatever version this program knows.

        Raises:
            UserError: there is none, or it belongs to a newer version.
            DamagedError: it cannot be read.
        """
        if not path.exists():
            raise UserError(_("There is no workspace at {file}.").format(file=path.parent))
        readers = cls(path)
        try:
            with readers.begin() as reader:
                readers.version = stamp.version_of(reader.raw, path)
        except BaseException:
            readers.close()
            raise
        return readers

    @contextmanager
    def begin(self) -> Iterator[Reader]:
        """A reader on one snapshot; nothing can be written through it. Any thread."""
        with sorted_failures(self.path), self._room:
            reader = self._taken()
            try:
                reader.begin()
                yield reader
            finally:
                self._give_back(reader)

    def close(self) -> None:
        """Close those at rest; one that is asked just now is closed after its answer."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.close()

    def _taken(self) -> Reader:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        # Never made where it is missing: a file taken away under a running program would come back empty.
        opened = dbapi.connect(str(self.path.absolute()), mode="rw", on_open=prepare_reader)
        return Reader(opened, self._connected)

    def _give_back(self, reader: Reader) -> None:
        try:
            reader.end()
        except BaseException:
            reader.close()
            raise
        with self._lock:
            if not self._closed:
                self._idle.append(reader)
                return
        reader.close()

    def _connected(self, raw: apsw.Connection) -> "Connection":
        from models.store.borrowing import Borrowed, engine_over  # noqa: PLC0415 - SQLAlchemy: behind the first list

        def lend() -> dbapi.Connection:
            assert self._lent is not None
            return Borrowed(self._lent)

        with self._lock:
            if self._engine is None:
                self._engine = engine_over(lend)
            self._lent = raw
            return self._engine.connect()
