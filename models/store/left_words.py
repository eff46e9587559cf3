"""What somebody typed and has not kept: words of sheets that were left, drafts of notes.

They lie in this file, so that whatever protects the file protects them, and in this one alone: like the other notes a
workspace makes for itself they are not recorded, journaled, marked or announced. They go with the records they are about.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import apsw

if TYPE_CHECKING:
    from models.store.recorder import ChangeSet

About = tuple[str, UUID]  # a table and the id of a row in it
_KEY = "left_words"
# Named here, for the mapped classes are read long after the first words are asked for; a test holds them against those.
KINDS = frozenset({
    "activity", "attachment", "company", "contact", "history", "note", "offer", "opportunity", "product", "promise",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftWords:
    """Words under a key of their own; `name` tells a person what they are, `about` whose they are."""

    key: str
    text: str
    name: str = ""
    about: tuple[About, ...] = ()


def all_of(connection: apsw.Connection) -> tuple[LeftWords, ...]:
    """All there are, the newest last; what cannot be read is passed over."""
    row = connection.execute("SELECT value FROM workspace_meta WHERE key = ?", (_KEY,)).fetchone()
    try:
        kept = json.loads(str(row[0])) if row else []
    except ValueError:
        return ()
    found = (_read(one) for one in kept) if isinstance(kept, list) else ()
    return tuple(one for one in found if one is not None)


def keep(connection: apsw.Connection, words: Iterable[LeftWords]) -> None:
    """Keep words, in the place of those under the same key; words about a record that is not here are let go."""
    fresh = list(words)
    lost = gone(connection, {record for one in fresh for record in one.about})
    keys = {one.key for one in fresh}
    stayed = [one for one in all_of(connection) if one.key not in keys]
    _write(connection, [*stayed, *(one for one in fresh if lost.isdisjoint(one.about))])


def drop(connection: apsw.Connection, keys: Collection[str]) -> None:
    """Forget words by their keys."""
    _leave(connection, [one for one in all_of(connection) if one.key not in keys])


def gone(connection: apsw.Connection, records: Collection[About]) -> frozenset[About]:
    """Those of some records of which there is no row here any more; what is only in the bin is here."""
    return frozenset(record for record in records if record[0] in KINDS and not _is_here(connection, record))


def forget(connection: apsw.Connection, changes: "ChangeSet") -> None:
    """Forget the words about records that a change set takes away for good."""
    left = all_of(connection)
    if not left:
        return
    taken = {(one.table, _id(one.cell("id"))) for one in changes.rows if one.op == "delete" and one.table in KINDS}
    _leave(connection, [one for one in left if taken.isdisjoint(one.about)])


def _leave(connection: apsw.Connection, stayed: list[LeftWords]) -> None:
    if len(stayed) != len(all_of(connection)):
        _write(connection, stayed)


def _write(connection: apsw.Connection, words: list[LeftWords]) -> None:
    if not words:
        connection.execute("DELETE FROM workspace_meta WHERE key = ?", (_KEY,))
        return
    kept = [[one.key, one.text, one.name, [[kind, record.hex] for kind, record in one.about]] for one in words]
    connection.execute(
        "INSERT INTO workspace_meta(key, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (_KEY, json.dumps(kept, ensure_ascii=False)),
    )


def _read(kept: Any) -> LeftWords | None:
    try:
        key, text, name, about = kept
        return LeftWords(str(key), str(text), str(name), tuple((str(kind), UUID(hex=one)) for kind, one in about))
    except (TypeError, ValueError, AttributeError):
        return None


def _is_here(connection: apsw.Connection, record: About) -> bool:
    kind, record_id = record
    return connection.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (record_id.bytes,)).fetchone() is not None


def _id(cell: object) -> UUID | None:
    return UUID(bytes=cell) if isinstance(cell, bytes) else None
