"""The storage in SQL: PostgreSQL for a firm, a SQLite file for a small office."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from sync.protocol.problems import BusyServerError
from sync.server import schema
from sync.server import tables as t
from sync.server.backends import Backend
from sync.server.sql_reading import SqlReading
from sync.server.sql_writing import SqlWriting
from sync.server.storage import Organisation

_SEEN_AGAIN, _SAME_CLOCK, _MOST_SEEN = 60_000, 5_000, 10_000  # milliseconds, milliseconds, laptops
_LATER = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03")  # serialisation, deadlock, lock, shut down, starting


class SqlStorage:
    """Storage behind SQLAlchemy Core. See `storage.Storage`."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._seen: dict[str, tuple[int, str, int, int]] = {}  # what this process noted last; it may be forgotten

    @classmethod
    def open(cls, address: str | Path, connections: int = 10) -> "SqlStorage":
        """Open a database, `postgresql://…` or the path of a SQLite file, and bring its schema up."""
        storage = cls(_backend(address, connections))
        try:
            with storage.engine.begin() as connection:
                if connection.dialect.name == "postgresql":  # two servers starting at once bring it up once
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7213)")
                schema.bring_up(connection)
        except BaseException:
            storage.close()
            raise
        return storage

    @property
    def engine(self) -> Engine:
        """The connections that may write; accounts and invitations are kept through it."""
        return self.backend.writer

    @contextmanager
    def reading(self, organisation: int) -> Iterator[SqlReading]:
        """One moment of an organisation."""
        with sorted_problems(), self.backend.reader.connect() as connection:
            yield SqlReading(self.backend, connection, organisation)

    @contextmanager
    def writing(self, organisation: int) -> Iterator[SqlWriting]:
        """A transaction that holds the organisation's row from its first statement to its commit."""
        with sorted_problems(), self.backend.writer.begin() as connection:
            self.backend.lock(connection, organisation)
            with SqlWriting(self.backend, connection, organisation).held() as writing:
                yield writing

    def add_organisation(self, organisation: Organisation, at: int) -> None:
        """A new firm."""
        with sorted_problems(), self.engine.begin() as connection:
            connection.execute(
                t.organisation.insert(),
                {
                    "id": organisation.id,
                    "name": organisation.name,
                    "head": organisation.head,
                    "epoch": organisation.epoch,
                    "durable": organisation.durable,
                    "created_at": at,
                },
            )

    def seen(self, organisation: int, device: str, cursor: int, app_version: str, clock_offset: int, at: int) -> None:
        """A laptop has begun a round. One that only looks again within a minute costs no commit."""
        known = self._seen.get(device, (-1, "", 0, 0))
        same = known[:2] == (cursor, app_version) and abs(clock_offset - known[2]) < _SAME_CLOCK
        if same and 0 <= at - known[3] < _SEEN_AGAIN:
            return
        mine = update(t.device).where(t.device.c.id == device, t.device.c.organisation == organisation)
        with sorted_problems(), self.engine.begin() as connection:
            connection.execute(
                mine.values(last_cursor=cursor, app_version=app_version, clock_offset=clock_offset, last_seen=at)
            )
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen[device] = cursor, app_version, clock_offset, at

    def close(self) -> None:
        """Let go of every connection."""
        self.backend.close()


def _backend(address: str | Path, connections: int) -> Backend:
    if isinstance(address, Path) or "://" not in address:
        from sync.server.sqlite import Sqlite  # noqa: PLC0415 - a server needs one of the two

        return Sqlite(Path(address))
    if make_url(address).get_backend_name() == "postgresql":
        from sync.server.postgres import Postgres  # noqa: PLC0415 - likewise

        return Postgres(address, connections)
    raise ValueError("A server's database is postgresql://… or the path of a SQLite file.")


@contextmanager
def sorted_problems() -> Iterator[None]:
    """What the database cannot do now a laptop asks again later; everything else is a defect of ours."""
    try:
        yield
    except PoolTimeoutError as problem:
        raise BusyServerError from problem
    except DBAPIError as problem:
        lost = problem.connection_invalidated or getattr(problem.orig, "sqlstate", None) in _LATER
        if lost or isinstance(problem, OperationalError):
            raise BusyServerError from problem
        raise
