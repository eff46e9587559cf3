"""The search index: normalised words of every findable record, kept up by the recorder, rebuildable at any time."""

from collections.abc import Iterable
from uuid import UUID

import apsw

from models.kinds import Kind
from models.rules.search_text import folded_words
from models.store import arrays
from models.store.index_sources import (
    KIND_CODES,
    KIND_SHIFT,
    NAMED_ON_PEOPLE,
    OWN_FIELDS,
    OWN_VALUES,
    PART_OF,
    SOURCES,
    WITH_OWN_FIELDS,
    Source,
    kinds_concerned,
)
from models.store.recorder import NO_CHANGE, POSITION, Change, ChangeSet
from models.store.tables import INDEX_TABLES

LONGEST_INDEXED_PREFIX = 4  # letters; see the prefixes of the index's tables

_KIND_OF_CODE = {code: kind for kind, code in KIND_CODES.items()}
_RID_MASK = (1 << KIND_SHIFT) - 1
_ONE_BY_ONE = 8  # rows up to which single statements beat one over all of them
_FEW = 400  # hits up to which one look into the index beats one a kind
_PAGES_AT_ONCE = 200  # of the index, written by one step of merging
_AT_ONCE = 200_000  # rows one statement writes anew: after each the index writes out what it holds, and merges it again


def refresh(connection: apsw.Connection, changes: ChangeSet) -> None:
    """Bring the index in line with a change set, inside the transaction that made it."""
    groups = changes.by_table()
    for kind in kinds_concerned(changes.tables()):
        source = SOURCES[kind]
        rids = set(_own_rows(source, groups)) | _owners(connection, kind, source.table, groups)
        rids |= _owners_of_added(connection, kind, changes)
        if kind is Kind.CONTACT:
            rids |= _people_of_renamed(connection, groups)
        if OWN_FIELDS in groups and kind in WITH_OWN_FIELDS:
            rids |= _with_changed_fields(connection, kind, groups[OWN_FIELDS])
        if source.table in changes.added:
            rids = {rid for rid in rids if not changes.is_added(source.table, rid)}
        if rids:
            _rewrite(connection, source, rids, new=_only_new(source.table, groups, rids))
        for span in changes.added.get(source.table, ()):
            connection.execute(source.fill("r.rid BETWEEN ? AND ?"), span)
    if "channel" in groups:
        _refresh_digits(connection, groups["channel"])
    for span in changes.added.get("channel", ()):
        connection.execute(_FILL_DIGITS + "rid BETWEEN ? AND ?", span)


def rebuild(connection: apsw.Connection) -> None:
    """Make the whole index anew from the records, inside the caller's transaction."""
    for index in INDEX_TABLES:
        connection.execute(f"INSERT INTO {index}({index}) VALUES('delete-all')")
    for source in SOURCES.values():
        connection.execute(source.fill("1"))
    connection.execute(_FILL_DIGITS + "1")


def write_anew(connection: apsw.Connection, table: str, span: tuple[int, int]) -> None:
    """Write the words of a table's rows between two numbers, whatever the index says of them now."""
    if table == "channel":
        connection.execute("DELETE FROM find_digits WHERE rowid BETWEEN ? AND ?", span)
        connection.execute(_FILL_DIGITS + "rid BETWEEN ? AND ?", span)
        return
    source = SOURCES[Kind(table)]
    numbers = source.base + span[0], source.base + span[1]
    connection.execute(f"DELETE FROM {source.index} WHERE rowid BETWEEN ? AND ?", numbers)
    connection.execute(source.fill("r.rid BETWEEN ? AND ?"), span)


def merge_a_little(connection: apsw.Connection) -> bool:
    """Merge a part of the index's segments, without the words of rows that are no more. Returns whether more is left."""
    return any(_merged(connection, index) for index in INDEX_TABLES)


def optimize(connection: apsw.Connection) -> None:
    """Merge the index's segments after a bulk load: a query then reads one of them."""
    for index in INDEX_TABLES:
        connection.execute(f"INSERT INTO {index}({index}) VALUES('optimize')")


