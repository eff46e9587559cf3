"""The `sqlite+apsw` dialect: SQLAlchemy over APSW, with real transactions and real savepoints.

Importing this module registers it: `create_engine("sqlite+apsw:///workspace.db", connect_args={"transaction": "immediate"})`.
`connection.connection.driver_connection` is the `apsw.Connection` beneath.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import apsw
from sqlalchemy import exc, pool, util
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteDialect, SQLiteExecutionContext
from sqlalchemy.engine.characteristics import ConnectionCharacteristic
from sqlalchemy.engine.default import DefaultDialect

from models.store import dbapi

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import (
        ConnectArgsType,
        DBAPIConnection,
        DBAPICursor,
        DBAPIModule,
        Dialect,
        IsolationLevel,
    )
    from sqlalchemy.engine.url import URL
    from sqlalchemy.pool import PoolProxiedConnection


class TransactionCharacteristic(ConnectionCharacteristic):
    """The execution option `sqlite_transaction`: how this connection begins, until it goes back to the pool."""

    transactional: ClassVar[bool] = True

    def reset_characteristic(self, dialect: Dialect, dbapi_conn: DBAPIConnection) -> None:  # noqa: ARG002 - SQLAlchemy's signature
        """Begin again the way the engine was made to."""
        dbapi_conn.transaction = dbapi_conn.default_transaction

    def set_characteristic(self, dialect: Dialect, dbapi_conn: DBAPIConnection, value: Any) -> None:  # noqa: ARG002 - SQLAlchemy's signature
        """Begin as `value` says: deferred, immediate or exclusive."""
        try:
            dbapi.check_transaction_kind(value)
        except dbapi.ProgrammingError as error:
            raise exc.ArgumentError(str(error)) from error
        dbapi_conn.transaction = value

    def get_characteristic(self, dialect: Dialect, dbapi_conn: DBAPIConnection) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """How the connection begins now."""
        return dbapi_conn.transaction


class ApswExecutionContext(SQLiteExecutionContext):
    """Gives `stream_results` and `yield_per` a cursor that reads as it is asked."""

    def create_server_side_cursor(self) -> DBAPICursor:
        """A cursor that holds no more rows than were fetched."""
        return self._dbapi_connection.cursor(streaming=True)


class ApswDialect(SQLiteDialect):
    """SQLAlchemy's SQLite dialect on APSW."""

    driver = "apsw"
    default_paramstyle = "qmark"
    execution_ctx_cls = ApswExecutionContext
    supports_statement_cache = True
    supports_server_side_cursors = True
    supports_sane_rowcount_returning = True
    returns_native_bytes = True

    connection_characteristics = DefaultDialect.connection_characteristics.union(
        {"sqlite_transaction": TransactionCharacteristic()}
    )
    _isolation_lookup = util.immutabledict({"READ UNCOMMITTED": 1, "SERIALIZABLE": 0, "AUTOCOMMIT": 0})

    @classmethod
    def import_dbapi(cls) -> DBAPIModule:
        """The PEP 249 module this dialect drives."""
        return cast("DBAPIModule", dbapi)

    @classmethod
    def get_pool_class(cls, url: URL) -> type[pool.Pool]:
        """Many connections to a file; one a thread to a database that lives in its connection."""
        return pool.QueuePool if cls._is_url_file_db(url) else pool.SingletonThreadPool

    def create_connect_args(self, url: URL) -> ConnectArgsType:
        """What `dbapi.connect` is called with; the query may say transaction, timeout, mode, vfs, cached_statements."""
        if url.username or url.password or url.host or url.port:
            raise exc.ArgumentError(f"A SQLite URL names a file only: sqlite+apsw:///path.db, not {url}")
        unknown = sorted(set(url.query) - set(_QUERY))
        if unknown:
            raise exc.ArgumentError(f"Unknown in a sqlite+apsw URL: {', '.join(unknown)}")
        options = {key: _QUERY[key](value) for key, value in url.query.items()}
        name = str(Path(url.database).absolute()) if url.database and self._is_url_file_db(url) else ":memory:"
        return [name], options

    def on_connect(self) -> Callable[[DBAPIConnection], None]:
        """Give each new connection the REGEXP operator."""

        def add_functions(connection: DBAPIConnection) -> None:
            raw: apsw.Connection = connection.raw
            raw.create_scalar_function("regexp", _regexp, 2, deterministic=True)

        return add_functions

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin for real, so that reads see one snapshot and savepoints lie inside a transaction."""
        dbapi_connection.begin()

    def do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Commit; what could not be committed is undone.

        SQLite keeps a transaction open when COMMIT fails (a deferred foreign key, a lock), SQLAlchemy takes it for ended:
        left alone, its writes would slip into the next transaction.
        """
        try:
            dbapi_connection.commit()
        except dbapi.Error:
            dbapi_connection.rollback()
            raise

    def set_isolation_level(self, dbapi_connection: DBAPIConnection, level: IsolationLevel) -> None:
        """SERIALIZABLE (the default), READ UNCOMMITTED, or AUTOCOMMIT: no transaction at all."""
        dbapi_connection.autocommit = level == "AUTOCOMMIT"
        super().set_isolation_level(dbapi_connection, level)

    def get_isolation_level(self, dbapi_connection: DBAPIConnection) -> IsolationLevel:
        """The level that holds on this connection."""
        if dbapi_connection.autocommit:
            return "AUTOCOMMIT"
        return cast("IsolationLevel", super().get_isolation_level(dbapi_connection))  # type: ignore[no-untyped-call]

    def detect_autocommit_setting(self, dbapi_conn: DBAPIConnection) -> bool:
        """Whether each statement commits itself."""
        return bool(dbapi_conn.autocommit)

    def is_disconnect(
        self,
        e: DBAPIModule.Error,
        connection: PoolProxiedConnection | DBAPIConnection | None,  # noqa: ARG002 - SQLAlchemy's signature
        cursor: DBAPICursor | None,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> bool:
        """A file has no line to lose: only a connection somebody closed is gone."""
        return isinstance(e, dbapi.ConnectionClosedError)

    def get_driver_connection(self, connection: DBAPIConnection) -> Any:
        """The `apsw.Connection` itself."""
        return connection.raw

    def retrieve_dbapi_version(self, dbapi: DBAPIModule) -> util.VersionInfo:  # noqa: ARG002 - SQLAlchemy's signature
        """APSW's own version."""
        return util.VersionInfo(tuple(int(part) for part in apsw.apsw_version().split(".")))

    def _get_server_version_info(self, connection: Any) -> tuple[int, ...]:  # noqa: ARG002 - SQLAlchemy's signature
        return dbapi.sqlite_version_info

    @classmethod
    def _is_url_file_db(cls, url: URL) -> bool:
        return bool(url.database) and url.database != ":memory:"


_QUERY: dict[str, type] = {"transaction": str, "timeout": float, "mode": str, "vfs": str, "cached_statements": int}


def _regexp(*operands: Any) -> bool | None:
    """`value REGEXP pattern`, in Python's own expressions."""
    pattern, value = operands
    if value is None:
        return None
    try:
        return re.search(str(pattern), str(value)) is not None
    except re.error as error:
        raise dbapi.OperationalError(f"{pattern!r} is no regular expression: {error}") from error


registry.register("sqlite.apsw", __name__, ApswDialect.__name__)
