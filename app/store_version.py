"""Which SQLite the workspaces of this program are kept by."""

from models.store.dbapi import sqlite_version as _of_the_library


def sqlite_version() -> str:
    """The version of the library in use."""
    return str(_of_the_library)
