"""SQLite's failures sorted once: what is the outside world's, what is ours."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from models.errors import BusyError, DamagedError, OutsideError, VizitkaError
from models.store.dbapi_errors import Error
from resources.i18n import _

_OUTSIDE = {
    apsw.SQLITE_FULL, apsw.SQLITE_IOERR, apsw.SQLITE_READONLY, apsw.SQLITE_CANTOPEN, apsw.SQLITE_PERM,
    apsw.SQLITE_NOMEM, apsw.SQLITE_PROTOCOL,
}  # fmt: skip
_BUSY = {apsw.SQLITE_BUSY, apsw.SQLITE_LOCKED}
_DAMAGED = {apsw.SQLITE_CORRUPT, apsw.SQLITE_NOTADB}


@contextmanager
def sorted_failures(path: Path) -> Iterator[None]:
    """Turn SQLite's failures on `path` into sentences; what is our own defect passes through as it is."""
    try:
        yield
    except _failures() as error:
        meant = _meaning(error, path)
        if meant is None:
            raise
        raise meant from error


def _failures() -> tuple[type[Exception], ...]:
    """What SQLite's failures may come as; before SQLAlchemy was loaded, nothing can come from there."""
    loaded = sys.modules.get("sqlalchemy.exc")
    return (apsw.Error, Error) if loaded is None else (apsw.Error, Error, loaded.DBAPIError)


def _meaning(error: Exception, path: Path) -> VizitkaError | None:
    cause = getattr(error, "orig", error)
    code = getattr(cause, "extendedresult", None)
    primary = None if code is None else code & 0xFF
    if primary in _BUSY:
        return BusyError(
            _("{file} is held by another program.").format(file=path), kept=_("What was saved before is safe.")
        )
    if primary in _DAMAGED:
        return DamagedError(
            _("{file} is damaged: {reason}.").format(file=path, reason=cause),
            kept=_("Restore a copy from its backups folder."),
        )
    if primary == apsw.SQLITE_FULL:
        return OutsideError(_("The disk is full."), kept=_("This change was not saved; everything before it is safe."))
    if primary in _OUTSIDE:
        return OutsideError(
            _("{file} could not be read or written: {reason}.").format(file=path, reason=cause),
            kept=_("This change was not saved; everything before it is safe."),
        )
    return None
