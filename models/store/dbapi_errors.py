"""PEP 249's exceptions for what APSW raises, with SQLite's own code kept on each."""

import apsw


class Error(Exception):
    """Any failure of the driver; `sqlite_errorcode` holds SQLite's extended code where SQLite was the one to fail."""

    sqlite_errorcode: int | None = None
    sqlite_errorname: str | None = None
    extendedresult: int | None = None


class InterfaceError(Error):
    """The interface was used in a way SQLite forbids."""


class DatabaseError(Error):
    """The database refused or failed; also a damaged file, or one that is no database."""


class DataError(DatabaseError):
    """A value is too large for SQLite to keep."""


class OperationalError(DatabaseError):
    """Lock, disk, permission, schema or SQL text stood in the way."""


class IntegrityError(DatabaseError):
    """A constraint of the schema would be broken."""


class InternalError(DatabaseError):
    """SQLite lost its own thread."""


class ProgrammingError(DatabaseError):
    """The caller broke the contract of the driver."""


class NotSupportedError(DatabaseError):
    """SQLite has no such thing."""


class ConnectionClosedError(ProgrammingError):
    """The connection was closed before."""


def translated(error: apsw.Error) -> Error:
    """The PEP 249 exception that says what this one of APSW says."""
    meant = _MEANINGS.get(type(error), DatabaseError)(str(error))
    code = getattr(error, "extendedresult", None)
    if code is not None:
        # APSW raises its own misuse errors (a closed connection, too many bindings) without a code of SQLite.
        name = apsw.mapping_extended_result_codes.get(code) or apsw.mapping_result_codes.get(code & 0xFF)
        meant.sqlite_errorcode = meant.extendedresult = code
        meant.sqlite_errorname = str(name) if name else None
    return meant


# The same classes as CPython's own SQLite driver gives to the same result codes: https://docs.python.org/3/library/sqlite3.html
_MEANINGS: dict[type[apsw.Error], type[Error]] = {
    apsw.SQLError: OperationalError,
    apsw.PermissionsError: OperationalError,
    apsw.AbortError: OperationalError,
    apsw.AuthError: OperationalError,
    apsw.BusyError: OperationalError,
    apsw.LockedError: OperationalError,
    apsw.NoMemError: OperationalError,
    apsw.ReadOnlyError: OperationalError,
    apsw.InterruptError: OperationalError,
    apsw.IOError: OperationalError,
    apsw.FullError: OperationalError,
    apsw.CantOpenError: OperationalError,
    apsw.ProtocolError: OperationalError,
    apsw.EmptyError: OperationalError,
    apsw.SchemaChangeError: OperationalError,
    apsw.ExtensionLoadingError: OperationalError,
    apsw.ConstraintError: IntegrityError,
    apsw.MismatchError: IntegrityError,
    apsw.TooBigError: DataError,
    apsw.InternalError: InternalError,
    apsw.NotFoundError: InternalError,
    apsw.MisuseError: InterfaceError,
    apsw.RangeError: InterfaceError,
    apsw.NoLFSError: NotSupportedError,
    apsw.CorruptError: DatabaseError,
    apsw.NotADBError: DatabaseError,
    apsw.FormatError: DatabaseError,
    apsw.BindingsError: ProgrammingError,
    apsw.IncompleteExecutionError: ProgrammingError,
    apsw.ExecutionCompleteError: ProgrammingError,
    apsw.CursorClosedError: ProgrammingError,
    apsw.InvalidContextError: ProgrammingError,
    apsw.ThreadingViolationError: ProgrammingError,
    apsw.ForkingViolationError: ProgrammingError,
    apsw.ConnectionClosedError: ConnectionClosedError,
}
