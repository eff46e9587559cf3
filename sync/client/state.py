"""What a workspace remembers of its server: who it is there, how far it has come, how their clocks differ."""

from dataclasses import dataclass

from models.store.transaction import Raw
from sync.client.cells import whole
from sync.protocol.hub import Ranges

WORKSPACE = "workspace"  # random, born with the joining
MOST_RANGES = 400  # a request may leave out; more would only be received once more
DEVICE = "device"
EPOCH = "epoch"
CURSOR = "cursor"
LAST_BATCH = "last_batch"
OFFSET = "offset_ms"
ACCESS_REV = "access_rev"
ROWS_SEEN = "rows_seen"  # how many records the server showed at the end of the last round
SNAPSHOT = "snapshot"  # the first sync under way
SEGMENT = "segment"  # how many of its parts are in
LISTED = "listed"  # index and lists are made of the first of them, and kept up
URL = "url"
FINGERPRINT = "fingerprint"
TOKEN = "token"  # noqa: S105 - a key's name; its value only where the system has no keyring
TOKEN_BEFORE = "token_before"  # noqa: S105 - likewise: the one before, for a server that was put back from a copy
USER = "user_id"
USER_NAME = "user_name"
ORGANISATION = "organisation"
ROLE = "role"
EVEN_AT = "even_at"  # the cursor at which both sides were last found alike
NUMBERS_AT = "numbers_at"  # the day on which ranges of numbers were last looked at: only changes need another look
SUMMED = "summed"  # the cursor up to which totals of offers follow what came
LAST_ROUND = "last_round_ms"
LAST_PROBLEM = "last_problem"
LEFT = "left"  # the person has left: nothing is exchanged, everything needed to come back is kept
SCOUR = "scour"  # something was erased: the files nobody names any more, to be removed; known until all traces are gone
SCOURED = "scoured_ms"
APART = "apart"  # two records that look alike and are not one: "apart <id> <id>"


@dataclass(frozen=True, slots=True)
class State:
    """How far the exchange has come."""

    device: str
    epoch: str
    cursor: int
    last_batch: int
    access_rev: int
    rows_seen: int


def load(raw: Raw) -> State:
    """Read it."""
    found = everything(raw)
    return State(
        found.get(DEVICE, ""),
        found.get(EPOCH, ""),
        *(int(found.get(key, "0")) for key in (CURSOR, LAST_BATCH, ACCESS_REV, ROWS_SEEN)),
    )


def everything(raw: Raw) -> dict[str, str]:
    """All that is remembered, by key."""
    return {str(key): str(value) for key, value in raw.execute("SELECT key, value FROM sync_state").fetchall()}


def get(raw: Raw, key: str, default: str = "") -> str:
    """One thing that is remembered."""
    found = raw.execute("SELECT value FROM sync_state WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else default


def put(raw: Raw, **values: str | int) -> None:
    """Remember something; inside the transaction that made it true."""
    raw.executemany(
        "INSERT INTO sync_state(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        [(key, str(value)) for key, value in values.items()],
    )


def forget(raw: Raw, *keys: str) -> None:
    """Remember it no longer."""
    raw.executemany("DELETE FROM sync_state WHERE key = ?", [(key,) for key in keys])


def excluded(raw: Raw) -> Ranges:
    """The ranges of seqs whose rows came with our own answers already."""
    rows = raw.execute("SELECT first, last FROM sync_excl ORDER BY first DESC LIMIT ?", (MOST_RANGES,)).fetchall()
    return tuple((whole(first), whole(last)) for first, last in reversed(rows))


def exclude(raw: Raw, seqs: set[int]) -> None:
    """Add rows that were applied from an answer; neighbours join into ranges."""
    cursor = int(get(raw, CURSOR, "0"))
    known = [*excluded(raw), *((seq, seq) for seq in seqs if seq > cursor)]
    joined: list[list[int]] = []
    for first, last in sorted(known):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    raw.execute("DELETE FROM sync_excl")
    raw.executemany("INSERT INTO sync_excl(first, last) VALUES(?, ?)", joined)


def move_cursor(raw: Raw, cursor: int) -> None:
    """The rows up to here are in; ranges left behind are forgotten."""
    put(raw, cursor=cursor)
    raw.execute("DELETE FROM sync_excl WHERE last <= ?", (cursor,))