def matching(connection: apsw.Connection, kind: str, expression: str, limit: int) -> list[int]:
    """Row numbers of the records of a kind that match an FTS5 expression: history newest first, others in row order."""
    source = SOURCES[Kind(kind)]
    if not source.base:
        query = f"SELECT rowid FROM {source.index} WHERE {source.index} MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [int(str(row[0])) for row in connection.execute(query, (expression, limit))]
    query = (
        f"SELECT rowid FROM {source.index} WHERE {source.index} MATCH ?"
        " AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"
    )
    last = source.base + (1 << KIND_SHIFT) - 1
    rows = connection.execute(query, (expression, source.base, last, limit))
    return [int(str(row[0])) - source.base for row in rows]


def matching_by_kind(
    connection: apsw.Connection, expression: str, limit: int, whole: str = ""
) -> dict[Kind, list[int]]:
    """The same for all kinds but history at once, up to `limit` of each.

    `whole` asks for the last word as it stands. The beginning of a long word makes the index gather every hit before it
    can give the first: kinds the whole word fills are not asked again, and a filled kind is stepped over.
    """
    found: dict[Kind, list[int]] = {kind: [] for kind in KIND_CODES}
    first = 0
    if whole:
        _collect(connection, whole, limit, first, found)
        open_codes = [code for kind, code in KIND_CODES.items() if len(found[kind]) < limit]
        if not open_codes:
            return found
        first = min(open_codes) << KIND_SHIFT
        for kind, code in KIND_CODES.items():
            if code << KIND_SHIFT >= first:
                found[kind] = []
    _collect(connection, expression, limit, first, found)
    return found


def _collect(
    connection: apsw.Connection, expression: str, limit: int, first: int, found: dict[Kind, list[int]]
) -> None:
    query = "SELECT rowid FROM find_text WHERE find_text MATCH ? AND rowid >= ? ORDER BY rowid LIMIT ?"
    while True:
        rows = connection.execute(query, (expression, first, _FEW + 1)).fetchall()
        for (number,) in rows:
            assert isinstance(number, int)
            of_kind = found[_KIND_OF_CODE[number >> KIND_SHIFT]]
            if len(of_kind) < limit:
                of_kind.append(number & _RID_MASK)
        if len(rows) <= _FEW:
            return
        last = int(str(rows[-1][0]))
        full = len(found[_KIND_OF_CODE[last >> KIND_SHIFT]]) >= limit
        first = ((last >> KIND_SHIFT) + 1) << KIND_SHIFT if full else last + 1


def phones_with(connection: apsw.Connection, expression: str, limit: int) -> list[int]:
    """Row numbers of the phones whose digits match an FTS5 expression (any three in a row or more)."""
    query = "SELECT rowid FROM find_digits WHERE find_digits MATCH ? ORDER BY rowid LIMIT ?"
    return [row[0] for row in connection.execute(query, (expression, limit))]


def _merged(connection: apsw.Connection, index: str) -> bool:
    before = connection.total_changes()
    connection.execute(f"INSERT INTO {index}({index}, rank) VALUES('merge', ?)", (-_PAGES_AT_ONCE,))
    return connection.total_changes() - before > 1


def _own_rows(source: Source, groups: dict[str, list[Change]]) -> Iterable[int]:
    for change in groups.get(source.table, ()):
        if change.concerns(source.links) or (change.concerns(source.own) and _says_otherwise(source, change)):
            yield change.rid


def _says_otherwise(source: Source, change: Change) -> bool:
    """Whether an edit of a record's own fields changes any word: capitals and commas do not."""
    assert change.old is not None
    assert change.new is not None
    for name in source.own:
        place = POSITION[source.table][name]
        if change.new[place] is not NO_CHANGE and _words(change.old[place]) != _words(change.new[place]):
            return True
    return False


def _words(cell: object) -> list[str]:
    return folded_words(str(cell)) if cell else []


