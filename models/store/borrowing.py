"""SQLAlchemy over connections that are somebody else's: it asks through them and decides nothing about them."""

from collections.abc import Callable

import apsw
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from models.store import dbapi
from models.store.driver import ApswDialect


class Borrowed(dbapi.Connection):
    """A connection whose transaction and whose end are its owner's."""

    def __init__(self, raw: apsw.Connection) -> None:
        super().__init__(raw, "deferred")

    def begin(self) -> None:
        """The owner has begun."""
        self._begun = True

    def commit(self) -> None:
        """The owner ends what it began."""
        self.rollback()

    def rollback(self) -> None:
        """Let go of what was being read; the owner ends what it began."""
        self._end_streams()
        self.lost = None
        self._begun = False

    def close(self) -> None:
        """The owner closes the file."""
        self._end_streams()


def engine_over(lend: Callable[[], dbapi.Connection]) -> Engine:
    """An engine whose connections are those it is lent, one after another."""
    return create_engine(f"sqlite+{ApswDialect.driver}://", creator=lend, poolclass=NullPool)
