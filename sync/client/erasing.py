"""Records this person may no longer see leave the laptop: the row, its parts, what speaks about it, its place in the journal.

What is not sent yet goes first: a record somebody here has edited waits until the server has his edits (for the owner).
What is private stays: it is nobody else's, and only its link is cut.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.store import arrays, journal
from models.store.transaction import Raw
from sync.client import counting, kept, state
from sync.client.applying import ERASURE
from sync.client.cells import blob, whole
from sync.client.family import hanging
from sync.client.privacy import Privacy
from sync.client.shape import FILES, RECORDS, VITAL
from sync.client.unsharing import unshare
from sync.protocol.scopes import PRIVATE

Key = tuple[str, bytes]


@dataclass(slots=True)
class Erased:
    """What went: how many rows, the files they named, how many records must wait for their edits to be sent."""

    rows: int = 0
    files: set[str] = field(default_factory=set)
    waiting: int = 0


def due(raw: Raw) -> bool:
    """Whether anything waits to be erased."""
    return raw.execute("SELECT 1 FROM sync_orphan WHERE field = '-' LIMIT 1").fetchone() is not None


def run(raw: Raw) -> Erased:
    """Erase what is due, in a transaction that leaves no journal entry."""
    erased = Erased()
    privacy = Privacy(raw)
    going: dict[Key, None] = {}
    cut: dict[tuple[str, str, bytes], None] = {}
    for table, found in raw.execute('SELECT "table", id FROM sync_orphan WHERE field = ?', (ERASURE,)).fetchall():
        root = str(table), blob(found)
        if root in going:
            continue
        if private := privacy.hidden(root[0], [root[1]]):
            unshare(raw, *root)  # it stays, and is nobody else's from now on
        if private or not _stands(raw, root):
            _settled(raw, root)
            continue
        family, links = _family(raw, root)
        if any(_marked(raw, key) for key in family):
            erased.waiting += 1
            continue
        going |= family
        cut |= links
    _cut(raw, going, cut)
    _erase(raw, going, erased)
    return erased


def _family(raw: Raw, root: Key) -> tuple[dict[Key, None], dict[tuple[str, str, bytes], None]]:
    """The rows that go with a record, and the links of others that are cut: table, column, target."""
    going: dict[Key, None] = {root: None}
    cut: dict[tuple[str, str, bytes], None] = {}
    ahead = [root]
    while ahead:
        table, record_id = ahead.pop()
        for child, column, child_id, follows in hanging(raw, table, record_id):
            if not follows or (column not in VITAL[child] and child in RECORDS and _is_private(raw, child, child_id)):
                cut[child, column, record_id] = None
            elif (child, child_id) not in going:
                going[child, child_id] = None
                ahead.append((child, child_id))
    return going, cut


def _is_private(raw: Raw, table: str, record_id: bytes) -> bool:
    found = raw.execute(f"SELECT access FROM {table} WHERE id = ?", (record_id,)).fetchone()
    return found is not None and found[0] == PRIVATE


def _cut(raw: Raw, going: dict[Key, None], cut: dict[tuple[str, str, bytes], None]) -> None:
    """Links of what stays: empty from now on, and put back should the record return. That is no edit of anybody's."""
    for table, column, target in cut:
        for (found,) in raw.execute(f'SELECT id FROM {table} WHERE "{column}" = ?', (target,)).fetchall():
            child_id = blob(found)
            if (table, child_id) in going:
                continue
            raw.execute(f'UPDATE {table} SET "{column}" = NULL WHERE id = ?', (child_id,))
            raw.execute(
                "INSERT INTO sync_orphan(\"table\", id, field, parent, body) VALUES(?, ?, ?, ?, x'')"
                " ON CONFLICT DO UPDATE SET parent = excluded.parent",
                (table, child_id, column, target),
            )


def _erase(raw: Raw, going: dict[Key, None], erased: Erased) -> None:
    if not going:
        return
    moved: list[tuple[bytes, int, int]] = []
    rows: list[tuple[str, int]] = []
    tables: dict[str, list[bytes]] = {}
    for table, record_id in going:
        tables.setdefault(table, []).append(record_id)
    for table, ids in tables.items():
        names = ["rid", "id", "srv_seq", *FILES[table]]
        within = "WHERE id IN (SELECT value FROM carray(?))"
        for rid, record_id, seq, *files in raw.execute(
            f"SELECT {', '.join(names)} FROM {table} {within}", (arrays.blobs(ids),)
        ):
            rows.append((table, whole(rid)))
            moved.append((blob(record_id), whole(seq), 0))
            erased.files.update(str(each) for each in files if each)
        raw.execute(f"DELETE FROM {table} {within}", (arrays.blobs(ids),))
    for key in going:
        _settled(raw, key)
    counting.moved(raw, moved)
    ids = [record_id for _table, record_id in going]
    journal.forget(raw, ids, rows)
    kept.forget(raw, ids)
    erased.rows = len(going)
    erased.files -= {sha256 for sha256 in erased.files if is_named(raw, sha256)}
    files = {*left_files(raw), *erased.files}
    state.put(raw, **{state.SCOUR: " ".join(sorted(files))})


def left_files(raw: Raw) -> tuple[str, ...]:
    """Files no record names any more, to be removed from the folder."""
    return tuple(state.get(raw, state.SCOUR).split())


def scoured(raw: Raw, files: Iterable[str], now_ms: int) -> None:
    """These files are removed, and the file of the workspace holds no trace of what was erased."""
    left = set(left_files(raw)) - set(files)
    state.put(raw, scoured_ms=now_ms)
    if left:
        state.put(raw, **{state.SCOUR: " ".join(sorted(left))})
    else:
        state.forget(raw, state.SCOUR)


def is_named(raw: Raw, sha256: str) -> bool:
    """Whether a record here names a file."""
    return any(
        raw.execute(f'SELECT 1 FROM {table} WHERE "{column}" = ? LIMIT 1', (sha256,)).fetchone() is not None
        for table, columns in FILES.items()
        for column in columns
    )


def _settled(raw: Raw, key: Key) -> None:
    """Nothing of this row waits any longer."""
    for table in ("sync_orphan", "sync_unknown"):
        raw.execute(f'DELETE FROM {table} WHERE "table" = ? AND id = ?', key)


def _stands(raw: Raw, key: Key) -> bool:
    return raw.execute(f"SELECT 1 FROM {key[0]} WHERE id = ?", (key[1],)).fetchone() is not None


def _marked(raw: Raw, key: Key) -> bool:
    return raw.execute('SELECT 1 FROM sync_dirty WHERE "table" = ? AND id = ? LIMIT 1', key).fetchone() is not None