def _owners(connection: apsw.Connection, kind: Kind, table: str, groups: dict[str, list[Change]]) -> set[int]:
    """The records of `kind` that changed parts belong (or belonged) to."""
    owners: set[bytes] = set()
    for part, links in PART_OF.items():
        if part in groups:
            for column, owner_kind in links:
                if owner_kind is kind:
                    owners |= owner_ids(connection, part, column, groups[part])
    if OWN_VALUES in groups and kind in WITH_OWN_FIELDS:
        owners |= _owners_of_values(connection, kind, groups[OWN_VALUES])
    if not owners:
        return set()
    rows = connection.execute(
        f"SELECT rid FROM {table} WHERE id IN (SELECT value FROM carray(?))",
        (arrays.blobs(owners),),
    )
    return {row[0] for row in rows}


def owner_ids(connection: apsw.Connection, table: str, column: str, changes: Iterable[Change]) -> set[bytes]:
    """The ids that `column` of the changed rows points to, before and after the change."""
    position = POSITION[table][column]
    found: set[bytes] = set()
    unknown: list[int] = []
    for change in changes:
        for side in (change.old, change.new):
            if side is not None and side[position] is not NO_CHANGE and side[position] is not None:
                found.add(side[position])
        if change.row is None:
            unknown.append(change.rid)
        elif change.row[position] is not None:
            found.add(change.row[position])
    for rid in unknown:
        row = connection.execute(f"SELECT {column} FROM {table} WHERE rid = ?", (rid,)).fetchone()
        if row and row[0] is not None:
            found.add(row[0])
    return found


def owners_of_added(
    connection: apsw.Connection, changes: ChangeSet, part: str, column: str, owner: str, which: str = "1"
) -> set[int]:
    """The row numbers of records that rows of `part` were added to, those left out that were added with them.

    `which` is a condition on the added rows.
    """
    beside = "".join(f" AND rid NOT BETWEEN {first} AND {last}" for first, last in changes.added.get(owner, ()))
    query = (
        f"SELECT rid FROM {owner} WHERE id IN"
        f" (SELECT {column} FROM {part} WHERE rid BETWEEN ? AND ? AND {column} IS NOT NULL AND {which}){beside}"
    )
    return {row[0] for span in changes.added.get(part, ()) for row in connection.execute(query, span)}


def _owners_of_added(connection: apsw.Connection, kind: Kind, changes: ChangeSet) -> set[int]:
    found: set[int] = set()
    for part in PART_OF.keys() & changes.added.keys():
        for column, owner_kind in PART_OF[part]:
            if owner_kind is kind:
                found |= owners_of_added(connection, changes, part, column, kind)
    return found


def _people_of_renamed(connection: apsw.Connection, groups: dict[str, list[Change]]) -> set[int]:
    people: set[int] = set()
    for table, query in NAMED_ON_PEOPLE.items():
        for change in groups.get(table, ()):
            if change.op == "update" and change.concerns(_NAME):
                people |= {row[0] for row in connection.execute(query, (change.rid,))}
    return people


def _owners_of_values(connection: apsw.Connection, kind: Kind, changes: Iterable[Change]) -> set[bytes]:
    """The ids of the records of a kind whose own fields changed rows speak of, before and after."""
    kind_at, record_at = (POSITION[OWN_VALUES][name] for name in ("record_kind", "record_id"))
    found: set[bytes] = set()
    for change in changes:
        row = change.row or connection.execute(f"SELECT * FROM {OWN_VALUES} WHERE rid = ?", (change.rid,)).fetchone()
        if row is None:
            continue
        before = row if change.old is None else change.old
        for side in (row, before):
            of_kind, record = (row[at] if side[at] is NO_CHANGE else side[at] for at in (kind_at, record_at))
            if of_kind == kind:
                found |= _identities(record)
    return found


def _identities(text: object) -> set[bytes]:
    """The record a text names; none where something else was written by hand."""
    try:
        return {UUID(str(text)).bytes}
    except ValueError:
        return set()


