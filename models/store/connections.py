"""The settings a connection to the file needs before anything is asked of it; a new connection starts without them."""

from functools import lru_cache
from uuid import UUID

import apsw

from models.rules.search_text import search_text
from models.store import snapshots

Raw = apsw.Connection  # what hot paths above the store speak SQL to, without importing the driver
_IDENTITY = 16  # bytes


def prepare(raw: apsw.Connection) -> None:
    """The settings of every connection."""
    raw.set_busy_timeout(5_000)
    for setting in ("foreign_keys = ON", "recursive_triggers = ON", "cache_size = -32768"):
        raw.execute(f"PRAGMA {setting}").fetchall()
    raw.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    raw.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
    raw.create_scalar_function("search_text", _search_text, -1, deterministic=True)
    raw.create_scalar_function("identity_text", _identity_text, 1, deterministic=True)


def prepare_reader(raw: apsw.Connection) -> None:
    """Those of one that never writes."""
    prepare(raw)
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute("PRAGMA query_only = ON")
    snapshots.may_remember(raw)


@lru_cache(4_096)  # the names of firms come with each of their people
def _search_text(*parts: object) -> str:
    return search_text(*[str(part) for part in parts if part])


def _identity_text(*identity: object) -> str | None:
    """An id as the text by which values of people's own fields name their record."""
    (one,) = identity
    return str(UUID(bytes=one)) if isinstance(one, bytes) and len(one) == _IDENTITY else None
