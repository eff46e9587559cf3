"""What was erased is gone from the file as well: from merged-away words of the index, from pages in nobody's use, from the log.

Done in short steps, each a transaction of its own, so that nobody waits long to save.
"""

from typing import Literal

import apsw

from models.store import text_index

# What a step comes to: there is more to do; somebody still reads an older state, so the log keeps it; no trace is left.
Scoured = Literal["going on", "held up", "done"]
_PAGES_AT_ONCE = 1_000
_FILLER = "scouring"
_WAITING_MS = 100  # for whoever reads: those who save wait behind it


def step(connection: apsw.Connection) -> bool:
    """Do a little of it, inside the caller's transaction. Returns whether anything is left to do."""
    return text_index.merge_a_little(connection) or _filled(connection)


def empty_log(connection: apsw.Connection) -> bool:
    """Move the write-ahead log into the file and empty it. False while somebody is still reading an older state."""
    ((usual,),) = connection.execute("PRAGMA busy_timeout")
    connection.set_busy_timeout(_WAITING_MS)
    try:
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0]
    finally:
        connection.set_busy_timeout(int(str(usual)))
    return not busy


def tidy(connection: apsw.Connection) -> None:
    """Take away what a program that was killed in the middle of it has left: a table of zeros that only takes room."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (_FILLER,)).fetchone():
        connection.execute(f"DROP TABLE IF EXISTS {_FILLER}")


def _filled(connection: apsw.Connection) -> bool:
    """Let a table of zeros take the free pages; when it has all of them, it goes."""
    ((free,),) = connection.execute("PRAGMA freelist_count").fetchall()
    if not free:
        connection.execute(f"DROP TABLE IF EXISTS {_FILLER}")
        return False
    ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    connection.execute(f"CREATE TABLE IF NOT EXISTS {_FILLER}(zeros)")
    pages = min(int(str(free)), _PAGES_AT_ONCE)
    connection.execute(f"INSERT INTO {_FILLER} VALUES(zeroblob(?))", (pages * int(str(size)),))
    return True