def _with_changed_fields(connection: apsw.Connection, kind: Kind, changes: Iterable[Change]) -> set[int]:
    """The records of a kind with a value of a field that was removed, brought back, or became another one."""
    rids: set[int] = set()
    for change in changes:
        if change.op != "insert" and change.concerns(_OF_FIELDS):
            query = (
                f"SELECT r.rid FROM {OWN_VALUES} v JOIN {OWN_FIELDS} f ON f.id = v.field_id"
                f" JOIN {kind} r ON r.id = unhex(v.record_id, '-') WHERE f.rid = ? AND v.record_kind = ?"
            )
            rids |= {row[0] for row in connection.execute(query, (change.rid, kind))}
    return rids


def _only_new(table: str, groups: dict[str, list[Change]], rids: set[int]) -> bool:
    fresh = {change.rid for change in groups.get(table, ()) if change.op == "insert"}
    return fresh >= rids


def _rewrite(connection: apsw.Connection, source: Source, rids: set[int], *, new: bool) -> None:
    if len(rids) <= _ONE_BY_ONE:
        for rid in rids:
            _rewrite_one(connection, source, rid, new=new)
        return
    for chunk in _chunks(sorted(rids)):
        numbers = arrays.integers(chunk)
        if not new:
            connection.execute(
                f"DELETE FROM {source.index} WHERE rowid IN (SELECT value + {source.base} FROM carray(?))",
                (numbers,),
            )
        connection.execute(source.fill("r.rid IN (SELECT value FROM carray(?))"), (numbers,))


def _rewrite_one(connection: apsw.Connection, source: Source, rid: int, *, new: bool) -> None:
    """One row by itself. A statement over many rows opens a savepoint, and FTS5 writes what it holds out at each."""
    number = source.base + rid
    if not new:
        connection.execute(f"DELETE FROM {source.index} WHERE rowid = ?", (number,))
    row = connection.execute(source.words_of(), (rid,)).fetchone()
    if row is not None:
        connection.execute(f"INSERT INTO {source.index}(rowid, words) VALUES(?, ?)", (number, row[0]))


def _refresh_digits(connection: apsw.Connection, changes: Iterable[Change]) -> None:
    concerned = [change for change in changes if change.concerns(_OF_DIGITS)]
    gone = sorted(change.rid for change in concerned if change.op != "insert")
    if len(concerned) <= _ONE_BY_ONE:
        for rid in gone:
            connection.execute("DELETE FROM find_digits WHERE rowid = ?", (rid,))
        for change in concerned:
            row = connection.execute(_DIGITS_OF, (change.rid,)).fetchone()
            if row is not None:
                connection.execute("INSERT INTO find_digits(rowid, digits) VALUES(?, ?)", (change.rid, row[0]))
        return
    for chunk in _chunks(gone):
        numbers = arrays.integers(chunk)
        connection.execute("DELETE FROM find_digits WHERE rowid IN (SELECT value FROM carray(?))", (numbers,))
    for chunk in _chunks(sorted(change.rid for change in concerned)):
        connection.execute(_FILL_DIGITS + "rid IN (SELECT value FROM carray(?))", (arrays.integers(chunk),))


def _chunks(rids: list[int], size: int = _AT_ONCE) -> Iterable[tuple[int, ...]]:
    for start in range(0, len(rids), size):
        yield tuple(rids[start : start + size])


_DIGITS = "normal || ' ' || extension"
_PHONES = "channel WHERE kind = 'phone' AND removed_at IS NULL AND "
_FILL_DIGITS = f"INSERT INTO find_digits(rowid, digits) SELECT rid, {_DIGITS} FROM {_PHONES}"
_DIGITS_OF = f"SELECT {_DIGITS} FROM {_PHONES}rid = ?"
_OF_DIGITS = frozenset({"kind", "normal", "extension", "removed_at"})
_NAME = frozenset({"name", "removed_at"})
_OF_FIELDS = frozenset({"searchable", "kind", "removed_at"})
